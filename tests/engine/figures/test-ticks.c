#include "engine/core/rng.h"
#include "engine/figures/ticks.h"

#include <math.h>

static gboolean
is_round (double step)
{
  double lead = step / pow (10.0, floor (log10 (step) + 1e-9));

  return fabs (lead - 1) < 1e-6 || fabs (lead - 2) < 1e-6 || fabs (lead - 5) < 1e-6;
}

static void
test_ticks_are_round_rising_and_inside_the_range (void)
{
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);

  for (int round = 0; round < 2000; round++) {
    double low = mien_rng_normal (&rng) * pow (10.0, mien_rng_uniform (&rng) * 12.0 - 6.0);
    double high = low + pow (10.0, mien_rng_uniform (&rng) * 12.0 - 6.0);
    int wanted = 2 + (int) mien_rng_below (&rng, 9);
    g_autoptr (GArray) ticks = mien_ticks_choose (low, high, wanted);

    g_assert_true (is_round (mien_tick_step (low, high, wanted)));
    g_assert_cmpuint (ticks->len, >=, 1);
    g_assert_cmpuint (ticks->len, <=, 2 * (guint) wanted + 1);
    for (guint i = 0; i < ticks->len; i++) {
      double tick = g_array_index (ticks, double, i);

      g_assert_true (tick >= low && tick <= high);
      g_assert_true (i == 0 || tick > g_array_index (ticks, double, i - 1));
    }
  }
}

static void
test_an_axis_from_0_to_1_is_cut_into_fifths (void)
{
  g_autoptr (GArray) ticks = mien_ticks_choose (0.0, 1.0, 5);

  g_assert_cmpuint (ticks->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (ticks, double, i), 0.2 * i, 1e-12);
}

static void
test_a_range_that_is_none_has_no_ticks (void)
{
  const double ranges[][2] = {{1, 1}, {2, 1}, {NAN, 1}, {0, INFINITY}};

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    g_autoptr (GArray) ticks = mien_ticks_choose (ranges[i][0], ranges[i][1], 5);
    g_autoptr (GArray) folds = mien_ticks_choose_log (ranges[i][0], ranges[i][1], 5);

    g_assert_cmpuint (ticks->len, ==, 0);
    g_assert_cmpuint (folds->len, ==, 0);
  }
}

static void
test_a_logarithmic_axis_has_powers_of_ten (void)
{
  g_autoptr (GArray) ticks = mien_ticks_choose_log (5e-5, 20.0, 6);

  g_assert_cmpuint (ticks->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (log10 (g_array_index (ticks, double, i)), (int) i - 4, 1e-9);
}

static void
test_labels_have_the_digits_of_their_step (void)
{
  const struct {
    double value, step;
    const char *label;
  } cases[] = {
      {0.25, 0.05, "0.25"}, {0.5, 0.25, "0.50"}, {3, 1, "3"},       {-2, 1, "−2"},
      {1500, 500, "1.5k"},  {2000, 500, "2k"},   {2e6, 1e6, "2M"},  {40000, 10000, "40k"},
      {1010, 10, "1010"},   {1e-17, 0.1, "0"},   {0.3, 0.1, "0.3"}, {2e-6, 1e-6, "2e−6"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *label = mien_tick_label (cases[i].value, cases[i].step);

    g_assert_cmpstr (label, ==, cases[i].label);
  }
}

static void
test_values_are_read_out_to_four_digits (void)
{
  const struct {
    double value;
    const char *label;
  } cases[] = {{0.73124, "0.7312"}, {12.345, "12.35"}, {3, "3"}, {NAN, "–"}, {0.000012, "1.2e−5"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *label = mien_value_label (cases[i].value);

    g_assert_cmpstr (label, ==, cases[i].label);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/round-rising-inside", test_ticks_are_round_rising_and_inside_the_range);
  g_test_add_func ("/ticks/fifths", test_an_axis_from_0_to_1_is_cut_into_fifths);
  g_test_add_func ("/ticks/no-range", test_a_range_that_is_none_has_no_ticks);
  g_test_add_func ("/ticks/logarithmic", test_a_logarithmic_axis_has_powers_of_ten);
  g_test_add_func ("/ticks/labels", test_labels_have_the_digits_of_their_step);
  g_test_add_func ("/ticks/values", test_values_are_read_out_to_four_digits);
  return g_test_run ();
}
