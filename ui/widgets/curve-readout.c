/* The layer over a plot's picture: cross-hair, pins, the box being dragged, and every value. */
#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/figure-style.h"

#include "engine/figures/legend.h"
#include "engine/figures/readout.h"
#include "engine/figures/thin.h"
#include "engine/figures/ticks.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct {
  MienSeries series;
  guint at;          /* its point nearest to the cursor */
  const double *raw; /* (nullable): the values behind a smoothed series */
  double base;       /* the value at the pin that is compared with; NaN for none */
  double away;       /* pixels up or down to the pointer */
} Row;

/* What is read: the cursor, or else the last pin, or else the end of the data. */
static double
find_place (MienCurvePlot *self)
{
  if (isfinite (self->cursor))
    return self->cursor;
  return self->n_pins > 0 ? self->pins[self->n_pins - 1] : (double) NAN;
}

/* The pin that what is read is compared with, NaN for none */
static double
find_base (MienCurvePlot *self)
{
  double place = find_place (self);

  for (guint i = self->n_pins; i > 0; i--)
    if (self->pins[i - 1] != place)
      return self->pins[i - 1];
  return (double) NAN;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  double difference = ((const Row *) a)->away - ((const Row *) b)->away;

  return difference < 0.0 ? -1 : difference > 0.0;
}

static double
rank_row (MienCurvePlot *self, const Row *row, guint number)
{
  double y = mien_plot_area_pixel_y (&self->area, row->series.y[row->at]);

  if (self->by_pointer)
    return isfinite (y) ? fabs (y - self->pointer_y) : G_MAXDOUBLE;
  return g_strcmp0 (row->series.name, self->chosen) == 0 ? -1.0 : (double) number;
}

/* A series that ended long before has no value there. */
static gboolean
reaches (const MienSeries *series, double x)
{
  guint last = series->n - 1;
  double spacing = last > 0 ? (series->x[last] - series->x[0]) / last : G_MAXDOUBLE;

  return isnan (x) || (x - series->x[last] <= spacing && series->x[0] - x <= spacing);
}

/* (element-type Row): the nearest to the pointer first */
static GArray *
read_rows (MienCurvePlot *self, const MienCurves *curves)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  double place = find_place (self), base = find_base (self);

  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];
    double x = isfinite (place) ? place : G_MAXDOUBLE;
    int at = series->hidden || series->faint ? -1 : mien_series_nearest (series, x);
    Row row = {*series, (guint) at, mien_curve_lines_get_raw (self->lines, i), (double) NAN, 0.0};

    if (at < 0 || !reaches (series, place))
      continue;
    if (isfinite (base))
      row.base = series->y[mien_series_nearest (series, base)];
    row.away = rank_row (self, &row, i);
    g_array_append_val (rows, row);
  }
  if (isfinite (place))
    g_array_sort (rows, compare_rows);
  return rows;
}

/* Whether one of them stands out: by the pointer, or as chosen by key */
static gboolean
has_nearest (MienCurvePlot *self)
{
  return isfinite (self->cursor) && (self->by_pointer || self->chosen != NULL);
}

/* @part: (transfer full) */
static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
  g_free (part);
}

