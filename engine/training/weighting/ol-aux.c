#include "engine/training/weighting/ol-aux.h"

#include <math.h>

enum {
  RATE,
  EVERY
};

static gsize
n_state (int n_tasks)
{
  return 2 * (gsize) n_tasks + 1; /* gained, what is being summed, steps that were summed */
}

static void
add_products (const MienWeightingMemory *memory, const MienWeightingStep *step)
{
  double *sums = memory->state + memory->n_tasks;

  for (int i = 0; i < step->n && step->main >= 0; i++)
    if (i != step->main)
      sums[step->tasks[i]] += step->gram[i * step->n + step->main];
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  double *gained = memory->state, *sums = gained + memory->n_tasks;
  double *n_summed = sums + memory->n_tasks;

  for (int i = 0; i < step->n; i++) {
    double weight = step->given[i] + (i == step->main ? 0.0 : gained[step->tasks[i]]);

    answer->heads[i] = answer->shared[i] = fmax (0.0, weight);
    if (i != step->main) /* what is below 0 need not be climbed back */
      gained[step->tasks[i]] = fmax (gained[step->tasks[i]], -step->given[i]);
  }
  add_products (memory, step);
  if (++*n_summed < memory->options[EVERY])
    return;
  for (int t = 0; t < memory->n_tasks; t++) {
    gained[t] += memory->options[RATE] * step->rate * sums[t];
    sums[t] = 0.0;
  }
  *n_summed = 0.0;
}

static const MienWeightingOption options[] = {
    {"lr", 1.0, 0.0, 1000.0, FALSE},
    {"every", 5.0, 1.0, 1000.0, TRUE},
    {0},
};

const MienWeightingMethod mien_weighting_ol_aux = {
    .name = "ol-aux",
    .needs_gradients = TRUE,
    .heeds_given = TRUE,
    .least_tasks = 2,
    .options = options,
    .n_state = n_state,
    .weigh = weigh,
};
