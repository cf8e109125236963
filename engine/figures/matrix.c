#include "engine/figures/matrix.h"

#include <math.h>

typedef struct {
  double name_width;  /* of the column to the left */
  double name_height; /* of the row above */
  gboolean slanted;   /* names above do not fit lying */
  double title_size;
} Margins;

static double
widest_name (cairo_t *cr, const char *const *names, int n, const MienFigureStyle *style)
{
  double widest = 0.0;

  for (int i = 0; i < n; i++)
    widest = MAX (widest, mien_text_width (cr, style, names[i]));
  return widest;
}

static Margins
choose_margins (cairo_t *cr,
                double width,
                double height,
                const MienMatrix *matrix,
                const MienFigureStyle *style)
{
  Margins margins = {0};
  double line = mien_text_height (cr, style);
  double beside = widest_name (cr, matrix->row_names, matrix->n_rows, style);
  double widest = widest_name (cr, matrix->column_names, matrix->n_columns, style);

  margins.title_size = line * 1.2;
  margins.name_width = MIN (beside, width * 0.28) + 0.8 * style->font_size;

  double left = margins.name_width + (matrix->row_title != NULL ? margins.title_size : 0.0);

  margins.slanted = widest + 0.5 * style->font_size > (width - left) / MAX (matrix->n_columns, 1);
  margins.name_height =
      margins.slanted ? MIN (widest * 0.72 + line * 0.8, height * 0.25) : line * 1.25;
  return margins;
}

static MienMatrixArea
lay_out (double width,
         double height,
         const MienMatrix *matrix,
         const MienFigureStyle *style,
         const Margins *margins)
{
  MienMatrixArea area;
  double edge = 0.4 * style->font_size;
  /* The last slanted name leans out to the right. */
  double right = margins->slanted ? margins->name_height * 0.75 : edge;

  area.left = edge + margins->name_width + (matrix->row_title != NULL ? margins->title_size : 0.0);
  area.top =
      edge + margins->name_height + (matrix->column_title != NULL ? margins->title_size : 0.0);
  area.cell_width = MAX (width - area.left - right, 1.0) / MAX (matrix->n_columns, 1);
  area.cell_height = MAX (height - area.top - edge, 1.0) / MAX (matrix->n_rows, 1);
  area.cell_width = MIN (area.cell_width, area.cell_height * 1.8);
  area.cell_height = MIN (area.cell_height, area.cell_width * 1.1);

  double spare = width - area.left - right - area.cell_width * matrix->n_columns;

  area.left += MAX (spare, 0.0) * 0.5;
  return area;
}

static guint
row_total (const MienMatrix *matrix, int row)
{
  guint total = 0;

  for (int column = 0; column < matrix->n_columns; column++)
    total += matrix->counts[row * matrix->n_columns + column];
  return total;
}

/* One hue from the background to full: even in lightness, and blank where nothing is. */
static MienColour
share_colour (double share, gboolean dark)
{
  static const MienColour on_light[] = {{0.957, 0.961, 0.969, 1},
                                        {0.686, 0.808, 0.933, 1},
                                        {0.267, 0.533, 0.816, 1},
                                        {0.031, 0.220, 0.471, 1}};
  static const MienColour on_dark[] = {{0.175, 0.180, 0.195, 1},
                                       {0.125, 0.275, 0.455, 1},
                                       {0.235, 0.490, 0.780, 1},
                                       {0.690, 0.860, 1.0, 1}};
  const MienColour *stops = dark ? on_dark : on_light;
  double place = pow (CLAMP (share, 0.0, 1.0), 0.65) * 3.0;
  int below = MIN ((int) place, 2);

  return mien_colour_mix (stops[below], stops[below + 1], place - below);
}

