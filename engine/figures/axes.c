#include "engine/figures/axes.h"

#include "engine/figures/ticks.h"

#include <math.h>

/* Ticks whose labels have been measured. */
typedef struct {
  MienTicks *ticks;
  GPtrArray *labels;
  double widest;
} Labelled;

static void
labelled_clear (Labelled *self)
{
  mien_ticks_free (self->ticks);
  g_ptr_array_unref (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labelled, labelled_clear)

static double
value_at (const Labelled *self, guint i)
{
  return g_array_index (self->ticks->values, double, i);
}

static Labelled
label_axis (cairo_t *cr, const MienAxis *axis, int wanted, const MienFigureStyle *style)
{
  MienTicks *ticks = mien_ticks_new (axis, wanted);
  Labelled self = {ticks, mien_ticks_label (axis, ticks), 0.0};

  for (guint i = 0; i < self.labels->len; i++)
    self.widest = MAX (self.widest, mien_text_width (cr, style, self.labels->pdata[i]));
  return self;
}

/* Whether labels of @length along the axis stand apart */
static gboolean
stand_apart (const Labelled *self, const MienPlotArea *area, gboolean along_x, double length)
{
  for (guint i = 1; i < self->ticks->values->len; i++) {
    double before = value_at (self, i - 1), here = value_at (self, i);
    double gap = along_x
                     ? mien_plot_area_pixel_x (area, here) - mien_plot_area_pixel_x (area, before)
                     : mien_plot_area_pixel_y (area, before) - mien_plot_area_pixel_y (area, here);

    if (gap < length)
      return FALSE;
  }
  return TRUE;
}

static Labelled
label_y (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  MienAxis axis = {area->y_scale, area->y_low, area->y_high, FALSE};
  int wanted = MAX (2, (int) (area->height / (3.6 * style->font_size)));
  Labelled found = label_axis (cr, &axis, wanted, style);

  while (wanted > 1 && !stand_apart (&found, area, FALSE, 1.35 * style->font_size)) {
    labelled_clear (&found);
    found = label_axis (cr, &axis, --wanted, style);
  }
  return found;
}

static Labelled
label_x (cairo_t *cr, const MienPlotArea *area, gboolean whole, const MienFigureStyle *style)
{
  MienAxis axis = {area->x_scale, area->x_low, area->x_high, whole};
  int wanted = MAX (2, (int) (area->width / (6.5 * style->font_size)));
  Labelled found = label_axis (cr, &axis, wanted, style);

  while (wanted > 1 && !stand_apart (&found, area, TRUE, found.widest + 1.2 * style->font_size)) {
    labelled_clear (&found);
    found = label_axis (cr, &axis, --wanted, style);
  }
  return found;
}

void
mien_axes_lay_out (cairo_t *cr,
                   double width,
                   const MienCurves *curves,
                   const MienFigureStyle *style,
                   MienPlotArea *area)
{
  double size = style->font_size, line = mien_text_height (cr, style);
  g_auto (Labelled) y = label_y (cr, area, style);

  area->left = 1.1 * size + y.widest + (curves->y_label != NULL ? line + 0.4 * size : 0.0);
  area->width = MAX (width - area->left - 1.4 * size, 1.0);
}

static void
stroke_across (cairo_t *cr, const MienPlotArea *area, double y, MienColour colour)
{
  mien_set_colour (cr, colour);
  cairo_move_to (cr, area->left, floor (y) + 0.5);
  cairo_line_to (cr, area->left + area->width, floor (y) + 0.5);
  cairo_stroke (cr);
}

/* Where values go below zero as well, which side they are on is what is looked for. */
static void
paint_zero (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  if (area->y_scale != MIEN_SCALE_LOG && area->y_low < 0.0 && area->y_high > 0.0)
    stroke_across (cr, area, mien_plot_area_pixel_y (area, 0.0),
                   mien_figure_style_fade (style, 0.7).ink);
}

void
mien_axes_paint_y (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style)
{
  g_auto (Labelled) found = label_y (cr, area, style);
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);
  MienColour fainter = style->faint;

  fainter.alpha *= 0.45;
  for (guint i = 0; i < found.ticks->minor->len; i++)
    stroke_across (cr, area,
                   mien_plot_area_pixel_y (area, g_array_index (found.ticks->minor, double, i)),
                   fainter);
  for (guint i = 0; i < found.labels->len; i++) {
    double y = mien_plot_area_pixel_y (area, value_at (&found, i));

    stroke_across (cr, area, y, style->faint);
    mien_draw_text (cr, &weak, found.labels->pdata[i], area->left - 0.5 * style->font_size, y, 1.0,
                    0.5);
  }
  paint_zero (cr, area, style);
}

static void
stroke_tick (cairo_t *cr, double x, double bottom, double length)
{
  cairo_move_to (cr, floor (x) + 0.5, bottom);
  cairo_line_to (cr, floor (x) + 0.5, bottom + length);
  cairo_stroke (cr);
}

void
mien_axes_paint_x (cairo_t *cr,
                   const MienPlotArea *area,
                   gboolean whole,
                   const MienFigureStyle *style)
{
  g_auto (Labelled) found = label_x (cr, area, whole, style);
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);
  double bottom = area->top + area->height, size = style->font_size;

  stroke_across (cr, area, bottom, weak.ink);
  for (guint i = 0; i < found.ticks->minor->len; i++)
    stroke_tick (cr, mien_plot_area_pixel_x (area, g_array_index (found.ticks->minor, double, i)),
                 bottom, 0.2 * size);
  for (guint i = 0; i < found.labels->len; i++) {
    double x = mien_plot_area_pixel_x (area, value_at (&found, i));

    stroke_tick (cr, x, bottom, 0.35 * size);
    mien_draw_text (cr, &weak, found.labels->pdata[i], x, bottom + 0.5 * size, 0.5, 0.0);
  }
}
