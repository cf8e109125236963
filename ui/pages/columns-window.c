#include "ui/pages/columns-window.h"

#include "ui/models/columns-draft.h"
#include "ui/models/opening.h"
#include "ui/pages/column-row.h"
#include "ui/pages/join-window.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/column-form.h"

#include <glib/gi18n.h>

struct _MienColumnsWindow {
  AdwWindow parent_instance;

  MienWorkbench *workbench;
  MienColumnsDraft *draft;
  char *column; /* (nullable): shown, by its name as it was read */
  gboolean filling;
  gboolean applying;
  GCancellable *reading; /* (nullable) */

  GtkSpinner *spinner;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  GtkWidget *body;
  GtkListBox *columns;
  GtkListBox *tables;
  MienColumnForm *form;
};

G_DEFINE_FINAL_TYPE (MienColumnsWindow, mien_columns_window, ADW_TYPE_WINDOW)

static void refresh (MienColumnsWindow *self);

static void
warn (MienColumnsWindow *self, const char *text)
{
  gtk_label_set_text (self->trouble_text, text);
  gtk_info_bar_set_revealed (self->trouble, TRUE);
}

static void
tell (MienColumnsWindow *self, const GError *error)
{
  /* Translators: %s is a sentence that says what is wrong and where. */
  g_autofree char *text = g_strdup_printf (_ ("That does not work: %s"), error->message);

  warn (self, text);
}

static void
on_trouble_seen (MienColumnsWindow *self)
{
  gtk_info_bar_set_revealed (self->trouble, FALSE);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* One row a column as it was read; the chosen one stays chosen where it is still there. */
static void
list_columns (MienColumnsWindow *self)
{
  GPtrArray *columns = mien_dataset_get_columns (mien_columns_draft_get_dataset (self->draft));

  self->filling = TRUE;
  clear_list (self->columns);
  if (self->column != NULL && mien_columns_draft_find (self->draft, self->column) == NULL)
    g_clear_pointer (&self->column, g_free);
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    GtkWidget *row = mien_column_row_new (column->name);

    if (self->column == NULL)
      self->column = g_strdup (column->name);
    gtk_list_box_append (self->columns, row);
    if (g_str_equal (column->name, self->column))
      gtk_list_box_select_row (self->columns, GTK_LIST_BOX_ROW (row));
  }
  self->filling = FALSE;
}

static void
on_remove_table (MienColumnsWindow *self, GtkButton *button)
{
  mien_columns_draft_remove_join (
      self->draft, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
  refresh (self);
}

static void
list_tables (MienColumnsWindow *self)
{
  GPtrArray *joins = mien_columns_draft_get_joins (self->draft);

  clear_list (self->tables);
  gtk_widget_set_visible (GTK_WIDGET (self->tables), joins->len > 0);
  for (guint i = 0; i < joins->len; i++) {
    const MienJoin *join = g_ptr_array_index (joins, i);
    g_autofree char *name = g_path_get_basename (join->path);
    g_autofree char *title = g_markup_escape_text (name, -1);
    g_autofree char *tip = g_strdup_printf (_ ("Take the columns of %s out"), name);
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
    gtk_widget_set_tooltip_text (row, join->path);
    gtk_widget_set_tooltip_text (button, tip);
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class (button, "flat");
    g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_table), self,
                             G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    gtk_list_box_append (self->tables, row);
  }
}

