#include "engine/training/weighting/gls.h"

#include <math.h>

static void
weigh (const MienWeightingMemory *memory G_GNUC_UNUSED,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  double mean_log = 0.0;

  for (int i = 0; i < step->n; i++)
    mean_log += log (fmax (step->losses[i], 1e-8)) / step->n;
  for (int i = 0; i < step->n; i++)
    answer->heads[i] = answer->shared[i] =
        exp (mean_log) / (step->n * fmax (step->losses[i], 1e-8));
}

const MienWeightingMethod mien_weighting_gls = {
    .name = "gls",
    .least_tasks = 2,
    .weigh = weigh,
};