/* (transfer full) (nullable): what there is to say of the point besides its value */
static char *
describe_more (const Row *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const MienSeries *series = &row->series;
  gboolean band = series->low != NULL && series->high != NULL;
  double difference = series->y[row->at] - row->base;
  g_autofree char *change = mien_value_label (difference);
  g_autofree char *raw = row->raw != NULL ? mien_value_label (row->raw[row->at]) : NULL;
  g_autofree char *low = band ? mien_value_label (series->low[row->at]) : NULL;
  g_autofree char *high = band ? mien_value_label (series->high[row->at]) : NULL;

  if (isfinite (difference))
    append_part (text, g_strdup_printf ("Δ %s%s", difference > 0.0 ? "+" : "", change));
  if (raw != NULL)
    /* Translators: a value as it was before smoothing. */
    append_part (text, g_strdup_printf (_ ("raw %s"), raw));
  if (band)
    /* Translators: the lower and the upper end of a band around a curve. */
    append_part (text, g_strdup_printf (_ ("%s to %s"), low, high));
  if (series->note != NULL)
    append_part (text, g_strdup (series->note));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* (transfer full): where the values are from */
static char *
describe_place (MienCurvePlot *self, const MienCurves *curves)
{
  double place = find_place (self), base = find_base (self);
  g_autofree char *x = mien_value_label (place);
  g_autofree char *from = mien_value_label (base);
  const char *label = curves->x_label != NULL ? curves->x_label : "";

  if (isnan (place))
    return g_strdup (_ ("Latest"));
  if (isfinite (base))
    /* Translators: "Epoch 12 against 3": values here are compared with those there. */
    return g_strdup_printf (_ ("%s %s against %s"), label, x, from);
  return g_strdup_printf ("%s %s", label, x);
}

static gboolean
is_inside (const MienPlotArea *area, double x)
{
  return x >= area->left - 1.0 && x <= area->left + area->width + 1.0;
}

static void
paint_hair (cairo_t *cr, const MienFigureStyle *style, const MienPlotArea *area, double place)
{
  double x = floor (mien_plot_area_pixel_x (area, place)) + 0.5;

  if (!is_inside (area, x))
    return;
  mien_set_colour (cr, style->ink);
  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, x, area->top);
  cairo_line_to (cr, x, area->top + area->height);
  cairo_stroke (cr);
}

/* Where the curve is, in its colour; larger for the nearest. */
static void
paint_dot (cairo_t *cr,
           const MienFigureStyle *style,
           const MienPlotArea *area,
           const Row *row,
           gboolean nearest)
{
  double x = mien_plot_area_pixel_x (area, row->series.x[row->at]);
  double y = mien_plot_area_pixel_y (area, row->series.y[row->at]);

  if (!isfinite (y) || !is_inside (area, x) || y < area->top || y > area->top + area->height)
    return;
  cairo_new_path (cr);
  cairo_arc (cr, x, y, (nearest ? 0.5 : 0.33) * style->font_size, 0.0, 2.0 * G_PI);
  mien_set_colour (cr, mien_palette_colour (row->series.colour, style->dark));
  cairo_fill_preserve (cr);
  mien_set_colour (cr, style->dark ? (MienColour){0.12, 0.12, 0.12, 1} : (MienColour){1, 1, 1, 1});
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
}

static void
paint_pins (MienCurvePlot *self, cairo_t *cr, const MienFigureStyle *style)
{
  const double dashes[] = {4.0, 3.0};
  MienFigureStyle weak = mien_figure_style_fade (style, 0.7);

  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0.0);
  for (guint i = 0; i < self->n_pins; i++)
    paint_hair (cr, &weak, &self->area, self->pins[i]);
  cairo_restore (cr);
}

