#include "engine/core/rng.h"

#include <math.h>

/* Mean 1/2 and variance 1 / (4 (2 a + 1)), within four deviations of what 20,000 draws give. */
static void
test_beta_has_its_mean_and_variance (void)
{
  const double as[] = {0.05, 0.2, 0.4, 1.0, 3.0};
  const int n = 20000;

  for (guint i = 0; i < G_N_ELEMENTS (as); i++) {
    MienRng rng = mien_rng_keyed (1, MIEN_STREAM_MIX, i, 0);
    double variance = 1.0 / (4.0 * (2.0 * as[i] + 1.0)), mean = 0.0, squares = 0.0;

    for (int k = 0; k < n; k++) {
      double x = mien_rng_beta (&rng, as[i]);

      g_assert_true (x >= 0.0 && x <= 1.0);
      mean += x / n;
      squares += (x - 0.5) * (x - 0.5) / n;
    }
    g_assert_cmpfloat_with_epsilon (mean, 0.5, 4.0 * sqrt (variance / n));
    g_assert_cmpfloat_with_epsilon (squares, variance, 4.0 * sqrt (variance * variance / n));
  }
}

/* Beta (1, 1) is uniform, and P (x < t) of Beta (1/2, 1/2) is 2 / pi asin (sqrt t). */
static void
test_beta_has_its_distribution (void)
{
  const double as[] = {1.0, 0.5};
  const int n = 20000;

  for (int i = 0; i < 2; i++)
    for (double t = 0.1; t < 0.95; t += 0.2) {
      MienRng rng = mien_rng_keyed (2, MIEN_STREAM_MIX, (guint64) i, 0);
      double expected = i == 0 ? t : 2.0 / G_PI * asin (sqrt (t));
      int below = 0;

      for (int k = 0; k < n; k++)
        below += mien_rng_beta (&rng, as[i]) < t;
      g_assert_cmpfloat_with_epsilon ((double) below / n, expected, 0.015);
    }
}

/* Where both underlying draws would be 0 for a double, too. */
static void
test_beta_of_almost_nothing_is_one_end_or_the_other (void)
{
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_MIX, 0, 0);
  int n_high = 0;

  for (int k = 0; k < 400; k++) {
    double x = mien_rng_beta (&rng, 1e-4);

    g_assert_true (x < 0.1 || x > 0.9);
    n_high += x > 0.5;
  }
  g_assert_cmpint (n_high, >, 140);
  g_assert_cmpint (n_high, <, 260);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rng/beta/moments", test_beta_has_its_mean_and_variance);
  g_test_add_func ("/rng/beta/distribution", test_beta_has_its_distribution);
  g_test_add_func ("/rng/beta/tiny", test_beta_of_almost_nothing_is_one_end_or_the_other);
  return g_test_run ();
}
