#include "engine/figures/curves.h"

#include "engine/figures/legend.h"
#include "engine/figures/readout.h"
#include "engine/figures/thin.h"
#include "engine/figures/ticks.h"

#include <math.h>

/* Places on the vertical axis: the value, or its logarithm */
static double
to_scale (gboolean log_y, double y)
{
  return log_y ? (y > 0.0 ? log10 (y) : (double) NAN) : y;
}

double
mien_plot_area_x_at (const MienPlotArea *area, double pixel)
{
  return area->x_low + (pixel - area->left) / area->width * (area->x_high - area->x_low);
}

double
mien_plot_area_pixel_x (const MienPlotArea *area, double x)
{
  return area->left + (x - area->x_low) / (area->x_high - area->x_low) * area->width;
}

double
mien_plot_area_pixel_y (const MienPlotArea *area, double y)
{
  double low = to_scale (area->log_y, area->y_low);
  double high = to_scale (area->log_y, area->y_high);

  return area->top + area->height * (high - to_scale (area->log_y, y)) / (high - low);
}

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
choose_x_range (const MienCurves *curves, MienPlotArea *area)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    if (series->n == 0)
      continue;
    low = MIN (low, series->x[0]);
    high = MAX (high, series->x[series->n - 1]);
  }
  if (!(low <= high)) {
    low = 0.0;
    high = 1.0;
  }
  if (high - low < 1e-12 * MAX (1.0, fabs (high))) {
    low -= 0.5;
    high += 0.5;
  }
  area->x_low = isfinite (curves->x_low) ? curves->x_low : low;
  area->x_high = isfinite (curves->x_high) ? curves->x_high : high;
  if (!(area->x_high > area->x_low))
    area->x_high = area->x_low + 1.0;
}

static void
widen (double *low, double *high, double value, gboolean log_y)
{
  if (!isfinite (value) || (log_y && value <= 0.0))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

/* Room above and below; a constant gets a range that shows it in the middle. */
static void
pad_range (double *low, double *high, gboolean log_y)
{
  if (log_y) {
    double fold = MAX (pow (*high / *low, 0.05), *high > *low ? 1.0 : 2.0);

    *low /= fold;
    *high *= fold;
    return;
  }

  double room = (*high - *low) * 0.05;
  double floor_room = MAX (fabs (*high) * 0.05, 1e-9);
  gboolean above_zero = *low >= 0.0;

  if (*high - *low < 1e-9 * MAX (fabs (*high), 1e-3))
    room = *high == 0.0 ? 0.5 : floor_room;
  *low -= room;
  *high += room;
  if (above_zero && *low < 0.0)
    *low = 0.0;
}

static void
choose_y_range (const MienCurves *curves, GArray *const *lines, MienPlotArea *area)
{
  double low = INFINITY, high = -INFINITY;

  for (guint k = 0; k < curves->n_series; k++) {
    const MienSeries *series = &curves->series[k];

    if (series->hidden)
      continue;
    for (guint i = 0; i < lines[k]->len; i++)
      widen (&low, &high, g_array_index (lines[k], MienPoint, i).y, curves->log_y);
    for (guint i = 0; series->low != NULL && series->high != NULL && i < series->n; i++) {
      widen (&low, &high, series->low[i], curves->log_y);
      widen (&low, &high, series->high[i], curves->log_y);
    }
  }
  if (!(low <= high)) {
    low = curves->log_y ? 0.1 : 0.0;
    high = 1.0;
  } else {
    pad_range (&low, &high, curves->log_y);
  }
  area->y_low =
      isfinite (curves->y_low) && (!curves->log_y || curves->y_low > 0) ? curves->y_low : low;
  area->y_high = isfinite (curves->y_high) ? curves->y_high : high;
  if (!(area->y_high > area->y_low))
    area->y_high = curves->log_y ? area->y_low * 10.0 : area->y_low + 1.0;
}

typedef struct {
  GArray *values;
  double step;
} Ticks;

static Ticks
choose_y_ticks (const MienPlotArea *area, const MienFigureStyle *style)
{
  int wanted = MAX (2, (int) (area->height / (3.6 * style->font_size)));

  if (area->log_y) {
    GArray *ticks = mien_ticks_choose_log (area->y_low, area->y_high, wanted);

    if (ticks->len >= 2)
      return (Ticks){ticks, 0.0};
    g_array_unref (ticks);
  }
  return (Ticks){mien_ticks_choose (area->y_low, area->y_high, wanted),
                 mien_tick_step (area->y_low, area->y_high, wanted)};
}

static char *
label_of (const Ticks *ticks, guint i)
{
  double value = g_array_index (ticks->values, double, i);

  return mien_tick_label (value, ticks->step > 0.0 ? ticks->step : pow (10, floor (log10 (value))));
}

static double
widest_label (cairo_t *cr, const Ticks *ticks, const MienFigureStyle *style)
{
  double widest = 0.0;

  for (guint i = 0; i < ticks->values->len; i++) {
    g_autofree char *label = label_of (ticks, i);

    widest = MAX (widest, mien_text_width (cr, style, label));
  }
  return widest;
}

static double
title_height (cairo_t *cr, const MienCurves *curves, const MienFigureStyle *style)
{
  return curves->title != NULL ? mien_text_height (cr, style) * 1.35 : 0.0;
}

/* Title and legend; gives the plot what they leave. */
static GArray *
lay_out_top (cairo_t *cr,
             double width,
             double height,
             const MienCurves *curves,
             const MienFigureStyle *style,
             double *bottom)
{
  double pad = 0.6 * style->font_size;
  double top = pad + title_height (cr, curves, style);
  double row = mien_text_height (cr, style) * 1.15;
  guint max_rows = (guint) MAX (1.0, height * 0.25 / row);

  return mien_legend_lay_out (cr, curves, style, pad, width - pad, top,
                              curves->legend ? max_rows : 0, bottom);
}

static void
lay_out_plot (cairo_t *cr,
              double width,
              double height,
              const MienCurves *curves,
              const MienFigureStyle *style,
              double top,
              MienPlotArea *area)
{
  double size = style->font_size;
  double line = mien_text_height (cr, style);

  area->top = top + 0.8 * size;
  area->height = height - area->top - 0.5 * size - line * (curves->x_label != NULL ? 2.35 : 1.1);
  area->height = MAX (area->height, 1.0);

  Ticks ticks = choose_y_ticks (area, style);

  area->left = 1.1 * size + widest_label (cr, &ticks, style) +
               (curves->y_label != NULL ? line + 0.4 * size : 0.0);
  area->width = MAX (width - area->left - 1.4 * size, 1.0);
  g_array_unref (ticks.values);
}

static void
paint_y_axis (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  Ticks ticks = choose_y_ticks (area, style);
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);

  for (guint i = 0; i < ticks.values->len; i++) {
    double y = mien_plot_area_pixel_y (area, g_array_index (ticks.values, double, i));
    g_autofree char *label = label_of (&ticks, i);

    mien_set_colour (cr, style->faint);
    cairo_move_to (cr, area->left, floor (y) + 0.5);
    cairo_line_to (cr, area->left + area->width, floor (y) + 0.5);
    cairo_stroke (cr);
    mien_draw_text (cr, &weak, label, area->left - 0.5 * style->font_size, y, 1.0, 0.5);
  }
  g_array_unref (ticks.values);
}

