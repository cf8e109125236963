#include "engine/study/statistics/bayes.h"

#include "engine/study/statistics/statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

MienPosterior
mien_correlated_t (const double *differences, guint n, double ratio, double region)
{
  double deviation = mien_standard_deviation (differences, n);
  MienPosterior self = {NAN, NAN, n - 1.0, NAN, NAN, NAN};

  if (n < 2)
    return self;
  self.mean = mien_mean_interval (differences, n).mean;
  self.scale = deviation * sqrt (1.0 / n + ratio);
  if (self.scale > 0.0) {
    self.below = gsl_cdf_tdist_P ((-region - self.mean) / self.scale, self.df);
    self.above = gsl_cdf_tdist_Q ((region - self.mean) / self.scale, self.df);
    self.within = MAX (0.0, 1.0 - self.below - self.above);
  } else if (!(fabs (self.mean) > 0.0)) {
    self.below = self.above = 0.0;
    self.within = 1.0;
  }
  return self;
}
