#include "engine/core/rng.h"
#include "engine/figures/ticks.h"

#include <math.h>

static MienTicks *
linear (double low, double high, int wanted)
{
  MienAxis axis = {.low = low, .high = high};

  return mien_ticks_new (&axis, wanted);
}

static double
tick (const MienTicks *ticks, guint i)
{
  return g_array_index (ticks->values, double, i);
}

static gboolean
is_round (double step)
{
  static const double leads[] = {1, 5, 2, 2.5, 4, 3};
  double lead = step / pow (10.0, floor (log10 (step) + 1e-9));

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (fabs (lead - leads[i]) < 1e-6)
      return TRUE;
  return FALSE;
}

static void
assert_rising_inside (const MienAxis *axis, const GArray *values)
{
  for (guint i = 0; i < values->len; i++) {
    double value = g_array_index (values, double, i);

    g_assert_true (value >= axis->low * (1 - 1e-8 * (axis->low > 0)) - 1e-8 * fabs (axis->low));
    g_assert_true (value <= axis->high + 1e-8 * fabs (axis->high));
    g_assert_true (i == 0 || value > g_array_index (values, double, i - 1));
  }
}

static void
test_ticks_are_round_rising_inside_and_not_too_many (void)
{
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);

  for (int round = 0; round < 2000; round++) {
    double low = mien_rng_normal (&rng) * pow (10.0, mien_rng_uniform (&rng) * 12.0 - 6.0);
    MienAxis axis = {round % 3, low, low + pow (10.0, mien_rng_uniform (&rng) * 12.0 - 6.0), FALSE};
    int wanted = 2 + (int) mien_rng_below (&rng, 9);

    axis.low = axis.scale == MIEN_SCALE_LOG ? fabs (low) : low;
    if (!(axis.high > axis.low))
      continue;
    g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, wanted);

    g_assert_cmpuint (ticks->values->len, >=, 1);
    g_assert_cmpuint (ticks->values->len, <=, 2 * (guint) wanted + 1);
    g_assert_true (ticks->step == 0.0 || is_round (ticks->step));
    assert_rising_inside (&axis, ticks->values);
    assert_rising_inside (&axis, ticks->minor);
  }
}

/* The paper's example, where steps of 5 would leave 10 alone inside: 8 itself is outside. */
static void
test_steps_are_those_that_people_choose (void)
{
  g_autoptr (MienTicks) ticks = linear (8.1, 14.1, 4);
  g_autoptr (MienTicks) fifths = linear (0.0, 1.0, 6);

  g_assert_cmpfloat (mien_tick_step (8.1, 14.1, 4), ==, 2.0);
  g_assert_cmpuint (ticks->values->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (tick (ticks, i), ==, 10.0 + 2.0 * i);
  g_assert_cmpuint (fifths->values->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (tick (fifths, i), 0.2 * i, 1e-12);
}

static void
test_ticks_keep_apart_as_the_picture_is_moved (void)
{
  double step = mien_tick_step (0.0, 7.3, 5);

  for (double low = 0.0; low < 20.0; low += 0.37) {
    g_autoptr (MienTicks) ticks = linear (low, low + 7.3, 5);

    g_assert_cmpfloat (ticks->step, ==, step);
  }
}

static void
test_epochs_are_whole (void)
{
  for (int last = 3; last < 400; last += 7) {
    MienAxis axis = {MIEN_SCALE_LINEAR, 1, last, TRUE};
    g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, 8);

    for (guint i = 0; i < ticks->values->len; i++)
      g_assert_cmpfloat (tick (ticks, i), ==, rint (tick (ticks, i)));
  }
}

static void
test_a_range_that_is_none_has_no_ticks (void)
{
  const double ranges[][2] = {{1, 1}, {2, 1}, {NAN, 1}, {0, INFINITY}};

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (MienScale scale = MIEN_SCALE_LINEAR; scale <= MIEN_SCALE_SYMLOG; scale++) {
      MienAxis axis = {scale, ranges[i][0], ranges[i][1], FALSE};
      g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, 5);

      g_assert_cmpuint (ticks->values->len, ==, 0);
    }
}

static void
test_a_logarithmic_axis_has_powers_of_ten (void)
{
  MienAxis axis = {MIEN_SCALE_LOG, 5e-5, 20.0, FALSE}, short_axis = {MIEN_SCALE_LOG, 1, 40, FALSE};
  g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, 6);
  g_autoptr (MienTicks) folds = mien_ticks_new (&short_axis, 6);
  g_autoptr (GPtrArray) labels = mien_ticks_label (&axis, ticks);
  const double expected[] = {1, 2, 5, 10, 20};

  g_assert_cmpuint (ticks->values->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (log10 (tick (ticks, i)), (int) i - 4, 1e-9);
  g_assert_cmpuint (ticks->minor->len, >, 30);
  g_assert_cmpstr (labels->pdata[0], ==, "10⁻⁴");
  g_assert_cmpuint (folds->values->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (tick (folds, i), expected[i], 1e-9);
}

static void
test_a_symmetric_axis_has_both_signs_and_zero (void)
{
  MienAxis axis = {MIEN_SCALE_SYMLOG, -800, 20000, FALSE};
  g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, 8);
  gboolean zero = FALSE;

  g_assert_cmpuint (ticks->values->len, >=, 4);
  g_assert_cmpfloat (tick (ticks, 0), <=, -10.0);
  g_assert_cmpfloat (tick (ticks, ticks->values->len - 1), >=, 100.0);
  for (guint i = 0; i < ticks->values->len; i++)
    zero = zero || tick (ticks, i) == 0.0;
  g_assert_true (zero);
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
      {1010, 10, "1010"},   {1e-17, 0.1, "0"},   {0.3, 0.1, "0.3"}, {2e-6, 1e-6, "2×10⁻⁶"},
      {3e9, 1e9, "3G"},
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

static void
test_what_is_hardly_a_number_has_a_label (void)
{
  static const double values[] = {0.0, 5e-324, INFINITY, -INFINITY, NAN, G_MAXDOUBLE};
  static const double steps[] = {5e-324, 1e-300, 1.0, 1e300, G_MAXDOUBLE};

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++) {
      g_autofree char *label = mien_tick_label (values[i], steps[k]);

      g_assert_cmpstr (label, !=, "");
      if (values[i] == 0.0)
        g_assert_cmpstr (label, ==, "0");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/round-rising-inside",
                   test_ticks_are_round_rising_inside_and_not_too_many);
  g_test_add_func ("/ticks/people", test_steps_are_those_that_people_choose);
  g_test_add_func ("/ticks/moved", test_ticks_keep_apart_as_the_picture_is_moved);
  g_test_add_func ("/ticks/whole", test_epochs_are_whole);
  g_test_add_func ("/ticks/no-range", test_a_range_that_is_none_has_no_ticks);
  g_test_add_func ("/ticks/logarithmic", test_a_logarithmic_axis_has_powers_of_ten);
  g_test_add_func ("/ticks/symmetric", test_a_symmetric_axis_has_both_signs_and_zero);
  g_test_add_func ("/ticks/labels", test_labels_have_the_digits_of_their_step);
  g_test_add_func ("/ticks/values", test_values_are_read_out_to_four_digits);
  g_test_add_func ("/ticks/hardly-numbers", test_what_is_hardly_a_number_has_a_label);
  return g_test_run ();
}
