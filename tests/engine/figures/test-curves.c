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

  for (int k = 0; k < 9; k++) {
    f->curves.x_scale = k % 3;
    f->curves.y_scale = k / 3;

    MienPlotArea area = paint (cr, &f->curves);

    for (double v = 0.1; v <= 10; v += 0.7) {
      g_assert_cmpfloat_with_epsilon (
          mien_plot_area_x_at (&area, mien_plot_area_pixel_x (&area, v)), v, 1e-9);
      g_assert_cmpfloat_with_epsilon (
          mien_plot_area_y_at (&area, mien_plot_area_pixel_y (&area, v)), v, 1e-9);
    }
  }
  cairo_destroy (cr);
}

static void
test_steps_hold_their_value (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->series.kind = MIEN_SERIES_STEPS;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 4.7, 0.4), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 5.0, 0.45), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 4.5, 0.45), ==, 0);
  cairo_destroy (cr);
}

static void
test_bars_stand_on_zero (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->series.kind = MIEN_SERIES_BARS;
  f->y[3] = -0.5;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 8, 0.1), >, 20);
  g_assert_cmpuint (count_line (cr, &area, 8, 0.7), >, 20);
  g_assert_cmpuint (count_line (cr, &area, 8, -0.2), ==, 0);
  g_assert_cmpuint (count_line (cr, &area, 3, -0.3), >, 20);
  g_assert_cmpuint (count_line (cr, &area, 3, 0.2), ==, 0);
  cairo_destroy (cr);
}

static void
test_points_are_not_joined (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->series.kind = MIEN_SERIES_POINTS;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 5, 0.5), >, 8);
  g_assert_cmpuint (count_line (cr, &area, 5.5, 0.55), ==, 0);
  cairo_destroy (cr);
}

static void
test_a_point_with_a_band_has_an_error_bar (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double low = 0.5, high = 1.5;
  cairo_t *cr = canvas_new ();

  f->series.n = 1;
  f->y[0] = 1.0;
  f->series.low = &low;
  f->series.high = &high;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpuint (count_line (cr, &area, 0, 1.45), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 0, 0.55), >, 2);
  cairo_destroy (cr);
}

static void
test_what_is_not_finite_is_marked_at_the_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->y[8] = NAN;

  MienPlotArea area = paint (cr, &f->curves);
  double x = mien_plot_area_pixel_x (&area, 8), bottom = area.top + area.height;

  g_assert_cmpuint (
      canvas_count (cr, x - 4, bottom - 9, x + 5, bottom, mien_palette_colour (1, FALSE)), >, 10);
  cairo_destroy (cr);
}

static void
test_what_a_logarithm_leaves_out_is_counted (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->y[4] = -1.0;
  f->y[5] = NAN;
  g_assert_cmpuint (paint (cr, &f->curves).n_left_out, ==, 0);
  f->curves.y_scale = MIEN_SCALE_LOG;
  g_assert_cmpuint (paint (cr, &f->curves).n_left_out, ==, 2); /* with the 0 that it begins at */
  f->curves.x_low = 4.5;
  g_assert_cmpuint (paint (cr, &f->curves).n_left_out, ==, 0);
  cairo_destroy (cr);
}

static void
test_one_value_far_out_does_not_flatten_a_robust_curve (Fixture *f,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  cairo_t *cr = canvas_new ();

  f->y[5] = 1e6;
  g_assert_cmpfloat (paint (cr, &f->curves).y_high, >, 1e6);
  f->curves.robust = TRUE;

  MienPlotArea area = paint (cr, &f->curves);

  g_assert_cmpfloat (area.y_high, <, 1.2);
  g_assert_cmpuint (count_line (cr, &area, 8.5, 0.85), >, 2);
  cairo_destroy (cr);
}

static void
test_every_kind_of_mark_has_a_symbol_of_its_own (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  guint ink[MIEN_MARK_EXTENDED + 1];

  for (MienMarkKind kind = MIEN_MARK_OTHER; kind <= MIEN_MARK_EXTENDED; kind++) {
    cairo_t *cr = canvas_new ();
    MienEventMark mark = {.x = 5, .kind = kind};

    f->curves.marks = &mark;
    f->curves.n_marks = 1;

    MienPlotArea area = paint (cr, &f->curves);
    double x = mien_plot_area_pixel_x (&area, 5), y = area.top + area.height;

    ink[kind] = 0;
    for (int down = -6; down < 7; down++)
      for (int right = -6; right < 7; right++)
        ink[kind] += canvas_ink (cr, x + right, y + down) * (guint) (20 + right);
    for (int before = 0; before < (int) kind; before++)
      g_assert_cmpuint (ink[before], !=, ink[kind]);
    cairo_destroy (cr);
  }
}

/* Painted by Cairo where @turned, else into the image's memory */
static cairo_t *
paint_by (const MienCurves *curves, gboolean turned)
{
  cairo_t *cr = canvas_new ();

  if (turned)
    cairo_transform (cr, &(cairo_matrix_t){1, 0, 1e-12, 1, 0, 0});
  paint (cr, curves);
  return cr;
}

