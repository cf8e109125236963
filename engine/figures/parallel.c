#include "engine/figures/parallel.h"

#include "engine/figures/ticks.h"

#include <math.h>

/* The places that an axis spans, on its scale. */
static void
find_range (const MienParallelAxis *axis, guint n_lines, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < n_lines; i++) {
    double place = mien_scale_place (axis->scale, axis->values[i]);

    if (isfinite (place)) {
      *low = MIN (*low, place);
      *high = MAX (*high, place);
    }
  }
  if (axis->words != NULL) {
    *low = 0.0;
    *high = (double) axis->n_words - 1.0;
  }
  if (!(*low <= *high))
    *low = *high = 0.0;
  if (*high - *low < 1e-9 * MAX (fabs (*high), 1e-9)) {
    *low -= 0.5;
    *high += 0.5;
  }
}

double
mien_parallel_axis_x (const MienParallel *parallel, const MienParallelArea *area, guint axis)
{
  return parallel->n_axes > 1 ? area->left + area->width * axis / (parallel->n_axes - 1.0)
                              : area->left + area->width / 2.0;
}

double
mien_parallel_pixel_y (const MienParallel *parallel,
                       const MienParallelArea *area,
                       guint axis,
                       double value)
{
  double place = mien_scale_place (parallel->axes[axis].scale, value);

  return area->top +
         area->height * (area->high[axis] - place) / (area->high[axis] - area->low[axis]);
}

double
mien_parallel_value_at (const MienParallel *parallel,
                        const MienParallelArea *area,
                        guint axis,
                        double y)
{
  double span = area->high[axis] - area->low[axis];

  return mien_scale_value (parallel->axes[axis].scale,
                           area->high[axis] - (y - area->top) / area->height * span);
}

gboolean
mien_parallel_is_chosen (const MienParallel *parallel, guint line)
{
  for (guint a = 0; a < parallel->n_axes; a++) {
    const MienParallelAxis *axis = &parallel->axes[a];
    double value = axis->values[line];

    if (isfinite (axis->from) && isfinite (axis->to) &&
        !(value >= MIN (axis->from, axis->to) && value <= MAX (axis->from, axis->to)))
      return FALSE;
  }
  return TRUE;
}

