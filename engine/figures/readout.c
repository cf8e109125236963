#include "engine/figures/readout.h"

#include "engine/figures/curves-private.h"
#include "engine/figures/legend.h"
#include "engine/figures/ticks.h"

#include <math.h>

typedef struct {
  const MienSeries *series;
  char *value;
} Row;

typedef struct {
  double x, y, width, height;
} Box;

static void
clear_row (gpointer row)
{
  g_free (((Row *) row)->value);
}

static gboolean
is_read_out (const MienSeries *series)
{
  return !series->hidden && !series->faint && series->name != NULL && series->n > 0;
}

static GArray *
read_rows (const MienCurves *curves)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  g_array_set_clear_func (rows, clear_row);
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];
    int nearest = is_read_out (series) ? mien_series_nearest (series, curves->cursor) : -1;

    if (nearest < 0)
      continue;

    Row row = {series, mien_value_label (series->y[nearest])};

    g_array_append_val (rows, row);
  }
  return rows;
}

/* Enough points of a line to know where it runs */
#define N_LOOKED_AT 64

typedef struct {
  double x, y;
} Place;

static void
collect_places (GArray *places, const MienSeries *series, const MienPlotArea *area)
{
  MienAxisMap map_x = mien_plot_area_map_x (area), map_y = mien_plot_area_map_y (area);
  guint from, to;

  mien_series_visible (series, area->x_low, area->x_high, &from, &to);
  for (guint i = from; i < to; i += 1 + (to - from) / N_LOOKED_AT) {
    Place place = {mien_axis_map (&map_x, series->x[i]), mien_axis_map (&map_y, series->y[i])};

    g_array_append_val (places, place);
  }
}

/* How many points of the lines lie under @box */
static guint
count_covered (const Box *box, const GArray *places)
{
  guint covered = 0;

  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);

    covered += place->x >= box->x && place->x <= box->x + box->width && place->y >= box->y &&
               place->y <= box->y + box->height;
  }
  return covered;
}

/* To the left or right of the cursor, high, in the middle or low: where the fewest points are. */
static void
place_box (Box *box, double cursor, double gap, const MienPlotArea *area, const GArray *places)
{
  Box best = *box;
  guint fewest = G_MAXUINT;

  for (int place = 0; place < 6; place++) {
    Box tried = *box;
    double room = area->height - box->height - 2.0 * gap;

    tried.x = place % 2 == 0 ? cursor + gap : cursor - gap - box->width;
    tried.y = area->top + gap + MAX (room, 0.0) * (place / 2) / 2.0;
    if (tried.x < area->left || tried.x + tried.width > area->left + area->width)
      continue;

    guint covered = count_covered (&tried, places);

    if (covered < fewest) {
      fewest = covered;
      best = tried;
    }
  }
  if (fewest == G_MAXUINT)
    best.x = cursor < area->left + area->width / 2.0 ? area->left + area->width - box->width
                                                     : area->left;
  *box = best;
}

static void
paint_box (cairo_t *cr, const MienFigureStyle *style, const Box *box)
{
  MienColour back = {1.0, 1.0, 1.0, 0.94};
  MienColour edge = style->ink;

  if (style->dark)
    back = (MienColour){0.19, 0.19, 0.20, 0.94};
  edge.alpha *= 0.18;
  mien_rounded_rectangle (cr, box->x, box->y, box->width, box->height, 0.5 * style->font_size);
  mien_set_colour (cr, back);
  cairo_fill_preserve (cr);
  mien_set_colour (cr, edge);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static void
paint_hair (cairo_t *cr,
            const MienFigureStyle *style,
            const MienPlotArea *area,
            const GArray *rows,
            double cursor)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.45);

  mien_set_colour (cr, weak.ink);
  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, floor (cursor) + 0.5, area->top);
  cairo_line_to (cr, floor (cursor) + 0.5, area->top + area->height);
  cairo_stroke (cr);
  for (guint i = 0; i < rows->len; i++) {
    const MienSeries *series = g_array_index (rows, Row, i).series;
    int nearest = mien_series_nearest (series, mien_plot_area_x_at (area, cursor));
    double x = mien_plot_area_pixel_x (area, series->x[nearest]);
    double y = mien_plot_area_pixel_y (area, series->y[nearest]);

    if (!isfinite (y) || x < area->left || x > area->left + area->width || y < area->top ||
        y > area->top + area->height)
      continue;
    cairo_arc (cr, x, y, 0.33 * style->font_size, 0.0, 2.0 * G_PI);
    mien_set_colour (cr, mien_palette_colour (series->colour, style->dark));
    cairo_fill_preserve (cr);
    mien_set_colour (cr,
                     style->dark ? (MienColour){0.12, 0.12, 0.12, 1} : (MienColour){1, 1, 1, 1});
    cairo_set_line_width (cr, 1.2);
    cairo_stroke (cr);
  }
}

