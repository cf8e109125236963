/* How probable it is that one recipe is better than another in practice, given paired runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double mean, scale; /* of the Student posterior of the true difference */
  double df;
  double below, within, above; /* probability of less than -region, of within, of more */
} MienPosterior;

/**
 * mien_correlated_t:
 * @differences: [n] of paired runs
 * @ratio: as mien_corrected_t() takes it
 * @region: half the width of the region of practical equivalence, at least 0
 *
 *     difference ~ Student (n - 1 degrees of freedom, mean, sqrt ((1/n + ratio) s^2))
 *
 * Fewer than 2 differences, or all the same, tell nothing of chance: all NaN; where all are 0, they
 * are within for certain.
 *
 * Source: Corani & Benavoli, "A Bayesian approach for comparing cross-validated algorithms on
 * multiple data sets", Machine Learning 100, 2015, eq. 4; Benavoli, Corani, Demšar & Zaffalon,
 * "Time for a Change", JMLR 18, 2017, section 3.
 */
MienPosterior mien_correlated_t (const double *differences, guint n, double ratio, double region);

G_END_DECLS
