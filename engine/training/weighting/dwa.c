#include "engine/training/weighting/dwa.h"

#include "engine/training/weighting/simplex.h"

#include <math.h>

static gsize
n_state (int n_tasks)
{
  return 2 * (gsize) n_tasks; /* the newest mean, and the one before it; 0 for none */
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++) {
    const double *newest = &memory->state[step->tasks[i]], *older = newest + memory->n_tasks;

    answer->shared[i] = (*older > 0.0 ? *newest / *older : 1.0) / memory->options[0];
  }
  mien_softmax (answer->shared, step->n, answer->shared);
  for (int i = 0; i < step->n; i++)
    answer->heads[i] = answer->shared[i] = step->n * answer->shared[i];
}

static void
end_epoch (const MienWeightingMemory *memory, const double *losses)
{
  for (int t = 0; t < memory->n_tasks; t++)
    if (isfinite (losses[t])) {
      memory->state[memory->n_tasks + t] = memory->state[t];
      memory->state[t] = losses[t];
    }
}

static const MienWeightingOption options[] = {{"temperature", 2.0, 0.01, 100.0, FALSE}, {0}};

const MienWeightingMethod mien_weighting_dwa = {
    .name = "dwa",
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .weigh = weigh,
    .end_epoch = end_epoch,
};
