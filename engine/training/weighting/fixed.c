#include "engine/training/weighting/fixed.h"

static void
weigh_as_given (const MienWeightingMemory *memory G_GNUC_UNUSED,
                const MienWeightingStep *step,
                MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++)
    answer->heads[i] = answer->shared[i] = step->given[i];
}

const MienWeightingMethod mien_weighting_fixed = {
    .name = "fixed",
    .heeds_given = TRUE,
    .least_tasks = 1,
    .weigh = weigh_as_given,
};

static void
leave_as_they_are (const MienWeightingMemory *memory G_GNUC_UNUSED,
                   const MienWeightingStep *step G_GNUC_UNUSED,
                   MienWeightingAnswer *answer G_GNUC_UNUSED)
{
}

const MienWeightingMethod mien_weighting_equal = {
    .name = "equal",
    .least_tasks = 1,
    .weigh = leave_as_they_are,
};
