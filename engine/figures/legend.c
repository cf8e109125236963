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

MienLineStyle
mien_series_line_style (const MienSeries *series, const MienFigureStyle *style)
{
  double unit = style->font_size / 10.0;
  MienLineStyle line = {.colour = mien_palette_colour (series->colour, style->dark),
                        .width = (series->faint ? 1.0 : 1.7) * unit,
                        .dot = (series->faint ? 1.6 : 2.6) * unit,
                        .dashes = {4.5, 2.5},
                        .n_dashes = 2};

  if (!series->dashed)
    mien_palette_dash (series->colour, line.dashes, &line.n_dashes);
  for (int i = 0; i < line.n_dashes; i++)
    line.dashes[i] *= unit;
  line.colour.alpha = series->faint || series->hidden ? 0.3 : 1.0;
  return line;
}

void
mien_line_style_set (cairo_t *cr, const MienLineStyle *line)
{
  mien_set_colour (cr, line->colour);
  cairo_set_line_width (cr, line->width);
  cairo_set_dash (cr, line->dashes, line->n_dashes, 0.0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

/* A band behind the sample, where the series has one */
static void
paint_sample_band (cairo_t *cr, const MienLineStyle *line, double x, double y, double width)
{
  MienColour pale = line->colour;

  pale.alpha *= 0.2;
  mien_set_colour (cr, pale);
  cairo_rectangle (cr, x, y - 2.6 * line->width, width, 5.2 * line->width);
  cairo_fill (cr);
}

void
mien_line_sample_paint (cairo_t *cr,
                        const MienSeries *series,
                        const MienFigureStyle *style,
                        double x,
                        double y)
{
  MienLineStyle line = mien_series_line_style (series, style);
  double width = mien_line_sample_width (style), bar = 0.7 * style->font_size;

  cairo_save (cr);
  if (series->low != NULL)
    paint_sample_band (cr, &line, x, y, width);
  mien_line_style_set (cr, &line);
  if (series->kind == MIEN_SERIES_BARS) {
    cairo_rectangle (cr, x + (width - bar) / 2.0, y - bar / 2.0, bar, bar);
    cairo_fill (cr);
  } else if (series->kind == MIEN_SERIES_POINTS) {
    cairo_arc (cr, x + width / 2.0, y, line.dot, 0.0, 2.0 * G_PI);
    cairo_fill (cr);
  } else {
    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x + width, y);
    cairo_stroke (cr);
  }
  cairo_restore (cr);
}

/* (transfer full): the name and, after it, the note */
static char *
name_of (const MienSeries *series)
{
  return series->note != NULL ? g_strdup_printf ("%s (%s)", series->name, series->note)
                              : g_strdup (series->name);
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

    g_autofree char *name = name_of (&curves->series[i]);
    double width = before_name + mien_text_width (cr, style, name);

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
  g_autofree char *name = name_of (series);

  mien_line_sample_paint (cr, series, style, entry->x, middle);
  mien_draw_text_within (cr, &text, name, name_x, middle, 0.0, 0.5,
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
