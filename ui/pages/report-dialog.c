#include "ui/pages/report-dialog.h"

#include <glib/gi18n.h>

static const char *const endings[] = {".html", ".pdf"};

/* (nullable): which of the two @name ends in */
static const char *
find_ending (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return endings[i];
  return NULL;
}

static const char *
get_wanted (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *ending = filter != NULL ? g_object_get_data (G_OBJECT (filter), "ending") : NULL;

  return ending != NULL ? ending : endings[0];
}

/* (transfer full): a file that is not there yet, as nobody was asked whether to replace it */
static char *
find_free (const char *stem, const char *ending)
{
  char *path = g_strconcat (stem, ending, NULL);

  for (guint n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++) {
    g_free (path);
    path = g_strdup_printf ("%s-%u%s", stem, n, ending);
  }
  return path;
}

/* A name without an ending gets one. A dialog of the system's does not change the name that it
 * proposes when another kind of file is chosen: it is changed here. */
static char *
finish_path (GtkFileChooser *chooser, const char *path)
{
  const char *ending = find_ending (path), *wanted = get_wanted (chooser);
  g_autofree char *stem = NULL;

  if (ending != NULL && (ending == wanted || ending == endings[1]))
    return g_strdup (path);
  stem = g_strndup (path, strlen (path) - (ending != NULL ? strlen (ending) : 0));
  return find_free (stem, wanted);
}

static gboolean
is_chosen (GtkFileChooser *chooser, const char *choice)
{
  return g_strcmp0 (gtk_file_chooser_get_choice (chooser, choice), "true") == 0;
}

static void
on_response (GtkNativeDialog *dialog, int response, GtkWidget *page)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
    g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
    g_autofree char *whole = path != NULL ? finish_path (chooser, path) : NULL;

    if (whole != NULL)
      gtk_widget_activate_action (page, "compare.write-report", "(ssbb)",
                                  g_object_get_data (G_OBJECT (dialog), "folder"), whole,
                                  is_chosen (chooser, "tables"), is_chosen (chooser, "faces"));
  }
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *ending)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, ending + 1);
  g_object_set_data (G_OBJECT (filter), "ending", (gpointer) ending);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
mien_report_dialog_show (GtkWidget *page, const char *folder)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export Report"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autofree char *stem = g_path_get_basename (folder);
  g_autofree char *name = g_strconcat (stem, endings[0], NULL);

  add_filter (chooser, _ ("Web page (HTML)"), endings[0]);
  add_filter (chooser, _ ("Pages to print (PDF)"), endings[1]);
  gtk_file_chooser_add_choice (chooser, "tables", _ ("Tables beside it, for LaTeX and CSV"), NULL,
                               NULL);
  gtk_file_chooser_add_choice (chooser, "faces", _ ("Include faces"), NULL, NULL);
  gtk_file_chooser_set_choice (chooser, "tables", "false");
  gtk_file_chooser_set_choice (chooser, "faces", "false");
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
