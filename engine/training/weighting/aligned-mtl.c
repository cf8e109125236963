#include "engine/training/weighting/aligned-mtl.h"

#include <float.h>
#include <gsl/gsl_eigen.h>
#include <math.h>

/* @gram is lost; the largest value comes last, vectors stand in columns. */
static void
decompose (double *gram, int n, double *values, double *vectors)
{
  gsl_matrix_view square = gsl_matrix_view_array (gram, (size_t) n, (size_t) n);
  gsl_matrix_view columns = gsl_matrix_view_array (vectors, (size_t) n, (size_t) n);
  gsl_vector_view list = gsl_vector_view_array (values, (size_t) n);
  gsl_eigen_symmv_workspace *room = gsl_eigen_symmv_alloc ((size_t) n);

  gsl_eigen_symmv (&square.matrix, &list.vector, &columns.matrix, room);
  gsl_eigen_symmv_free (room);
  gsl_eigen_symmv_sort (&list.vector, &columns.matrix, GSL_EIGEN_SORT_VAL_ASC);
}

static void
sum_columns (const double *values, const double *vectors, int n, double *sums)
{
  int first = 0; /* of those that are kept */

  while (values[first] <= n * DBL_EPSILON * values[n - 1])
    first++;
  for (int i = 0; i < n; i++)
    sums[i] = 0.0;
  for (int k = first; k < n; k++) {
    double column = 0.0;

    for (int j = 0; j < n; j++)
      column += vectors[j * n + k];
    for (int i = 0; i < n; i++)
      sums[i] += sqrt (values[first] / values[k]) * vectors[i * n + k] * column;
  }
}

static void
weigh (const MienWeightingMemory *memory G_GNUC_UNUSED,
       const MienWeightingStep *step,
       MienWeightingAnswer *answer)
{
  int n = step->n;
  g_autofree double *gram = g_new (double, n *n);
  g_autofree double *vectors = g_new (double, n *n);
  g_autofree double *values = g_new (double, n);
  double largest = 0.0;

  for (int i = 0; i < n; i++)
    largest = fmax (largest, step->gram[i * n + i]);
  if (largest <= 0.0) {
    answer->fell_back = TRUE;
    return;
  }
  for (int i = 0; i < n * n; i++)
    gram[i] = step->gram[i] / largest;
  decompose (gram, n, values, vectors);
  sum_columns (values, vectors, n, answer->shared);
}

const MienWeightingMethod mien_weighting_aligned_mtl = {
    .name = "aligned-mtl",
    .needs_gradients = TRUE,
    .least_tasks = 2,
    .weigh = weigh,
};