/* How far (@x, @y) is from the stretch between two points */
static double
distance (double x, double y, double x1, double y1, double x2, double y2)
{
  double along = (x - x1) * (x2 - x1) + (y - y1) * (y2 - y1);
  double length = (x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1);
  double share = CLAMP (along / length, 0.0, 1.0);

  return hypot (x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
}

int
mien_parallel_find_line (const MienParallel *parallel,
                         const MienParallelArea *area,
                         double x,
                         double y,
                         double reach)
{
  int found = -1;

  for (guint line = 0; line < parallel->n_lines; line++)
    for (guint a = 0; mien_parallel_is_chosen (parallel, line) && a + 1 < parallel->n_axes; a++) {
      double off = distance (
          x, y, mien_parallel_axis_x (parallel, area, a),
          mien_parallel_pixel_y (parallel, area, a, parallel->axes[a].values[line]),
          mien_parallel_axis_x (parallel, area, a + 1),
          mien_parallel_pixel_y (parallel, area, a + 1, parallel->axes[a + 1].values[line]));

      if (off < reach) {
        reach = off;
        found = (int) line;
      }
    }
  return found;
}

int
mien_parallel_find_axis (const MienParallel *parallel,
                         const MienParallelArea *area,
                         double x,
                         double reach)
{
  for (guint a = 0; a < parallel->n_axes; a++)
    if (fabs (x - mien_parallel_axis_x (parallel, area, a)) <= reach)
      return (int) a;
  return -1;
}

static void
trace_line (cairo_t *cr, const MienParallel *parallel, const MienParallelArea *area, guint line)
{
  cairo_new_path (cr);
  for (guint a = 0; a < parallel->n_axes; a++) {
    double y = mien_parallel_pixel_y (parallel, area, a, parallel->axes[a].values[line]);

    if (isfinite (y))
      cairo_line_to (cr, mien_parallel_axis_x (parallel, area, a), y);
    else
      cairo_new_sub_path (cr);
  }
  cairo_stroke (cr);
}

/* Without the ends of the colour map that the background swallows */
static MienColour
colour_of (const MienParallel *parallel,
           const MienParallelArea *area,
           guint line,
           const MienFigureStyle *style)
{
  guint a = parallel->coloured_by;
  double place = mien_scale_place (parallel->axes[a].scale, parallel->axes[a].values[line]);
  double share = isfinite (place) ? (place - area->low[a]) / (area->high[a] - area->low[a]) : 0.0;

  return mien_viridis (style->dark ? 0.25 + 0.75 * share : 0.9 * share);
}

static void
paint_lines (cairo_t *cr,
             const MienParallel *parallel,
             const MienParallelArea *area,
             const MienFigureStyle *style,
             gboolean chosen)
{
  MienColour left_out = mien_figure_style_fade (style, 0.12).ink;

  cairo_set_line_width (cr, chosen ? 1.6 : 1.0);
  for (guint line = 0; line < parallel->n_lines; line++)
    if (mien_parallel_is_chosen (parallel, line) == chosen &&
        (int) line != parallel->focused_line) {
      mien_set_colour (cr, chosen ? colour_of (parallel, area, line, style) : left_out);
      trace_line (cr, parallel, area, line);
    }
}

static void
paint_focused (cairo_t *cr,
               const MienParallel *parallel,
               const MienParallelArea *area,
               const MienFigureStyle *style)
{
  if (parallel->focused_line < 0)
    return;
  cairo_set_line_width (cr, 5.0);
  mien_set_colour (cr, style->ink);
  trace_line (cr, parallel, area, (guint) parallel->focused_line);
  cairo_set_line_width (cr, 2.6);
  mien_set_colour (cr, colour_of (parallel, area, (guint) parallel->focused_line, style));
  trace_line (cr, parallel, area, (guint) parallel->focused_line);
}

/* Words, or round numbers that fit the axis's height. */
static GArray *
choose_ticks (const MienParallelAxis *axis, const MienParallelArea *area, guint a, double size)
{
  int wanted = MAX (2, (int) (area->height / (4.0 * size)));

  if (axis->words != NULL) {
    GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));

    for (guint i = 0; i < axis->n_words; i++) {
      double value = i;

      g_array_append_val (ticks, value);
    }
    return ticks;
  }
  if (axis->scale == MIEN_SCALE_LOG)
    return mien_ticks_choose_log (mien_scale_value (axis->scale, area->low[a]),
                                  mien_scale_value (axis->scale, area->high[a]), wanted);
  return mien_ticks_choose (area->low[a], area->high[a], wanted);
}

static char *
label_of (const MienParallelAxis *axis, const GArray *ticks, guint i)
{
  double value = g_array_index (ticks, double, i);
  double next = g_array_index (ticks, double, i + 1 < ticks->len ? i + 1 : 0);

  if (axis->words != NULL)
    return g_strdup (axis->words[(guint) value]);
  return mien_tick_label (value, axis->scale == MIEN_SCALE_LOG ? value : fabs (next - value));
}

/* Lines pass under the labels, which are read all the same. */
static void
paint_label (cairo_t *cr,
             const MienFigureStyle *style,
             const char *label,
             double x,
             double y,
             gboolean to_the_left,
             double room)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.85);
  double shade = style->dark ? 0.12 : 1.0;
  double width = MIN (mien_text_width (cr, style, label), room);
  double height = mien_text_height (cr, style);

  x += to_the_left ? -6.0 : 6.0;
  mien_set_colour (cr, (MienColour){shade, shade, shade, 0.75});
  mien_rounded_rectangle (cr, (to_the_left ? x - width : x) - 2.0, y - 0.5 * height, width + 4.0,
                          height, 3.0);
  cairo_fill (cr);
  mien_draw_text_within (cr, &weak, label, x, y, to_the_left ? 1.0 : 0.0, 0.5, room);
}

