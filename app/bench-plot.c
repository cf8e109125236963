/* bench plot: how fast curves are painted, off the screen: the first time, moved and zoomed, with
 * only the cursor moved, and how fast a point is appended. */
#include "app/bench.h"
#include "engine/core/rng.h"
#include "engine/figures/curves.h"
#include "engine/figures/readout.h"

#include <math.h>

#define HEIGHT 500
#define FIRST_POINTS 1000000
#define MIN_FRAMES 20

typedef struct {
  guint n_points, n_series;
  double *x, **y; /* [n_points], [n_series][n_points] */
  MienPyramid **pyramids;
  MienSeries *series;
  cairo_surface_t *surface;
  int width;
} Figure;

/* A noisy loss that falls, each series somewhat differently */
static void
draw_values (double *y, guint n, guint series)
{
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, series, 0);

  for (guint i = 0; i < n; i++)
    y[i] = 0.3 + 0.02 * series + 2.0 * exp (-6.0 * i / n) + 0.15 * mien_rng_normal (&rng);
}

static void
figure_init (Figure *self, guint n_series, guint n_points, int width)
{
  *self = (Figure){.n_points = n_points, .n_series = n_series, .width = width};
  self->x = g_new (double, n_points);
  self->y = g_new (double *, n_series);
  self->pyramids = g_new (MienPyramid *, n_series);
  self->series = g_new0 (MienSeries, n_series);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, HEIGHT);
  for (guint i = 0; i < n_points; i++)
    self->x[i] = i;
  for (guint k = 0; k < n_series; k++) {
    self->y[k] = g_new (double, n_points);
    self->pyramids[k] = mien_pyramid_new ();
    draw_values (self->y[k], n_points, k);
    self->series[k] = (MienSeries){.name = "loss",
                                   .x = self->x,
                                   .y = self->y[k],
                                   .n = n_points,
                                   .colour = k,
                                   .pyramid = self->pyramids[k]};
  }
}

static void
figure_clear (Figure *self)
{
  for (guint k = 0; k < self->n_series; k++) {
    g_free (self->y[k]);
    mien_pyramid_free (self->pyramids[k]);
  }
  g_free (self->x);
  g_free (self->y);
  g_free (self->pyramids);
  g_free (self->series);
  cairo_surface_destroy (self->surface);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figure, figure_clear)

static void
build_pyramids (Figure *self)
{
  for (guint k = 0; k < self->n_series; k++)
    mien_pyramid_update (self->pyramids[k], self->y[k], self->n_points);
}

static MienCurves
describe (const Figure *self)
{
  return (MienCurves){.x_label = "step",
                      .y_label = "loss",
                      .series = self->series,
                      .n_series = self->n_series,
                      .legend = TRUE,
                      .x_low = NAN,
                      .x_high = NAN,
                      .y_low = NAN,
                      .y_high = NAN,
                      .cursor = NAN};
}

static MienPlotArea
paint (const Figure *self, const MienCurves *curves)
{
  MienFigureStyle style = mien_figure_style_paper ();
  cairo_t *cr = cairo_create (self->surface);
  MienPlotArea area;

  mien_curves_paint (cr, self->width, HEIGHT, curves, &style, &area);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
  return area;
}

static double
milliseconds (gint64 since)
{
  return (g_get_monotonic_time () - since) / 1e3;
}

/* The pyramid's building, and painting what was never painted before */
static void
measure_first (int width, JsonObject *result)
{
  g_auto (Figure) figure = {0};
  double built, painted;
  gint64 start;

  figure_init (&figure, 1, FIRST_POINTS, width);
  start = g_get_monotonic_time ();
  build_pyramids (&figure);
  built = milliseconds (start);

  MienCurves curves = describe (&figure);

  paint (&figure, &curves);
  painted = milliseconds (start);
  json_object_set_int_member (result, "first_points", FIRST_POINTS);
  json_object_set_double_member (result, "first_pyramid_ms", built);
  json_object_set_double_member (result, "first_ms", painted);
}

