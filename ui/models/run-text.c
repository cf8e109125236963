#include "ui/models/run-text.h"

#include <string.h>

/* What LaTeX would take for a command, and how it is written. */
static void
append_latex (GString *text, const char *value)
{
  static const struct {
    const char *sign, *written;
  } signs[] = {{"\\", "\\textbackslash{}"},
               {"~", "\\textasciitilde{}"},
               {"^", "\\textasciicircum{}"},
               {"&", "\\&"},
               {"%", "\\%"},
               {"$", "\\$"},
               {"#", "\\#"},
               {"_", "\\_"},
               {"{", "\\{"},
               {"}", "\\}"},
               {"±", "$\\pm$"},
               {"★", "$\\star$"},
               {"–", "--"},
               {"·", "$\\cdot$"}};

  while (*value != '\0') {
    guint i = 0;

    while (i < G_N_ELEMENTS (signs) && !g_str_has_prefix (value, signs[i].sign))
      i++;
    if (i < G_N_ELEMENTS (signs)) {
      g_string_append (text, signs[i].written);
      value += strlen (signs[i].sign);
    } else {
      g_string_append_c (text, *value++);
    }
  }
}

static void
append_csv (GString *text, const char *value)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (strpbrk (value, ",\"\r\n") == NULL) {
    g_string_append (text, value);
    return;
  }
  parts = g_strsplit (value, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  g_string_append_printf (text, "\"%s\"", doubled);
}

static void
append_cell (GString *text, const char *value, MienRunTextKind kind)
{
  g_autofree char *line = g_strdelimit (g_strdup (value), "\t\n\r", ' ');

  if (kind == MIEN_RUN_TEXT_LATEX)
    append_latex (text, line);
  else if (kind == MIEN_RUN_TEXT_CSV)
    append_csv (text, value);
  else
    g_string_append (text, line);
}

/* @row: (nullable): NULL for the titles */
static void
append_row (GString *text, gpointer row, GPtrArray *columns, MienRunTextKind kind)
{
  static const char *const between[] = {"\t", ",", " & "}, *const ends[] = {"\n", "\n", " \\\\\n"};

  for (guint i = 0; i < columns->len; i++) {
    const MienRunColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *value = row == NULL               ? g_strdup (column->title)
                             : MIEN_IS_RUN_GROUP (row) ? mien_run_group_text (row, column)
                                                       : mien_run_column_text (column, row);

    g_string_append (text, i > 0 ? between[kind] : "");
    append_cell (text, value, kind);
  }
  g_string_append (text, ends[kind]);
}

char *
mien_run_text (GPtrArray *rows, GPtrArray *columns, MienRunTextKind kind)
{
  gboolean latex = kind == MIEN_RUN_TEXT_LATEX;
  GString *text = g_string_new (NULL);

  if (latex) {
    g_autofree char *layout = g_strnfill (columns->len, 'l');

    g_string_append_printf (text, "\\begin{tabular}{%s}\n\\toprule\n", layout);
  }
  append_row (text, NULL, columns, kind);
  g_string_append (text, latex ? "\\midrule\n" : "");
  for (guint i = 0; i < rows->len; i++)
    append_row (text, g_ptr_array_index (rows, i), columns, kind);
  g_string_append (text, latex ? "\\bottomrule\n\\end{tabular}\n" : "");
  return g_string_free (text, FALSE);
}
