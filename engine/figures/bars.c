#include "engine/figures/bars.h"

#include "engine/figures/ticks.h"

#include <math.h>

static double
share_name_width (cairo_t *cr, double width, const MienBars *bars, const MienFigureStyle *style)
{
  double widest = 0.0;

  for (guint i = 0; i < bars->n; i++)
    widest = MAX (widest, mien_text_width (cr, style, bars->names[i]));
  return MIN (widest, width * 0.4);
}

static char *
number_of (const MienBars *bars, guint i)
{
  double value = bars->values[i];

  return value == rint (value) && fabs (value) < 1e9 ? g_strdup_printf ("%.0f", value)
                                                     : mien_value_label (value);
}

static double
widest_number (cairo_t *cr, const MienBars *bars, const MienFigureStyle *style, double *largest)
{
  double widest = 0.0;

  *largest = 0.0;
  for (guint i = 0; i < bars->n; i++) {
    g_autofree char *number = number_of (bars, i);

    widest = MAX (widest, mien_text_width (cr, style, number));
    if (isfinite (bars->values[i]))
      *largest = MAX (*largest, bars->values[i]);
  }
  return widest;
}

void
mien_bars_paint (cairo_t *cr,
                 double width,
                 double height,
                 const MienBars *bars,
                 const MienFigureStyle *style)
{
  double gap = 0.8 * style->font_size;
  double largest;

  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);

  double name_width = share_name_width (cr, width, bars, style);
  double number_width = widest_number (cr, bars, style, &largest);
  double left = gap * 0.5 + name_width + gap;
  double room = MAX (width - left - number_width - 1.5 * gap, 1.0);
  double row = bars->n > 0 ? height / bars->n : height;
  double thick = MIN (row * 0.62, 1.5 * style->font_size);

  for (guint i = 0; i < bars->n; i++) {
    gboolean weak = bars->selected < bars->n && bars->selected != i;
    MienFigureStyle text = mien_figure_style_fade (style, weak ? 0.55 : 1.0);
    MienColour colour = mien_palette_colour (0, style->dark);
    double y = (i + 0.5) * row;
    double value = isfinite (bars->values[i]) ? MAX (bars->values[i], 0.0) : 0.0;
    double length = largest > 0.0 ? room * value / largest : 0.0;
    g_autofree char *number = number_of (bars, i);

    mien_draw_text_within (cr, &text, bars->names[i], left - gap, y, 1.0, 0.5, name_width + 1.0);
    colour.alpha = weak ? 0.35 : 1.0;
    mien_set_colour (cr, colour);
    mien_rounded_rectangle (cr, left, y - thick / 2.0, MAX (length, value > 0.0 ? 1.5 : 0.0), thick,
                            0.3 * style->font_size);
    cairo_fill (cr);
    mien_draw_text (cr, &text, number, left + length + 0.5 * gap, y, 0.0, 0.5);
  }
  cairo_restore (cr);
}

void
mien_bars_paint_standing (cairo_t *cr,
                          double width,
                          double height,
                          const MienBars *bars,
                          const MienFigureStyle *style)
{
  double step = bars->n > 0 ? width / bars->n : width;
  double gap = step > 4.0 ? MIN (step * 0.2, 4.0) : 0.0;
  double largest = 0.0;

  for (guint i = 0; i < bars->n; i++)
    largest = MAX (largest, bars->values[i]);
  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  mien_set_colour (cr, style->faint);
  cairo_rectangle (cr, 0.0, height - 1.0, width, 1.0);
  cairo_fill (cr);
  for (guint i = 0; i < bars->n; i++) {
    gboolean weak = bars->selected < bars->n && bars->selected != i;
    MienColour colour = mien_palette_colour (0, style->dark);
    double high = largest > 0.0 ? (height - 1.0) * MAX (bars->values[i], 0.0) / largest : 0.0;

    colour.alpha = weak ? 0.35 : 1.0;
    mien_set_colour (cr, colour);
    high = MAX (high, bars->values[i] > 0.0 ? 1.5 : 0.0);
    cairo_rectangle (cr, i * step + gap / 2.0, height - high, step - gap, high);
    cairo_fill (cr);
  }
  cairo_restore (cr);
}

int
mien_bars_find (double extent, guint n, double place)
{
  if (n == 0 || !(place >= 0.0) || place >= extent)
    return -1;
  return (int) MIN ((guint) (place / extent * n), n - 1);
}

double
mien_bars_height (guint n, const MienFigureStyle *style)
{
  return MAX (n, 1) * 2.0 * style->font_size;
}
