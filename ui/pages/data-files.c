#include "ui/pages/data-files.h"

#include "engine/samples/data/table-write.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *page;
  MienWorkbench *workbench;
} Files;

static void
files_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free (data);
}

/* (transfer full) */
static char *
name_of (const char *path)
{
  return g_path_get_basename (path);
}

typedef struct {
  MienDataset *dataset;
  char *path;
  guint n_written;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  mien_dataset_unref (writing->dataset);
  g_free (writing->path);
  g_free (writing);
}

static void
write_on_thread (GTask *task,
                 gpointer source G_GNUC_UNUSED,
                 gpointer data,
                 GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (mien_table_write (writing->dataset, writing->path, 0, cancellable, &writing->n_written,
                        &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *page, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  Writing *writing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = name_of (writing->path);
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    /* Translators: the second is a file's name. */
    text = g_strdup_printf (
        ngettext ("%'u face written to %s", "%'u faces written to %s", writing->n_written),
        writing->n_written, name);
  mien_toast (GTK_WIDGET (page), text != NULL ? text : error->message, FALSE);
}

static void
export_to (GSimpleAction *action G_GNUC_UNUSED, GVariant *target, Files *self)
{
  g_autoptr (GTask) task = g_task_new (self->page, NULL, on_written, NULL);
  Writing *writing = g_new0 (Writing, 1);

  writing->dataset = mien_dataset_ref (mien_workbench_get_dataset (self->workbench));
  writing->path = g_variant_dup_string (target, NULL);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_on_thread);
}

static void
export_corrections_to (GSimpleAction *action G_GNUC_UNUSED, GVariant *target, Files *self)
{
  const char *path = g_variant_get_string (target, NULL);
  g_autofree char *name = name_of (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) corrections = mien_store_get_corrections (
      mien_workbench_get_store (self->workbench),
      mien_dataset_get_location (mien_workbench_get_original (self->workbench)), &error);

  if (corrections != NULL && mien_corrections_write (corrections, path, &error))
    /* Translators: the second is a file's name. */
    text = g_strdup_printf (ngettext ("%'u correction written to %s",
                                      "%'u corrections written to %s", corrections->len),
                            corrections->len, name);
  mien_toast (self->page, text != NULL ? text : error->message, FALSE);
}

static void
import_corrections_from (GSimpleAction *action G_GNUC_UNUSED, GVariant *target, Files *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0, strange = 0;

  if (!mien_workbench_import_corrections (self->workbench, g_variant_get_string (target, NULL), &n,
                                          &strange, &error))
    text = g_strdup (error->message);
  else if (strange > 0)
    /* Translators: how many corrections were taken over, and how many could not be. */
    text = g_strdup_printf (_ ("%'u corrections taken over; %'u are about faces that are not here"),
                            n, strange);
  else
    text = g_strdup_printf (ngettext ("%'u correction taken over", "%'u corrections taken over", n),
                            n);
  mien_toast (self->page, text, error == NULL && n > 0);
}

/* The dialog carries the action that takes the path. */
static void
on_chosen (GtkNativeDialog *dialog, int response, GtkWidget *page)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = g_file_get_path (file);

    if (path != NULL)
      gtk_widget_activate_action (page, g_object_get_data (G_OBJECT (dialog), "action"), "s", path);
    else
      mien_toast (page, _ ("Only files of this computer can be used."), FALSE);
  }
  g_object_unref (dialog);
}

static void
choose (Files *self, const char *title, const char *name, const char *action)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  gboolean saving = name != NULL;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      saving ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      saving ? _ ("_Export") : _ ("_Import"), NULL);

  if (saving)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "action", (gpointer) action);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), self->page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void export(GSimpleAction *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED, Files *self)
{
  choose (self, _ ("Export Table"), "labels.csv", "table.export-to");
}

static void
export_corrections (GSimpleAction *action G_GNUC_UNUSED,
                    GVariant *target G_GNUC_UNUSED,
                    Files *self)
{
  choose (self, _ ("Export Corrections"), "corrections.csv", "table.export-corrections-to");
}

static void
import_corrections (GSimpleAction *action G_GNUC_UNUSED,
                    GVariant *target G_GNUC_UNUSED,
                    Files *self)
{
  choose (self, _ ("Import Corrections"), NULL, "table.import-corrections-from");
}

static void
add (GSimpleActionGroup *group,
     const char *name,
     const char *type,
     void (*func) (GSimpleAction *action, GVariant *target, Files *self),
     GtkWidget *page,
     MienWorkbench *workbench)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new (name, type != NULL ? G_VARIANT_TYPE (type) : NULL);
  Files *self = g_new0 (Files, 1);

  *self = (Files){page, workbench};
  g_signal_connect_data (action, "activate", G_CALLBACK (func), self, files_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

GActionGroup *
mien_data_files_new (GtkWidget *page, MienWorkbench *workbench)
{
  g_return_val_if_fail (GTK_IS_WIDGET (page) && MIEN_IS_WORKBENCH (workbench), NULL);

  GSimpleActionGroup *group = g_simple_action_group_new ();

  add (group, "export", NULL, export, page, workbench);
  add (group, "export-to", "s", export_to, page, workbench);
  add (group, "export-corrections", NULL, export_corrections, page, workbench);
  add (group, "export-corrections-to", "s", export_corrections_to, page, workbench);
  add (group, "import-corrections", NULL, import_corrections, page, workbench);
  add (group, "import-corrections-from", "s", import_corrections_from, page, workbench);
  return G_ACTION_GROUP (group);
}
