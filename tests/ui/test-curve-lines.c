#include "ui/widgets/curve-lines.h"

#include "engine/figures/smooth.h"

#include <math.h>

typedef struct {
  MienCurveLines *lines;
  GArray *x, *y, *step;
} Fixture;

static void
append (Fixture *f, double x, double y)
{
  double step = 50.0 * x;

  g_array_append_val (f->x, x);
  g_array_append_val (f->y, y);
  g_array_append_val (f->step, step);
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->lines = mien_curve_lines_new ();
  f->x = g_array_new (FALSE, FALSE, sizeof (double));
  f->y = g_array_new (FALSE, FALSE, sizeof (double));
  f->step = g_array_new (FALSE, FALSE, sizeof (double));
  mien_curve_lines_add (f->lines,
                        &(MienPlotLine){.name = "a", .x = f->x, .y = f->y, .step = f->step});
  for (int i = 1; i <= 30; i++)
    append (f, i, i == 12 ? (double) NAN : sin (i));
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_lines_free (f->lines);
  g_array_unref (f->x);
  g_array_unref (f->y);
  g_array_unref (f->step);
}

static const MienSeries *
get_smooth (Fixture *f)
{
  guint n;
  const MienSeries *series = mien_curve_lines_get_series (f->lines, &n);

  return &series[n - 1];
}

static void
assert_smooth (Fixture *f, double keep)
{
  const MienSeries *series = get_smooth (f);
  MienEma ema = {0};

  g_assert_cmpuint (series->n, ==, f->y->len);
  for (guint i = 0; i < series->n; i++) {
    double expected = mien_ema_next (&ema, keep, g_array_index (f->y, double, i));

    g_assert_true (series->y[i] == expected || (isnan (expected) && isnan (series->y[i])));
  }
}

static void
test_points_that_come_one_by_one_are_smoothed_as_all_at_once (Fixture *f,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_lines_smooth (f->lines, 0.9, TRUE);
  assert_smooth (f, 0.9);
  for (int i = 31; i < 60; i++) {
    append (f, i, cos (i));
    assert_smooth (f, 0.9);
  }
  mien_curve_lines_smooth (f->lines, 0.5, TRUE);
  assert_smooth (f, 0.5);
}

/* As after a resume from an older checkpoint: taken back, and done again with other values. */
static void
test_points_done_again_are_smoothed_anew (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double low, high;

  mien_curve_lines_smooth (f->lines, 0.9, TRUE);
  assert_smooth (f, 0.9);
  g_array_set_size (f->x, 20);
  g_array_set_size (f->y, 20);
  g_array_set_size (f->step, 20);
  for (int i = 21; i <= 40; i++)
    append (f, i, 100.0 + i);
  assert_smooth (f, 0.9);
  mien_curve_lines_smooth (f->lines, 0.0, TRUE);
  g_assert_true (
      mien_pyramid_find (get_smooth (f)->pyramid, get_smooth (f)->y, 0, 40, &low, &high));
  g_assert_cmpfloat (high, ==, 140.0);
}

static void
test_the_raw_line_is_behind_and_known (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const MienSeries *series;
  guint n;

  mien_curve_lines_smooth (f->lines, 0.9, TRUE);
  series = mien_curve_lines_get_series (f->lines, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (series[0].faint && !series[1].faint);
  g_assert_true (mien_curve_lines_get_raw (f->lines, 1) == series[0].y);
  mien_curve_lines_smooth (f->lines, 0.9, FALSE);
  mien_curve_lines_get_series (f->lines, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_steps_take_the_place_of_epochs (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double low, high;

  g_assert_true (mien_curve_lines_have_steps (f->lines));
  mien_curve_lines_set_by_step (f->lines, TRUE);
  g_assert_true (mien_curve_lines_find_x_range (f->lines, &low, &high));
  g_assert_cmpfloat (high, ==, 1500.0);
  g_assert_cmpfloat (mien_curve_lines_get_unit (f->lines), ==, 50.0);
  mien_curve_lines_add (f->lines, &(MienPlotLine){.name = "b", .x = f->x, .y = f->y});
  g_assert_false (mien_curve_lines_have_steps (f->lines));
}

static void
test_isolating_twice_shows_all_again (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_lines_add (f->lines, &(MienPlotLine){.name = "b", .x = f->x, .y = f->y, .colour = 3});
  mien_curve_lines_isolate (f->lines, "b");
  g_assert_true (mien_curve_lines_get_hidden (f->lines, "a"));
  g_assert_false (mien_curve_lines_get_hidden (f->lines, "b"));
  g_assert_cmpuint (get_smooth (f)->colour, ==, 3); /* keeps what it is known by */
  mien_curve_lines_isolate (f->lines, "b");
  g_assert_false (mien_curve_lines_get_hidden (f->lines, "a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/curve-lines/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("incremental", test_points_that_come_one_by_one_are_smoothed_as_all_at_once);
  ADD ("again", test_points_done_again_are_smoothed_anew);
  ADD ("raw", test_the_raw_line_is_behind_and_known);
  ADD ("steps", test_steps_take_the_place_of_epochs);
  ADD ("isolate", test_isolating_twice_shows_all_again);
  return g_test_run ();
}
