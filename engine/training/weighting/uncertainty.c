#include "engine/training/weighting/uncertainty.h"

#include "engine/training/weighting/learned.h"

#include <math.h>

enum {
  START,
  RATE
};

static void
start (const MienWeightingMemory *memory)
{
  for (int t = 0; t < memory->n_tasks; t++)
    memory->state[t] = memory->options[START];
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  for (int i = 0; i < step->n; i++) {
    double *s = &memory->state[step->tasks[i]];
    double weight = exp (-*s) / 2.0;

    answer->heads[i] = answer->shared[i] = weight;
    answer->regulariser += *s / 2.0;
    mien_learned_step (memory, step->tasks[i], 0.5 - weight * step->losses[i],
                       memory->options[RATE]);
    *s = CLAMP (*s, -20.0, 20.0); /* a loss of 0 would draw it down for ever */
  }
}

static const MienWeightingOption options[] = {
    {"start", -0.5, -5.0, 5.0, FALSE},
    {"lr", 0.001, 0.0, 1.0, FALSE},
    {0},
};

const MienWeightingMethod mien_weighting_uncertainty = {
    .name = "uncertainty",
    .least_tasks = 2,
    .options = options,
    .n_state = mien_learned_n_state,
    .start = start,
    .weigh = weigh,
};
