#include "engine/training/weighting/rlw.h"

#include "engine/core/rng.h"
#include "engine/training/weighting/simplex.h"

static void
weigh (const MienWeightingMemory *memory G_GNUC_UNUSED,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++) {
    MienRng rng = mien_rng_keyed (step->seed, MIEN_STREAM_WEIGHTING, (guint64) step->step,
                                  (guint64) step->tasks[i]);

    answer->shared[i] = mien_rng_normal (&rng);
  }
  mien_softmax (answer->shared, step->n, answer->shared);
  for (int i = 0; i < step->n; i++)
    answer->heads[i] = answer->shared[i];
}

const MienWeightingMethod mien_weighting_rlw = {
    .name = "rlw",
    .least_tasks = 2,
    .weigh = weigh,
};