static void
paint_cell_text (cairo_t *cr,
                 const MienFigureStyle *style,
                 const MienMatrixArea *area,
                 double x,
                 double y,
                 guint count,
                 double share,
                 MienColour back)
{
  MienFigureStyle text = *style;
  g_autofree char *number = g_strdup_printf ("%u", count);
  double line = mien_text_height (cr, style);
  gboolean room_for_share =
      area->cell_height > 2.3 * line && area->cell_width > 4.0 * style->font_size;

  text.ink = mien_colour_on (back);
  text.ink.alpha = count == 0 ? 0.35 : 0.95;
  text.font_size = MIN (style->font_size * 1.1, area->cell_height * 0.6);
  while (text.font_size > 5.0 && mien_text_width (cr, &text, number) > area->cell_width - 3.0)
    text.font_size -= 1.0;
  if (text.font_size <= 5.0 || (count == 0 && area->cell_height < 1.6 * style->font_size))
    return;
  if (!room_for_share || count == 0) {
    mien_draw_text (cr, &text, number, x + area->cell_width / 2, y + area->cell_height / 2, 0.5,
                    0.5);
    return;
  }

  g_autofree char *per_cent = g_strdup_printf ("%.0f %%", share * 100.0);
  double middle = y + area->cell_height / 2.0;

  mien_draw_text (cr, &text, number, x + area->cell_width / 2.0, middle + 0.15 * line, 0.5, 1.0);
  text.font_size = style->font_size * 0.8;
  text.ink.alpha = 0.75;
  mien_draw_text (cr, &text, per_cent, x + area->cell_width / 2.0, middle + 0.1 * line, 0.5, 0.0);
}

static void
paint_cell_back (cairo_t *cr, const MienMatrixArea *area, double x, double y, MienColour back)
{
  double gap = area->cell_width > 14.0 && area->cell_height > 14.0 ? 1.0 : 0.0;

  mien_set_colour (cr, back);
  mien_rounded_rectangle (cr, x + gap, y + gap, area->cell_width - 2 * gap,
                          area->cell_height - 2 * gap, gap * 3.0);
  cairo_fill (cr);
}

/* Red warns of tasks that pull against each other; what does neither is as dark as the paper. */
static MienColour
cosine_colour (double cosine, gboolean dark)
{
  MienColour none = share_colour (0.0, dark);

  if (!isfinite (cosine))
    return none;
  return dark ? mien_colour_mix (none, mien_diverging (-cosine), MIN (2.0 * fabs (cosine), 1.0))
              : mien_diverging (-cosine);
}

static void
paint_cosine (cairo_t *cr,
              const MienFigureStyle *style,
              const MienMatrixArea *area,
              double x,
              double y,
              double cosine)
{
  MienFigureStyle text = *style;
  gboolean none = !isfinite (cosine);
  MienColour back = cosine_colour (cosine, style->dark);
  /* Rounded before it is written, so that no zero comes out negative. */
  double rounded = round (cosine * 100.0) / 100.0 + 0.0;
  g_autofree char *number = none ? g_strdup ("–") : g_strdup_printf ("%.2f", rounded);

  paint_cell_back (cr, area, x, y, back);
  text.ink = mien_colour_on (back);
  text.font_size = MIN (style->font_size * 1.1, area->cell_height * 0.6);
  while (text.font_size > 5.0 && mien_text_width (cr, &text, number) > area->cell_width - 3.0)
    text.font_size -= 1.0;
  if (text.font_size > 5.0)
    mien_draw_text (cr, &text, number, x + area->cell_width / 2.0, y + area->cell_height / 2.0, 0.5,
                    0.5);
}

static void
paint_count (cairo_t *cr,
             const MienFigureStyle *style,
             const MienMatrixArea *area,
             double x,
             double y,
             guint count,
             guint total)
{
  double share = total > 0 ? (double) count / total : 0.0;
  MienColour back = share_colour (share, style->dark);

  paint_cell_back (cr, area, x, y, back);
  paint_cell_text (cr, style, area, x, y, count, share, back);
}

static void
paint_cells (cairo_t *cr,
             const MienMatrix *matrix,
             const MienFigureStyle *style,
             const MienMatrixArea *area)
{
  for (int row = 0; row < matrix->n_rows; row++) {
    guint total = matrix->cosines == NULL ? row_total (matrix, row) : 0;

    for (int column = 0; column < matrix->n_columns; column++) {
      int i = row * matrix->n_columns + column;
      double x = area->left + column * area->cell_width;
      double y = area->top + row * area->cell_height;

      if (matrix->cosines != NULL)
        paint_cosine (cr, style, area, x, y, matrix->cosines[i]);
      else
        paint_count (cr, style, area, x, y, matrix->counts[i], total);
    }
  }
}

