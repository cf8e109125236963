/* What is painted of a series beside its line: band, bars, and what has no place. */
#include "engine/figures/curves-private.h"

#include "engine/figures/legend.h"

#include <math.h>

/* --- bands --- */

typedef struct {
  double x, top, bottom;
} Slice;

/* On a logarithmic axis, a band that goes below 0 goes out of the picture. */
static double
find_bottom (const MienPlotter *plotter, double low)
{
  const MienPlotArea *area = plotter->area;

  if (plotter->y.scale == MIEN_SCALE_LOG && low <= 0.0)
    return area->top + 2.0 * area->height;
  return mien_axis_map (&plotter->y, low);
}

/* The band of the points @from … @to - 1, whichever of them have one */
static Slice
slice_points (const MienPlotter *plotter, const MienSeries *series, guint from, guint to)
{
  Slice slice = {mien_axis_map (&plotter->x, series->x[from]), NAN, NAN};
  double low = INFINITY, high = -INFINITY;

  for (guint i = from; i < to; i++)
    if (isfinite (series->low[i]) && isfinite (series->high[i])) {
      low = MIN (low, series->low[i]);
      high = MAX (high, series->high[i]);
    }
  if (low <= high) {
    slice.top = mien_axis_map (&plotter->y, high);
    slice.bottom = find_bottom (plotter, low);
  }
  return slice;
}

/* A slice a point, or one for many where there are many more than pixels */
static GArray *
cut_band (const MienPlotter *plotter, const MienSeries *series)
{
  GArray *slices = g_array_new (FALSE, FALSE, sizeof (Slice));
  guint from, to, step;

  mien_series_visible (series, plotter->area->x_low, plotter->area->x_high, &from, &to);
  from = from > 0 ? from - 1 : 0;
  to = MIN (to + 1, series->n);
  step = 1 + (to - from) / (2 * plotter->n_columns);
  from = from / step * step; /* the same points however the picture is moved */
  for (guint i = from; i < to; i += step) {
    Slice slice = slice_points (plotter, series, i, MIN (i + step, series->n));

    g_array_append_val (slices, slice);
  }
  return slices;
}

/* One point alone has an error bar. */
static void
paint_error_bar (const MienPlotter *plotter, const MienLineStyle *line, const Slice *slice)
{
  cairo_t *cr = plotter->cr;
  double cap = 1.4 * line->dot, x = slice->x;
  const double parts[][4] = {{x, slice->top, x, slice->bottom},
                             {x - cap, slice->top, x + cap, slice->top},
                             {x - cap, slice->bottom, x + cap, slice->bottom}};

  mien_set_colour (cr, line->colour);
  cairo_set_line_width (cr, 0.7 * line->width);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    cairo_move_to (cr, parts[i][0], parts[i][1]);
    cairo_line_to (cr, parts[i][2], parts[i][3]);
  }
  cairo_stroke (cr);
}

static void
paint_slices (const MienPlotter *plotter, const MienLineStyle *line, const Slice *slices, guint n)
{
  cairo_t *cr = plotter->cr;
  MienColour pale = line->colour;

  if (n == 1)
    paint_error_bar (plotter, line, slices);
  if (n < 2)
    return;
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, slices[i].x, slices[i].top);
  for (guint i = n; i > 0; i--)
    cairo_line_to (cr, slices[i - 1].x, slices[i - 1].bottom);
  cairo_close_path (cr);
  pale.alpha *= 0.2;
  mien_set_colour (cr, pale);
  cairo_fill (cr);
}

void
mien_series_paint_band (const MienPlotter *plotter, const MienSeries *series)
{
  MienLineStyle line = mien_series_line_style (series, plotter->style);
  g_autoptr (GArray) slices = NULL;
  guint from = 0;

  if (series->low == NULL || series->high == NULL || series->n == 0)
    return;
  slices = cut_band (plotter, series);
  for (guint i = 0; i <= slices->len; i++) {
    const Slice *all = (const Slice *) (void *) slices->data;

    if (i < slices->len && isfinite (all[i].top) && isfinite (all[i].bottom) && isfinite (all[i].x))
      continue;
    paint_slices (plotter, &line, all + from, i - from);
    from = i + 1;
  }
}

/* --- bars --- */

/* How far apart the bars of @series stand, in user units; its own width where there is one alone */
static double
find_pitch (const MienPlotter *plotter, const MienSeries *series)
{
  if (series->n < 2)
    return 0.2 * plotter->area->width;

  double first = mien_axis_map (&plotter->x, series->x[0]);
  double last = mien_axis_map (&plotter->x, series->x[series->n - 1]);

  return isfinite (first) ? (last - first) / (series->n - 1) : 1.0;
}

static double
find_base (const MienPlotter *plotter)
{
  const MienPlotArea *area = plotter->area;
  double zero = mien_axis_map (&plotter->y, 0.0);

  return isfinite (zero) ? CLAMP (zero, area->top, area->top + area->height)
                         : area->top + area->height;
}

static void
append_bar (cairo_t *cr, double x, double width, double base, double y)
{
  if (isfinite (y) && isfinite (x))
    cairo_rectangle (cr, x, MIN (base, y), width, fabs (y - base));
}

