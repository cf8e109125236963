#include "engine/study/statistics/wilcoxon.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 2^50 sums are still counted exactly in a double. */
enum {
  MOST_EXACT = 50
};

static int
by_size (const void *a, const void *b)
{
  double x = fabs (*(const double *) a), y = fabs (*(const double *) b);

  return (x > y) - (x < y);
}

/* (transfer full): those that are not 0, the smallest first */
static double *
sort_differences (const double *differences, guint n, guint *n_left, double *same)
{
  double *sorted = g_new (double, MAX (n, 1));
  double largest = 0.0;

  for (guint i = 0; i < n; i++)
    largest = MAX (largest, fabs (differences[i]));
  *same = 1e-9 * largest;
  *n_left = 0;
  for (guint i = 0; i < n; i++)
    if (fabs (differences[i]) > *same)
      sorted[(*n_left)++] = differences[i];
  qsort (sorted, *n_left, sizeof (double), by_size);
  return sorted;
}

/* @twice: [n] double the ranks, which are whole numbers also for ties. Returns: sum of t^3 - t over
 * groups of t ties */
static double
rank (const double *sorted, guint n, double same, guint *twice)
{
  double ties = 0.0;

  for (guint i = 0, end = 0; i < n; i = end) {
    for (end = i + 1; end < n && fabs (sorted[end]) - fabs (sorted[i]) <= same; end++)
      ;
    for (guint k = i; k < end; k++)
      twice[k] = i + end + 1;
    ties += pow (end - i, 3.0) - (end - i);
  }
  return ties;
}

/* Of all ways to give the ranks signs, the share whose sum is at most @least. */
static double
count_signs (const guint *twice, guint n, guint least)
{
  guint most = n * (n + 1);
  g_autofree double *ways = g_new0 (double, most + 1);
  double sum = 0.0;

  ways[0] = 1.0;
  for (guint k = 0; k < n; k++)
    for (guint s = most; s >= twice[k]; s--)
      ways[s] += ways[s - twice[k]];
  for (guint s = 0; s <= MIN (least, most); s++)
    sum += ways[s];
  return ldexp (sum, -(int) n);
}

static double
approach (double least, double n, double ties)
{
  double mean = n * (n + 1.0) / 4.0;
  double variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
  double z = MIN (0.0, least - mean + 0.5) / sqrt (variance);

  return 2.0 * gsl_cdf_ugaussian_P (z);
}

MienSignedRank
mien_wilcoxon (const double *differences, guint n)
{
  MienSignedRank self = {.p = n > 0 ? 1.0 : (double) NAN, .exact = TRUE};
  double same;
  g_autofree double *sorted = sort_differences (differences, n, &self.n, &same);
  g_autofree guint *twice = g_new (guint, MAX (n, 1));
  double ties = rank (sorted, self.n, same, twice);

  for (guint i = 0; i < self.n; i++)
    *(sorted[i] > 0.0 ? &self.plus : &self.minus) += twice[i] / 2.0;
  if (self.n == 0)
    return self;

  double least = MIN (self.plus, self.minus);
  self.exact = self.n <= MOST_EXACT;
  self.p = self.exact ? MIN (1.0, 2.0 * count_signs (twice, self.n, (guint) lround (2.0 * least)))
                      : approach (least, self.n, ties);
  return self;
}
