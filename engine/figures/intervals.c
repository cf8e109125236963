#include "engine/figures/intervals.h"

#include "engine/figures/ticks.h"

#include <math.h>

typedef struct {
  double left, top, width, row_height;
  double low, high;
  double numbers; /* width of the column of numbers at the right; 0 for none */
} Layout;

static double
pixel (const Layout *layout, double value)
{
  return layout->left + (value - layout->low) / (layout->high - layout->low) * layout->width;
}

static void
widen (Layout *layout, double value)
{
  if (!isfinite (value))
    return;
  layout->low = MIN (layout->low, value);
  layout->high = MAX (layout->high, value);
}

static void
choose_range (const MienIntervals *intervals, Layout *layout)
{
  layout->low = INFINITY;
  layout->high = -INFINITY;
  if (intervals->zero)
    widen (layout, 0.0);
  for (guint i = 0; i < intervals->n_rows; i++) {
    const MienIntervalRow *row = &intervals->rows[i];

    widen (layout, row->mean);
    widen (layout, row->low);
    widen (layout, row->high);
    for (guint k = 0; row->values != NULL && k < row->n; k++)
      widen (layout, row->values[k]);
  }
  if (!(layout->low <= layout->high)) {
    layout->low = 0.0;
    layout->high = 1.0;
  }

  double room = MAX ((layout->high - layout->low) * 0.06, 1e-3 * fabs (layout->high) + 1e-6);

  layout->low -= room;
  layout->high += room;
}

/* With a sign before differences, to a hundredth of what the axis spans */
static char *
describe_row (const MienIntervals *intervals, const MienIntervalRow *row, const Layout *layout)
{
  double step = mien_tick_step (layout->low, layout->high, 100);
  g_autofree char *mean = mien_tick_label (row->mean, step);
  const char *sign = intervals->zero && row->mean > 0.0 ? "+" : "";

  if (!isfinite (row->low) || !isfinite (row->high))
    return g_strconcat (sign, mean, NULL);

  g_autofree char *low = mien_tick_label (row->low, step);
  g_autofree char *high = mien_tick_label (row->high, step);

  return g_strdup_printf ("%s%s  [%s, %s]", sign, mean, low, high);
}

static Layout
lay_out (cairo_t *cr,
         double width,
         double height,
         const MienIntervals *intervals,
         const MienFigureStyle *style)
{
  Layout layout = {0};
  double size = style->font_size;
  double line = mien_text_height (cr, style);
  double names = 0.0;

  choose_range (intervals, &layout);
  for (guint i = 0; i < intervals->n_rows; i++) {
    g_autofree char *text = describe_row (intervals, &intervals->rows[i], &layout);

    names = MAX (names, mien_text_width (cr, style, intervals->rows[i].name));
    layout.numbers = MAX (layout.numbers, mien_text_width (cr, style, text));
  }
  if (layout.numbers + names > width * 0.6)
    layout.numbers = 0.0;
  layout.left = MIN (names, width * 0.35) + 1.6 * size;
  layout.top = 0.6 * size + (intervals->title != NULL ? line * 1.5 : 0.0);
  layout.width =
      width - layout.left - 1.2 * size - (layout.numbers > 0.0 ? layout.numbers + size : 0.0);
  layout.width = MAX (layout.width, 1.0);

  double bottom = line * (intervals->x_label != NULL ? 2.6 : 1.5) + 0.3 * size;

  layout.row_height = MAX (height - layout.top - bottom, 1.0) / MAX (intervals->n_rows, 1);
  layout.row_height = MIN (layout.row_height, 7.0 * size);
  return layout;
}

static void
paint_axis (cairo_t *cr,
            const MienIntervals *intervals,
            const MienFigureStyle *style,
            const Layout *layout)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);
  int wanted = MAX (2, (int) (layout->width / (6.0 * style->font_size)));
  double bottom = layout->top + layout->row_height * MAX (intervals->n_rows, 1);
  MienAxis axis = {MIEN_SCALE_LINEAR, layout->low, layout->high, FALSE};
  g_autoptr (MienTicks) ticks = mien_ticks_new (&axis, wanted);

  for (guint i = 0; i < ticks->values->len; i++) {
    double value = g_array_index (ticks->values, double, i);
    double x = floor (pixel (layout, value)) + 0.5;
    g_autofree char *label = mien_tick_label (value, ticks->step);

    mien_set_colour (cr, style->faint);
    cairo_move_to (cr, x, layout->top);
    cairo_line_to (cr, x, bottom);
    cairo_stroke (cr);
    mien_draw_text (cr, &weak, label, x, bottom + 0.3 * style->font_size, 0.5, 0.0);
  }
  if (intervals->zero) {
    mien_set_colour (cr, weak.ink);
    cairo_move_to (cr, floor (pixel (layout, 0.0)) + 0.5, layout->top);
    cairo_line_to (cr, floor (pixel (layout, 0.0)) + 0.5, bottom);
    cairo_stroke (cr);
  }
  if (intervals->x_label != NULL)
    mien_draw_text_within (cr, style, intervals->x_label, layout->left + layout->width / 2.0,
                           bottom + 0.3 * style->font_size + 1.15 * mien_text_height (cr, style),
                           0.5, 0.0, layout->width + layout->left);
}

