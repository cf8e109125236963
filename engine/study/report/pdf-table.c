/* Tables on pages: as wide as their words want and the page allows; heads again on each page. */
#include "engine/study/report/pdf.h"

#define GAP 11.0 /* between columns */
#define PAD 2.4  /* above and below the words of a row */
#define LARGEST 8.5
#define SMALLEST 6.5
#define WHOLE_ROWS 16 /* tables of no more are not parted */
#define MOST_LETTERS 1000
#define LONGEST_WORD 110.0 /* what is longer, such as a path, may be broken */

typedef struct {
  const MienCells *table;
  const char *caption; /* (nullable) */
  double *widths;      /* [n] of the columns */
  guint n;
  double size, width; /* of letters; of all */
} Grid;

static const char *
get_text (const Grid *grid, int row, guint column)
{
  const MienCell *cell;

  if (row < 0)
    return g_ptr_array_index (grid->table->heads, column);
  cell = mien_cells_get (grid->table, (guint) row, column);
  return cell != NULL ? cell->text : "";
}

/* What nobody reads in a table would take long to break into lines. */
static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MOST_LETTERS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MOST_LETTERS);
  return g_strconcat (start, "…", NULL);
}

static PangoLayout *
lay_out_cell (MienPdf *pdf, const Grid *grid, int row, guint column, double width)
{
  const MienCell *cell = row < 0 ? NULL : mien_cells_get (grid->table, (guint) row, column);
  gboolean bold = row < 0 || (cell != NULL && cell->strong);
  g_autofree char *text = shorten (get_text (grid, row, column));
  PangoLayout *layout =
      mien_pdf_layout (pdf, text, (MienPdfFont){.size = grid->size, .bold = bold}, width);

  pango_layout_set_line_spacing (layout, 1.1f);
  if (g_array_index (grid->table->numbers, gboolean, column))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

/* The width that keeps all words of a column whole, and the one that keeps all its lines so */
static void
measure_column (MienPdf *pdf, const Grid *grid, guint column, double *least, double *most)
{
  *least = *most = 0.0;
  for (int row = -1; row < (int) grid->table->rows->len; row++) {
    g_autoptr (PangoLayout) layout = lay_out_cell (pdf, grid, row, column, -1.0);
    double whole = mien_pdf_layout_width (layout) + 0.5;

    *most = MAX (*most, whole);
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
    pango_layout_set_width (layout, 0);
    *least = MAX (*least, MIN (mien_pdf_layout_width (layout) + 0.5, LONGEST_WORD));
  }
}

static double
sum (const double *values, guint n)
{
  double total = 0.0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* FALSE where the words do not fit at this size. */
static gboolean
choose_widths (MienPdf *pdf, Grid *grid, double size)
{
  g_autofree double *least = g_new (double, grid->n);
  g_autofree double *most = g_new (double, grid->n);
  double room = MIEN_PDF_COLUMN - GAP * (grid->n - 1);

  grid->size = size;
  for (guint c = 0; c < grid->n; c++)
    measure_column (pdf, grid, c, &least[c], &most[c]);

  double low = sum (least, grid->n), high = sum (most, grid->n);
  double share = high > room ? (room - low) / MAX (high - low, 1e-9) : 1.0;

  for (guint c = 0; c < grid->n; c++)
    grid->widths[c] =
        low > room ? least[c] * room / low : least[c] + MIN (share, 1.0) * (most[c] - least[c]);
  grid->width = sum (grid->widths, grid->n) + GAP * (grid->n - 1);
  return low <= room;
}

static Grid
lay_out (MienPdf *pdf, const MienBlock *block)
{
  Grid grid = {.table = block->table, .caption = block->text, .n = block->table->heads->len};

  grid.widths = g_new0 (double, grid.n);
  for (double size = LARGEST; size >= SMALLEST; size -= 0.5)
    if (choose_widths (pdf, &grid, size))
      break;
  return grid;
}

/* Cells longer than a page are shortened; nobody reads such in a table. */
static double
set_row (MienPdf *pdf, const Grid *grid, int row, gboolean paint)
{
  double x = MIEN_PDF_LEFT, height = 0.0;
  double most = MIEN_PDF_BOTTOM - MIEN_PDF_TOP - 80.0;

  for (guint c = 0; c < grid->n; c++) {
    g_autoptr (PangoLayout) layout = lay_out_cell (pdf, grid, row, c, grid->widths[c]);

    if (mien_pdf_layout_height (layout) > most) {
      pango_layout_set_height (layout, (int) (most * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
    if (paint) {
      mien_pdf_set_ink (pdf, 1.0);
      mien_pdf_draw (pdf, layout, x, pdf->y + PAD);
    }
    height = MAX (height, mien_pdf_layout_height (layout) + 2.0 * PAD);
    x += grid->widths[c] + GAP;
  }
  return height;
}

static double
set_caption (MienPdf *pdf, const Grid *grid, gboolean again, gboolean paint)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (grid->caption == NULL)
    return 0.0;
  text = again ? g_strdup_printf ("%.*s (continued)", (int) strcspn (grid->caption, "."),
                                  grid->caption)
               : g_strdup (grid->caption);
  layout = mien_pdf_layout (pdf, text, (MienPdfFont){.size = 8.5}, MIEN_PDF_COLUMN);
  if (paint) {
    mien_pdf_set_ink (pdf, 0.75);
    mien_pdf_draw (pdf, layout, MIEN_PDF_LEFT, pdf->y);
  }
  return mien_pdf_layout_height (layout) + 4.0;
}

static void
begin (MienPdf *pdf, const Grid *grid, gboolean again)
{
  pdf->y += set_caption (pdf, grid, again, TRUE);
  mien_pdf_rule (pdf, MIEN_PDF_LEFT, grid->width, 0.9, 1.0);
  pdf->y += set_row (pdf, grid, -1, TRUE);
  mien_pdf_rule (pdf, MIEN_PDF_LEFT, grid->width, 0.5, 1.0);
}

static double
measure_rows (MienPdf *pdf, const Grid *grid, int from, int to)
{
  double height = 0.0;

  for (int row = from; row < to; row++)
    height += set_row (pdf, grid, row, FALSE);
  return height;
}

double
mien_pdf_table_start (MienPdf *pdf, const MienBlock *block)
{
  Grid grid = lay_out (pdf, block);
  double start = set_caption (pdf, &grid, FALSE, FALSE) + set_row (pdf, &grid, -1, FALSE);
  double height = start;
  int n = (int) grid.table->rows->len;

  height += measure_rows (pdf, &grid, 0, MIN (n, WHOLE_ROWS));
  if (n > WHOLE_ROWS)
    height = start + measure_rows (pdf, &grid, 0, 2);
  g_free (grid.widths);
  return height;
}

void
mien_pdf_set_table (MienPdf *pdf, const MienBlock *block)
{
  Grid grid = lay_out (pdf, block);
  int n = (int) grid.table->rows->len;

  begin (pdf, &grid, FALSE);
  for (int row = 0; row < n; row++) {
    /* The last row is not left alone. */
    double height = measure_rows (pdf, &grid, row, row == n - 2 ? n : row + 1);

    if (!mien_pdf_has_room (pdf, height)) {
      mien_pdf_rule (pdf, MIEN_PDF_LEFT, grid.width, 0.9, 1.0);
      mien_pdf_next_page (pdf);
      begin (pdf, &grid, TRUE);
    } else if (row > 0) {
      mien_pdf_rule (pdf, MIEN_PDF_LEFT, grid.width, 0.4, 0.18);
    }
    pdf->y += set_row (pdf, &grid, row, TRUE);
  }
  mien_pdf_rule (pdf, MIEN_PDF_LEFT, grid.width, 0.9, 1.0);
  g_free (grid.widths);
}
