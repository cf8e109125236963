#include "engine/training/weighting/anneal.h"

#include <math.h>

enum {
  END,
  POWER
};

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  double end = memory->options[END], left = CLAMP (1.0 - step->progress, 0.0, 1.0);
  double share = end + (1.0 - end) * pow (left, memory->options[POWER]);

  for (int i = 0; i < step->n; i++)
    answer->heads[i] = answer->shared[i] = step->given[i] * (i == step->main ? 1.0 : share);
}

static const MienWeightingOption options[] = {
    {"end", 0.0, 0.0, 1.0, FALSE},
    {"power", 1.0, 0.1, 10.0, FALSE},
    {0},
};

const MienWeightingMethod mien_weighting_anneal = {
    .name = "anneal",
    .heeds_given = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
