#include "engine/study/report/cells.h"

#include <math.h>
#include <string.h>

static void
cell_clear (gpointer data)
{
  g_free (((MienCell *) data)->text);
}

MienCells *
mien_cells_new (void)
{
  MienCells *self = g_new0 (MienCells, 1);

  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return self;
}

void
mien_cells_free (MienCells *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->heads);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
mien_cells_add_column (MienCells *self, const char *head, gboolean numbers)
{
  g_ptr_array_add (self->heads, g_utf8_make_valid (head, -1));
  g_array_append_val (self->numbers, numbers);
}

void
mien_cells_add_columns (MienCells *self, const char *heads)
{
  g_auto (GStrv) names = g_strsplit (heads, "|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    mien_cells_add_column (self, names[i] + (*names[i] == '#'), *names[i] == '#');
}

void
mien_cells_begin_row (MienCells *self)
{
  GArray *row = g_array_new (FALSE, FALSE, sizeof (MienCell));

  g_array_set_clear_func (row, cell_clear);
  g_ptr_array_add (self->rows, row);
}

void
mien_cells_add (MienCells *self, const char *text)
{
  MienCell cell = {.text = g_utf8_make_valid (text, -1)};

  g_return_if_fail (self->rows->len > 0);
  g_array_append_val ((GArray *) g_ptr_array_index (self->rows, self->rows->len - 1), cell);
}

void
mien_cells_add_format (MienCells *self, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  mien_cells_add (self, text);
}

char *
mien_number_text (const char *format, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("–");
  g_ascii_formatd (digits, sizeof digits, format, value);
  if (fpclassify (g_ascii_strtod (digits, NULL)) == FP_ZERO) /* nothing has no sign */
    return g_strdup (digits + strspn (digits, "+-"));
  return *digits == '-' ? g_strconcat ("−", digits + 1, NULL) : g_strdup (digits);
}

void
mien_cells_add_number (MienCells *self, const char *format, double value)
{
  g_autofree char *text = mien_number_text (format, value);

  mien_cells_add (self, text);
}

void
mien_cells_add_interval (MienCells *self, double low, double high)
{
  g_autofree char *from = mien_number_text ("%.3f", low);
  g_autofree char *to = mien_number_text ("%.3f", high);

  if (isfinite (low) && isfinite (high))
    mien_cells_add_format (self, "%s\u00a0…\u00a0%s", from, to);
  else
    mien_cells_add (self, "–");
}

void
mien_cells_stress (MienCells *self)
{
  GArray *row = g_ptr_array_index (self->rows, self->rows->len - 1);

  g_return_if_fail (row->len > 0);
  g_array_index (row, MienCell, row->len - 1).strong = TRUE;
}

const MienCell *
mien_cells_get (const MienCells *self, guint row, guint column)
{
  const GArray *cells = g_ptr_array_index (self->rows, row);

  return column < cells->len ? &g_array_index (cells, MienCell, column) : NULL;
}

/* --- LaTeX --- */

static const struct {
  gunichar letter;
  const char *latex;
} spelt[] = {{'\\', "\\textbackslash{}"},
             {'{', "\\{"},
             {'}', "\\}"},
             {'$', "\\$"},
             {'&', "\\&"},
             {'#', "\\#"},
             {'%', "\\%"},
             {'_', "\\_"},
             {'^', "\\textasciicircum{}"},
             {'~', "\\textasciitilde{}"},
             {'<', "\\textless{}"},
             {'>', "\\textgreater{}"},
             {'|', "\\textbar{}"},
             {'"', "\\textquotedbl{}"},
             {'\n', " "},
             {0x00a0, "~"},
             {0x2013, "--"},
             {0x2026, "\\ldots{}"},
             {0x2212, "$-$"},
             {0x00d7, "$\\times$"},
             {0x00b1, "$\\pm$"},
             {0x201c, "``"},
             {0x201d, "''"}};

char *
mien_latex_escape (const char *text)
{
  GString *latex = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    const char *as = NULL;

    for (guint i = 0; i < G_N_ELEMENTS (spelt) && as == NULL; i++)
      if (spelt[i].letter == letter)
        as = spelt[i].latex;
    if (as != NULL)
      g_string_append (latex, as);
    else if (!g_unichar_iscntrl (letter))
      g_string_append_unichar (latex, letter);
  }
  return g_string_free (latex, FALSE);
}

static void
append_latex_row (GString *latex, const MienCells *self, guint row)
{
  for (guint c = 0; c < self->heads->len; c++) {
    const MienCell *cell = mien_cells_get (self, row, c);
    g_autofree char *text = mien_latex_escape (cell != NULL ? cell->text : "");

    g_string_append_printf (latex, cell != NULL && cell->strong ? "%s\\textbf{%s}" : "%s%s",
                            c > 0 ? " & " : "  ", text);
  }
  g_string_append (latex, " \\\\\n");
}

char *
mien_cells_to_latex (const MienCells *self, const char *caption, const char *label)
{
  GString *latex = g_string_new ("\\begin{table}\n  \\centering\n  \\caption{");
  g_autofree char *words = mien_latex_escape (caption);

  g_string_append_printf (latex, "%s}\n  \\label{%s}\n  \\begin{tabular}{", words, label);
  for (guint c = 0; c < self->heads->len; c++)
    g_string_append_c (latex, g_array_index (self->numbers, gboolean, c) ? 'r' : 'l');
  g_string_append (latex, "}\n  \\toprule\n");
  for (guint c = 0; c < self->heads->len; c++) {
    g_autofree char *head = mien_latex_escape (g_ptr_array_index (self->heads, c));

    g_string_append_printf (latex, "%s%s", c > 0 ? " & " : "  ", head);
  }
  g_string_append (latex, " \\\\\n  \\midrule\n");
  for (guint row = 0; row < self->rows->len; row++)
    append_latex_row (latex, self, row);
  g_string_append (latex, "  \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
  return g_string_free (latex, FALSE);
}
