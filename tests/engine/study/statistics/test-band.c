#include "engine/study/statistics/band.h"

#include <math.h>

static const double epochs[] = {1.0, 2.0, 3.0};
static const double first[] = {1.0, 2.0, 3.0};
static const double second[] = {3.0, 4.0, 5.0};
static const double third[] = {5.0, 9.0, (double) NAN};

static MienBand *
make (guint n_members, MienBandKind kind)
{
  const MienBandMember members[] = {{epochs, first, 3}, {epochs, second, 3}, {epochs, third, 3}};

  return mien_band_new (members, n_members, kind);
}

static void
test_mean_and_t_interval_of_each_epoch (void)
{
  g_autoptr (MienBand) band = make (3, MIEN_BAND_INTERVAL);

  g_assert_cmpuint (band->n, ==, 3);
  g_assert_cmpfloat (band->x[1], ==, 2.0);
  g_assert_cmpfloat_with_epsilon (band->middle[0], 3.0, 1e-12);
  /* 1, 3, 5: t of 2 degrees of freedom is 4.302653, the standard error 2 / sqrt 3 */
  g_assert_cmpfloat_with_epsilon (band->high[0], 3.0 + 4.302653 * 2.0 / sqrt (3.0), 1e-5);
  g_assert_cmpfloat_with_epsilon (band->low[0], 3.0 - 4.302653 * 2.0 / sqrt (3.0), 1e-5);
}

static void
test_a_run_that_ended_earlier_is_not_counted_on (void)
{
  g_autoptr (MienBand) band = make (3, MIEN_BAND_DEVIATION);

  g_assert_cmpuint (band->count[1], ==, 3);
  g_assert_cmpuint (band->count[2], ==, 2);
  g_assert_cmpfloat_with_epsilon (band->middle[2], 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (band->high[2], 4.0 + sqrt (2.0), 1e-12);
}

static void
test_one_run_has_no_band_made_up (void)
{
  g_autoptr (MienBand) band = make (1, MIEN_BAND_INTERVAL);

  g_assert_cmpfloat (band->middle[2], ==, 3.0);
  g_assert_true (isnan (band->low[2]) && isnan (band->high[2]));
}

static void
test_quartiles_range_and_error_are_what_they_say (void)
{
  g_autoptr (MienBand) quartiles = make (3, MIEN_BAND_QUARTILES);
  g_autoptr (MienBand) range = make (3, MIEN_BAND_RANGE);
  g_autoptr (MienBand) error = make (3, MIEN_BAND_ERROR);

  g_assert_cmpfloat (quartiles->middle[1], ==, 4.0); /* the median of 2, 4, 9 */
  g_assert_cmpfloat (quartiles->low[1], ==, 3.0);
  g_assert_cmpfloat (range->middle[1], ==, 5.0); /* the mean */
  g_assert_cmpfloat (range->low[1], ==, 2.0);
  g_assert_cmpfloat (range->high[1], ==, 9.0);
  g_assert_cmpfloat_with_epsilon (error->high[0], 3.0 + 2.0 / sqrt (3.0), 1e-12);
}

static void
test_nothing_gives_nothing (void)
{
  g_autoptr (MienBand) band = mien_band_new (NULL, 0, MIEN_BAND_INTERVAL);

  g_assert_cmpuint (band->n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band/interval", test_mean_and_t_interval_of_each_epoch);
  g_test_add_func ("/band/unequal-length", test_a_run_that_ended_earlier_is_not_counted_on);
  g_test_add_func ("/band/one", test_one_run_has_no_band_made_up);
  g_test_add_func ("/band/kinds", test_quartiles_range_and_error_are_what_they_say);
  g_test_add_func ("/band/nothing", test_nothing_gives_nothing);
  return g_test_run ();
}
