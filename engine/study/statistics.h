/* Intervals and tests for paired runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double mean, low, high, t, p; /* 95 % interval, two-sided; NaN where there is no test */
  guint n;
} MienInterval;

/* Student's t over @values; n < 2 gives no interval. */
MienInterval mien_mean_interval (const double *values, guint n);
/* @ratio: n2/n1, test size over training size: 1 / (K - 1) for K folds; 0 is the plain paired t.
 * Source: Nadeau & Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003. */
MienInterval mien_corrected_t (const double *differences, guint n, double ratio);
/* Wilson's 95 % interval of a share. */
MienInterval mien_wilson (guint hits, guint n);
/* Percentile bootstrap of the mean over whole groups (persons); @groups: [n] ids. 95 %. */
MienInterval mien_bootstrap_groups (
    const double *values, const int *groups, guint n, guint n_resamples, guint64 seed);

G_END_DECLS