/* Fewer ticks until the labels, as wide as they are, stand apart. */
static int
count_x_ticks (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  int wanted = MAX (2, (int) (area->width / (5.0 * style->font_size)));

  for (; wanted > 2; wanted--) {
    Ticks ticks = {mien_ticks_choose (area->x_low, area->x_high, wanted),
                   mien_tick_step (area->x_low, area->x_high, wanted)};
    double needed = (widest_label (cr, &ticks, style) + 1.2 * style->font_size) * ticks.values->len;

    g_array_unref (ticks.values);
    if (needed < area->width)
      break;
  }
  return wanted;
}

static void
paint_x_axis (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  int wanted = count_x_ticks (cr, area, style);
  Ticks ticks = {mien_ticks_choose (area->x_low, area->x_high, wanted),
                 mien_tick_step (area->x_low, area->x_high, wanted)};
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);
  double bottom = area->top + area->height;

  mien_set_colour (cr, weak.ink);
  cairo_move_to (cr, area->left, floor (bottom) + 0.5);
  cairo_line_to (cr, area->left + area->width, floor (bottom) + 0.5);
  cairo_stroke (cr);
  for (guint i = 0; i < ticks.values->len; i++) {
    double x = mien_plot_area_pixel_x (area, g_array_index (ticks.values, double, i));
    g_autofree char *label = label_of (&ticks, i);

    mien_set_colour (cr, weak.ink);
    cairo_move_to (cr, floor (x) + 0.5, bottom);
    cairo_line_to (cr, floor (x) + 0.5, bottom + 0.35 * style->font_size);
    cairo_stroke (cr);
    mien_draw_text (cr, &weak, label, x, bottom + 0.5 * style->font_size, 0.5, 0.0);
  }
  g_array_unref (ticks.values);
}

