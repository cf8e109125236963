#include "ui/widgets/curve-view.h"

#include <math.h>

typedef struct {
  MienCurveView view;
  MienPlotArea area; /* 100 pixels a side over 0 … 10 and 0 … 1 */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_view_init (&f->view);
  f->view.x_first = 0;
  f->view.x_last = 10;
  f->area =
      (MienPlotArea){.left = 20, .top = 10, .width = 100, .height = 100, .x_high = 10, .y_high = 1};
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_view_clear (&f->view);
}

/* What a plot does between two changes: it is painted with the new ranges. */
static void
show (Fixture *f)
{
  MienViewRange range = mien_curve_view_get (&f->view);

  f->area.x_low = isfinite (range.x_low) ? range.x_low : 0.0;
  f->area.x_high = isfinite (range.x_high) ? range.x_high : 10.0;
}

static void
test_zooming_keeps_the_place_at_the_pointer (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double before = mien_plot_area_x_at (&f->area, 50.0);

  for (int i = 0; i < 5; i++) {
    mien_curve_view_zoom_at (&f->view, &f->area, MIEN_AXIS_X, 50.0, 60.0, 1.0 / 1.1);
    show (f);
  }
  g_assert_cmpfloat_with_epsilon (mien_plot_area_x_at (&f->area, 50.0), before, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->area.x_high - f->area.x_low, 10.0 / pow (1.1, 5), 1e-9);
  g_assert_true (isnan (mien_curve_view_get (&f->view).y_low)); /* fits itself still */
}

static void
test_a_logarithmic_axis_zooms_by_what_is_seen (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->area.y_scale = MIEN_SCALE_LOG;
  f->area.y_low = 0.01;
  f->area.y_high = 100.0;
  mien_curve_view_zoom_at (&f->view, &f->area, MIEN_AXIS_Y, 50.0, 60.0, 0.5);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.y_low, 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.y_high, 10.0, 1e-9);
}

static void
test_a_box_may_be_drawn_from_any_corner (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_view_zoom_to (&f->view, &f->area, MIEN_AXIS_X | MIEN_AXIS_Y, 70, 90, 40, 20);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.x_low, 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.x_high, 5.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.y_low, 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->view.zoom.y_high, 0.9, 1e-9);
}

static void
test_zooming_out_to_everything_follows_the_data_again (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_view_zoom_at (&f->view, &f->area, MIEN_AXIS_X, 50.0, 60.0, 0.5);
  show (f);
  g_assert_true (mien_curve_view_is_zoomed (&f->view));
  mien_curve_view_zoom_at (&f->view, &f->area, MIEN_AXIS_X, 50.0, 60.0, 4.0);
  g_assert_false (mien_curve_view_is_zoomed (&f->view));
}

static void
test_panning_stays_with_the_data (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_curve_view_zoom_to (&f->view, &f->area, MIEN_AXIS_X, 40, 0, 60, 0); /* 2 … 4 */
  show (f);
  mien_curve_view_pan (&f->view, &f->area, -50.0, 30.0);
  show (f);
  g_assert_cmpfloat_with_epsilon (f->area.x_low, 3.0, 1e-9);
  g_assert_true (isnan (f->view.zoom.y_low)); /* up and down it fits itself */
  mien_curve_view_pan (&f->view, &f->area, 1e5, 0.0);
  show (f);
  g_assert_cmpfloat_with_epsilon (f->area.x_low, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (f->area.x_high, 2.0, 1e-9);
}

static void
test_the_way_back_and_forward (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_false (mien_curve_view_go (&f->view, FALSE));
  mien_curve_view_remember (&f->view);
  mien_curve_view_zoom_to (&f->view, &f->area, MIEN_AXIS_X, 40, 0, 60, 0);
  mien_curve_view_remember (&f->view);
  mien_curve_view_show_all (&f->view);
  g_assert_true (mien_curve_view_go (&f->view, FALSE));
  g_assert_cmpfloat_with_epsilon (f->view.zoom.x_low, 2.0, 1e-9);
  g_assert_true (mien_curve_view_go (&f->view, FALSE));
  g_assert_false (mien_curve_view_is_zoomed (&f->view));
  g_assert_true (mien_curve_view_go (&f->view, TRUE));
  g_assert_cmpfloat_with_epsilon (f->view.zoom.x_high, 4.0, 1e-9);
}

static void
test_numbers_that_cannot_be_told_apart_are_the_limit (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < 1000; i++) {
    mien_curve_view_zoom_at (&f->view, &f->area, MIEN_AXIS_X, 50.0, 60.0, 0.5);
    show (f);
  }
  g_assert_cmpfloat (f->area.x_high - f->area.x_low, >, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/curve-view/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pointer", test_zooming_keeps_the_place_at_the_pointer);
  ADD ("log", test_a_logarithmic_axis_zooms_by_what_is_seen);
  ADD ("box", test_a_box_may_be_drawn_from_any_corner);
  ADD ("everything", test_zooming_out_to_everything_follows_the_data_again);
  ADD ("pan", test_panning_stays_with_the_data);
  ADD ("history", test_the_way_back_and_forward);
  ADD ("limit", test_numbers_that_cannot_be_told_apart_are_the_limit);
  return g_test_run ();
}
