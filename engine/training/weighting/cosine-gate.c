#include "engine/training/weighting/cosine-gate.h"

#include <math.h>

static double
open_gate (const MienWeightingMemory *memory, const MienWeightingStep *step, int i)
{
  const double *gram = step->gram;
  int n = step->n, main = step->main;

  if (main < 0 || i == main)
    return 1.0;
  double along = gram[i * n + main];
  if (!(along > 0.0))
    return 0.0;
  if (memory->options[0] < 0.5)
    return 1.0;
  return fmin (1.0, along / sqrt (gram[i * n + i]) / sqrt (gram[main * n + main]));
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++) {
    answer->heads[i] = step->given[i];
    answer->shared[i] = step->given[i] * open_gate (memory, step, i);
  }
}

static const MienWeightingOption options[] = {{"weighted", 0.0, 0.0, 1.0, TRUE}, {0}};

const MienWeightingMethod mien_weighting_cosine_gate = {
    .name = "cosine-gate",
    .needs_gradients = TRUE,
    .heeds_given = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
