#include "engine/training/metrics-private.h"

#include <stdlib.h>

typedef struct {
  float score;
  gboolean positive;
} Ranked;

static int
lower_first (const void *a, const void *b)
{
  float x = ((const Ranked *) a)->score, y = ((const Ranked *) b)->score;

  return (x > y) - (x < y);
}

/* The sum of the positives' ranks tells how often one stands above a negative: Hanley & McNeil,
 * "The Meaning and Use of the Area under a ROC Curve", Radiology 143, 1982. Equals share their
 * ranks. */
double
mien_ranking_area (guint n, const float *scores, const gboolean *positive)
{
  g_autofree Ranked *ranked = g_new (Ranked, MAX (n, 1));
  double ranks = 0.0, n_positive = 0.0;

  for (guint i = 0; i < n; i++) {
    ranked[i] = (Ranked){scores[i], positive[i]};
    n_positive += positive[i];
  }
  qsort (ranked, n, sizeof (Ranked), lower_first);
  for (guint i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && ranked[end].score == ranked[i].score;)
      end++;
    for (guint k = i; k < end; k++)
      if (ranked[k].positive)
        ranks += (i + 1 + end) / 2.0;
  }
  double pairs = n_positive * (n - n_positive);
  return pairs > 0.0 ? (ranks - n_positive * (n_positive + 1.0) / 2.0) / pairs : (double) NAN;
}
