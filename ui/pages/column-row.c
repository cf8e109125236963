#include "ui/pages/column-row.h"

#include <glib/gi18n.h>

#define COLUMN "column"

GtkWidget *
mien_column_row_new (const char *column)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), COLUMN, g_strdup (column), g_free);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  return row;
}

const char *
mien_column_row_get_column (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), COLUMN);
}

static const char *
kind_word (MienKind kind)
{
  switch (kind) {
  case MIEN_KIND_FLAGS:
    return _ ("flags");
  case MIEN_KIND_SCALAR:
    return _ ("numbers");
  case MIEN_KIND_POINTS:
    return _ ("points");
  case MIEN_KIND_DISTRIBUTION:
    return _ ("votes");
  case MIEN_KIND_CLASS:
  default:
    return _ ("classes");
  }
}

/* "7 classes, 12 missing" */
static char *
describe_column (MienColumnsDraft *draft, const MienColumn *column)
{
  const MienColumnEdit *edit =
      mien_column_edits_find (mien_columns_draft_get_edits (draft), column->name);
  g_autoptr (MienColumn) edited =
      edit != NULL ? mien_column_edit_apply (edit, column, NULL) : mien_column_copy (column);
  guint missing = mien_column_count_missing (edited != NULL ? edited : column);
  guint n = edited != NULL && edited->names != NULL ? g_strv_length (edited->names) : 0;
  GString *text = g_string_new (NULL);

  if (edit != NULL && edit->leave_out)
    return g_string_free (g_string_append (text, _ ("left out")), FALSE);
  if (n > 0)
    g_string_append_printf (text, "%u ", n);
  g_string_append (text, kind_word (column->kind));
  if (missing > 0) {
    g_string_append (text, ", ");
    g_string_append_printf (text, _ ("%u missing"), missing);
  }
  return g_string_free (text, FALSE);
}

void
mien_column_row_update (GtkListBoxRow *row, MienColumnsDraft *draft)
{
  const char *read = mien_column_row_get_column (row);
  const MienColumn *column = mien_columns_draft_find (draft, read);
  MienColumnEdits *edits = mien_columns_draft_get_edits (draft);
  const MienColumnEdit *edit = mien_column_edits_find (edits, read);
  g_autofree char *title = g_markup_escape_text (mien_column_edits_name (edits, read), -1);
  g_autofree char *facts = column != NULL ? describe_column (draft, column) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  if (edit != NULL && edit->leave_out)
    gtk_widget_add_css_class (GTK_WIDGET (row), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "dim-label");
}
