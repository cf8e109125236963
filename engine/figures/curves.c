#include "engine/figures/curves.h"

#include "engine/figures/axes.h"
#include "engine/figures/curves-private.h"
#include "engine/figures/legend.h"
#include "engine/figures/readout.h"

#include <math.h>

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

/* --- series --- */

/* What may be painted on: a little more than the area, so that lines at its edge are whole */
#define LEFT 2.0
#define RIGHT 3.0
#define TOP 2.0
#define BOTTOM 2.0
/* Columns in a unit where there are no pixels: 288 in an inch of print */
#define FINE 4.0

/* Columns are the pixels where there are any, so that each is filled whole. */
static void
find_columns (MienPlotter *plotter)
{
  const MienPlotArea *area = plotter->area;
  const MienRaster *raster = plotter->raster;

  if (raster != NULL) {
    plotter->step = 1.0 / raster->scale;
    plotter->left = -raster->shift_x / raster->scale;
    plotter->n_columns = (guint) raster->width;
  } else {
    plotter->step = 1.0 / FINE;
    plotter->left = area->left - LEFT;
    plotter->n_columns = (guint) CLAMP ((area->width + LEFT + RIGHT) * FINE, 1.0, 32768.0);
  }
  plotter->edges = g_new (double, plotter->n_columns + 1);
  for (guint i = 0; i <= plotter->n_columns; i++)
    plotter->edges[i] = mien_plot_area_x_at (area, plotter->left + i * plotter->step);
}

static void
paint_under_lines (const MienPlotter *plotter, const MienCurves *curves)
{
  guint n_bars = 0, place = 0;

  for (guint i = 0; i < curves->n_series; i++)
    n_bars += curves->series[i].kind == MIEN_SERIES_BARS && !curves->series[i].hidden;
  for (guint i = 0; i < curves->n_series; i++)
    if (curves->series[i].kind == MIEN_SERIES_BARS && !curves->series[i].hidden)
      mien_series_paint_bars (plotter, &curves->series[i], place++, n_bars);
  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      mien_series_paint_band (plotter, &curves->series[i]);
}

static gboolean
has_line (const MienSeries *series)
{
  return !series->hidden && series->kind != MIEN_SERIES_BARS;
}

/* More pixels of lines than this take longer than a frame may. */
#define MOST_LINE 250e3

/* Faint ones lie under the others, and dense ones, which are as areas, under lines. */
static void
paint_lines (MienPlotter *plotter, const MienCurves *curves)
{
  double estimate = 0.0;

  g_autoptr (GPtrArray) stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < curves->n_series; i++) {
    MienCurve curve = mien_series_curve (&curves->series[i], plotter->area->y_scale);

    g_ptr_array_add (stretches, mien_thin_cut (&curve, plotter->edges, plotter->n_columns));
    if (has_line (&curves->series[i]))
      estimate += mien_series_estimate (plotter, &curves->series[i], stretches->pdata[i]);
  }
  plotter->in_columns = plotter->raster != NULL && estimate > MOST_LINE;
  for (int layer = 0; layer < 4; layer++)
    for (guint i = 0; i < curves->n_series; i++) {
      const MienSeries *series = &curves->series[i];

      if (!has_line (series) || series->faint == (layer >= 2))
        continue;
      if (layer % 2 == 0)
        mien_series_paint_dense (plotter, series, stretches->pdata[i]);
      else
        mien_series_paint_sparse (plotter, series, stretches->pdata[i]);
    }
}