static void
paint_ticks (cairo_t *cr,
             const MienParallel *parallel,
             const MienParallelArea *area,
             guint a,
             const MienFigureStyle *style)
{
  const MienParallelAxis *axis = &parallel->axes[a];
  double x = mien_parallel_axis_x (parallel, area, a);
  double room = area->width / MAX (parallel->n_axes - 1.0, 1.0) - 1.5 * style->font_size;
  g_autoptr (GArray) ticks = choose_ticks (axis, area, a, style->font_size);

  for (guint i = 0; i < ticks->len; i++) {
    double y = mien_parallel_pixel_y (parallel, area, a, g_array_index (ticks, double, i));
    g_autofree char *label = label_of (axis, ticks, i);

    mien_set_colour (cr, mien_figure_style_fade (style, 0.7).ink);
    cairo_move_to (cr, x - 3.0, floor (y) + 0.5);
    cairo_line_to (cr, x + 3.0, floor (y) + 0.5);
    cairo_stroke (cr);
    paint_label (cr, style, label, x, y, a + 1 == parallel->n_axes && a > 0,
                 MAX (room, 2.0 * style->font_size));
  }
}

static void
paint_choice (cairo_t *cr,
              const MienParallel *parallel,
              const MienParallelArea *area,
              guint a,
              const MienFigureStyle *style)
{
  const MienParallelAxis *axis = &parallel->axes[a];
  double x = mien_parallel_axis_x (parallel, area, a);
  double from, to;

  if (!isfinite (axis->from) || !isfinite (axis->to))
    return;
  from = mien_parallel_pixel_y (parallel, area, a, axis->from);
  to = mien_parallel_pixel_y (parallel, area, a, axis->to);
  from = CLAMP (from, area->top, area->top + area->height);
  to = CLAMP (to, area->top, area->top + area->height);
  mien_set_colour (cr, mien_figure_style_fade (style, 0.25).ink);
  cairo_rectangle (cr, x - 5.0, MIN (from, to), 10.0, MAX (fabs (to - from), 2.0));
  cairo_fill (cr);
}

/* Names stand over their axes, every second one a line higher where they would touch. */
static void
paint_axes (cairo_t *cr,
            const MienParallel *parallel,
            const MienParallelArea *area,
            const MienFigureStyle *style)
{
  double apart = area->width / MAX (parallel->n_axes - 1.0, 1.0);
  double line = mien_text_height (cr, style);

  for (guint a = 0; a < parallel->n_axes; a++) {
    MienFigureStyle name = *style;
    double x = floor (mien_parallel_axis_x (parallel, area, a)) + 0.5;
    double align = a == 0 ? 0.0 : a + 1 == parallel->n_axes ? 1.0 : 0.5;

    paint_choice (cr, parallel, area, a, style);
    cairo_set_line_width (cr, (int) a == parallel->focused_axis ? 2.5 : 1.0);
    mien_set_colour (cr, mien_figure_style_fade (style, 0.7).ink);
    cairo_move_to (cr, x, area->top);
    cairo_line_to (cr, x, area->top + area->height);
    cairo_stroke (cr);
    cairo_set_line_width (cr, 1.0);
    paint_ticks (cr, parallel, area, a, style);
    name.bold = a == parallel->coloured_by;
    mien_draw_text_within (
        cr, &name, parallel->axes[a].name, align == 0.5 ? x : x + 10.0 * (align - 0.5),
        area->top - 0.6 * style->font_size - (a % 2 == 1 ? line : 0.0), align, 1.0, 1.8 * apart);
  }
}

void
mien_parallel_paint (cairo_t *cr,
                     double width,
                     double height,
                     const MienParallel *parallel,
                     const MienFigureStyle *style,
                     MienParallelArea *area)
{
  double size = style->font_size;
  double line = mien_text_height (cr, style);
  MienParallelArea own = {.left = 1.5 * size, .top = 1.2 * size + 2.0 * line};

  own.width = MAX (width - 3.0 * size, 1.0);
  own.height = MAX (height - own.top - 1.2 * size, 1.0);
  for (guint a = 0; a < parallel->n_axes; a++)
    find_range (&parallel->axes[a], parallel->n_lines, &own.low[a], &own.high[a]);
  if (area != NULL)
    *area = own;
  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (parallel->n_axes > 0) {
    paint_lines (cr, parallel, &own, style, FALSE);
    paint_lines (cr, parallel, &own, style, TRUE);
    paint_focused (cr, parallel, &own, style);
    paint_axes (cr, parallel, &own, style);
  }
  cairo_restore (cr);
}
