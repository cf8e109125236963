#include "engine/training/weighting/pcgrad.h"

#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/surgery.h"

static void
project (const MienWeightingMemory *memory G_GNUC_UNUSED,
         const MienWeightingStep *step,
         double *p,
         int i G_GNUC_UNUSED,
         int j)
{
  double along = mien_gram_along (step->gram, step->n, p, j);

  if (along < 0.0)
    p[j] -= along / step->gram[j * step->n + j];
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  mien_surgery (memory, step, project, answer->shared);
}

const MienWeightingMethod mien_weighting_pcgrad = {
    .name = "pcgrad",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .weigh = weigh,
};
