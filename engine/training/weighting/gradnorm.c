#include "engine/training/weighting/gradnorm.h"

#include "engine/training/weighting/gram.h"

#include <math.h>

enum {
  ALPHA,
  RATE
};

static gsize
n_state (int n_tasks)
{
  return 2 * (gsize) n_tasks; /* weights, first losses */
}

static void
start (const MienWeightingMemory *memory)
{
  for (int t = 0; t < memory->n_tasks; t++)
    memory->state[t] = 1.0;
}

/* How much of its first loss each task still has, against the mean of all. */
static void
measure_slowness (const MienWeightingMemory *memory,
                  const MienWeightingStep *step,
                  double *slowness)
{
  double mean = 0.0;

  for (int i = 0; i < step->n; i++) {
    double *first = &memory->state[memory->n_tasks + step->tasks[i]];

    if (*first <= 0.0)
      *first = step->losses[i];
    slowness[i] = *first > 0.0 ? step->losses[i] / *first : 1.0;
    mean += slowness[i] / step->n;
  }
  for (int i = 0; i < step->n; i++)
    slowness[i] = mean > 0.0 ? slowness[i] / mean : 1.0;
}

static double
sign_of (double x)
{
  return (x > 0.0) - (x < 0.0);
}

static void
update_weights (const MienWeightingMemory *memory,
                const MienWeightingStep *step,
                const double *norms,
                const double *slowness)
{
  double mean = 0.0, sum_before = 0.0, sum = 0.0;

  for (int i = 0; i < step->n; i++) {
    mean += memory->state[step->tasks[i]] * norms[i] / step->n;
    sum_before += memory->state[step->tasks[i]];
  }
  for (int i = 0; i < step->n; i++) {
    double *w = &memory->state[step->tasks[i]];
    double target = mean * pow (slowness[i], memory->options[ALPHA]);

    *w -= memory->options[RATE] * norms[i] * sign_of (*w * norms[i] - target);
    sum += *w = CLAMP (*w, 1e-3, (double) memory->n_tasks);
  }
  for (int i = 0; i < step->n; i++)
    memory->state[step->tasks[i]] *= sum_before / sum;
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  g_autofree double *norms = g_new (double, step->n);
  g_autofree double *slowness = g_new (double, step->n);

  for (int i = 0; i < step->n; i++)
    answer->shared[i] = memory->state[step->tasks[i]];
  mien_gram_norms (step->gram, step->n, norms);
  measure_slowness (memory, step, slowness);
  update_weights (memory, step, norms, slowness);
}

static const MienWeightingOption options[] = {
    {"alpha", 1.5, 0.0, 5.0, FALSE},
    {"lr", 0.025, 0.0, 1.0, FALSE},
    {0},
};

const MienWeightingMethod mien_weighting_gradnorm = {
    .name = "gradnorm",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .start = start,
    .weigh = weigh,
};
