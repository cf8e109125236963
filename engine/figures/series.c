/* One line of a figure with its band. */
#include "engine/figures/curves-private.h"

#include "engine/figures/legend.h"
#include "engine/figures/thin.h"

#include <math.h>

int
mien_series_nearest (const MienSeries *series, double x)
{
  guint from = 0, to = series->n;

  if (series->n == 0 || !isfinite (x))
    return -1;
  while (from < to) {
    guint middle = from + (to - from) / 2;

    if (series->x[middle] < x)
      from = middle + 1;
    else
      to = middle;
  }
  if (from == series->n || (from > 0 && x - series->x[from - 1] <= series->x[from] - x))
    from--;
  return (int) from;
}

static void
paint_band (cairo_t *cr,
            const MienSeries *series,
            const MienPlotArea *area,
            const MienFigureStyle *style)
{
  MienColour colour = mien_palette_colour (series->colour, style->dark);
  guint start = 0;

  colour.alpha = 0.18;
  mien_set_colour (cr, colour);
  for (guint i = 0; i <= series->n; i++) {
    double low = i < series->n ? mien_plot_area_pixel_y (area, series->low[i]) : (double) NAN;
    double high = i < series->n ? mien_plot_area_pixel_y (area, series->high[i]) : (double) NAN;

    if (isfinite (low) && isfinite (high)) {
      cairo_line_to (cr, mien_plot_area_pixel_x (area, series->x[i]), high);
      continue;
    }
    for (guint k = i; k > start; k--)
      cairo_line_to (cr, mien_plot_area_pixel_x (area, series->x[k - 1]),
                     mien_plot_area_pixel_y (area, series->low[k - 1]));
    cairo_fill (cr);
    start = i + 1;
  }
}

/* Stroking costs more than in proportion to the length of a path, so long lines go in pieces. */
#define PIECE 128

static void
paint_line (cairo_t *cr, const GArray *line, const MienPlotArea *area, double dot)
{
  guint run = 0;
  double last_x = 0.0, last_y = 0.0;

  for (guint i = 0; i <= line->len; i++) {
    const MienPoint *point = i < line->len ? &g_array_index (line, MienPoint, i) : NULL;
    double x = point != NULL ? mien_plot_area_pixel_x (area, point->x) : (double) NAN;
    double y = point != NULL ? mien_plot_area_pixel_y (area, point->y) : (double) NAN;

    if (isfinite (y)) {
      cairo_line_to (cr, x, y);
      if (++run % PIECE == 0) {
        cairo_stroke (cr);
        cairo_move_to (cr, x, y);
      }
    } else if (run == 1) {
      cairo_new_path (cr);
      cairo_arc (cr, last_x, last_y, dot, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
      run = 0;
    } else {
      cairo_stroke (cr);
      run = 0;
    }
    last_x = x;
    last_y = y;
  }
}

typedef struct {
  double x, top, bottom;
} Extent;

static void
fill_extents (cairo_t *cr, const GArray *extents, double half)
{
  for (guint i = 0; i < extents->len; i++) {
    const Extent *extent = &g_array_index (extents, Extent, i);

    cairo_line_to (cr, extent->x, extent->top - half);
  }
  for (guint i = extents->len; i > 0; i--) {
    const Extent *extent = &g_array_index (extents, Extent, i - 1);

    cairo_line_to (cr, extent->x, extent->bottom + half);
  }
  cairo_fill (cr);
}

/* A line that goes up and down in every column covers the same pixels as the area between its
 * heights there, which Cairo fills many times faster than it strokes the line. */
static void
fill_line (cairo_t *cr, const GArray *line, const MienPlotArea *area, double half)
{
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  double last = (double) NAN;

  for (guint i = 0; i < line->len; i++) {
    const MienPoint *point = &g_array_index (line, MienPoint, i);
    double x = floor (mien_plot_area_pixel_x (area, point->x)) + 0.5;
    double y = mien_plot_area_pixel_y (area, point->y);
    Extent *before = extents->len > 0 ? &g_array_index (extents, Extent, extents->len - 1) : NULL;

    if (!isfinite (y)) {
      fill_extents (cr, extents, half);
      g_array_set_size (extents, 0);
    } else if (before != NULL && before->x == x) {
      before->top = MIN (before->top, y);
      before->bottom = MAX (before->bottom, y);
    } else {
      /* It starts where the column before ended, so that steep lines stay whole. */
      Extent extent = {x, before != NULL ? MIN (y, last) : y, before != NULL ? MAX (y, last) : y};

      g_array_append_val (extents, extent);
    }
    last = y;
  }
  fill_extents (cr, extents, half);
}

void
mien_series_paint (cairo_t *cr,
                   const MienSeries *series,
                   const GArray *line,
                   const MienPlotArea *area,
                   const MienFigureStyle *style)
{
  if (series->hidden)
    return;
  cairo_save (cr);
  if (series->low != NULL && series->high != NULL)
    paint_band (cr, series, area, style);
  mien_series_set_line (cr, series, style);
  if (line->len > 2.0 * area->width)
    fill_line (cr, line, area, 0.5 * cairo_get_line_width (cr));
  else
    paint_line (cr, line, area, 0.28 * style->font_size);
  cairo_restore (cr);
}