static void
tell (JsonObject *result, const char *name, GArray *times)
{
  const struct {
    const char *what;
    double share;
  } parts[] = {{"best", 0.0}, {"median", 0.5}, {"p99", 0.99}};

  mien_bench_rates (times); /* sorts them */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *key = g_strdup_printf ("%s_ms_%s", name, parts[i].what);
    guint place = (guint) ceil (parts[i].share * (times->len - 1));

    json_object_set_double_member (result, key, g_array_index (times, double, place));
  }
}

/* Through all widths from the whole to a thousandth of it, and from one end to the other */
static void
look_elsewhere (MienCurves *curves, const Figure *figure, guint frame)
{
  double width = figure->n_points * pow (10.0, -3.0 * (0.5 - 0.5 * cos (0.13 * frame)));
  double start = (figure->n_points - width) * (0.5 - 0.5 * cos (0.07 * frame));

  curves->x_low = start;
  curves->x_high = start + width;
}

static void
measure_frames (const Figure *figure, double seconds, JsonObject *result)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  MienCurves curves = describe (figure);
  gint64 begin = g_get_monotonic_time ();

  paint (figure, &curves);
  for (guint frame = 0; frame < MIN_FRAMES || milliseconds (begin) < 1e3 * seconds; frame++) {
    gint64 start = g_get_monotonic_time ();

    look_elsewhere (&curves, figure, frame);
    paint (figure, &curves);

    double taken = milliseconds (start);

    g_array_append_val (times, taken);
  }
  json_object_set_int_member (result, "frames", times->len);
  tell (result, "frame", times);
}

/* Only the hair and the values at it, on a layer of their own */
static void
measure_cursor (const Figure *figure, double seconds, JsonObject *result)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  MienFigureStyle style = mien_figure_style_paper ();
  MienCurves curves = describe (figure);
  MienPlotArea area = paint (figure, &curves);
  cairo_t *cr = cairo_create (figure->surface);
  gint64 begin = g_get_monotonic_time ();

  for (guint frame = 0; frame < MIN_FRAMES || milliseconds (begin) < 1e3 * seconds; frame++) {
    gint64 start = g_get_monotonic_time ();

    curves.cursor = figure->n_points * (0.5 - 0.5 * cos (0.05 * frame));
    mien_readout_paint (cr, &curves, &style, &area);

    double taken = milliseconds (start);

    g_array_append_val (times, taken);
  }
  cairo_destroy (cr);
  tell (result, "cursor", times);
}

/* One by one, as they come in; the second half costs as much as the first. */
static void
measure_append (JsonObject *result)
{
  const char *const names[] = {"append_ns_first_half", "append_ns_second_half"};
  g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (MienPyramid) pyramid = mien_pyramid_new ();

  for (int half = 0; half < 2; half++) {
    gint64 start = g_get_monotonic_time ();

    for (guint i = 0; i < FIRST_POINTS / 2; i++) {
      double value = sin (i);

      g_array_append_val (y, value);
      mien_pyramid_update (pyramid, (const double *) (void *) y->data, y->len);
    }
    json_object_set_double_member (result, names[half],
                                   milliseconds (start) * 1e6 / (FIRST_POINTS / 2));
  }
}

gboolean
mien_bench_plot (const MienBenchOptions *options, JsonObject *result)
{
  g_auto (Figure) figure = {0};

  json_object_set_string_member (result, "work", "plot");
  json_object_set_int_member (result, "series", options->series);
  json_object_set_int_member (result, "points", options->points);
  json_object_set_int_member (result, "width", options->width);
  json_object_set_int_member (result, "height", HEIGHT);
  measure_first (options->width, result);
  figure_init (&figure, (guint) options->series, (guint) options->points, options->width);
  build_pyramids (&figure);
  measure_frames (&figure, 0.8 * options->seconds, result);
  measure_cursor (&figure, 0.2 * options->seconds, result);
  measure_append (result);
  mien_bench_add_machine (result);
  return TRUE;
}