static void
set_enabled (MienColumnsWindow *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

static void
show_state (MienColumnsWindow *self)
{
  gboolean waiting = self->reading != NULL || self->applying;

  set_enabled (self, "columns.undo", !waiting && mien_columns_draft_can_undo (self->draft));
  set_enabled (self, "columns.redo", !waiting && mien_columns_draft_can_redo (self->draft));
  set_enabled (self, "columns.apply", !waiting);
  gtk_widget_set_sensitive (self->body, !waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
}

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienColumnsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_open_dataset_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_object (&self->reading);
  if (dataset != NULL) {
    mien_columns_draft_take_dataset (self->draft, mien_dataset_get_as_read (dataset));
    list_columns (self);
  } else {
    tell (self, error);
    mien_columns_draft_drop (self->draft);
  }
  refresh (self);
}

static void
read_again (MienColumnsWindow *self)
{
  MienDataset *dataset = mien_columns_draft_get_dataset (self->draft);
  MienColumnEdits *types = mien_columns_draft_reading_edits (self->draft);

  self->reading = g_cancellable_new ();
  mien_open_dataset_async (mien_dataset_get_location (dataset),
                           mien_workbench_get_recipe (self->workbench)->layout, types,
                           mien_columns_draft_get_joins (self->draft), self->reading, NULL, NULL,
                           on_read, g_object_ref (self));
  g_hash_table_unref (types);
}

static void
refresh (MienColumnsWindow *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->columns));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    mien_column_row_update (GTK_LIST_BOX_ROW (row), self->draft);
  list_tables (self);
  if (self->column != NULL)
    mien_column_form_show (self->form, self->draft, self->column);
  if (self->reading == NULL && mien_columns_draft_is_stale (self->draft))
    read_again (self);
  show_state (self);
}

static void
on_changed (MienColumnsWindow *self)
{
  gtk_info_bar_set_revealed (self->trouble, FALSE);
  refresh (self);
}

static void
on_refused (MienColumnsWindow *self, const char *text)
{
  refresh (self);
  warn (self, text);
}

static void
on_column_selected (MienColumnsWindow *self, GtkListBoxRow *row)
{
  if (self->filling || row == NULL)
    return;
  gtk_info_bar_set_revealed (self->trouble, FALSE);
  mien_column_form_commit (self->form);
  g_free (self->column);
  self->column = g_strdup (mien_column_row_get_column (GTK_LIST_BOX_ROW (row)));
  mien_column_form_show (self->form, self->draft, self->column);
}

static void
undo (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_columns_draft_undo (MIEN_COLUMNS_WINDOW (widget)->draft);
  refresh (MIEN_COLUMNS_WINDOW (widget));
}

static void
redo (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_columns_draft_redo (MIEN_COLUMNS_WINDOW (widget)->draft);
  refresh (MIEN_COLUMNS_WINDOW (widget));
}

static void
reset (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_columns_draft_reset (MIEN_COLUMNS_WINDOW (widget)->draft);
  refresh (MIEN_COLUMNS_WINDOW (widget));
}

static void
cancel (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienColumnsWindow *self = MIEN_COLUMNS_WINDOW (widget);

  if (self->applying)
    mien_workbench_cancel_open (self->workbench);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienColumnsWindow *self = MIEN_COLUMNS_WINDOW (widget);

  mien_column_form_commit (self->form);
  if (gtk_info_bar_get_revealed (self->trouble) || self->reading != NULL)
    return;
  self->applying = TRUE;
  show_state (self);
  mien_workbench_edit_columns (self->workbench, mien_columns_draft_get_edits (self->draft),
                               mien_columns_draft_get_joins (self->draft));
}

static void
on_table_added (MienColumnsWindow *self, const char *path, const char *by, const char *on)
{
  g_autoptr (MienJoin) join = mien_join_new (path, by, on);

  mien_columns_draft_add_join (self->draft, join);
  refresh (self);
}