static void
paint_selection (MienCurvePlot *self, cairo_t *cr, const MienFigureStyle *style)
{
  MienColour fill = mien_palette_colour (0, style->dark);
  double x = self->press_x, y = self->press_y, width = self->drag_x - x, height = self->drag_y - y;
  MienAxes axes = mien_curve_plot_get_drag_axes (self);

  if ((axes & MIEN_AXIS_X) == 0) {
    x = self->area.left;
    width = self->area.width;
  }
  if ((axes & MIEN_AXIS_Y) == 0) {
    y = self->area.top;
    height = self->area.height;
  }
  cairo_rectangle (cr, x, y, width, height);
  fill.alpha = 0.15;
  mien_set_colour (cr, fill);
  cairo_fill_preserve (cr);
  fill.alpha = 0.8;
  mien_set_colour (cr, fill);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

typedef struct {
  double left, right, y, line; /* of the strip; @y moves down as rows are painted */
} Strip;

/* The name on a line of its own where it and the value do not fit beside each other */
static void
paint_row (cairo_t *cr,
           const MienFigureStyle *style,
           const Row *row,
           gboolean nearest,
           Strip *strip)
{
  g_autofree char *value = mien_value_label (row->series.y[row->at]);
  g_autofree char *more = describe_more (row);
  MienFigureStyle own = *style, weak = mien_figure_style_fade (style, 0.7);
  double name_x = strip->left + mien_line_sample_width (style) + 0.5 * style->font_size;
  double value_width;

  own.bold = nearest;
  value_width = mien_text_width (cr, &own, value);
  mien_line_sample_paint (cr, &row->series, style, strip->left, strip->y);
  mien_draw_text_within (cr, &own, row->series.name, name_x, strip->y, 0.0, 0.5,
                         strip->right - value_width - 0.7 * style->font_size - name_x);
  mien_draw_text (cr, &own, value, strip->right, strip->y, 1.0, 0.5);
  strip->y += strip->line;
  if (more == NULL)
    return;
  weak.font_size *= 0.92;
  mien_draw_text_within (cr, &weak, more, strip->right, strip->y - 0.1 * strip->line, 1.0, 0.5,
                         strip->right - name_x);
  strip->y += strip->line;
}

static void
paint_strip (MienCurvePlot *self,
             cairo_t *cr,
             const MienCurves *curves,
             const MienFigureStyle *style,
             const GArray *rows)
{
  double line = mien_text_height (cr, style) * 1.25;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double bottom = gtk_widget_get_height (GTK_WIDGET (self)) - line;
  Strip strip = {mien_curve_plot_get_figure_width (self) + 0.3 * style->font_size,
                 width - 0.7 * style->font_size, 15.0, line};
  g_autofree char *header = describe_place (self, curves);
  MienFigureStyle strong = *style, weak = mien_figure_style_fade (style, 0.7);

  strong.bold = TRUE;
  mien_draw_text_within (cr, &strong, header, strip.left, strip.y, 0.0, 0.5,
                         strip.right - strip.left - 58.0);
  strip.y += 1.5 * line;
  for (guint i = 0; i < rows->len; i++) {
    if (strip.y > bottom && i + 1 < rows->len) {
      mien_draw_text (cr, &weak, "…", strip.left, strip.y, 0.0, 0.5);
      return;
    }
    paint_row (cr, style, &g_array_index (rows, Row, i), i == 0 && has_nearest (self), &strip);
  }
}

static void
thin_lines (MienCurvePlot *self, const MienCurves *curves)
{
  self->thinned = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    if (!series->hidden)
      g_ptr_array_add (self->thinned,
                       mien_thin (series->x, series->y, series->n, self->area.x_low,
                                  self->area.x_high, (guint) MAX (self->area.width, 16.0)));
  }
}

/* The engine's box says a name and a value a row: what there is besides goes behind the name. */
static void
paint_box (MienCurvePlot *self,
           cairo_t *cr,
           const MienCurves *curves,
           const MienFigureStyle *style,
           const GArray *rows)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (MienSeries));
  MienCurves read = *curves;

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index (rows, Row, i);
    g_autofree char *more = describe_more (row);
    MienSeries named = row->series;

    if (more != NULL)
      g_ptr_array_add (names, g_strdup_printf ("%s (%s)", named.name, more));
    named.name = more != NULL ? g_ptr_array_index (names, names->len - 1) : named.name;
    g_array_append_val (series, named);
  }
  if (self->thinned == NULL)
    thin_lines (self, curves);
  read.series = (const MienSeries *) (void *) series->data;
  read.n_series = series->len;
  read.cursor = find_place (self);
  mien_readout_paint (cr, &read, style, &self->area, (GArray *const *) self->thinned->pdata,
                      self->thinned->len);
}

static void
paint_readout (MienCurvePlot *self, cairo_t *cr, const MienFigureStyle *style)
{
  MienCurves curves = mien_curve_plot_describe (self);
  MienFigureStyle weak = mien_figure_style_fade (style, 0.45);
  g_autoptr (GArray) rows = read_rows (self, &curves);
  gboolean somewhere = isfinite (find_place (self));

  paint_pins (self, cr, style);
  if (isfinite (self->cursor))
    paint_hair (cr, &weak, &self->area, self->cursor);
  for (guint i = 0; somewhere && i < rows->len; i++)
    paint_dot (cr, style, &self->area, &g_array_index (rows, Row, i), i == 0 && has_nearest (self));
  if (self->selecting)
    paint_selection (self, cr, style);
  if (mien_curve_plot_has_strip (self))
    paint_strip (self, cr, &curves, style, rows);
  else if (somewhere && !self->selecting)
    paint_box (self, cr, &curves, style, rows);
}

void
mien_curve_plot_snapshot_readout (MienCurvePlot *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  MienFigureStyle style = mien_figure_style_for (widget);
  cairo_t *cr;

  if (!mien_curve_plot_has_strip (self) && isnan (find_place (self)) && !self->selecting)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  paint_readout (self, cr, &style);
  cairo_destroy (cr);
}
