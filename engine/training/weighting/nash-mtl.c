#include "engine/training/weighting/nash-mtl.h"

#include "engine/training/weighting/bargain.h"
#include "engine/training/weighting/gram.h"

#include <math.h>

static double
frobenius_norm (const double *gram, int n)
{
  double sum = 0.0;

  for (int i = 0; i < n * n; i++)
    sum += gram[i] * gram[i];
  return sqrt (sum);
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  int n = step->n;
  double size = sqrt (frobenius_norm (step->gram, n)), clip = memory->options[0];

  answer->fell_back = !mien_bargain (n, step->gram, 1.0, answer->heads);
  for (int i = 0; i < n; i++)
    answer->heads[i] *= size;
  double length = mien_gram_length (step->gram, n, answer->heads);
  double share = clip > 0.0 && length > clip ? clip / length : 1.0;
  for (int i = 0; i < n; i++)
    answer->shared[i] = share * answer->heads[i];
}

static const MienWeightingOption options[] = {{"clip", 1.0, 0.0, 1000.0, FALSE}, {0}};

const MienWeightingMethod mien_weighting_nash_mtl = {
    .name = "nash-mtl",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
