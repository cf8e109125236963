/* Weights that are shares: none below 0, 1 in sum. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @shares: [n] out: exp z_i / sum_j exp z_j; may be @z itself */
void mien_softmax (const double *z, int n, double *shares);

/**
 * mien_simplex_minimise:
 * @square: [n,n] symmetric, no direction in which it curves down
 * @linear: (nullable): [n]; as far as @square is flat in a direction within the shares, so must
 * this be
 * @shares: [n] out, also where it fails: the best that was found
 *
 *     min over shares of  1/2 w' Q w + b' w
 *
 * Exact but for rounding: the shares above 0 are let in one by one while that makes it smaller, and
 * those that would fall below 0 leave (Wolfe, "Finding the nearest point in a polytope",
 * Mathematical Programming 11, 1976, where b = 0).
 *
 * Returns: FALSE where @square is 0, or no answer came in 250 rounds
 */
gboolean mien_simplex_minimise (int n, const double *square, const double *linear, double *shares);

G_END_DECLS
