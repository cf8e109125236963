#include "engine/figures/curves.h"

#include "engine/figures/curves-private.h"
#include "engine/figures/legend.h"
#include "engine/figures/readout.h"
#include "engine/figures/thin.h"
#include "engine/figures/ticks.h"

#include <math.h>

typedef struct {
  GArray *values;
  double step;
} Ticks;

static Ticks
choose_y_ticks (const MienPlotArea *area, const MienFigureStyle *style)
{
  int wanted = MAX (2, (int) (area->height / (3.6 * style->font_size)));

  if (area->y_scale == MIEN_SCALE_LOG) {
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

/* Where values go below zero as well, which side they are on is what is looked for. */
static void
paint_zero (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  double y = mien_plot_area_pixel_y (area, 0.0);

  if (area->y_scale == MIEN_SCALE_LOG || !(area->y_low < 0.0) || !(area->y_high > 0.0))
    return;
  mien_set_colour (cr, mien_figure_style_fade (style, 0.7).ink);
  cairo_move_to (cr, area->left, floor (y) + 0.5);
  cairo_line_to (cr, area->left + area->width, floor (y) + 0.5);
  cairo_stroke (cr);
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
        mien_series_paint (cr, &curves->series[i], lines[i], area, style);
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
  MienPlotArea own = {.x_scale = curves->x_scale, .y_scale = curves->y_scale};
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  double top;

  cairo_save (cr);
  cairo_set_line_width (cr, 1.0);
  mien_paint_paper (cr, width, height, style);
  mien_curves_choose_x_range (curves, &own);
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    g_ptr_array_add (lines, mien_thin (series->x, series->y, series->n, own.x_low, own.x_high,
                                       (guint) CLAMP (width, 16.0, 8192.0)));
  }
  mien_curves_choose_y_range (curves, (GArray *const *) lines->pdata, &own);

  g_autoptr (GArray) entries = lay_out_top (cr, width, height, curves, style, &top);

  lay_out_plot (cr, width, height, curves, style, top, &own);
  paint_y_axis (cr, &own, style);
  paint_zero (cr, &own, style);
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
