#include "engine/study/statistics/counts.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

double
mien_mcnemar (guint fixed, guint broken, gboolean mid)
{
  guint least = MIN (fixed, broken), n = fixed + broken;
  double p = 2.0 * gsl_cdf_binomial_P (least, 0.5, n);

  if (mid)
    p -= gsl_ran_binomial_pdf (least, 0.5, n);
  return MIN (1.0, p);
}

void
mien_wilson (double share, guint n, double *low, double *high)
{
  double z = gsl_cdf_ugaussian_Pinv (0.975);
  double extra = n > 0 ? z * z / n : 0.0;
  double centre = (share + extra / 2.0) / (1.0 + extra);
  double reach =
      n > 0 ? z / (1.0 + extra) * sqrt (share * (1.0 - share) / n + extra / (4.0 * n)) : 1.0;

  *low = MAX (0.0, centre - reach);
  *high = MIN (1.0, centre + reach);
}
