/* A test of paired differences by their ranks, which trusts no distribution. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double plus, minus; /* sums of the ranks of differences above and below 0 */
  double p;           /* two-sided; NaN for no difference at all */
  guint n;            /* that are not 0 */
  gboolean exact;
} MienSignedRank;

/**
 * mien_wilcoxon:
 *
 * Differences of 0 are dropped, ties share the mean of their ranks. For up to 50 differences p is
 * exact: all 2^n signs are counted, tie for tie. Beyond, the normal distribution stands in, with
 * the variance corrected for ties and half a step for continuity. Differences that agree to nine
 * digits are taken as ties, as those of shares that were rounded on their way.
 *
 * Where all are 0, p is 1.
 *
 * Source: Wilcoxon, Biometrics Bulletin 1, 1945; Pratt & Gibbons, "Concepts of Nonparametric
 * Theory", 1981, chapter 3, for ties.
 */
MienSignedRank mien_wilcoxon (const double *differences, guint n);

G_END_DECLS
