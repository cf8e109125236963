#include "engine/study/statistics/power.h"

#include <math.h>

/* Cohen's tables for the paired t-test, and figures integrated apart. */
static void
test_known_powers_come_out (void)
{
  g_assert_cmpfloat_with_epsilon (mien_paired_power (1, 1, 10, 0, .05), .803097, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_paired_power (.421637, 1, 50, 0, .05), .832114, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_paired_power (.01, .0135, 10, 1.0 / 9, .05), .302701, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_paired_power (.01, .02, 2, 0, .05), .061949, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_paired_power (.01, .03, 40, .25, .01), .025337, 1e-6);
}

static void
test_where_nothing_is_the_level_is_kept (void)
{
  for (guint n = 2; n < 3000; n = n * 3 / 2 + 1)
    g_assert_cmpfloat_with_epsilon (mien_paired_power (0, 1, n, 0.1, .05), .05, 1e-7);
}

/* A loss is found as a gain is. */
static void
test_signs_do_not_matter (void)
{
  g_assert_cmpfloat_with_epsilon (mien_paired_power (-.02, .03, 12, 0, .05),
                                  mien_paired_power (.02, .03, 12, 0, .05), 1e-12);
}

static void
test_known_numbers_of_pairs_come_out (void)
{
  g_assert_cmpuint (mien_pairs_needed (0.2, 1, 0, .05, .8), ==, 199);
  g_assert_cmpuint (mien_pairs_needed (0.5, 1, 0, .05, .8), ==, 34);
  g_assert_cmpuint (mien_pairs_needed (1, 1, 0, .05, .8), ==, 10);
  g_assert_cmpuint (mien_pairs_needed (.01, .008, 1.0 / 9, .05, .8), ==, 16);
}

/* The correction leaves a floor of chance, whatever the number of seeds: here the difference is
 * half a standard error of it. */
static void
test_no_number_of_seeds_shows_what_folds_hide (void)
{
  g_assert_cmpuint (mien_pairs_needed (.01, .02, 0.25, .05, .8), ==, 0);
  g_assert_cmpuint (mien_pairs_needed (.01, .02, 0.0, .05, .8), ==, 34);
}

static void
test_noethers_numbers_come_out (void)
{
  g_assert_cmpuint (mien_noether (.75, .05, .95), ==, 29);
  g_assert_cmpuint (mien_noether (.75, .05, .8), ==, 17);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/power/known", test_known_powers_come_out);
  g_test_add_func ("/power/level", test_where_nothing_is_the_level_is_kept);
  g_test_add_func ("/power/signs", test_signs_do_not_matter);
  g_test_add_func ("/power/needed", test_known_numbers_of_pairs_come_out);
  g_test_add_func ("/power/floor", test_no_number_of_seeds_shows_what_folds_hide);
  g_test_add_func ("/power/noether", test_noethers_numbers_come_out);
  return g_test_run ();
}
