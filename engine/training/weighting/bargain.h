/* Weights in proportion to what each task gains. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_bargain:
 * @gram: [n,n]
 * @power: p, above 0
 * @weights: [n] out, above 0
 *
 *     (G a)_i = a_i^(-p)   for each i,   where the convex 1/2 a' G a - sum_i phi (a_i) is least,
 *                          phi (a) = log a for p = 1, a^(1-p) / (1-p) else
 *
 * by Newton's method, in units of each gradient's length, with steps that halve until it falls.
 *
 * Returns: FALSE where a gradient is 0, gradients cancel, or 100 steps did not do
 */
gboolean mien_bargain (int n, const double *gram, double power, double *weights);

G_END_DECLS
