#include "engine/training/weighting/gram.h"

#include <float.h>
#include <math.h>

double
mien_gram_along (const double *gram, int n, const double *a, int j)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += a[i] * gram[i * n + j];
  return sum;
}

double
mien_gram_product (const double *gram, int n, const double *a, const double *b)
{
  double sum = 0.0;

  for (int j = 0; j < n; j++)
    sum += b[j] * mien_gram_along (gram, n, a, j);
  return sum;
}

double
mien_gram_length (const double *gram, int n, const double *a)
{
  return sqrt (fmax (0.0, mien_gram_product (gram, n, a, a)));
}

gboolean
mien_gram_norms (const double *gram, int n, double *norms)
{
  gboolean all = TRUE;

  for (int i = 0; i < n; i++) {
    norms[i] = sqrt (fmax (0.0, gram[i * n + i]));
    all = all && norms[i] > 0.0;
  }
  return all;
}

void
mien_gram_cosines (const double *gram, int n, const double *norms, double *cosines)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      cosines[i * n + j] = i == j ? 1.0 : CLAMP (gram[i * n + j] / norms[i] / norms[j], -1.0, 1.0);
}

static void
swap_rows (double *matrix, double *x, int n, int a, int b)
{
  double kept = x[a];

  x[a] = x[b];
  x[b] = kept;
  for (int j = 0; j < n; j++) {
    kept = matrix[a * n + j];
    matrix[a * n + j] = matrix[b * n + j];
    matrix[b * n + j] = kept;
  }
}

static void
eliminate_below (double *matrix, double *x, int n, int k)
{
  for (int i = k + 1; i < n; i++) {
    double factor = matrix[i * n + k] / matrix[k * n + k];

    for (int j = k; j < n; j++)
      matrix[i * n + j] -= factor * matrix[k * n + j];
    x[i] -= factor * x[k];
  }
}

gboolean
mien_linear_solve (double *matrix, double *x, int n)
{
  double largest = 0.0;

  for (int i = 0; i < n * n; i++)
    largest = fmax (largest, fabs (matrix[i]));
  for (int k = 0; k < n; k++) {
    int pivot = k;

    for (int i = k + 1; i < n; i++)
      if (fabs (matrix[i * n + k]) > fabs (matrix[pivot * n + k]))
        pivot = i;
    if (!(fabs (matrix[pivot * n + k]) > n * DBL_EPSILON * largest))
      return FALSE;
    swap_rows (matrix, x, n, k, pivot);
    eliminate_below (matrix, x, n, k);
  }
  for (int k = n - 1; k >= 0; k--) {
    for (int j = k + 1; j < n; j++)
      x[k] -= matrix[k * n + j] * x[j];
    x[k] /= matrix[k * n + k];
  }
  return TRUE;
}
