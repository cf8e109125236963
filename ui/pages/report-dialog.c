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

/* The proposed name follows the kind of file that is chosen. */
static void
on_filter (GtkFileChooser *chooser)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  const char *ending = name != NULL ? find_ending (name) : NULL;

  if (ending == NULL || g_str_equal (ending, get_wanted (chooser)))
    return;

  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (ending));
  g_autofree char *other = g_strconcat (stem, get_wanted (chooser), NULL);
  gtk_file_chooser_set_current_name (chooser, other);
}

/* A name without an ending gets one, unless that would replace a file that nobody asked about. */
static char *
finish_path (GtkFileChooser *chooser, const char *path)
{
  g_autofree char *longer = g_strconcat (path, get_wanted (chooser), NULL);

  if (find_ending (path) != NULL || g_file_test (longer, G_FILE_TEST_EXISTS))
    return g_strdup (path);
  return g_steal_pointer (&longer);
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
  g_signal_connect (dialog, "notify::filter", G_CALLBACK (on_filter), NULL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
