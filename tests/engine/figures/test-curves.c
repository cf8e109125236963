#include "tests/engine/figures/canvas.h"

#include "engine/core/rng.h"
#include "engine/figures/curves.h"

#include <math.h>

#define N 11

typedef struct {
  double x[N], y[N];
  MienSeries series;
  MienCurves curves;
} Fixture;

/* A straight line from (0, 0) to (10, 1) */
static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < N; i++) {
    f->x[i] = i;
    f->y[i] = i / 10.0;
  }
  f->series = (MienSeries){.name = "loss", .x = f->x, .y = f->y, .n = N, .colour = 1};
  f->curves = (MienCurves){.x_label = "epoch",
                           .series = &f->series,
                           .n_series = 1,
                           .x_low = NAN,
                           .x_high = NAN,
                           .y_low = NAN,
                           .y_high = NAN,
                           .cursor = NAN};
}

static void
tear_down (Fixture *f G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
}

static MienPlotArea
paint (cairo_t *cr, const MienCurves *curves)
{
  MienFigureStyle style = mien_figure_style_paper ();
  MienPlotArea area = {0};

  mien_curves_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, curves, &style, &area);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  return area;
}

static guint
count_line (cairo_t *cr, const MienPlotArea *area, double x, double y)
{
  double px = mien_plot_area_pixel_x (area, x), py = mien_plot_area_pixel_y (area, y);

  return canvas_count (cr, px - 3, py - 3, px + 4, py + 4, mien_palette_colour (1, FALSE));
}

static void
test_a_line_passes_through_its_points (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();
  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.x_low, ==, 0);
  g_assert_cmpfloat (area.x_high, ==, 10);
  g_assert_cmpfloat (area.y_high, >=, 1);
  for (int i = 1; i < N - 1; i++)
    g_assert_cmpuint (count_line (cr, &area, f->x[i], f->y[i]), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 2, 0.8), ==, 0);
  cairo_destroy (cr);
}

static void
test_a_value_that_is_missing_leaves_a_gap (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->y[5] = NAN;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 5, 0.5), ==, 0);
  g_assert_cmpuint (count_line (cr, &area, 3.5, 0.35), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 6.5, 0.65), >, 2);
  cairo_destroy (cr);
}

static void
test_zero_is_a_line_where_values_lie_on_both_sides (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->curves.y_low = -1.0;
  f->curves.y_high = 1.0;

  MienPlotArea area = paint (cr, &f->curves);
  double x = mien_plot_area_pixel_x (&area, 8.3);

  g_assert_cmpuint (canvas_ink (cr, x, mien_plot_area_pixel_y (&area, 0.0)), >,
                    canvas_ink (cr, x, mien_plot_area_pixel_y (&area, -0.5)) + 100);
  cairo_destroy (cr);
}

static void
test_one_point_is_a_dot (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->series.n = 1;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 0, 0), >, 8);
  g_assert_true (area.x_low < 0 && area.x_high > 0 && area.y_high > area.y_low);
  cairo_destroy (cr);
}

static void
test_a_constant_runs_inside_the_picture (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  for (int i = 0; i < N; i++)
    f->y[i] = 0.7;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.y_low, <, 0.7);
  g_assert_cmpfloat (area.y_high, >, 0.7);
  g_assert_cmpuint (count_line (cr, &area, 5, 0.7), >, 2);
  cairo_destroy (cr);
}

static void
test_no_data_still_has_axes (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->curves.n_series = 0;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.x_high, >, area.x_low);
  g_assert_cmpfloat (area.y_high, >, area.y_low);
  g_assert_cmpuint (canvas_ink (cr, area.left + 60.5, area.top + area.height), >, 100);
  cairo_destroy (cr);
}

static void
test_a_hidden_series_is_in_the_legend_alone (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienFigureStyle style = mien_figure_style_paper ();
  cairo_t *cr = canvas_new ();

  f->series.hidden = TRUE;
  f->curves.legend = TRUE;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (canvas_count (cr, area.left, area.top, area.left + area.width,
                                  area.top + area.height, mien_palette_colour (1, FALSE)),
                    ==, 0);
  g_assert_cmpint (
      mien_curves_find_legend (CANVAS_WIDTH, CANVAS_HEIGHT, &f->curves, &style, 12, 12), ==, 0);
  g_assert_cmpint (
      mien_curves_find_legend (CANVAS_WIDTH, CANVAS_HEIGHT, &f->curves, &style, 300, 200), ==, -1);
  cairo_destroy (cr);
}

