#include "tests/engine/figures/canvas.h"

#include "engine/figures/matrix.h"

#include <math.h>

static const char *const names[] = {"fear", "happy", "surprise"};
static const guint counts[] = {8, 0, 2, 0, 10, 0, 0, 0, 0};

static MienMatrix
make_matrix (void)
{
  return (MienMatrix){.n_rows = 3,
                      .n_columns = 3,
                      .row_names = names,
                      .column_names = names,
                      .counts = counts,
                      .selected_row = -1,
                      .selected_column = -1,
                      .focused_row = -1,
                      .focused_column = -1,
                      .row_title = "true",
                      .column_title = "predicted"};
}

static MienMatrixArea
paint (cairo_t *cr, const MienMatrix *matrix)
{
  MienFigureStyle style = mien_figure_style_paper ();
  MienMatrixArea area = {0};

  mien_matrix_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, matrix, &style, &area);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  return area;
}

/* Near a cell's corner, away from its number */
static guint
ink_of (cairo_t *cr, const MienMatrixArea *area, int row, int column)
{
  return canvas_ink (cr, area->left + (column + 0.15) * area->cell_width,
                     area->top + (row + 0.15) * area->cell_height);
}

static void
test_a_larger_share_of_the_row_is_darker (void)
{
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();
  MienMatrixArea area = paint (cr, &matrix);

  g_assert_cmpuint (ink_of (cr, &area, 1, 1), >, ink_of (cr, &area, 0, 0));
  g_assert_cmpuint (ink_of (cr, &area, 0, 0), >, ink_of (cr, &area, 0, 2));
  g_assert_cmpuint (ink_of (cr, &area, 0, 2), >, ink_of (cr, &area, 0, 1));
  g_assert_cmpuint (ink_of (cr, &area, 2, 2), ==, ink_of (cr, &area, 0, 1));
  cairo_destroy (cr);
}

static void
test_the_cell_under_the_pointer_is_found (void)
{
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();
  MienMatrixArea area = paint (cr, &matrix);
  int row, column;

  for (int i = 0; i < 9; i++) {
    g_assert_true (mien_matrix_area_find (&area, 3, 3, area.left + (i % 3 + 0.5) * area.cell_width,
                                          area.top + (i / 3 + 0.5) * area.cell_height, &row,
                                          &column));
    g_assert_cmpint (row, ==, i / 3);
    g_assert_cmpint (column, ==, i % 3);
  }
  g_assert_false (mien_matrix_area_find (&area, 3, 3, area.left - 1, area.top + 5, &row, &column));
  g_assert_false (mien_matrix_area_find (&area, 3, 3, area.left + 5,
                                         area.top + 3 * area.cell_height + 1, &row, &column));
  cairo_destroy (cr);
}

static void
test_the_matrix_lies_inside_the_figure (void)
{
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();
  MienMatrixArea area = paint (cr, &matrix);

  g_assert_cmpfloat (area.left, >, 0);
  g_assert_cmpfloat (area.top, >, 0);
  g_assert_cmpfloat (area.left + 3 * area.cell_width, <=, CANVAS_WIDTH);
  g_assert_cmpfloat (area.top + 3 * area.cell_height, <=, CANVAS_HEIGHT);
  cairo_destroy (cr);
}

static void
test_the_selected_cell_is_framed (void)
{
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();

  matrix.selected_row = 0;
  matrix.selected_column = 2;

  MienMatrixArea area = paint (cr, &matrix);
  double y = area.top + area.cell_height / 2;
  MienColour mark = mien_palette_colour (1, FALSE);

  g_assert_cmpuint (canvas_count (cr, area.left + 3 * area.cell_width - 2, y - 5,
                                  area.left + 3 * area.cell_width + 2, y + 5, mark),
                    >, 5);
  g_assert_cmpuint (canvas_count (cr, area.left - 2, y - 5, area.left + 2, y + 5, mark), ==, 0);
  cairo_destroy (cr);
}

