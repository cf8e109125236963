#include "engine/study/statistics/statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static const MienInterval nothing = {NAN, NAN, NAN, NAN, NAN, 0};

static double
mean_of (const double *values, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return sum / n;
}

/* What agrees to so many digits is the same, but for how it was rounded on its way. */
#define SAME 1e-9

static double
variance_of (const double *values, guint n, double mean)
{
  double sum = 0.0, farthest = 0.0, largest = 0.0;

  for (guint i = 0; i < n; i++) {
    double off = fabs (values[i] - mean);

    sum += off * off;
    farthest = MAX (farthest, off);
    largest = MAX (largest, fabs (values[i]));
  }
  return farthest <= SAME * largest ? 0.0 : sum / (n - 1);
}

MienInterval
mien_mean_interval (const double *values, guint n)
{
  return mien_corrected_t (values, n, 0.0);
}

MienInterval
mien_corrected_t (const double *differences, guint n, double ratio)
{
  MienInterval result = nothing;

  result.n = n;
  if (n == 0)
    return result;
  result.mean = mean_of (differences, n);
  if (n < 2)
    return result;

  double error = sqrt ((1.0 / n + ratio) * variance_of (differences, n, result.mean));
  double reach = gsl_cdf_tdist_Pinv (0.975, n - 1.0) * error;
  if (error > 0.0) {
    result.t = result.mean / error;
    result.p = 2.0 * gsl_cdf_tdist_Q (fabs (result.t), n - 1.0);
  } else if (fabs (result.mean) > 0.0) {
    return result;
  } else {
    result.p = 1.0;
  }
  result.low = result.mean - reach;
  result.high = result.mean + reach;
  return result;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

double
mien_quantile (double *values, guint n, double q)
{
  qsort (values, n, sizeof (double), compare);
  while (n > 0 && isnan (values[n - 1]))
    n--;
  if (n == 0)
    return NAN;

  double place = q * (n - 1);
  guint below = (guint) place;
  guint above = MIN (below + 1, n - 1);
  return values[below] + (place - below) * (values[above] - values[below]);
}

double
mien_standard_deviation (const double *values, guint n)
{
  return n >= 2 ? sqrt (variance_of (values, n, mean_of (values, n))) : (double) NAN;
}

double
mien_effect_size (const double *differences, guint n)
{
  double deviation = mien_standard_deviation (differences, n);

  return deviation > 0.0 ? mean_of (differences, n) / deviation : (double) NAN;
}

void
mien_holm (const double *p, guint n, double *adjusted)
{
  double least = 0.0;
  guint left = 0;

  for (guint i = 0; i < n; i++) {
    adjusted[i] = NAN;
    left += !isnan (p[i]);
  }
  for (; left > 0; left--) {
    guint next = n;

    for (guint i = 0; i < n; i++)
      if (!isnan (p[i]) && isnan (adjusted[i]) && (next == n || p[i] < p[next]))
        next = i;
    least = MAX (least, MIN (1.0, left * p[next]));
    adjusted[next] = least;
  }
}
