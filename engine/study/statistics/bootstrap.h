/* Intervals by drawing again and again from what was seen. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of @n_groups groups drawn with replacement, for resample number @resample. */
void mien_bootstrap_draw (guint *drawn, guint n_groups, guint64 seed, guint resample);

/* The figure of a sample in which group g counts @times[g] times; NaN where it has none. */
typedef double (*MienFigureFunc) (const guint *times, guint n_groups, gconstpointer data);

typedef struct {
  double value;             /* of the sample itself */
  double low, high;         /* 95 %, by percentiles */
  double bca_low, bca_high; /* the same, made right for bias and skew */
} MienBootstrap;

/**
 * mien_bootstrap:
 * @n_groups: persons, or whatever is drawn as a whole, so that faces of one person stay together
 * @n_resamples: e.g. 1,000
 * @figure: (scope call): called n_resamples + 1 times, and once for each of up to 2,000 groups; of
 *   more, one hardly matters, and skew (a = 0) is left out of BCa
 *
 * Keyed by @seed, the same each time. Fewer than 2 groups, or a figure that most resamples do not
 * have, give no interval: NaN.
 *
 * Source: Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, sections 13.3 and 14.3 (eq.
 * 14.10 to 14.15); whole persons: Davison & Hinkley, "Bootstrap Methods and their Application",
 * 1997, section 3.8.
 */
MienBootstrap mien_bootstrap (guint n_groups,
                              guint n_resamples,
                              guint64 seed,
                              MienFigureFunc figure,
                              gconstpointer data);

G_END_DECLS
