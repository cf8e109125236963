#include "engine/figures/legend.h"

static gboolean
is_listed (const MienSeries *series)
{
  return !series->faint && series->name != NULL;
}

double
mien_line_sample_width (const MienFigureStyle *style)
{
  return 1.9 * style->font_size;
}

void
mien_series_set_line (cairo_t *cr, const MienSeries *series, const MienFigureStyle *style)
{
  MienColour colour = mien_palette_colour (series->colour, style->dark);
  double unit = style->font_size / 10.0;
  double dashes[4] = {4.5, 2.5};
  int n_dashes = 2;

  if (!series->dashed)
    mien_palette_dash (series->colour, dashes, &n_dashes);
  for (int i = 0; i < n_dashes; i++)
    dashes[i] *= unit;
  colour.alpha = series->faint || series->hidden ? 0.3 : 1.0;
  mien_set_colour (cr, colour);
  cairo_set_line_width (cr, (series->faint ? 1.0 : 1.7) * unit);
  cairo_set_dash (cr, dashes, n_dashes, 0.0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

void
mien_line_sample_paint (cairo_t *cr,
                        const MienSeries *series,
                        const MienFigureStyle *style,
                        double x,
                        double y)
{
  cairo_save (cr);
  mien_series_set_line (cr, series, style);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + mien_line_sample_width (style), y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

GArray *
mien_legend_lay_out (cairo_t *cr,
                     const MienCurves *curves,
                     const MienFigureStyle *style,
                     double left,
                     double right,
                     double top,
                     guint max_rows,
                     double *bottom)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (MienLegendEntry));
  double row_height = mien_text_height (cr, style) * 1.15;
  double before_name = mien_line_sample_width (style) + 0.5 * style->font_size;
  double x = left;
  guint row = 0;

  for (guint i = 0; i < curves->n_series; i++) {
    if (!is_listed (&curves->series[i]))
      continue;

    double width = before_name + mien_text_width (cr, style, curves->series[i].name);

    if (x > left && x + width > right) {
      x = left;
      row++;
    }
    if (row >= max_rows)
      break;

    MienLegendEntry entry = {i, x, top + row * row_height, MIN (width, right - left), row_height};

    g_array_append_val (entries, entry);
    x += width + 1.4 * style->font_size;
  }
  *bottom = entries->len > 0 ? top + MIN (row + 1, max_rows) * row_height : top;
  return entries;
}

static void
paint_entry (cairo_t *cr,
             const MienSeries *series,
             const MienFigureStyle *style,
             const MienLegendEntry *entry)
{
  MienFigureStyle text = mien_figure_style_fade (style, series->hidden ? 0.45 : 1.0);
  double sample = mien_line_sample_width (style);
  double middle = entry->y + entry->height / 2.0;
  double name_x = entry->x + sample + 0.5 * style->font_size;

  mien_line_sample_paint (cr, series, style, entry->x, middle);
  mien_draw_text_within (cr, &text, series->name, name_x, middle, 0.0, 0.5,
                         entry->x + entry->width - name_x + 1.0);
  if (!series->hidden)
    return;
  mien_set_colour (cr, text.ink);
  cairo_set_line_width (cr, style->font_size / 10.0);
  cairo_move_to (cr, name_x, middle);
  cairo_line_to (cr, entry->x + entry->width, middle);
  cairo_stroke (cr);
}

void
mien_legend_paint (cairo_t *cr,
                   const MienCurves *curves,
                   const MienFigureStyle *style,
                   const GArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    const MienLegendEntry *entry = &g_array_index (entries, MienLegendEntry, i);

    paint_entry (cr, &curves->series[entry->series], style, entry);
  }
}
