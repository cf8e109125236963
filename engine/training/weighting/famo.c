#include "engine/training/weighting/famo.h"

#include "engine/training/weighting/learned.h"
#include "engine/training/weighting/simplex.h"

#include <math.h>

enum {
  RATE,
  DECAY
};

static gsize
n_state (int n_tasks)
{
  return mien_learned_n_state (n_tasks) + (gsize) n_tasks; /* and log D before the step */
}

static double *
logs_before (const MienWeightingMemory *memory)
{
  return memory->state + mien_learned_n_state (memory->n_tasks);
}

static double
log_of (double loss)
{
  return log (fmax (loss, 0.0) + 1e-8);
}

static void
find_shares (const MienWeightingMemory *memory, const MienWeightingStep *step, double *shares)
{
  for (int i = 0; i < step->n; i++)
    shares[i] = memory->state[step->tasks[i]];
  mien_softmax (shares, step->n, shares);
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  g_autofree double *shares = g_new (double, step->n);
  double *before = logs_before (memory), c = 0.0;

  find_shares (memory, step, shares);
  for (int i = 0; i < step->n; i++) {
    before[step->tasks[i]] = log_of (step->losses[i]);
    answer->heads[i] = shares[i] / exp (before[step->tasks[i]]);
    c += answer->heads[i];
  }
  for (int i = 0; i < step->n; i++) {
    answer->regulariser += shares[i] * before[step->tasks[i]] / c;
    answer->shared[i] = answer->heads[i] /= c;
    answer->regulariser -= answer->heads[i] * step->losses[i];
  }
}

static void
look_again (const MienWeightingMemory *memory, const MienWeightingStep *step)
{
  g_autofree double *shares = g_new (double, step->n);
  g_autofree double *fall = g_new (double, step->n);
  double mean = 0.0;

  find_shares (memory, step, shares);
  for (int i = 0; i < step->n; i++) {
    fall[i] = logs_before (memory)[step->tasks[i]] - log_of (step->losses[i]);
    mean += shares[i] * fall[i];
  }
  for (int i = 0; i < step->n; i++)
    mien_learned_step (memory, step->tasks[i],
                       shares[i] * (fall[i] - mean) +
                           memory->options[DECAY] * memory->state[step->tasks[i]],
                       memory->options[RATE]);
}

static const MienWeightingOption options[] = {
    {"lr", 0.025, 0.0, 1.0, FALSE},
    {"decay", 0.001, 0.0, 1.0, FALSE},
    {0},
};

const MienWeightingMethod mien_weighting_famo = {
    .name = "famo",
    .looks_again = TRUE,
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .weigh = weigh,
    .look_again = look_again,
};
