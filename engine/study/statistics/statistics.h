/* Intervals and tests for paired runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double mean, low, high, t, p; /* 95 % interval, two-sided; NaN where there is no test */
  guint n;
} MienInterval;

/* Student's t over @values, the test being against 0; fewer than 2, or all the same, give no
 * interval. Fields that have no value are NaN. Pure; any thread. */
MienInterval mien_mean_interval (const double *values, guint n);
/**
 * mien_corrected_t:
 * @differences: [n] of paired runs
 * @ratio: n2/n1, test size over training size: 1 / (K - 1) for K folds; 0 is the plain paired t
 *
 *     t = mean / sqrt ((1/n + ratio) s^2),  n - 1 degrees of freedom
 *
 * Differences that are all 0 give p = 1 and the interval [0, 0]; that agree to nine digits, no
 * test: what is left between them is how they were rounded, and would come out as certainty.
 *
 * Source: Nadeau & Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003;
 * Bouckaert & Frank, PAKDD 2004, for repeated cross-validation.
 */
MienInterval mien_corrected_t (const double *differences, guint n, double ratio);
/* Quantile @q of @values (sorted here, NaNs last), interpolated (type 7 of Hyndman & Fan, 1996). */
double mien_quantile (double *values, guint n, double q);
/* n - 1 below; NaN for fewer than 2 */
double mien_standard_deviation (const double *values, guint n);
/* Mean of @differences over their standard deviation, Cohen's d_z ("Statistical Power Analysis for
 * the Behavioral Sciences", 1988, section 2.3.5); without Hedges' correction for few pairs. NaN for
 * fewer than 2, or where they do not vary. */
double mien_effect_size (const double *differences, guint n);
/* p values made fit for being read together; NaNs stay and do not count. @adjusted: [n].
 * Source: Holm, Scandinavian Journal of Statistics 6, 1979. */
void mien_holm (const double *p, guint n, double *adjusted);

G_END_DECLS
