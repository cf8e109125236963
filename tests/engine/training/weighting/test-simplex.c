/* The least over shares, against looking at every set of shares that are above 0. */
#include "engine/core/rng.h"
#include "engine/training/weighting/gram.h"
#include "engine/training/weighting/simplex.h"

#include <math.h>
#include <string.h>

static double
value_at (int n, const double *square, const double *linear, const double *w)
{
  double sum = mien_gram_product (square, n, w, w) / 2.0;

  for (int i = 0; i < n; i++)
    sum += linear[i] * w[i];
  return sum;
}

/* The value where those of @set alone may differ from 0; infinite where one falls below. */
static double
least_within (int n, const double *square, const double *linear, guint set)
{
  double system[9 * 9] = {0}, x[9] = {0}, w[8] = {0};
  int in[8], m = 0;

  for (int i = 0; i < n; i++)
    if (set & 1u << i)
      in[m++] = i;
  for (int a = 0; a < m; a++) {
    for (int b = 0; b < m; b++)
      system[a * (m + 1) + b] = square[in[a] * n + in[b]];
    system[a * (m + 1) + m] = system[m * (m + 1) + a] = 1.0;
    x[a] = -linear[in[a]];
  }
  x[m] = 1.0;
  if (!mien_linear_solve (system, x, m + 1))
    return INFINITY;
  for (int a = 0; a < m; a++) {
    if (x[a] < 0.0)
      return INFINITY;
    w[in[a]] = x[a];
  }
  return value_at (n, square, linear, w);
}

static void
test_finds_the_least (void)
{
  for (guint64 seed = 0; seed < 400; seed++) {
    MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_OTHER, 0, 0);
    double points[8][5], square[64], linear[8], w[8], best = INFINITY, sum = 0.0;
    int n = 1 + (int) (seed % 8);

    for (int i = 0; i < n; i++) {
      linear[i] = 0.0;
      for (int k = 0; k < 5; k++) {
        points[i][k] = mien_rng_normal (&rng) + (seed % 2 ? 1.0 : 0.0);
        linear[i] += (k - 2.0) * points[i][k] * (double) (seed % 3);
      }
    }
    for (int i = 0; i < n * n; i++) {
      square[i] = 0.0;
      for (int k = 0; k < 5; k++)
        square[i] += points[i / n][k] * points[i % n][k];
    }
    g_assert_true (mien_simplex_minimise (n, square, linear, w));
    for (guint set = 1; set < 1u << n; set++)
      best = fmin (best, least_within (n, square, linear, set));
    g_assert_cmpfloat_with_epsilon (value_at (n, square, linear, w), best, 1e-9);
    for (int i = 0; i < n; i++) {
      g_assert_cmpfloat (w[i], >=, 0.0);
      sum += w[i];
    }
    g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-12);
  }
}

static void
test_nothing_to_go_by_gives_equal_shares (void)
{
  double w[4];

  g_assert_false (mien_simplex_minimise (4, (double[16]){0}, NULL, w));
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (w[i], ==, 0.25);
}

static void
test_softmax_of_any_size (void)
{
  double shares[2];

  mien_softmax ((double[]){0.3, -0.7}, 2, shares);
  g_assert_cmpfloat_with_epsilon (shares[0], 0.731059, 1e-6);
  mien_softmax ((double[]){-1e300, 1e300}, 2, shares);
  g_assert_cmpfloat (shares[0], ==, 0.0);
  g_assert_cmpfloat (shares[1], ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simplex/least", test_finds_the_least);
  g_test_add_func ("/simplex/nothing", test_nothing_to_go_by_gives_equal_shares);
  g_test_add_func ("/simplex/softmax", test_softmax_of_any_size);
  return g_test_run ();
}
