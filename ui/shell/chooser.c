#include "ui/shell/chooser.h"

#include <glib/gi18n.h>

static void
on_response (GtkNativeDialog *dialog, int response, GtkWindow *parent)
{
  MienChosen chosen = (MienChosen) g_object_get_data (G_OBJECT (dialog), "chosen");

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

    chosen (parent, files);
  }
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser)
{
  const char *const known[] = {"csv", "tsv", "txt", "json", "safetensors", "zip",
                               "tar", "tgz", "gz",  "bz2",  "xz",          "zst"};
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Tables, archives, recipes and models"));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    gtk_file_filter_add_suffix (filter, known[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
mien_chooser_show (GtkWindow *parent, gboolean folders, MienChosen chosen)
{
  g_return_if_fail (GTK_IS_WINDOW (parent) && chosen != NULL);

  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      folders ? _ ("Open One or Several Folders of Faces")
              : _ ("Open a Table, an Archive or a Recipe"),
      parent, folders ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
      NULL);

  if (!folders)
    add_filter (GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "chosen", (gpointer) chosen);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), parent, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
