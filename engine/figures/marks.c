/* What happened on the way: dotted lines with their texts, and symbols on the axis. */
#include "engine/figures/curves-private.h"

#include <math.h>

static gboolean
is_inside (const MienPlotArea *area, double x)
{
  return x >= area->left && x <= area->left + area->width;
}

static void
stroke_dotted (cairo_t *cr, const MienPlotArea *area, double x)
{
  cairo_save (cr);
  cairo_set_dash (cr, (double[]){1.0, 3.0}, 2, 0.0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, floor (x) + 0.5, area->top);
  cairo_line_to (cr, floor (x) + 0.5, area->top + area->height);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_upright (cairo_t *cr,
              const MienFigureStyle *style,
              const MienPlotArea *area,
              const char *text,
              double x)
{
  cairo_save (cr);
  cairo_translate (cr, x - 2.0, area->top + 2.0);
  cairo_rotate (cr, -G_PI_2);
  mien_draw_text_within (cr, style, text, 0, 0, 1.0, 1.0, area->height * 0.6);
  cairo_restore (cr);
}

void
mien_marks_paint_lines (cairo_t *cr,
                        const MienCurves *curves,
                        const MienPlotArea *area,
                        const MienFigureStyle *style)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.55);
  double last_line = -INFINITY, last_text = area->left;

  weak.font_size *= 0.85;
  for (guint i = 0; i < curves->n_marks; i++) {
    const MienEventMark *mark = &curves->marks[i];
    double x = mien_plot_area_pixel_x (area, mark->x), text_height = mien_text_height (cr, &weak);

    if (!is_inside (area, x))
      continue;
    if (fabs (x - last_line) >= 4.0) {
      mien_set_colour (cr, weak.ink);
      stroke_dotted (cr, area, x);
      last_line = x;
    }
    if (mark->text != NULL && x - text_height >= last_text) {
      draw_upright (cr, &weak, area, mark->text, x);
      last_text = x;
    }
  }
}

/* --- symbols --- */

/* A corner every turn, from the top clockwise; every second is at @inner of the radius. */
static void
trace_corners (cairo_t *cr, double x, double y, double radius, int n, double inner, double turn)
{
  for (int i = 0; i < n; i++) {
    double angle = turn + 2.0 * G_PI * i / n, reach = i % 2 == 0 ? radius : inner * radius;

    cairo_line_to (cr, x + reach * sin (angle), y - reach * cos (angle));
  }
  cairo_close_path (cr);
}

/* Four arms, each with its two outer corners and the one before the next arm */
static void
trace_cross (cairo_t *cr, double x, double y, double radius)
{
  double thin = 0.36 * radius;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, G_PI_4);
  for (int arm = 0; arm < 4; arm++) {
    cairo_line_to (cr, -thin, -radius);
    cairo_line_to (cr, thin, -radius);
    cairo_line_to (cr, thin, -thin);
    cairo_rotate (cr, G_PI_2);
  }
  cairo_close_path (cr);
  cairo_restore (cr);
}

static void
trace_symbol (cairo_t *cr, MienMarkKind kind, double x, double y, double r)
{
  switch (kind) {
  case MIEN_MARK_WEIGHT:
    cairo_rectangle (cr, x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r);
    break;
  case MIEN_MARK_TASK:
    cairo_arc (cr, x, y, r, G_PI_2, 1.5 * G_PI);
    cairo_close_path (cr);
    break;
  case MIEN_MARK_CHECKPOINT:
    cairo_arc (cr, x, y, 0.9 * r, 0.0, 2.0 * G_PI);
    break;
  case MIEN_MARK_LEARNING_RATE:
    trace_corners (cr, x, y - 0.2 * r, 1.15 * r, 3, 1.0, G_PI);
    break;
  case MIEN_MARK_BEST:
    trace_corners (cr, x, y, 1.3 * r, 10, 0.42, 0.0);
    break;
  case MIEN_MARK_DIVERGED:
    trace_cross (cr, x, y, 1.1 * r);
    break;
  case MIEN_MARK_EXTENDED:
    trace_corners (cr, x - 0.2 * r, y, 1.15 * r, 3, 1.0, G_PI_2);
    break;
  case MIEN_MARK_OTHER:
  default:
    cairo_rectangle (cr, x - 0.25 * r, y - r, 0.5 * r, 2.0 * r);
  }
}

static MienColour
symbol_colour (MienMarkKind kind, const MienFigureStyle *style)
{
  if (kind == MIEN_MARK_DIVERGED)
    return mien_palette_colour (1, style->dark);
  if (kind == MIEN_MARK_BEST)
    return mien_palette_colour (2, style->dark);
  return mien_figure_style_fade (style, 0.85).ink;
}

void
mien_marks_paint_symbols (cairo_t *cr,
                          const MienCurves *curves,
                          const MienPlotArea *area,
                          const MienFigureStyle *style)
{
  MienColour edge = style->dark ? (MienColour){0.12, 0.12, 0.12, 1} : (MienColour){1, 1, 1, 1};
  double radius = 0.42 * style->font_size;

  cairo_save (cr);
  cairo_set_line_width (cr, 0.2 * style->font_size);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < curves->n_marks; i++) {
    const MienEventMark *mark = &curves->marks[i];
    double x = mien_plot_area_pixel_x (area, mark->x);

    if (!is_inside (area, x))
      continue;
    cairo_new_path (cr);
    trace_symbol (cr, mark->kind, x, area->top + area->height, radius);
    mien_set_colour (cr, edge);
    cairo_stroke_preserve (cr);
    mien_set_colour (cr, symbol_colour (mark->kind, style));
    cairo_fill (cr);
  }
  cairo_restore (cr);
}
