#include "engine/study/statistics/counts.h"

#include <math.h>

static void
test_the_known_vectors_come_out (void)
{
  double low, high;

  g_assert_cmpfloat_with_epsilon (mien_mcnemar (15, 6, FALSE), .078354, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_mcnemar (15, 6, TRUE), .052479, 1e-6);
  mien_wilson (0.7, 3589, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, .684800, 1e-6);
  g_assert_cmpfloat_with_epsilon (high, .714772, 1e-6);
}

/* The n discordant faces tossed in all 2^n ways. */
static void
test_mcnemar_agrees_with_every_toss (void)
{
  for (guint fixed = 0; fixed <= 7; fixed++)
    for (guint broken = 0; broken <= 7; broken++) {
      guint n = fixed + broken, least = MIN (fixed, broken), below = 0, at = 0;

      for (guint tosses = 0; tosses < 1u << n; tosses++) {
        guint heads = (guint) __builtin_popcount (tosses);

        below += heads <= least ? 1 : 0;
        at += heads == least ? 1 : 0;
      }
      double share = ldexp (1.0, -(int) n);
      g_assert_cmpfloat_with_epsilon (mien_mcnemar (fixed, broken, FALSE),
                                      MIN (1.0, 2.0 * below * share), 1e-12);
      g_assert_cmpfloat_with_epsilon (mien_mcnemar (fixed, broken, TRUE),
                                      MIN (1.0, (2.0 * below - at) * share), 1e-12);
      g_assert_cmpfloat (mien_mcnemar (fixed, broken, TRUE), ==,
                         mien_mcnemar (broken, fixed, TRUE));
    }
}

static void
test_nothing_changed_is_no_evidence (void)
{
  g_assert_cmpfloat (mien_mcnemar (0, 0, FALSE), ==, 1.0);
  g_assert_cmpfloat (mien_mcnemar (0, 0, TRUE), ==, 1.0);
  g_assert_cmpfloat (mien_mcnemar (5, 5, FALSE), ==, 1.0);
}

static void
test_a_share_stays_a_share (void)
{
  double low, high;

  mien_wilson (0.0, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, 0.277533, 1e-6);
  mien_wilson (1.0, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 1.0 - 0.277533, 1e-6);
  g_assert_cmpfloat_with_epsilon (high, 1.0, 1e-12);
  mien_wilson (0.0, 0, &low, &high);
  g_assert_cmpfloat (low, ==, 0.0);
  g_assert_cmpfloat (high, ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/vectors", test_the_known_vectors_come_out);
  g_test_add_func ("/counts/tosses", test_mcnemar_agrees_with_every_toss);
  g_test_add_func ("/counts/nothing", test_nothing_changed_is_no_evidence);
  g_test_add_func ("/counts/share", test_a_share_stays_a_share);
  return g_test_run ();
}
