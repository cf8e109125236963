#include "engine/training/weighting/imtl.h"

#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/learned.h"

#include <math.h>

/* The losses' half: what each counts, and the step of what is learned. */
static void
weigh_losses (const MienWeightingMemory *memory,
              const MienWeightingStep *step,
              MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++) {
    double *s = &memory->state[step->tasks[i]];

    answer->heads[i] = answer->shared[i] = exp (*s);
    answer->regulariser -= *s;
    mien_learned_step (memory, step->tasks[i], exp (*s) * step->losses[i] - 1.0,
                       memory->options[0]);
    *s = CLAMP (*s, -20.0, 20.0); /* a loss of 0 would draw it up for ever */
  }
}

/* [cos, -1; 1 / |g|, 0] (x, p) = (0, 1), with the shortest gradient as the unit; @ridge goes onto
 * the diagonal. */
static gboolean
solve_for_like_projections (const double *cosines,
                            const double *norms,
                            int n,
                            double ridge,
                            double *x)
{
  g_autofree double *system = g_new0 (double, (n + 1) * (n + 1));
  double shortest = norms[0];

  for (int i = 1; i < n; i++)
    shortest = fmin (shortest, norms[i]);
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++)
      system[i * (n + 1) + j] = cosines[i * n + j] + (i == j ? ridge : 0.0);
    system[i * (n + 1) + n] = -1.0;
    system[n * (n + 1) + i] = shortest / norms[i];
    x[i] = 0.0;
  }
  x[n] = 1.0;
  if (!mien_linear_solve (system, x, n + 1))
    return FALSE;
  for (int i = 0; i < n; i++)
    x[i] *= shortest / norms[i];
  return TRUE;
}

/* The gradients' half, for gradients that are @scales times as long. */
static gboolean
weigh_gradients (const MienWeightingStep *step, const double *scales, double *coefficients)
{
  int n = step->n;
  g_autofree double *norms = g_new (double, n);
  g_autofree double *cosines = g_new (double, n *n);
  g_autofree double *x = g_new (double, n + 1);

  if (!mien_gram_norms (step->gram, n, norms))
    return FALSE;
  mien_gram_cosines (step->gram, n, norms, cosines);
  for (int i = 0; i < n; i++)
    norms[i] *= scales[i];
  if (!solve_for_like_projections (cosines, norms, n, 0.0, x) &&
      !solve_for_like_projections (cosines, norms, n, 1e-10, x))
    return FALSE;
  for (int i = 0; i < n; i++)
    coefficients[i] = x[i];
  return TRUE;
}

static void
weigh_only_gradients (const MienWeightingMemory *memory G_GNUC_UNUSED,
                      const MienWeightingStep *step,
                      MienWeightingAnswer *answer)
{
  answer->fell_back = !weigh_gradients (step, answer->heads, answer->shared);
}

static void
weigh_both (const MienWeightingMemory *memory,
            const MienWeightingStep *step,
            MienWeightingAnswer *answer)
{
  weigh_losses (memory, step, answer);
  answer->fell_back = !weigh_gradients (step, answer->heads, answer->shared);
  for (int i = 0; i < step->n; i++)
    answer->shared[i] *= answer->heads[i];
}

static const MienWeightingOption options[] = {{"lr", 0.001, 0.0, 1.0, FALSE}, {0}};

const MienWeightingMethod mien_weighting_imtl = {
    .name = "imtl",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .n_state = mien_learned_n_state,
    .weigh = weigh_both,
};

const MienWeightingMethod mien_weighting_imtl_l = {
    .name = "imtl-l",
    .least_tasks = 2,
    .options = options,
    .n_state = mien_learned_n_state,
    .weigh = weigh_losses,
};

const MienWeightingMethod mien_weighting_imtl_g = {
    .name = "imtl-g",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .weigh = weigh_only_gradients,
};