/* Where bars are thinner than a pixel, each column shows the longest ones. */
static void
append_columns (const MienPlotter *plotter, const MienSeries *series, double base)
{
  MienCurve curve = mien_series_curve (series, plotter->area->y_scale);
  guint from = mien_thin_search (series->x, 0, series->n, plotter->edges[0]);

  for (guint i = 0; i < plotter->n_columns; i++) {
    guint to = mien_thin_search (series->x, from, series->n, plotter->edges[i + 1]);
    double x = plotter->left + i * plotter->step, low, high;

    if (mien_thin_find (&curve, from, to, &low, &high)) {
      append_bar (plotter->cr, x, plotter->step, base, mien_axis_map (&plotter->y, high));
      append_bar (plotter->cr, x, plotter->step, base, mien_axis_map (&plotter->y, low));
    }
    from = to;
  }
}

void
mien_series_paint_bars (const MienPlotter *plotter,
                        const MienSeries *series,
                        guint place,
                        guint n_places)
{
  MienLineStyle line = mien_series_line_style (series, plotter->style);
  double pitch = find_pitch (plotter, series), base = find_base (plotter);
  double width = 0.8 * pitch / n_places;
  guint from, to;

  if (series->n == 0)
    return;
  mien_set_colour (plotter->cr, line.colour);
  mien_series_visible (series, plotter->area->x_low, plotter->area->x_high, &from, &to);
  if (pitch < 1.5)
    append_columns (plotter, series, base);
  for (guint i = from > 0 ? from - 1 : 0; pitch >= 1.5 && i < MIN (to + 1, series->n); i++)
    append_bar (plotter->cr,
                mien_axis_map (&plotter->x, series->x[i]) - 0.4 * pitch + place * width, width,
                base, mien_axis_map (&plotter->y, series->y[i]));
  cairo_fill (plotter->cr);
}

/* --- what has no place --- */

static void
fill_triangle (cairo_t *cr, double x, double y, double size, double up)
{
  cairo_move_to (cr, x - size, y + up * size);
  cairo_line_to (cr, x + size, y + up * size);
  cairo_line_to (cr, x, y - up * size);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
mien_series_paint_missing (const MienPlotter *plotter, const MienSeries *series)
{
  const MienPlotArea *area = plotter->area;
  MienLineStyle line = mien_series_line_style (series, plotter->style);
  MienCurve curve = mien_series_curve (series, area->y_scale);
  double size = 0.4 * plotter->style->font_size, last = -INFINITY;
  guint from, to;

  mien_series_visible (series, area->x_low, area->x_high, &from, &to);
  mien_set_colour (plotter->cr, line.colour);
  for (guint i = mien_thin_next_missing (&curve, from); i < to;
       i = mien_thin_next_missing (&curve, i)) {
    double x = mien_axis_map (&plotter->x, series->x[i]);

    if (x - last >= 2.4 * size) {
      fill_triangle (plotter->cr, x, area->top + area->height - size, size, 1.0);
      last = x;
    }
    /* On past what would overlap this one */
    i = mien_thin_search (series->x, i + 1, series->n,
                          mien_plot_area_x_at (area, last + 2.4 * size));
  }
}

static void
stroke_chevron (cairo_t *cr, double x, double y, double size, double up)
{
  cairo_move_to (cr, x - size, y + up * 0.5 * size);
  cairo_line_to (cr, x, y - up * 0.5 * size);
  cairo_line_to (cr, x + size, y + up * 0.5 * size);
  cairo_stroke (cr);
}

static void
paint_series_beyond (const MienPlotter *plotter, const MienSeries *series, guint n_cells)
{
  const MienPlotArea *area = plotter->area;
  MienCurve curve = mien_series_curve (series, area->y_scale);
  double size = 0.35 * plotter->style->font_size, width = area->width / n_cells;
  guint from, to, end;

  mien_series_visible (series, area->x_low, area->x_high, &from, &end);
  for (guint i = 0; i < n_cells; i++) {
    double right = area->left + (i + 1) * width, low, high;

    to = i + 1 < n_cells
             ? mien_thin_search (series->x, from, end, mien_plot_area_x_at (area, right))
             : end;
    if (mien_thin_find (&curve, from, to, &low, &high)) {
      if (high > area->y_high)
        stroke_chevron (plotter->cr, right - 0.5 * width, area->top + size, size, 1.0);
      if (low < area->y_low)
        stroke_chevron (plotter->cr, right - 0.5 * width, area->top + area->height - size, size,
                        -1.0);
    }
    from = to;
  }
}

void
mien_curves_paint_beyond (const MienPlotter *plotter, const MienCurves *curves)
{
  guint n_cells = (guint) CLAMP (plotter->area->width / (1.2 * plotter->style->font_size), 1, 1000);

  cairo_save (plotter->cr);
  cairo_set_line_cap (plotter->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < curves->n_series && curves->robust; i++) {
    MienLineStyle line = mien_series_line_style (&curves->series[i], plotter->style);

    mien_set_colour (plotter->cr, line.colour);
    cairo_set_line_width (plotter->cr, 0.13 * plotter->style->font_size);
    if (!curves->series[i].hidden)
      paint_series_beyond (plotter, &curves->series[i], n_cells);
  }
  cairo_restore (plotter->cr);
}