static void
paint_words (cairo_t *cr,
             double height,
             const MienCurves *curves,
             const MienPlotArea *area,
             const MienFigureStyle *style)
{
  MienFigureStyle strong = *style;
  double pad = 0.6 * style->font_size;

  strong.bold = TRUE;
  if (curves->title != NULL)
    mien_draw_text_within (cr, &strong, curves->title, pad, pad * 0.8, 0, 0,
                           area->left + area->width - pad);
  if (curves->x_label != NULL)
    mien_draw_text_within (cr, style, curves->x_label, area->left + area->width / 2.0,
                           height - 0.3 * style->font_size, 0.5, 1.0, area->width);
  if (curves->y_label == NULL)
    return;
  cairo_save (cr);
  cairo_translate (cr, 0.4 * style->font_size, area->top + area->height / 2.0);
  cairo_rotate (cr, -G_PI_2);
  mien_draw_text_within (cr, style, curves->y_label, 0, 0, 0.5, 0, area->height);
  cairo_restore (cr);
}

static void
paint_marks (cairo_t *cr,
             const MienCurves *curves,
             const MienPlotArea *area,
             const MienFigureStyle *style)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.55);

  weak.font_size *= 0.85;
  for (guint i = 0; i < curves->n_marks; i++) {
    double x = mien_plot_area_pixel_x (area, curves->marks[i].x);

    if (!isfinite (x) || x < area->left || x > area->left + area->width)
      continue;
    cairo_save (cr);
    mien_set_colour (cr, weak.ink);
    cairo_set_dash (cr, (double[]){1.0, 3.0}, 2, 0.0);
    cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
    cairo_move_to (cr, floor (x) + 0.5, area->top);
    cairo_line_to (cr, floor (x) + 0.5, area->top + area->height);
    cairo_stroke (cr);
    cairo_translate (cr, x - 2.0, area->top + 2.0);
    cairo_rotate (cr, -G_PI_2);
    mien_draw_text_within (cr, &weak, curves->marks[i].text, 0, 0, 1.0, 1.0, area->height * 0.6);
    cairo_restore (cr);
  }
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

static void
paint_series (cairo_t *cr,
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

static void
paint_all_series (cairo_t *cr,
                  const MienCurves *curves,
                  GArray *const *lines,
                  const MienPlotArea *area,
                  const MienFigureStyle *style)
{
  cairo_save (cr);
  cairo_rectangle (cr, area->left, area->top - 2.0, area->width + 3.0, area->height + 4.0);
  cairo_clip (cr);
  for (int strong = 0; strong <= 1; strong++)
    for (guint i = 0; i < curves->n_series; i++)
      if (curves->series[i].faint != strong)
        paint_series (cr, &curves->series[i], lines[i], area, style);
  cairo_restore (cr);
}

void
mien_curves_paint (cairo_t *cr,
                   double width,
                   double height,
                   const MienCurves *curves,
                   const MienFigureStyle *style,
                   MienPlotArea *area)
{
  MienPlotArea own = {.log_y = curves->log_y};
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  double top;

  cairo_save (cr);
  cairo_set_line_width (cr, 1.0);
  mien_paint_paper (cr, width, height, style);
  choose_x_range (curves, &own);
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    g_ptr_array_add (lines, mien_thin (series->x, series->y, series->n, own.x_low, own.x_high,
                                       (guint) CLAMP (width, 16.0, 8192.0)));
  }
  choose_y_range (curves, (GArray *const *) lines->pdata, &own);

  g_autoptr (GArray) entries = lay_out_top (cr, width, height, curves, style, &top);

  lay_out_plot (cr, width, height, curves, style, top, &own);
  paint_y_axis (cr, &own, style);
  paint_marks (cr, curves, &own, style);
  paint_all_series (cr, curves, (GArray *const *) lines->pdata, &own, style);
  paint_x_axis (cr, &own, style);
  paint_words (cr, height, curves, &own, style);
  mien_legend_paint (cr, curves, style, entries);
  if (isfinite (curves->cursor))
    mien_readout_paint (cr, curves, style, &own, (GArray *const *) lines->pdata, lines->len);
  cairo_restore (cr);
  if (area != NULL)
    *area = own;
}

int
mien_curves_find_legend (double width,
                         double height,
                         const MienCurves *curves,
                         const MienFigureStyle *style,
                         double x,
                         double y)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double bottom;
  g_autoptr (GArray) entries = lay_out_top (cr, width, height, curves, style, &bottom);
  int found = -1;

  for (guint i = 0; i < entries->len && found < 0; i++) {
    const MienLegendEntry *entry = &g_array_index (entries, MienLegendEntry, i);

    if (x >= entry->x && x < entry->x + entry->width && y >= entry->y &&
        y < entry->y + entry->height)
      found = (int) entry->series;
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}