/* Spread over the height by number, so that equal values stay countable and the picture the same.
 */
static void
paint_values (cairo_t *cr,
              const MienIntervalRow *row,
              const MienFigureStyle *style,
              const Layout *layout,
              double y,
              MienColour colour)
{
  double spread = MIN (layout->row_height * 0.5, 2.4 * style->font_size);

  colour.alpha = 0.4;
  mien_set_colour (cr, colour);
  for (guint k = 0; row->values != NULL && k < row->n; k++) {
    double turn = fmod ((k + 1) * 0.6180339887, 1.0) - 0.5;

    if (!isfinite (row->values[k]))
      continue;
    cairo_arc (cr, pixel (layout, row->values[k]), y + turn * spread, 0.22 * style->font_size, 0,
               2.0 * G_PI);
    cairo_fill (cr);
  }
}

static void
paint_interval (cairo_t *cr,
                const MienIntervalRow *row,
                const MienFigureStyle *style,
                const Layout *layout,
                double y,
                MienColour colour)
{
  double cap = 0.45 * style->font_size;

  mien_set_colour (cr, colour);
  cairo_set_line_width (cr, 0.2 * style->font_size);
  if (isfinite (row->low) && isfinite (row->high)) {
    double ends[] = {pixel (layout, row->low), pixel (layout, row->high)};

    cairo_move_to (cr, ends[0], y);
    cairo_line_to (cr, ends[1], y);
    for (int i = 0; i < 2; i++) {
      cairo_move_to (cr, ends[i], y - cap);
      cairo_line_to (cr, ends[i], y + cap);
    }
    cairo_stroke (cr);
  }
  if (!isfinite (row->mean))
    return;
  cairo_arc (cr, pixel (layout, row->mean), y, 0.48 * style->font_size, 0.0, 2.0 * G_PI);
  cairo_fill_preserve (cr);
  mien_set_colour (cr, style->dark ? (MienColour){0.12, 0.12, 0.12, 1} : (MienColour){1, 1, 1, 1});
  cairo_set_line_width (cr, 0.13 * style->font_size);
  cairo_stroke (cr);
}

static void
paint_row (cairo_t *cr,
           const MienIntervals *intervals,
           guint i,
           const MienFigureStyle *style,
           const Layout *layout)
{
  const MienIntervalRow *row = &intervals->rows[i];
  /* Differences that the interval does not part from 0 are not shown as a finding. */
  gboolean open = intervals->zero && !(row->low > 0.0) && !(row->high < 0.0);
  MienColour colour = mien_palette_colour (open                                 ? 6
                                           : row->mean < 0.0 && intervals->zero ? 1
                                                                                : 0,
                                           style->dark);
  double y = layout->top + (i + 0.5) * layout->row_height;

  mien_draw_text_within (cr, style, row->name, layout->left - style->font_size, y, 1.0, 0.5,
                         layout->left - 1.4 * style->font_size);
  paint_values (cr, row, style, layout, y, colour);
  paint_interval (cr, row, style, layout, y, colour);
  if (layout->numbers > 0.0) {
    g_autofree char *text = describe_row (intervals, row, layout);

    mien_draw_text (cr, style, text, layout->left + layout->width + style->font_size, y, 0.0, 0.5);
  }
}

void
mien_intervals_paint (cairo_t *cr,
                      double width,
                      double height,
                      const MienIntervals *intervals,
                      const MienFigureStyle *style)
{
  MienFigureStyle strong = *style;

  strong.bold = TRUE;
  cairo_save (cr);
  cairo_set_line_width (cr, 1.0);
  mien_paint_paper (cr, width, height, style);

  Layout layout = lay_out (cr, width, height, intervals, style);

  if (intervals->title != NULL)
    mien_draw_text_within (cr, &strong, intervals->title, 0.6 * style->font_size,
                           0.5 * style->font_size, 0, 0, width - style->font_size);
  paint_axis (cr, intervals, style, &layout);
  for (guint i = 0; i < intervals->n_rows; i++)
    paint_row (cr, intervals, i, style, &layout);
  cairo_restore (cr);
}