void
mien_columns_window_add_table (MienColumnsWindow *self, const char *path)
{
  g_return_if_fail (MIEN_IS_COLUMNS_WINDOW (self) && path != NULL);

  GtkWidget *window =
      mien_join_window_new (mien_columns_draft_get_dataset (self->draft), path, GTK_WINDOW (self));

  g_signal_connect_object (window, "added", G_CALLBACK (on_table_added), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_chosen (GtkNativeDialog *dialog, int response, MienColumnsWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = g_file_get_path (file);

    if (path != NULL)
      mien_columns_window_add_table (self, path);
  }
  g_object_unref (dialog);
}

static void
add_table (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Add Columns from Table"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_dataset_changed (MienColumnsWindow *self)
{
  if (self->applying)
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_dataset_failed (MienColumnsWindow *self, const GError *error)
{
  if (!self->applying)
    return;
  self->applying = FALSE;
  tell (self, error);
  show_state (self);
}

void
mien_columns_window_choose (MienColumnsWindow *self, const char *column)
{
  g_return_if_fail (MIEN_IS_COLUMNS_WINDOW (self));

  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->columns));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (mien_column_row_get_column (GTK_LIST_BOX_ROW (row)), column) == 0)
      gtk_list_box_select_row (self->columns, GTK_LIST_BOX_ROW (row));
}

static void
mien_columns_window_dispose (GObject *object)
{
  MienColumnsWindow *self = MIEN_COLUMNS_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_columns_window_parent_class)->dispose (object);
}

static void
mien_columns_window_finalize (GObject *object)
{
  MienColumnsWindow *self = MIEN_COLUMNS_WINDOW (object);

  mien_columns_draft_free (self->draft);
  g_free (self->column);
  G_OBJECT_CLASS (mien_columns_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, spinner);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, trouble);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, trouble_text);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, body);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, columns);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, tables);
  gtk_widget_class_bind_template_child (klass, MienColumnsWindow, form);
}

static void
install_actions (GtkWidgetClass *klass)
{
  const GdkModifierType redo_keys = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (klass, "columns.cancel", NULL, cancel);
  gtk_widget_class_install_action (klass, "columns.apply", NULL, apply);
  gtk_widget_class_install_action (klass, "columns.undo", NULL, undo);
  gtk_widget_class_install_action (klass, "columns.redo", NULL, redo);
  gtk_widget_class_install_action (klass, "columns.reset", NULL, reset);
  gtk_widget_class_install_action (klass, "columns.add-table", NULL, add_table);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "columns.cancel", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "columns.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, redo_keys, "columns.redo", NULL);
}

static void
mien_columns_window_class_init (MienColumnsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_columns_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_columns_window_finalize;

  g_type_ensure (MIEN_TYPE_COLUMN_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/columns-window.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_seen);
  gtk_widget_class_bind_template_callback (widget_class, on_column_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_refused);
}

static void
mien_columns_window_init (MienColumnsWindow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_name_buttons (GTK_WIDGET (self));
}

/* The column that is being learned is the one that is most often meant. */
static char *
find_main (MienColumnsWindow *self)
{
  const MienRecipeTask *task = mien_recipe_get_main (mien_workbench_get_recipe (self->workbench));
  GPtrArray *columns = mien_dataset_get_columns (mien_columns_draft_get_dataset (self->draft));

  for (guint i = 0; task != NULL && i < columns->len; i++) {
    const char *read = ((MienColumn *) g_ptr_array_index (columns, i))->name;

    if (g_str_equal (mien_column_edits_name (mien_columns_draft_get_edits (self->draft), read),
                     task->column))
      return g_strdup (read);
  }
  return NULL;
}

GtkWidget *
mien_columns_window_new (MienWorkbench *workbench, GtkWindow *parent)
{
  MienColumnsWindow *self = g_object_new (MIEN_TYPE_COLUMNS_WINDOW, "transient-for", parent, NULL);
  const MienRecipe *recipe = mien_workbench_get_recipe (workbench);

  self->workbench = g_object_ref (workbench);
  self->draft =
      mien_columns_draft_new (mien_dataset_get_as_read (mien_workbench_get_original (workbench)),
                              recipe->columns, recipe->joins);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (on_dataset_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-failed", G_CALLBACK (on_dataset_failed), self,
                           G_CONNECT_SWAPPED);
  self->column = find_main (self);
  list_columns (self);
  refresh (self);
  return GTK_WIDGET (self);
}
