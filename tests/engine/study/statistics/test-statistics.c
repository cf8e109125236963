#include "engine/study/statistics/statistics.h"

#include <math.h>

static const double ten[] = {.02, .01, .03, -.01, .02, .03, 0, .02, .01, .03};

/* Vectors computed by hand and by an independent program from the published formulas. */
static void
test_the_plain_paired_t_gives_the_known_vector (void)
{
  MienInterval plain = mien_corrected_t (ten, 10, 0.0);

  g_assert_cmpfloat_with_epsilon (plain.mean, .016, 1e-12);
  g_assert_cmpfloat_with_epsilon (plain.t, 3.748170, 1e-6);
  g_assert_cmpfloat_with_epsilon (plain.p, .004568, 1e-6);
}

static void
test_the_corrected_t_gives_the_known_vectors (void)
{
  MienInterval folds = mien_corrected_t (ten, 10, 1.0 / 9.0);
  MienInterval quarter = mien_corrected_t (ten, 10, 0.25);

  g_assert_cmpfloat_with_epsilon (folds.t, 2.579668, 1e-6);
  g_assert_cmpfloat_with_epsilon (folds.p, .029713, 1e-6);
  g_assert_cmpfloat_with_epsilon (folds.low, .001969, 1e-6);
  g_assert_cmpfloat_with_epsilon (folds.high, .030031, 1e-6);
  g_assert_cmpfloat_with_epsilon (quarter.t, 2.003481, 1e-6);
  g_assert_cmpfloat_with_epsilon (quarter.p, .076124, 1e-6);
}

static void
test_one_pair_gives_a_mean_and_no_test (void)
{
  MienInterval one = mien_corrected_t (ten, 1, 0.0);

  g_assert_cmpfloat_with_epsilon (one.mean, .02, 1e-12);
  g_assert_true (isnan (one.p) && isnan (one.low) && isnan (one.high));
}

static void
test_the_same_difference_every_time_is_no_certainty (void)
{
  const double same[] = {.25, .25, .25}, none[] = {0, 0, 0};

  g_assert_true (isnan (mien_corrected_t (same, 3, 0.0).p));
  g_assert_cmpfloat (mien_corrected_t (none, 3, 0.0).p, ==, 1.0);
}

/* Always two points, as far as doubles can tell: what is left is rounding, and no proof. */
static void
test_rounding_is_no_certainty (void)
{
  const double shares[] = {.1, .3, .55, .7, .81, .97};
  double differences[G_N_ELEMENTS (shares)];
  gboolean alike = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++) {
    differences[i] = (shares[i] + .02) - shares[i];
    alike = alike && differences[i] == differences[0];
  }
  g_assert_false (alike);

  MienInterval told = mien_corrected_t (differences, G_N_ELEMENTS (shares), 0.0);
  g_assert_cmpfloat_with_epsilon (told.mean, .02, 1e-12);
  g_assert_true (isnan (told.p) && isnan (told.low));
  g_assert_true (isnan (mien_effect_size (differences, G_N_ELEMENTS (shares))));
}

static void
test_quantiles_are_interpolated (void)
{
  double all[27];
  const double values[] = {.01, .02, .06};
  guint n = 0;

  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++)
      for (int c = 0; c < 3; c++)
        all[n++] = (values[a] + values[b] + values[c]) / 3.0;
  g_assert_cmpfloat_with_epsilon (mien_quantile (all, n, .025), .012167, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_quantile (all, n, .975), .051333, 1e-6);
}

static void
test_an_effect_is_told_in_standard_deviations (void)
{
  const double same[] = {.25, .25, .25};

  g_assert_cmpfloat_with_epsilon (mien_effect_size (ten, 10), .016 / sqrt (.000182222), 1e-5);
  g_assert_true (isnan (mien_effect_size (same, 3)));
  g_assert_true (isnan (mien_effect_size (ten, 1)));
}

static void
test_holm_gives_the_known_vector (void)
{
  const double p[] = {.01, .04, NAN, .03, .005}, right[] = {.03, .06, NAN, .06, .02};
  double adjusted[5];

  mien_holm (p, 5, adjusted);
  for (int i = 0; i < 5; i++)
    if (i == 2)
      g_assert_true (isnan (adjusted[i]));
    else
      g_assert_cmpfloat_with_epsilon (adjusted[i], right[i], 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/plain", test_the_plain_paired_t_gives_the_known_vector);
  g_test_add_func ("/statistics/corrected", test_the_corrected_t_gives_the_known_vectors);
  g_test_add_func ("/statistics/one", test_one_pair_gives_a_mean_and_no_test);
  g_test_add_func ("/statistics/same", test_the_same_difference_every_time_is_no_certainty);
  g_test_add_func ("/statistics/rounding", test_rounding_is_no_certainty);
  g_test_add_func ("/statistics/quantile", test_quantiles_are_interpolated);
  g_test_add_func ("/statistics/effect", test_an_effect_is_told_in_standard_deviations);
  g_test_add_func ("/statistics/holm", test_holm_gives_the_known_vector);
  return g_test_run ();
}
