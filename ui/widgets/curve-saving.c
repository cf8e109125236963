/* A plot's curves copied and saved, as they are seen. */
#include "engine/figures/curves-save.h"
#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>
#include <math.h>

/* With the ranges that were chosen for the screen, where there is a picture yet. */
static MienCurves
describe_seen (MienCurvePlot *self)
{
  MienCurves curves = mien_curve_plot_describe (self);

  curves.title = self->label;
  if (self->n_paintings == 0)
    return curves;
  curves.x_low = self->area.x_low;
  curves.x_high = self->area.x_high;
  curves.y_low = self->area.y_low;
  curves.y_high = self->area.y_high;
  return curves;
}

void
mien_curve_plot_copy_picture (MienCurvePlot *self)
{
  MienCurves curves = describe_seen (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png =
      mien_curves_export (&curves, MIEN_CURVES_PNG, MIEN_SINGLE_COLUMN_MM, &error);
  g_autoptr (GdkTexture) texture = png != NULL ? gdk_texture_new_from_bytes (png, &error) : NULL;

  if (texture == NULL) {
    mien_toast (GTK_WIDGET (self), error->message, FALSE);
    return;
  }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  mien_toast (GTK_WIDGET (self), _ ("Picture copied"), FALSE);
}

void
mien_curve_plot_copy_numbers (MienCurvePlot *self)
{
  MienCurves curves = describe_seen (self);
  g_autoptr (GBytes) csv = mien_curves_export (&curves, MIEN_CURVES_CSV, 0.0, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          g_bytes_get_data (csv, NULL));
  mien_toast (GTK_WIDGET (self), _ ("Numbers copied"), FALSE);
}

/* The curves go on growing while a name is chosen: saved is what they are then. */
static void
save_to (MienCurvePlot *self, GtkFileChooser *chooser)
{
  const char *choice = gtk_file_chooser_get_choice (chooser, "width");
  gboolean wide = g_strcmp0 (choice, "double") == 0;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = g_file_get_path (file);
  MienCurves curves = describe_seen (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *done = g_strdup_printf (_ ("Saved %s"), name);

  if (path == NULL)
    mien_toast (GTK_WIDGET (self), _ ("Choose a folder of this computer"), FALSE);
  else if (mien_curves_save (&curves, path, wide ? MIEN_DOUBLE_COLUMN_MM : MIEN_SINGLE_COLUMN_MM,
                             &error))
    mien_toast (GTK_WIDGET (self), done, FALSE);
  else
    mien_toast (GTK_WIDGET (self), error->message, FALSE);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (MienCurvePlot) self = data;

  if (response == GTK_RESPONSE_ACCEPT && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    save_to (self, GTK_FILE_CHOOSER (dialog));
  g_object_unref (dialog);
}

static void
offer_widths (GtkFileChooser *chooser)
{
  const char *const ids[] = {"single", "double", NULL};
  const char *const labels[] = {_ ("One column (85 mm)"), _ ("Two columns (175 mm)"), NULL};

  gtk_file_chooser_add_choice (chooser, "width", _ ("Width"), (const char **) ids,
                               (const char **) labels);
  gtk_file_chooser_set_choice (chooser, "width", "single");
}

void
mien_curve_plot_save (MienCurvePlot *self, const char *ending)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save the Curves"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *stem = g_strdup (self->label != NULL ? self->label : "curves");
  g_autofree char *name = g_strdup_printf ("%s.%s", g_strdelimit (stem, "/\\", '-'), ending);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  if (!g_str_equal (ending, "csv"))
    offer_widths (GTK_FILE_CHOOSER (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
