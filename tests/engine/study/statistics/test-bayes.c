#include "engine/study/statistics/bayes.h"

#include <math.h>

/* 10-fold differences, their probabilities computed apart by numerical integration. */
static void
test_ten_folds_give_the_known_probabilities (void)
{
  static const double ten[] = {.02, .01, .03, -.01, .02, .03, 0, .02, .01, .03};
  MienPosterior posterior = mien_correlated_t (ten, 10, 1.0 / 9.0, 0.01);

  g_assert_cmpfloat_with_epsilon (posterior.below, .001167, 1e-6);
  g_assert_cmpfloat_with_epsilon (posterior.within, .178149, 1e-6);
  g_assert_cmpfloat_with_epsilon (posterior.above, .820684, 1e-6);
  posterior = mien_correlated_t (ten, 10, 1.0 / 9.0, 0.0);
  g_assert_cmpfloat_with_epsilon (posterior.above, .985144, 1e-6);
  g_assert_cmpfloat_with_epsilon (posterior.within, 0.0, 1e-12);
}

/* The unit test of the authors' own program: mean, variance and degrees of freedom. */
static void
test_the_authors_posterior_comes_out (void)
{
  static const double differences[] = {5 - 4, 7 - 2, 3 - 6};
  MienPosterior posterior = mien_correlated_t (differences, 3, 0.5, 1.0);

  g_assert_cmpfloat_with_epsilon (posterior.mean, 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (posterior.scale * posterior.scale, 16.0 * (1.0 / 3 + 0.5), 1e-12);
  g_assert_cmpfloat_with_epsilon (posterior.df, 2.0, 1e-12);
}

/* A hundred differences with this mean whose posterior has this scale. */
static MienPosterior
posterior_of (double mean, double scale)
{
  double differences[100];
  double deviation = scale / sqrt (1.0 / 100 + 1.0 / 9);

  for (int i = 0; i < 100; i++)
    differences[i] = mean + (i % 2 == 0 ? 1.0 : -1.0) * deviation * sqrt (99.0 / 100.0);
  return mien_correlated_t (differences, 100, 1.0 / 9, 1.0);
}

/* Two of the 53 data sets that the method was published with: ten times ten folds, a region of one
 * percent. */
static void
test_published_data_sets_come_out (void)
{
  MienPosterior anneal = posterior_of (1.93882, .550797);
  MienPosterior audiology = posterior_of (1.75298, 1.620521);

  g_assert_cmpfloat_with_epsilon (anneal.below, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (anneal.within, .045714, 1e-6);
  g_assert_cmpfloat_with_epsilon (anneal.above, .954286, 1e-6);
  g_assert_cmpfloat_with_epsilon (audiology.below, .046247, 1e-6);
  g_assert_cmpfloat_with_epsilon (audiology.within, .275354, 1e-6);
  g_assert_cmpfloat_with_epsilon (audiology.above, .678400, 1e-6);
}

static void
test_what_does_not_vary_is_not_judged (void)
{
  static const double same[] = {.25, .25, .25}, none[] = {0, 0, 0};

  g_assert_true (isnan (mien_correlated_t (same, 3, 0.0, 0.01).above));
  g_assert_true (isnan (mien_correlated_t (same, 1, 0.0, 0.01).above));
  g_assert_cmpfloat (mien_correlated_t (none, 3, 0.0, 0.01).within, ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bayes/folds", test_ten_folds_give_the_known_probabilities);
  g_test_add_func ("/bayes/authors", test_the_authors_posterior_comes_out);
  g_test_add_func ("/bayes/published", test_published_data_sets_come_out);
  g_test_add_func ("/bayes/same", test_what_does_not_vary_is_not_judged);
  return g_test_run ();
}
