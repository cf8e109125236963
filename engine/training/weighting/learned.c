#include "engine/training/weighting/learned.h"

#include <math.h>

gsize
mien_learned_n_state (int n_tasks)
{
  return 4 * (gsize) n_tasks;
}

void
mien_learned_step (const MienWeightingMemory *memory, int task, double gradient, double rate)
{
  double *value = memory->state + task, *mean = value + memory->n_tasks;
  double *square = mean + memory->n_tasks, *steps = square + memory->n_tasks;

  *steps += 1.0;
  *mean += 0.1 * (gradient - *mean);
  *square += 0.001 * (gradient * gradient - *square);
  double size = sqrt (*square / (1.0 - pow (0.999, *steps)));
  *value -= rate * (*mean / (1.0 - pow (0.9, *steps))) / (size + 1e-8);
}
