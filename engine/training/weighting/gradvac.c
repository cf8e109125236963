#include "engine/training/weighting/gradvac.h"

#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/surgery.h"

#include <math.h>

static gsize
n_state (int n_tasks)
{
  return (gsize) n_tasks * (gsize) n_tasks;
}

static void
turn (const MienWeightingMemory *memory, const MienWeightingStep *step, double *p, int i, int j)
{
  double *rho = &memory->state[step->tasks[i] * memory->n_tasks + step->tasks[j]];
  double length = mien_gram_length (step->gram, step->n, p);
  double other = sqrt (step->gram[j * step->n + j]);

  if (length <= 0.0 || other <= 0.0)
    return;
  double c = CLAMP (mien_gram_along (step->gram, step->n, p, j) / length / other, -1.0, 1.0);
  double aim = CLAMP (*rho, -0.999, 0.999); /* to lie along g_j takes infinitely much of it */
  double across = sqrt (1.0 - aim * aim);

  if (c < aim)
    p[j] += length * (aim * sqrt (1.0 - c * c) - c * across) / (other * across);
  *rho += memory->options[0] * (c - *rho);
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  mien_surgery (memory, step, turn, answer->shared);
}

static const MienWeightingOption options[] = {{"beta", 0.5, 0.0, 1.0, FALSE}, {0}};

const MienWeightingMethod mien_weighting_gradvac = {
    .name = "gradvac",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .weigh = weigh,
};