static void
paint_rows (cairo_t *cr,
            const MienFigureStyle *style,
            const Box *box,
            const char *header,
            const GArray *rows,
            guint n_shown,
            double value_width)
{
  MienFigureStyle strong = *style;
  MienFigureStyle weak = mien_figure_style_fade (style, 0.6);
  double pad = 0.7 * style->font_size;
  double line = mien_text_height (cr, style) * 1.1;
  double sample = mien_line_sample_width (style);
  double right = box->x + box->width - pad;

  strong.bold = TRUE;
  mien_draw_text_within (cr, &strong, header, box->x + pad, box->y + pad + line / 2, 0, 0.5,
                         box->width - 2 * pad);
  for (guint i = 0; i < n_shown; i++) {
    const Row *row = &g_array_index (rows, Row, i);
    double y = box->y + pad + (i + 1.5) * line;
    double name_x = box->x + pad + sample + 0.5 * style->font_size;

    mien_line_sample_paint (cr, row->series, style, box->x + pad, y);
    mien_draw_text_within (cr, style, row->series->name, name_x, y, 0, 0.5,
                           right - value_width - style->font_size - name_x + 1.0);
    mien_draw_text (cr, style, row->value, right, y, 1, 0.5);
  }
  if (n_shown < rows->len)
    mien_draw_text (cr, &weak, "…", box->x + pad, box->y + pad + (n_shown + 1.5) * line, 0, 0.5);
}

static char *
make_header (const MienCurves *curves)
{
  g_autofree char *x = mien_value_label (curves->cursor);

  return curves->x_label != NULL ? g_strdup_printf ("%s %s", curves->x_label, x)
                                 : g_steal_pointer (&x);
}

/* Large enough for the header and @n_shown rows; the widest value's width goes to @value_width. */
static Box
measure_box (cairo_t *cr,
             const MienFigureStyle *style,
             const char *header,
             const GArray *rows,
             guint n_shown,
             double *value_width)
{
  MienFigureStyle strong = *style;
  double line = mien_text_height (cr, style) * 1.1;
  double names = 0.0;
  guint n_lines = 1 + n_shown + (n_shown < rows->len);

  strong.bold = TRUE;
  *value_width = 0.0;
  for (guint i = 0; i < n_shown; i++) {
    const Row *row = &g_array_index (rows, Row, i);

    names = MAX (names, mien_text_width (cr, style, row->series->name));
    *value_width = MAX (*value_width, mien_text_width (cr, style, row->value));
  }

  double content = mien_line_sample_width (style) + 1.5 * style->font_size + names + *value_width;

  return (Box){.width =
                   1.4 * style->font_size + MAX (content, mien_text_width (cr, &strong, header)),
               .height = 1.4 * style->font_size + line * n_lines};
}

static void
paint_table (cairo_t *cr,
             const MienCurves *curves,
             const MienFigureStyle *style,
             const MienPlotArea *area,
             const GArray *rows)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autofree char *header = make_header (curves);
  double line = mien_text_height (cr, style) * 1.1;
  guint fitting = (guint) MAX (area->height * 0.7 / line - 3.0, 1.0);
  guint n_shown = rows->len <= fitting + 1 ? rows->len : fitting;
  double value_width;
  Box box = measure_box (cr, style, header, rows, n_shown, &value_width);

  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      collect_places (places, &curves->series[i], area);
  box.y = area->top;
  box.width = MIN (box.width, area->width * 0.7);
  place_box (&box, mien_plot_area_pixel_x (area, curves->cursor), 0.8 * style->font_size, area,
             places);
  paint_box (cr, style, &box);
  paint_rows (cr, style, &box, header, rows, n_shown, value_width);
}

void
mien_readout_paint (cairo_t *cr,
                    const MienCurves *curves,
                    const MienFigureStyle *style,
                    const MienPlotArea *area)
{
  g_autoptr (GArray) rows = read_rows (curves);
  double cursor = mien_plot_area_pixel_x (area, curves->cursor);
  MienFigureStyle small = *style;

  if (!isfinite (cursor) || cursor < area->left - 1.0 || cursor > area->left + area->width + 1.0)
    return;
  if (area->width < 36.0 * style->font_size)
    small.font_size *= 0.85;
  paint_hair (cr, &small, area, rows, cursor);
  if (rows->len > 0)
    paint_table (cr, curves, &small, area, rows);
}
