/* Tests and intervals of counted faces. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_mcnemar:
 * @fixed: faces that were wrong and are right
 * @broken: faces that were right and are wrong
 * @mid: whether the outcome itself counts by half only
 *
 *     p = min (1, 2 P (X <= min (fixed, broken))),  X ~ Binomial (fixed + broken, 1/2)
 *
 * Two-sided. The mid p is nearer to the level that it promises: the exact one errs on the safe
 * side. Both take faces for independent of each other, which those of one person are not.
 *
 * Source: McNemar, Psychometrika 12, 1947; Fagerland, Lydersen & Laake, "The McNemar test for
 * binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical
 * Research Methodology 13, 2013.
 */
double mien_mcnemar (guint fixed, guint broken, gboolean mid);

/* 95 % interval of a @share of @n; [0, 1] for @n = 0. Source: Wilson, Journal of the American
 * Statistical Association 22, 1927. */
void mien_wilson (double share, guint n, double *low, double *high);

G_END_DECLS