static void
paint_all_series (cairo_t *cr,
                  const MienCurves *curves,
                  const MienPlotArea *area,
                  const MienFigureStyle *style)
{
  double x = area->left - LEFT, y = area->top - TOP, width = area->width + LEFT + RIGHT,
         height = area->height + TOP + BOTTOM;
  MienPlotter plotter = {.cr = cr,
                         .style = style,
                         .area = area,
                         .x = mien_plot_area_map_x (area),
                         .y = mien_plot_area_map_y (area),
                         .raster = mien_raster_new (cr, x, y, width, height)};

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  find_columns (&plotter);
  paint_under_lines (&plotter, curves);
  if (plotter.raster != NULL)
    mien_raster_begin (plotter.raster);
  paint_lines (&plotter, curves);
  if (plotter.raster != NULL)
    mien_raster_finish (plotter.raster);
  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      mien_series_paint_missing (&plotter, &curves->series[i]);
  mien_curves_paint_beyond (&plotter, curves);
  g_free (plotter.edges);
  cairo_restore (cr);
}

/* --- the whole --- */

static char *
say_left_out (guint n)
{
  return g_strdup_printf (
      n == 1 ? "%u value not above 0 is left out" : "%u values not above 0 are left out", n);
}

static void
paint_left_out (cairo_t *cr,
                double height,
                const MienCurves *curves,
                const MienPlotArea *area,
                const MienFigureStyle *style)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);
  double taken = curves->x_label != NULL ? mien_text_width (cr, style, curves->x_label) : 0.0;
  double y = curves->x_label != NULL ? height - 0.3 * style->font_size
                                     : area->top + area->height - 0.3 * style->font_size;
  g_autofree char *text = NULL;

  if (area->n_left_out == 0)
    return;
  text = curves->say_left_out != NULL ? curves->say_left_out (area->n_left_out)
                                      : say_left_out (area->n_left_out);
  weak.font_size *= 0.85;
  mien_draw_text_within (cr, &weak, text, area->left + area->width, y, 1.0, 1.0,
                         (area->width - taken) / 2.0 - style->font_size);
}

/* Whether x counts something, such as epochs: what is looked at of it is whole. */
static gboolean
counts (const MienCurves *curves)
{
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    for (guint k = 0; k < series->n; k += 1 + series->n / 16)
      if (series->x[k] != rint (series->x[k]))
        return FALSE;
  }
  return TRUE;
}

/* Ranges, legend and axes: where everything will be */
static GArray *
lay_out (cairo_t *cr,
         double width,
         double height,
         const MienCurves *curves,
         const MienFigureStyle *style,
         MienPlotArea *area)
{
  double size = style->font_size, line = mien_text_height (cr, style), top;
  GArray *entries = lay_out_top (cr, width, height, curves, style, &top);

  mien_curves_choose_x_range (curves, area);
  mien_curves_choose_y_range (curves, area);
  area->n_left_out = mien_curves_count_left_out (curves, area);
  area->top = top + 0.8 * size;
  area->height = height - area->top - 0.5 * size - line * (curves->x_label != NULL ? 2.35 : 1.1);
  area->height = MAX (area->height, 1.0);
  mien_axes_lay_out (cr, width, curves, style, area);
  return entries;
}

void
mien_curves_paint (cairo_t *cr,
                   double width,
                   double height,
                   const MienCurves *curves,
                   const MienFigureStyle *style,
                   MienPlotArea *area)
{
  MienPlotArea own = {.x_scale = curves->x_scale, .y_scale = curves->y_scale};
  g_autoptr (GArray) entries = lay_out (cr, width, height, curves, style, &own);

  cairo_save (cr);
  cairo_set_line_width (cr, 1.0);
  mien_paint_paper (cr, width, height, style);
  mien_axes_paint_y (cr, &own, style);
  mien_marks_paint_lines (cr, curves, &own, style);
  paint_all_series (cr, curves, &own, style);
  mien_axes_paint_x (cr, &own, counts (curves), style);
  mien_marks_paint_symbols (cr, curves, &own, style);
  paint_words (cr, height, curves, &own, style);
  paint_left_out (cr, height, curves, &own, style);
  mien_legend_paint (cr, curves, style, entries);
  if (isfinite (curves->cursor))
    mien_readout_paint (cr, curves, style, &own);
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