static void
paint_names (cairo_t *cr,
             const MienMatrix *matrix,
             const MienFigureStyle *style,
             const MienMatrixArea *area,
             const Margins *margins)
{
  double gap = 0.5 * style->font_size;
  double line = mien_text_height (cr, style);
  /* Names that would run into each other are left out: every second, third … one stays. */
  int rows_apart = (int) ceil (0.85 * line / area->cell_height);
  int columns_apart = (int) ceil ((margins->slanted ? line : 1.0) / area->cell_width);

  for (int i = 0; i < matrix->n_rows; i += rows_apart)
    mien_draw_text_within (cr, style, matrix->row_names[i], area->left - gap,
                           area->top + (i + 0.5) * area->cell_height, 1.0, 0.5,
                           margins->name_width - gap);
  for (int i = 0; i < matrix->n_columns; i += columns_apart) {
    cairo_save (cr);
    cairo_translate (cr, area->left + (i + 0.5) * area->cell_width, area->top - 0.35 * gap);
    if (margins->slanted)
      cairo_rotate (cr, -G_PI_4);
    mien_draw_text_within (cr, style, matrix->column_names[i], 0, 0, margins->slanted ? 0.0 : 0.5,
                           margins->slanted ? 0.75 : 1.0,
                           margins->slanted ? (margins->name_height - 0.5 * line) * G_SQRT2
                                            : area->cell_width);
    cairo_restore (cr);
  }
}

static void
paint_titles (cairo_t *cr,
              const MienMatrix *matrix,
              const MienFigureStyle *style,
              const MienMatrixArea *area,
              const Margins *margins)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.65);
  double size = area->cell_width * matrix->n_columns;

  weak.font_size *= 0.95;
  mien_draw_text_within (cr, &weak, matrix->column_title, area->left + size / 2.0,
                         area->top - margins->name_height, 0.5, 1.0, size);
  cairo_save (cr);
  cairo_translate (cr, area->left - margins->name_width,
                   area->top + area->cell_height * matrix->n_rows / 2);
  cairo_rotate (cr, -G_PI_2);
  mien_draw_text_within (cr, &weak, matrix->row_title, 0, 0, 0.5, 1.0,
                         area->cell_height * matrix->n_rows);
  cairo_restore (cr);
}

static void
paint_mark (cairo_t *cr,
            const MienMatrix *matrix,
            const MienMatrixArea *area,
            int row,
            int column,
            MienColour colour,
            double width)
{
  if (row < 0 || row >= matrix->n_rows || column < 0 || column >= matrix->n_columns)
    return;
  mien_rounded_rectangle (cr, area->left + column * area->cell_width,
                          area->top + row * area->cell_height, area->cell_width, area->cell_height,
                          4.0);
  mien_set_colour (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

void
mien_matrix_paint (cairo_t *cr,
                   double width,
                   double height,
                   const MienMatrix *matrix,
                   const MienFigureStyle *style,
                   MienMatrixArea *area)
{
  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);

  Margins margins = choose_margins (cr, width, height, matrix, style);
  MienMatrixArea own = lay_out (width, height, matrix, style, &margins);
  MienColour choice = mien_palette_colour (1, style->dark);

  paint_cells (cr, matrix, style, &own);
  paint_names (cr, matrix, style, &own, &margins);
  paint_titles (cr, matrix, style, &own, &margins);
  paint_mark (cr, matrix, &own, matrix->selected_row, matrix->selected_column, choice, 2.5);
  cairo_set_dash (cr, (double[]){3.0, 2.0}, 2, 0.0);
  paint_mark (cr, matrix, &own, matrix->focused_row, matrix->focused_column, style->ink, 1.5);
  cairo_restore (cr);
  if (area != NULL)
    *area = own;
}

gboolean
mien_matrix_area_find (const MienMatrixArea *area,
                       int n_rows,
                       int n_columns,
                       double x,
                       double y,
                       int *row,
                       int *column)
{
  double across = (x - area->left) / area->cell_width;
  double down = (y - area->top) / area->cell_height;

  if (!(across >= 0.0) || !(down >= 0.0) || across >= n_columns || down >= n_rows)
    return FALSE;
  *row = (int) down;
  *column = (int) across;
  return TRUE;
}
