#include "engine/training/weighting/cagrad.h"

#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/simplex.h"

#include <math.h>

enum {
  C,
  RESCALE
};
enum {
  HALVINGS = 60
};

/* The best shares where |g_a| is held to be @length. */
static gboolean
share_at (const MienWeightingStep *step,
          const double *along_mean,
          double reach,
          double length,
          double *shares)
{
  g_autofree double *square = g_new (double, step->n * step->n);

  for (int i = 0; i < step->n * step->n; i++)
    square[i] = step->gram[i] * (reach / length);
  return mien_simplex_minimise (step->n, square, along_mean, shares);
}

/* Leaves the best shares, and says how long what they make is. */
static gboolean
find_shares (const MienWeightingStep *step,
             const double *along_mean,
             double reach,
             double *shares,
             double *length)
{
  double low = 0.0, high = 0.0;

  for (int i = 0; i < step->n; i++)
    high = fmax (high, sqrt (step->gram[i * step->n + i]));
  double longest = high;
  for (int k = 0; k < HALVINGS; k++) {
    double middle = (low + high) / 2.0;

    if (!share_at (step, along_mean, reach, middle, shares))
      return FALSE;
    *length = mien_gram_length (step->gram, step->n, shares);
    if (*length > middle)
      low = middle;
    else
      high = middle;
  }
  if (*length < 1e-9 * longest) /* the gradients cancel, and say no direction */
    *length = 0.0;
  return TRUE;
}

static double
rescale (const MienWeightingMemory *memory)
{
  double c = memory->options[C];
  int how = (int) memory->options[RESCALE];

  return how == 0 ? 1.0 : how == 1 ? 1.0 + c * c : 1.0 + c;
}

static void
weigh (const MienWeightingMemory *memory,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  int n = step->n;
  g_autofree double *mean = g_new (double, n);
  g_autofree double *along_mean = g_new (double, n);
  g_autofree double *shares = g_new0 (double, n);
  double length = 0.0;

  for (int i = 0; i < n; i++)
    mean[i] = 1.0 / n;
  for (int i = 0; i < n; i++)
    along_mean[i] = mien_gram_along (step->gram, n, mean, i);
  double reach = memory->options[C] * mien_gram_length (step->gram, n, mean);
  if (reach > 0.0 && !find_shares (step, along_mean, reach, shares, &length)) {
    answer->fell_back = TRUE;
    return;
  }
  for (int i = 0; i < n; i++)
    answer->shared[i] =
        (mean[i] + (length > 0.0 ? reach / length * shares[i] : 0.0)) / rescale (memory);
}

static const MienWeightingOption options[] = {
    {"c", 0.5, 0.0, 1.0, FALSE},
    {"rescale", 1.0, 0.0, 2.0, TRUE},
    {0},
};

const MienWeightingMethod mien_weighting_cagrad = {
    .name = "cagrad",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .options = options,
    .weigh = weigh,
};
