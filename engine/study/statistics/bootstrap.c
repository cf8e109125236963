#include "engine/study/statistics/bootstrap.h"

#include "engine/core/rng.h"
#include "engine/study/statistics/statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

void
mien_bootstrap_draw (guint *drawn, guint n_groups, guint64 seed, guint resample)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_OTHER, resample, 0);

  for (guint i = 0; i < n_groups; i++)
    drawn[i] = mien_rng_below (&rng, n_groups);
}

/* Skew costs as many figures as there are groups, and shrinks with the root of their number. */
enum {
  MOST_SKEWED = 2000
};

/* How often each group was drawn. */
static void
count_times (guint *times, guint *drawn, guint n_groups, guint64 seed, guint resample)
{
  mien_bootstrap_draw (drawn, n_groups, seed, resample);
  memset (times, 0, n_groups * sizeof (guint));
  for (guint g = 0; g < n_groups; g++)
    times[drawn[g]]++;
}

/* How skewed the figure is: a, from what it comes to without each of the groups. */
static double
find_acceleration (guint n_groups, guint *times, MienFigureFunc figure, gconstpointer data)
{
  g_autofree double *without = g_new (double, n_groups);
  double mean = 0.0, squares = 0.0, cubes = 0.0;

  for (guint g = 0; g < n_groups; g++)
    times[g] = 1;
  for (guint g = 0; g < n_groups; g++) {
    times[g] = 0;
    without[g] = figure (times, n_groups, data);
    times[g] = 1;
    mean += without[g] / n_groups;
  }
  for (guint g = 0; g < n_groups; g++) {
    double off = mean - without[g];

    squares += off * off;
    cubes += off * off * off;
  }
  return squares > 0.0 ? cubes / (6.0 * pow (squares, 1.5)) : 0.0;
}

/* Share of the resamples below the value, those that equal it by half. */
static double
find_bias (const double *values, guint n, double value)
{
  double below = 0.0;

  for (guint i = 0; i < n; i++)
    below += values[i] < value ? 1.0 : values[i] > value ? 0.0 : 0.5;
  return gsl_cdf_ugaussian_Pinv (CLAMP (below / n, 0.5 / n, 1.0 - 0.5 / n));
}

static double
move_quantile (double q, double bias, double acceleration)
{
  double z = bias + gsl_cdf_ugaussian_Pinv (q);

  return gsl_cdf_ugaussian_P (bias + z / (1.0 - acceleration * z));
}

MienBootstrap
mien_bootstrap (guint n_groups,
                guint n_resamples,
                guint64 seed,
                MienFigureFunc figure,
                gconstpointer data)
{
  g_autofree guint *times = g_new (guint, MAX (n_groups, 1));
  g_autofree guint *drawn = g_new (guint, MAX (n_groups, 1));
  g_autofree double *values = g_new (double, MAX (n_resamples, 1));
  MienBootstrap self = {NAN, NAN, NAN, NAN, NAN};
  guint n = 0;

  for (guint g = 0; g < n_groups; g++)
    times[g] = 1;
  self.value = n_groups > 0 ? figure (times, n_groups, data) : (double) NAN;
  for (guint resample = 0; n_groups >= 2 && resample < n_resamples; resample++) {
    count_times (times, drawn, n_groups, seed, resample);
    values[n] = figure (times, n_groups, data);
    n += isfinite (values[n]) ? 1 : 0;
  }
  if (n == 0 || n < n_resamples / 2 || !isfinite (self.value))
    return self;

  double acceleration =
      n_groups <= MOST_SKEWED ? find_acceleration (n_groups, times, figure, data) : 0.0;
  double bias = find_bias (values, n, self.value);
  self.low = mien_quantile (values, n, 0.025);
  self.high = mien_quantile (values, n, 0.975);
  self.bca_low = mien_quantile (values, n, move_quantile (0.025, bias, acceleration));
  self.bca_high = mien_quantile (values, n, move_quantile (0.975, bias, acceleration));
  return self;
}
