#include "engine/figures/parts.h"

/* More groups than this are cells without names; those after the most are only counted. */
enum {
  MOST_NAMED = 200,
  MOST_ROWS_OF_CELLS = 1500
};

/* How the groups are laid out: cells in rows. */
typedef struct {
  gboolean named;
  guint columns, rows;
  double cell_width, cell_height;
} Cells;

MienColour
mien_parts_colour (guint part, gboolean dark)
{
  static const guint colours[MIEN_PARTS_N] = {0, 2, 1}; /* blue, green, orange */

  return mien_palette_colour (colours[part], dark);
}

static double
row_height (const MienFigureStyle *style)
{
  return 2.0 * style->font_size;
}

static double
measure_widest (const MienPartsTable *table, const MienFigureStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  double widest = 0.0;

  for (guint i = 0; i < table->n; i++)
    widest = MAX (widest, mien_text_width (cr, style, table->names[i]));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return widest;
}

static Cells
lay_out_cells (double width, const MienPartsTable *groups, const MienFigureStyle *style)
{
  Cells cells = {.named = groups->n <= MOST_NAMED};

  if (cells.named) {
    double widest = MIN (measure_widest (groups, style), 12.0 * style->font_size);

    cells.cell_width = MAX (widest, 2.0 * style->font_size) + style->font_size;
    cells.cell_height = 2.2 * style->font_size;
  } else {
    cells.cell_width = cells.cell_height = 0.9 * style->font_size;
  }
  cells.columns = (guint) CLAMP (width / cells.cell_width, 1.0, 10000.0);
  cells.rows = (groups->n + cells.columns - 1) / cells.columns;
  if (!cells.named)
    cells.rows = MIN (cells.rows, MOST_ROWS_OF_CELLS);
  return cells;
}

double
mien_parts_height (double width, const MienParts *parts, const MienFigureStyle *style)
{
  double height = row_height (style);

  if (parts->classes.title != NULL)
    height += (parts->classes.n + 1) * row_height (style);
  if (parts->groups.title != NULL) {
    Cells cells = lay_out_cells (width, &parts->groups, style);

    height += row_height (style) + cells.rows * cells.cell_height + 0.5 * style->font_size;
  }
  return height;
}

static void
paint_title (cairo_t *cr, const char *title, double y, const MienFigureStyle *style)
{
  MienFigureStyle bold = *style;

  bold.bold = TRUE;
  mien_draw_text (cr, &bold, title, 0.0, y + 0.5 * row_height (style), 0.0, 0.5);
}

/* A square of each part's colour, with its name and the number of its samples. */
static void
paint_legend (cairo_t *cr, double width, const MienParts *parts, const MienFigureStyle *style)
{
  double side = 0.8 * style->font_size, y = 0.5 * row_height (style), x = 0.0;

  for (guint part = 0; part < MIEN_PARTS_N; part++) {
    g_autofree char *text = g_strdup_printf ("%s %u", parts->names[part], parts->totals[part]);

    mien_set_colour (cr, mien_parts_colour (part, style->dark));
    mien_rounded_rectangle (cr, x, y - 0.5 * side, side, side, 0.2 * side);
    cairo_fill (cr);
    x += 1.5 * side;
    mien_draw_text_within (cr, style, text, x, y, 0.0, 0.5, MAX (width - x, 1.0));
    x += mien_text_width (cr, style, text) + 1.5 * style->font_size;
  }
}

static guint
sum_row (const guint *counts)
{
  guint sum = 0;

  for (guint part = 0; part < MIEN_PARTS_N; part++)
    sum += counts[part];
  return sum;
}

/* The parts of one name side by side, @length for all of them. */
static void
paint_stack (cairo_t *cr,
             const guint *counts,
             double x,
             double y,
             double length,
             double thick,
             const MienFigureStyle *style)
{
  guint sum = MAX (sum_row (counts), 1);

  for (guint part = 0; part < MIEN_PARTS_N; part++) {
    double extent = length * counts[part] / sum;

    mien_set_colour (cr, mien_parts_colour (part, style->dark));
    cairo_rectangle (cr, x, y, extent, thick);
    cairo_fill (cr);
    x += extent;
  }
}