static guint
count_all (cairo_t *cr)
{
  return canvas_count (cr, 0, 0, CANVAS_WIDTH, CANVAS_HEIGHT, mien_palette_colour (1, FALSE));
}

/* How many of the series' pixels in one picture have none of them near in the other */
static guint
count_strays (cairo_t *cr, cairo_t *other)
{
  MienColour colour = mien_palette_colour (1, FALSE);
  guint n = 0;

  for (int y = 2; y < CANVAS_HEIGHT - 2; y++)
    for (int x = 2; x < CANVAS_WIDTH - 2; x++)
      if (canvas_count (cr, x, y, x + 1, y + 1, colour) > 0 &&
          canvas_count (other, x - 1, y - 1, x + 2, y + 2, colour) == 0)
        n++;
  return n;
}

/* What is written into the image's memory looks as what Cairo strokes, and lies where it does. */
static void
assert_fast_is_as_slow (const MienCurves *curves, gboolean dashed)
{
  cairo_t *fast = paint_by (curves, FALSE), *slow = paint_by (curves, TRUE);
  guint n = count_all (slow);

  g_assert_cmpuint (n, >, 300);
  g_assert_cmpuint (count_all (fast), >, n * 3 / 4);
  g_assert_cmpuint (count_all (fast), <, n * 4 / 3);
  if (!dashed) /* between round ends, a gap may be a pixel longer */
    g_assert_cmpuint (count_strays (fast, slow) + count_strays (slow, fast), ==, 0);
  else
    g_assert_cmpuint (count_strays (fast, slow) + count_strays (slow, fast), <, n / 20);
  cairo_destroy (fast);
  cairo_destroy (slow);
}

static void
test_fast_lines_are_as_cairos (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int dashed = 0; dashed < 2; dashed++) {
    f->series.dashed = dashed;
    assert_fast_is_as_slow (&f->curves, dashed);
  }
}

#define DENSE 20000

/* A line that rises with the logarithm of x, with one peak and a long stretch of nothing */
static void
make_dense (Fixture *f, double *x, double *y)
{
  for (int i = 0; i < DENSE; i++) {
    x[i] = i + 1;
    y[i] = 0.1 * log10 (x[i]);
  }
  y[DENSE / 2] = 1.0;
  for (int i = 1000; i < 3000; i++)
    y[i] = i % 2 == 0 ? (double) NAN : (double) INFINITY;
  f->series.x = x;
  f->series.y = y;
  f->series.n = DENSE;
  f->curves.x_scale = MIEN_SCALE_LOG;
}

static void
test_a_dense_line_on_a_logarithmic_axis_lies_where_it_should (Fixture *f,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autofree double *x = g_new (double, DENSE), *y = g_new (double, DENSE);
  g_autoptr (MienPyramid) pyramid = mien_pyramid_new ();
  cairo_t *cr = canvas_new ();
  MienPlotArea area;

  make_dense (f, x, y);
  mien_pyramid_update (pyramid, y, DENSE);
  f->series.pyramid = pyramid;
  area = paint (cr, &f->curves);
  g_assert_cmpuint (count_line (cr, &area, 10.0, 0.1), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 800.0, 0.1 * log10 (800.0)), >, 2);
  g_assert_cmpuint (count_line (cr, &area, 1800.0, 0.1 * log10 (1800.0)), ==, 0);
  g_assert_cmpuint (count_line (cr, &area, 6000.0, 0.1 * log10 (6000.0)), >, 2);
  g_assert_cmpuint (count_line (cr, &area, DENSE / 2.0 + 1.0, 0.8), >, 2); /* up to the peak */
  g_assert_cmpuint (count_line (cr, &area, 1800.0, area.y_low), >, 2);     /* marked there */

  cairo_t *slow = paint_by (&f->curves, TRUE);

  g_assert_cmpuint (count_strays (slow, cr), ==, 0); /* whose own edges are paler */
  cairo_destroy (slow);
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
  ADD ("/curves/steps", test_steps_hold_their_value);
  ADD ("/curves/bars", test_bars_stand_on_zero);
  ADD ("/curves/points", test_points_are_not_joined);
  ADD ("/curves/error-bar", test_a_point_with_a_band_has_an_error_bar);
  ADD ("/curves/missing", test_what_is_not_finite_is_marked_at_the_axis);
  ADD ("/curves/left-out", test_what_a_logarithm_leaves_out_is_counted);
  ADD ("/curves/robust", test_one_value_far_out_does_not_flatten_a_robust_curve);
  ADD ("/curves/marks", test_every_kind_of_mark_has_a_symbol_of_its_own);
  ADD ("/curves/fast", test_fast_lines_are_as_cairos);
  ADD ("/curves/dense-logarithmic", test_a_dense_line_on_a_logarithmic_axis_lies_where_it_should);
  ADD ("/curves/maps-back", test_pixels_map_back_to_values);
  ADD ("/curves/nearest", test_the_nearest_point_is_found);
  ADD ("/curves/many", test_many_long_series_are_painted);
  ADD ("/curves/small", test_the_smallest_figure_does_no_harm);
  return g_test_run ();
}