static void
test_a_logarithmic_axis_leaves_out_zeros (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->curves.y_scale = MIEN_SCALE_LOG;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.y_low, >, 0);
  g_assert_cmpuint (count_line (cr, &area, 4, 0.4), >, 2);
  g_assert_true (isnan (mien_plot_area_pixel_y (&area, 0.0)));
  cairo_destroy (cr);
}

static void
test_the_cursor_reads_values_beside_itself (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *plain = canvas_new (), *read = canvas_new ();
  MienPlotArea area = paint (plain, &f->curves);
  guint changed = 0;

  f->curves.cursor = 8;
  paint (read, &f->curves);
  for (double y = area.top; y < area.top + area.height; y++)
    for (double x = area.left; x < area.left + area.width; x++)
      changed += canvas_pixel (plain, x, y) != canvas_pixel (read, x, y);
  g_assert_cmpuint (changed, >, 400);
  /* The line stays in sight where the box could have covered it. */
  for (int i = 1; i < 8; i++)
    g_assert_cmpuint (count_line (read, &area, f->x[i], f->y[i]), >, 2);
  cairo_destroy (plain);
  cairo_destroy (read);
}

static void
test_pixels_map_back_to_values (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();
  MienPlotArea area = paint (cr, &f->curves);

  for (double x = 0; x <= 10; x += 0.7)
    g_assert_cmpfloat_with_epsilon (mien_plot_area_x_at (&area, mien_plot_area_pixel_x (&area, x)),
                                    x, 1e-9);
  cairo_destroy (cr);
}

static void
test_the_nearest_point_is_found (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienSeries none = {0};

  g_assert_cmpint (mien_series_nearest (&f->series, 3.4), ==, 3);
  g_assert_cmpint (mien_series_nearest (&f->series, 3.6), ==, 4);
  g_assert_cmpint (mien_series_nearest (&f->series, -5), ==, 0);
  g_assert_cmpint (mien_series_nearest (&f->series, 50), ==, N - 1);
  g_assert_cmpint (mien_series_nearest (&none, 1), ==, -1);
}

static void
test_many_long_series_are_painted (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  enum {
    LONG = 20000,
    MANY = 16
  };
  g_autofree double *x = g_new (double, LONG), *y = g_new (double, LONG);
  MienSeries series[MANY];
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);
  cairo_t *cr = canvas_new ();

  for (int i = 0; i < LONG; i++) {
    x[i] = i;
    y[i] = 1.0 + 0.1 * mien_rng_uniform (&rng);
  }
  y[LONG / 2] = 2.0;
  for (int k = 0; k < MANY; k++)
    series[k] = (MienSeries){.name = "loss", .x = x, .y = y, .n = LONG, .colour = 1};
  f->curves.series = series;
  f->curves.n_series = MANY;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.y_high, >, 2.0);
  g_assert_cmpuint (count_line (cr, &area, LONG / 2.0, 1.8), >, 2);
  cairo_destroy (cr);
}

static void
test_the_smallest_figure_does_no_harm (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienFigureStyle style = mien_figure_style_paper ();
  cairo_t *cr = canvas_new ();

  f->curves.legend = TRUE;
  f->curves.cursor = 3;
  for (int size = 0; size < 60; size += 3) {
    mien_curves_paint (cr, size, size, &f->curves, &style, NULL);
    g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  }
  cairo_destroy (cr);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/curves/line", test_a_line_passes_through_its_points);
  ADD ("/curves/gap", test_a_value_that_is_missing_leaves_a_gap);
  ADD ("/curves/zero", test_zero_is_a_line_where_values_lie_on_both_sides);
  ADD ("/curves/one-point", test_one_point_is_a_dot);
  ADD ("/curves/constant", test_a_constant_runs_inside_the_picture);
  ADD ("/curves/no-data", test_no_data_still_has_axes);
  ADD ("/curves/hidden", test_a_hidden_series_is_in_the_legend_alone);
  ADD ("/curves/logarithmic", test_a_logarithmic_axis_leaves_out_zeros);
  ADD ("/curves/cursor", test_the_cursor_reads_values_beside_itself);
  ADD ("/curves/maps-back", test_pixels_map_back_to_values);
  ADD ("/curves/nearest", test_the_nearest_point_is_found);
  ADD ("/curves/many", test_many_long_series_are_painted);
  ADD ("/curves/small", test_the_smallest_figure_does_no_harm);
  return g_test_run ();
}
