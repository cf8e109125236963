#include "engine/training/weighting/mgda.h"

#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/simplex.h"

#include <math.h>

enum {
  NORMALISE_NONE,
  NORMALISE_LENGTH,
  NORMALISE_LOSS,
  NORMALISE_BOTH
};

/* FALSE where a task has no gradient to be divided by its length. */
static gboolean
measure_sizes (const MienWeightingMemory *memory, const MienWeightingStep *step, double *sizes)
{
  int normalise = (int) memory->options[0];
  gboolean all = mien_gram_norms (step->gram, step->n, sizes);
  gboolean lengths = normalise == NORMALISE_LENGTH || normalise == NORMALISE_BOTH;
  gboolean losses = normalise == NORMALISE_LOSS || normalise == NORMALISE_BOTH;

  for (int i = 0; i < step->n; i++)
    sizes[i] = (lengths ? sizes[i] : 1.0) * (losses ? fmax (step->losses[i], 1e-8) : 1.0);
  return all || !lengths;
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  int n = step->n;
  g_autofree double *sizes = g_new (double, n);
  g_autofree double *square = g_new (double, n *n);

  if (!measure_sizes (memory, step, sizes)) {
    answer->fell_back = TRUE;
    return;
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      square[i * n + j] = step->gram[i * n + j] / sizes[i] / sizes[j];
  answer->fell_back = !mien_simplex_minimise (n, square, NULL, answer->shared);
  for (int i = 0; i < n; i++)
    answer->shared[i] /= sizes[i];
}

static const MienWeightingOption options[] = {
    {"normalise", NORMALISE_NONE, NORMALISE_NONE, NORMALISE_BOTH, TRUE},
    {0},
};

const MienWeightingMethod mien_weighting_mgda = {
    .name = "mgda",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
