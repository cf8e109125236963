#include "engine/study/report/cells.h"

#include "tests/engine/study/report/reading.h"

#include <math.h>
#include <string.h>

/* Braces that LaTeX counts, those after a backslash left out */
static int
count_open (const char *latex)
{
  int open = 0;

  for (const char *c = latex; *c != '\0'; c++) {
    if (*c == '\\' && c[1] != '\0')
      c++;
    else
      open += *c == '{' ? 1 : *c == '}' ? -1 : 0;
    g_assert_cmpint (open, >=, 0);
  }
  return open;
}

static void
test_numbers_are_written_alike_everywhere (void)
{
  g_autofree char *minus = mien_number_text ("%+.3f", -0.0271);
  g_autofree char *plus = mien_number_text ("%+.3f", 0.0271);
  g_autofree char *none = mien_number_text ("%.3f", (double) NAN);

  g_assert_cmpstr (minus, ==, "−0.027");
  g_assert_cmpstr (plus, ==, "+0.027");
  g_autofree char *zero = mien_number_text ("%+.2f", -0.001);

  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpstr (zero, ==, "0.00");
}

static void
test_latex_takes_no_name_for_a_command (void)
{
  g_autoptr (MienCells) cells = mien_cells_new ();

  mien_cells_add_columns (cells, "arm & other|#mean");
  mien_cells_begin_row (cells);
  mien_cells_add (cells, "100%_x \\input{/etc/passwd} $a^b$ #1 ~ {");
  mien_cells_add_number (cells, "%.2f", -1.5);
  mien_cells_stress (cells);
  g_autofree char *latex = mien_cells_to_latex (cells, "Shares of } 5 %", "tab:x");

  g_assert_cmpint (count_open (latex), ==, 0);
  reading_assert_has (latex, "100\\%\\_x \\textbackslash{}input\\{/etc/passwd\\}");
  reading_assert_has (latex, "\\textbf{$-$1.50}");
  reading_assert_has (latex, "arm \\& other & mean \\\\");
  reading_assert_has (latex, "\\begin{tabular}{lr}");
  reading_assert_has (latex, "\\caption{Shares of \\} 5 \\%}");
  g_assert_cmpuint (reading_count (latex, "\n"), ==, 12);
}

static void
test_a_row_that_ends_early_is_filled (void)
{
  g_autoptr (MienCells) cells = mien_cells_new ();

  mien_cells_add_columns (cells, "a|b|c");
  mien_cells_begin_row (cells);
  mien_cells_add (cells, "only");
  g_assert_null (mien_cells_get (cells, 0, 1));
  g_autofree char *latex = mien_cells_to_latex (cells, "x", "y");
  reading_assert_has (latex, "  only &  &  \\\\");
}

static void
test_words_that_are_no_utf8_are_made_so (void)
{
  g_autoptr (MienCells) cells = mien_cells_new ();

  mien_cells_add_columns (cells, "a");
  mien_cells_begin_row (cells);
  mien_cells_add (cells, "br\xffken");
  g_assert_true (g_utf8_validate (mien_cells_get (cells, 0, 0)->text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cells/numbers", test_numbers_are_written_alike_everywhere);
  g_test_add_func ("/cells/latex", test_latex_takes_no_name_for_a_command);
  g_test_add_func ("/cells/short-row", test_a_row_that_ends_early_is_filled);
  g_test_add_func ("/cells/utf8", test_words_that_are_no_utf8_are_made_so);
  return g_test_run ();
}
