#include "engine/study/statistics/wilcoxon.h"

#include <math.h>

static void
test_the_known_vectors_come_out (void)
{
  static const double seven[] = {5, -2, 7, 3, -1, 6, 4};
  static const double ten[] = {.02, .01, .03, -.01, .02, .03, 0, .02, .01, .03};
  MienSignedRank ranks = mien_wilcoxon (seven, 7);

  g_assert_cmpfloat (ranks.plus, ==, 25.0);
  g_assert_cmpfloat (ranks.minus, ==, 3.0);
  g_assert_cmpfloat_with_epsilon (ranks.p, .078125, 1e-15);
  ranks = mien_wilcoxon (ten, 10);
  g_assert_cmpuint (ranks.n, ==, 9); /* 0 says nothing */
  g_assert_cmpfloat (ranks.minus, ==, 2.0);
  g_assert_cmpfloat_with_epsilon (ranks.p, .015625, 1e-15);
}

static double
rank_of (const double *values, guint n, guint of)
{
  double below = 0.0, same = 0.0;

  for (guint i = 0; i < n; i++) {
    below += fabs (values[i]) < fabs (values[of]) ? 1.0 : 0.0;
    same +=
        fabs (values[i]) > fabs (values[of]) || fabs (values[i]) < fabs (values[of]) ? 0.0 : 1.0;
  }
  return below + (same + 1.0) / 2.0;
}

/* Every one of the 2^n signs tried. */
static double
enumerate (const double *values, guint n)
{
  double total = n * (n + 1) / 2.0, plus = 0.0, least;
  guint extreme = 0;

  for (guint i = 0; i < n; i++)
    plus += values[i] > 0.0 ? rank_of (values, n, i) : 0.0;
  least = MIN (plus, total - plus);
  for (guint signs = 0; signs < 1u << n; signs++) {
    double sum = 0.0;

    for (guint i = 0; i < n; i++)
      sum += signs & 1u << i ? rank_of (values, n, i) : 0.0;
    extreme += sum <= least ? 1 : 0;
  }
  return MIN (1.0, 2.0 * extreme / (double) (1u << n));
}

static void
test_counting_agrees_with_every_sign_tried (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 200; round++) {
    guint n = (guint) g_rand_int_range (rand, 1, 12);
    double values[12];

    for (guint i = 0; i < n; i++) /* few sizes, so that there are ties */
      values[i] = g_rand_int_range (rand, 1, round % 2 == 0 ? 4 : 1000) *
                  (g_rand_int_range (rand, 0, 3) > 0 ? 1.0 : -1.0);
    g_assert_cmpfloat_with_epsilon (mien_wilcoxon (values, n).p, enumerate (values, n), 1e-12);
  }
}

/* 0.53 - 0.5 and 0.73 - 0.7 are the same difference, though not in their last bits. */
static void
test_rounding_breaks_no_tie (void)
{
  const double exact[] = {3, 3, -3, 6, 9, 0};
  const double rounded[] = {0.53 - 0.5, 0.73 - 0.7, 0.2 - 0.23,
                            0.76 - 0.7, 0.89 - 0.8, (0.1 + 0.2) - 0.3};

  g_assert_cmpfloat (mien_wilcoxon (exact, 6).minus, ==, 2.0);
  g_assert_cmpfloat (mien_wilcoxon (rounded, 6).minus, ==, 2.0);
  g_assert_cmpuint (mien_wilcoxon (rounded, 6).n, ==, 5);
}

static void
test_no_differences_are_no_evidence (void)
{
  static const double none[] = {0, 0, 0};

  g_assert_cmpfloat (mien_wilcoxon (none, 3).p, ==, 1.0);
  g_assert_true (isnan (mien_wilcoxon (none, 0).p));
}

/* Where exact counting ends, the normal distribution goes on without a jump. */
static void
test_many_differences_are_approached (void)
{
  double values[51];
  MienSignedRank fifty, more;

  for (int i = 0; i < 51; i++)
    values[i] = (i + 1) * (i % 3 == 0 ? -1.0 : 1.0);
  fifty = mien_wilcoxon (values, 50);
  more = mien_wilcoxon (values, 51);
  g_assert_true (fifty.exact && !more.exact);
  g_assert_cmpfloat_with_epsilon (more.p, .026001, 1e-6);
  g_assert_cmpfloat_with_epsilon (more.p, .025115, 1e-3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wilcoxon/vectors", test_the_known_vectors_come_out);
  g_test_add_func ("/wilcoxon/signs", test_counting_agrees_with_every_sign_tried);
  g_test_add_func ("/wilcoxon/rounding", test_rounding_breaks_no_tie);
  g_test_add_func ("/wilcoxon/none", test_no_differences_are_no_evidence);
  g_test_add_func ("/wilcoxon/many", test_many_differences_are_approached);
  return g_test_run ();
}
