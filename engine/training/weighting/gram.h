/* What methods work out of the tasks' gradients without ever seeing them: every answer is a
 * combination of the gradients, so their products are all that is needed. A combination is its
 * coefficients, [n]; matrices are [n,n]. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

/* (sum_i a_i g_i) · (sum_j b_j g_j) */
double mien_gram_product (const double *gram, int n, const double *a, const double *b);
/* The length of (sum_i a_i g_i). */
double mien_gram_length (const double *gram, int n, const double *a);
/* (sum_i a_i g_i) · g_j */
double mien_gram_along (const double *gram, int n, const double *a, int j);
/* @norms: [n] out: |g_i|; FALSE where one of them is 0, so that it points nowhere */
gboolean mien_gram_norms (const double *gram, int n, double *norms);
/* @cosines: [n,n] out: g_i · g_j / (@norms_i @norms_j), at most 1 in size */
void mien_gram_cosines (const double *gram, int n, const double *norms, double *cosines);

/**
 * mien_linear_solve:
 * @matrix: [n,n], lost
 * @x: [n] the right side, and out: the solution
 *
 * Elimination with the largest pivot of each column.
 *
 * Returns: FALSE where @matrix is singular to rounding; @x is then lost
 */
gboolean mien_linear_solve (double *matrix, double *x, int n);

G_END_DECLS
