#include "engine/study/statistics.h"

#include "engine/core/rng.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define NORMAL_975 1.959963984540054

static const MienInterval nothing = {NAN, NAN, NAN, NAN, NAN, 0};

static double
mean_of (const double *values, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return sum / n;
}

static double
variance_of (const double *values, guint n, double mean)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += (values[i] - mean) * (values[i] - mean);
  return sum / (n - 1);
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

MienInterval
mien_wilson (guint hits, guint n)
{
  MienInterval result = nothing;

  result.n = n;
  if (n == 0)
    return result;

  double share = (double) hits / n;
  double z2 = NORMAL_975 * NORMAL_975;
  double middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
  double reach =
      NORMAL_975 / (1.0 + z2 / n) * sqrt (share * (1.0 - share) / n + z2 / (4.0 * n * n));
  result.mean = share;
  result.low = MAX (0.0, middle - reach);
  result.high = MIN (1.0, middle + reach);
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

void
mien_bootstrap_draw (guint *drawn, guint n_groups, guint64 seed, guint resample)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_OTHER, resample, 0);

  for (guint i = 0; i < n_groups; i++)
    drawn[i] = mien_rng_below (&rng, n_groups);
}

/* Sums and sizes of the groups, in order of first appearance. Returns: how many there are */
static guint
collect_groups (const double *values, const int *groups, guint n, double *sums, guint *sizes)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++) {
    gpointer place;

    if (!g_hash_table_lookup_extended (places, GINT_TO_POINTER (groups[i]), NULL, &place)) {
      place = GUINT_TO_POINTER (g_hash_table_size (places));
      g_hash_table_insert (places, GINT_TO_POINTER (groups[i]), place);
    }
    sums[GPOINTER_TO_UINT (place)] += values[i];
    sizes[GPOINTER_TO_UINT (place)]++;
  }
  return g_hash_table_size (places);
}

MienInterval
mien_bootstrap_groups (const double *values,
                       const int *groups,
                       guint n,
                       guint n_resamples,
                       guint64 seed)
{
  MienInterval result = nothing;
  g_autofree double *sums = g_new0 (double, MAX (n, 1));
  g_autofree guint *sizes = g_new0 (guint, MAX (n, 1));
  g_autofree guint *drawn = g_new (guint, MAX (n, 1));
  g_autofree double *means = g_new (double, MAX (n_resamples, 1));

  result.n = n;
  if (n == 0)
    return result;
  result.mean = mean_of (values, n);

  guint n_groups = collect_groups (values, groups, n, sums, sizes);
  if (n_groups < 2)
    return result;
  for (guint r = 0; r < n_resamples; r++) {
    double sum = 0.0;
    guint size = 0;

    mien_bootstrap_draw (drawn, n_groups, seed, r);
    for (guint g = 0; g < n_groups; g++) {
      sum += sums[drawn[g]];
      size += sizes[drawn[g]];
    }
    means[r] = sum / size;
  }
  result.low = mien_quantile (means, n_resamples, 0.025);
  result.high = mien_quantile (means, n_resamples, 0.975);
  return result;
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
