#include "engine/study/statistics/power.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

enum {
  N_POINTS = 128,
  MOST_PAIRS = 10000
};

/* A chi variable strays from sqrt (df) by less than 0.71 in the mean, so that nothing is left
 * beyond this. */
#define REACH 8.0

/* P (|T| > @limit) of a noncentral t, by the chi variable x that it is divided by. */
static double
noncentral_t_tails (double limit, double df, double delta)
{
  gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc (N_POINTS);
  double low = MAX (0.0, sqrt (df) - REACH), high = sqrt (df) + REACH, sum = 0.0;

  for (size_t i = 0; i < N_POINTS; i++) {
    double x, weight;

    gsl_integration_glfixed_point (low, high, i, &x, &weight, table);
    double edge = limit * x / sqrt (df);
    sum += weight * 2.0 * x * gsl_ran_chisq_pdf (x * x, df) *
           (gsl_cdf_ugaussian_P (delta - edge) + gsl_cdf_ugaussian_P (-delta - edge));
  }
  gsl_integration_glfixed_table_free (table);
  return sum;
}

double
mien_paired_power (double difference, double deviation, guint n, double ratio, double alpha)
{
  double df = n - 1.0, delta = difference / (deviation * sqrt (1.0 / n + ratio));

  return noncentral_t_tails (gsl_cdf_tdist_Qinv (alpha / 2.0, df), df, delta);
}

guint
mien_pairs_needed (double difference, double deviation, double ratio, double alpha, double power)
{
  guint few = 1, many = MOST_PAIRS;

  if (mien_paired_power (difference, deviation, many, ratio, alpha) < power)
    return 0;
  while (many - few > 1) {
    guint middle = (few + many) / 2;

    if (mien_paired_power (difference, deviation, middle, ratio, alpha) < power)
      few = middle;
    else
      many = middle;
  }
  return many;
}

guint
mien_noether (double share, double alpha, double power)
{
  double z = gsl_cdf_ugaussian_Qinv (alpha) + gsl_cdf_ugaussian_Pinv (power);

  return (guint) ceil (pow (z / (sqrt (6.0) * (share - 0.5)), 2.0));
}