static void
test_names_of_any_script_and_length_are_painted (void)
{
  const char *const odd[] = {"놀람", "怒り",
                             "a name that goes on and on and on and on and on and on"};
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();

  matrix.row_names = matrix.column_names = odd;

  MienMatrixArea area = paint (cr, &matrix);
  guint ink = 0;

  g_assert_cmpfloat (area.cell_width, >, 20);
  for (double x = 0; x < area.left; x++)
    for (double y = area.top; y < area.top + area.cell_height; y++)
      ink += canvas_ink (cr, x, y) > 200;
  g_assert_cmpuint (ink, >, 10);
  cairo_destroy (cr);
}

static void
test_a_table_can_have_more_rows_than_columns (void)
{
  static const char *const rows[] = {"p01", "p02", "p03"};
  static const char *const columns[] = {"fear", "joy"};
  static const guint few[] = {0, 5, 5, 0, 5, 0};
  MienMatrix matrix = {.n_rows = 3,
                       .n_columns = 2,
                       .row_names = rows,
                       .column_names = columns,
                       .counts = few,
                       .selected_row = -1,
                       .selected_column = -1,
                       .focused_row = -1,
                       .focused_column = -1};
  cairo_t *cr = canvas_new ();
  MienMatrixArea area = paint (cr, &matrix);
  int row = -1, column = -1;

  g_assert_true (mien_matrix_area_find (&area, 3, 2, area.left + 1.5 * area.cell_width,
                                        area.top + 2.5 * area.cell_height, &row, &column));
  g_assert_cmpint (row, ==, 2);
  g_assert_cmpint (column, ==, 1);
  g_assert_false (mien_matrix_area_find (&area, 3, 2, area.left + 2.5 * area.cell_width,
                                         area.top + 0.5 * area.cell_height, &row, &column));
  cairo_destroy (cr);
}

static void
test_cosines_are_blue_red_or_blank_and_written (void)
{
  static const double cosines[] = {1.0, -0.8, NAN, -0.8, 1.0, 0.0, NAN, 0.0, 1.0};
  MienMatrix matrix = make_matrix ();
  cairo_t *cr = canvas_new ();

  matrix.counts = NULL;
  matrix.cosines = cosines;

  MienMatrixArea area = paint (cr, &matrix);
  double y = area.top + 0.15 * area.cell_height, first = area.left + 0.15 * area.cell_width;
  guint32 same = canvas_pixel (cr, first, y);
  guint32 against = canvas_pixel (cr, first + area.cell_width, y);
  guint ink = 0;

  g_assert_cmpuint (same & 0xff, >, (same >> 16 & 0xff) + 60);
  g_assert_cmpuint (against >> 16 & 0xff, >, (against & 0xff) + 60);
  g_assert_cmpuint (ink_of (cr, &area, 1, 2), <, 30); /* across: white */
  for (double x = 0.3; x < 0.7; x += 0.01)
    ink += canvas_ink (cr, area.left + (2 + x) * area.cell_width,
                       area.top + 1.5 * area.cell_height) > 300;
  g_assert_cmpuint (ink, >, 3);
  cairo_destroy (cr);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/shares", test_a_larger_share_of_the_row_is_darker);
  g_test_add_func ("/matrix/find", test_the_cell_under_the_pointer_is_found);
  g_test_add_func ("/matrix/inside", test_the_matrix_lies_inside_the_figure);
  g_test_add_func ("/matrix/selected", test_the_selected_cell_is_framed);
  g_test_add_func ("/matrix/names", test_names_of_any_script_and_length_are_painted);
  g_test_add_func ("/matrix/long", test_a_table_can_have_more_rows_than_columns);
  g_test_add_func ("/matrix/cosines", test_cosines_are_blue_red_or_blank_and_written);
  return g_test_run ();
}