/* The number of a part in its piece of the bar, where there is room. */
static void
paint_numbers (cairo_t *cr,
               const guint *counts,
               double x,
               double y,
               double length,
               const MienFigureStyle *style)
{
  guint sum = MAX (sum_row (counts), 1);

  for (guint part = 0; part < MIEN_PARTS_N; part++) {
    double extent = length * counts[part] / sum;
    g_autofree char *number = g_strdup_printf ("%u", counts[part]);
    MienFigureStyle text = *style;

    text.ink = mien_colour_on (mien_parts_colour (part, style->dark));
    if (mien_text_width (cr, &text, number) + 0.4 * style->font_size < extent)
      mien_draw_text (cr, &text, number, x + 0.5 * extent, y, 0.5, 0.5);
    x += extent;
  }
}

static void
paint_classes (cairo_t *cr,
               double width,
               double y,
               const MienPartsTable *classes,
               const MienFigureStyle *style)
{
  double gap = 0.8 * style->font_size, thick = 1.4 * style->font_size;
  double name_width = MIN (measure_widest (classes, style), 0.35 * width);
  guint most = 1;

  for (guint i = 0; i < classes->n; i++)
    most = MAX (most, sum_row (classes->counts + (gsize) i * MIEN_PARTS_N));

  g_autofree char *widest = g_strdup_printf ("%u", most);
  double left = name_width + gap;
  double room = MAX (width - left - gap - mien_text_width (cr, style, widest), 1.0);

  for (guint i = 0; i < classes->n; i++, y += row_height (style)) {
    const guint *counts = classes->counts + (gsize) i * MIEN_PARTS_N;
    double middle = y + 0.5 * row_height (style);
    double length = room * sum_row (counts) / most;
    g_autofree char *sum = g_strdup_printf ("%u", sum_row (counts));

    mien_draw_text_within (cr, style, classes->names[i], name_width, middle, 1.0, 0.5,
                           name_width + 1.0);
    paint_stack (cr, counts, left, middle - 0.5 * thick, length, thick, style);
    paint_numbers (cr, counts, left, middle, length, style);
    mien_draw_text (cr, style, sum, left + length + 0.5 * gap, middle, 0.0, 0.5);
  }
}

/* A name over the parts that it is in, or the parts alone. */
static void
paint_cell (cairo_t *cr,
            const MienPartsTable *groups,
            guint number,
            const Cells *cells,
            double x,
            double y,
            const MienFigureStyle *style)
{
  const guint *counts = groups->counts + (gsize) number * MIEN_PARTS_N;
  double width = cells->cell_width - (cells->named ? 0.6 : 0.15) * style->font_size;

  if (!cells->named) {
    paint_stack (cr, counts, x, y, width, width, style);
    return;
  }
  mien_draw_text_within (cr, style, groups->names[number], x, y + 0.8 * style->font_size, 0.0, 0.5,
                         width);
  paint_stack (cr, counts, x, y + 1.5 * style->font_size, width, 0.35 * style->font_size, style);
}

static void
paint_groups (cairo_t *cr,
              double width,
              double y,
              const MienPartsTable *groups,
              const MienFigureStyle *style)
{
  Cells cells = lay_out_cells (width, groups, style);
  guint shown = MIN (groups->n, cells.rows * cells.columns);

  for (guint i = 0; i < shown; i++)
    paint_cell (cr, groups, i, &cells, i % cells.columns * cells.cell_width,
                y + i / cells.columns * cells.cell_height, style);
}

void
mien_parts_paint (cairo_t *cr,
                  double width,
                  double height,
                  const MienParts *parts,
                  const MienFigureStyle *style)
{
  double y = row_height (style);

  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  paint_legend (cr, width, parts, style);
  if (parts->classes.title != NULL) {
    paint_title (cr, parts->classes.title, y, style);
    paint_classes (cr, width, y + row_height (style), &parts->classes, style);
    y += (parts->classes.n + 1) * row_height (style);
  }
  if (parts->groups.title != NULL) {
    paint_title (cr, parts->groups.title, y, style);
    paint_groups (cr, width, y + row_height (style), &parts->groups, style);
  }
  cairo_restore (cr);
}
