#include "engine/training/weighting/fairgrad.h"

#include "engine/training/weighting/bargain.h"

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  answer->fell_back = !mien_bargain (step->n, step->gram, 1.0 / memory->options[0], answer->heads);
  for (int i = 0; i < step->n; i++)
    answer->shared[i] = answer->heads[i];
}

static const MienWeightingOption options[] = {{"alpha", 1.0, 0.1, 10.0, FALSE}, {0}};

const MienWeightingMethod mien_weighting_fairgrad = {
    .name = "fairgrad",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
