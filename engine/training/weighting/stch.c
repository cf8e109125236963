#include "engine/training/weighting/stch.h"

#include "engine/training/weighting/simplex.h"

#include <math.h>

enum {
  MU,
  WARM_UP
};

static gsize
n_state (int n_tasks)
{
  return (gsize) n_tasks + 1; /* nadir, 0 for none; epochs */
}

static gboolean
is_warm (const MienWeightingMemory *memory)
{
  return memory->state[memory->n_tasks] > memory->options[WARM_UP];
}

/* @y: [n] out: logs of the losses, against the nadir where there is one */
static void
measure (const MienWeightingMemory *memory, const MienWeightingStep *step, double *y)
{
  for (int i = 0; i < step->n; i++) {
    double loss = fmax (step->losses[i], 1e-8), nadir = memory->state[step->tasks[i]];

    if (!is_warm (memory))
      y[i] = log (loss);
    else
      y[i] = nadir > 0.0 ? log (loss / nadir) : 0.0;
  }
}

/* mu n log sum exp (y / mu), without numbers that are too large. */
static double
smooth_most (const double *y, int n, double mu)
{
  double most = y[0], sum = 0.0;

  for (int i = 1; i < n; i++)
    most = fmax (most, y[i]);
  for (int i = 0; i < n; i++)
    sum += exp ((y[i] - most) / mu);
  return n * (most + mu * log (sum));
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  int n = step->n;
  g_autofree double *y = g_new (double, n);
  g_autofree double *shares = g_new (double, n);
  double mu = memory->options[MU];

  measure (memory, step, y);
  for (int i = 0; i < n; i++)
    shares[i] = y[i] / mu;
  mien_softmax (shares, n, shares);
  for (int i = 0; i < n; i++) {
    double share = is_warm (memory) ? n * shares[i] : 1.0;

    answer->heads[i] = answer->shared[i] = share / fmax (step->losses[i], 1e-8);
    answer->regulariser += is_warm (memory) ? 0.0 : y[i];
  }
  if (is_warm (memory))
    answer->regulariser = smooth_most (y, n, mu);
  for (int i = 0; i < n; i++)
    answer->regulariser -= answer->heads[i] * step->losses[i];
}

static void
end_epoch (const MienWeightingMemory *memory, const double *losses)
{
  for (int t = 0; t < memory->n_tasks; t++)
    if (isfinite (losses[t]) && (!is_warm (memory) || memory->state[t] <= 0.0))
      memory->state[t] = losses[t];
  memory->state[memory->n_tasks] += 1.0;
}

static const MienWeightingOption options[] = {
    {"mu", 1.0, 0.01, 100.0, FALSE},
    {"warm-up", 4.0, 0.0, 1000.0, TRUE},
    {0},
};

const MienWeightingMethod mien_weighting_stch = {
    .name = "stch",
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .weigh = weigh,
    .end_epoch = end_epoch,
};
