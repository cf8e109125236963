#include "ui/pages/tensorboard-export.h"

#include "engine/study/tensorboard.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

typedef struct {
  char *folder, *out;
  guint n_runs;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->folder);
  g_free (work->out);
  g_free (work);
}

static void
write_curves (GTask *task,
              gpointer source G_GNUC_UNUSED,
              gpointer data,
              GCancellable *cancellable G_GNUC_UNUSED)
{
  Work *work = data;
  GError *error = NULL;

  if (mien_tensorboard_write (work->folder, work->out, &work->n_runs, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *page, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = g_strdup_printf (
        /* Translators: %s is a folder; "tensorboard --logdir" stays as it is. */
        ngettext ("Curves of %u run written; open them by tensorboard --logdir %s",
                  "Curves of %u runs written; open them by tensorboard --logdir %s", work->n_runs),
        work->n_runs, work->out);
  mien_toast (GTK_WIDGET (page), text != NULL ? text : error->message, FALSE);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, GtkWidget *page)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  char *out = file != NULL ? g_file_get_path (file) : NULL;

  if (out != NULL) {
    g_autoptr (GTask) task = g_task_new (page, NULL, on_written, NULL);
    Work *work = g_new0 (Work, 1);

    work->folder = g_strdup (g_object_get_data (G_OBJECT (dialog), "folder"));
    work->out = out;
    g_task_set_task_data (task, work, work_free);
    g_task_run_in_thread (task, write_curves);
  }
  g_object_unref (dialog);
}

void
mien_tensorboard_export (GtkWidget *page, const char *folder)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Folder for the Curves"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Write"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
