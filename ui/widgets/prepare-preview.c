#include "ui/widgets/prepare-preview.h"

#include "ui/models/prepared-faces.h"
#include "ui/widgets/face-picture.h"

#include <glib/gi18n.h>

enum {
  N_FACES = 6,
  SIDE = 64
};

struct _MienPreparePreview {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  MienDataset *dataset;    /* (nullable): whose faces are shown */
  MienPreprocessing shown; /* by which */
  GCancellable *making;    /* (nullable) */
  guint n;                 /* faces */
  guint samples[N_FACES];

  GtkGrid *grid;
  GtkWidget *before[N_FACES];
  GtkPicture *after[N_FACES];
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (MienPreparePreview, mien_prepare_preview, GTK_TYPE_BOX)

static void
stop (MienPreparePreview *self)
{
  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
}

/* What is told to assistive technology, and shown where there is nothing else to show. */
static void
describe (MienPreparePreview *self, const char *text, gboolean visible)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), visible);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static char *
tell_settings (const MienPreprocessing *p)
{
  /* Translators: how faces are prepared: the side in pixels, twice, "grey" or "colour", and then
   * the names of the crop, the equalising and the standardising. */
  return g_strdup_printf (_ ("%d × %d pixels, %s, crop %s, equalise %s, standardise %s"), p->size,
                          p->size, p->channels == 1 ? _ ("grey") : _ ("colour"),
                          mien_crop_name (p->crop), mien_equalise_name (p->equalise),
                          mien_standardise_name (p->standardise));
}

static void
show_faces (MienPreparePreview *self, GPtrArray *textures)
{
  g_autofree char *settings = tell_settings (&self->shown);

  for (guint i = 0; i < self->n; i++) {
    GdkTexture *texture = textures != NULL ? g_ptr_array_index (textures, i) : NULL;

    gtk_picture_set_paintable (self->after[i], GDK_PAINTABLE (texture));
  }
  if (textures != NULL)
    describe (self, settings, FALSE);
}

static void
on_made (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienPreparePreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) textures = mien_prepared_faces_make_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->making)
    return;
  g_clear_object (&self->making);
  show_faces (self, textures);
  if (error != NULL)
    describe (self, error->message, TRUE);
}

static void
show_column (MienPreparePreview *self, guint i)
{
  gboolean there = i < self->n;
  const char *id = there ? mien_dataset_get_id (self->dataset, self->samples[i]) : "";
  /* Translators: a face's file name. */
  g_autofree char *name = g_strdup_printf (_ ("%s, prepared"), id);

  mien_face_picture_show (MIEN_FACE_PICTURE (self->before[i]), there ? self->dataset : NULL,
                          there ? self->samples[i] : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->after[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_visible (self->before[i], there);
  gtk_widget_set_visible (GTK_WIDGET (self->after[i]), there);
}

/* Corrections change labels alone, and so leave the faces where they are. */
static void
choose_faces (MienPreparePreview *self)
{
  MienDataset *original = mien_workbench_get_original (self->workbench);

  if (original == self->dataset)
    return;
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->shown = (MienPreprocessing){0};
  if (original != NULL)
    self->dataset = mien_dataset_ref (original);
  self->n = original != NULL ? mien_prepared_faces_choose (original, N_FACES, self->samples) : 0;
  show_faces (self, NULL);
  for (guint i = 0; i < N_FACES; i++)
    show_column (self, i);
}

static gboolean
is_shown (const MienPreparePreview *self, const MienPreprocessing *wanted)
{
  const MienPreprocessing *shown = &self->shown;

  return shown->size == wanted->size && shown->channels == wanted->channels &&
         shown->crop == wanted->crop && shown->equalise == wanted->equalise &&
         shown->standardise == wanted->standardise;
}

static void
follow (MienPreparePreview *self)
{
  const MienPreprocessing *wanted = &mien_workbench_get_recipe (self->workbench)->preprocessing;

  /* Unseen, it would only get in the way of the faces that are being shown. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  choose_faces (self);
  if (self->n == 0 || is_shown (self, wanted))
    return;
  stop (self);
  self->shown = *wanted;
  self->making = g_cancellable_new ();
  mien_prepared_faces_make_async (self->dataset, wanted, self->samples, self->n, self->making,
                                  on_made, g_object_ref (self));
}

static void
mien_prepare_preview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mien_prepare_preview_parent_class)->map (widget);
  follow (MIEN_PREPARE_PREVIEW (widget));
}

static void
mien_prepare_preview_dispose (GObject *object)
{
  MienPreparePreview *self = MIEN_PREPARE_PREVIEW (object);

  stop (self);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_prepare_preview_parent_class)->dispose (object);
}

static void
mien_prepare_preview_class_init (MienPreparePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mien_prepare_preview_dispose;
  GTK_WIDGET_CLASS (klass)->map = mien_prepare_preview_map;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_title (MienPreparePreview *self, int row, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
}

static void
add_column (MienPreparePreview *self, int i)
{
  GtkWidget *picture = gtk_picture_new ();

  self->before[i] = mien_face_picture_new (SIDE);
  self->after[i] = GTK_PICTURE (picture);
  gtk_widget_set_size_request (picture, SIDE, SIDE);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "prepared");
  gtk_picture_set_can_shrink (self->after[i], TRUE);
  gtk_grid_attach (self->grid, self->before[i], i + 1, 0, 1, 1);
  gtk_grid_attach (self->grid, picture, i + 1, 1, 1, 1);
}

static void
mien_prepare_preview_init (MienPreparePreview *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "prepare-preview");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Prepared faces"), -1);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 6);
  /* Translators: faces as they are, above those that have been prepared. */
  add_title (self, 0, _ ("Before"));
  add_title (self, 1, _ ("After"));
  for (int i = 0; i < N_FACES; i++)
    add_column (self, i);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0.0f);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->message));
}

GtkWidget *
mien_prepare_preview_new (MienWorkbench *workbench)
{
  MienPreparePreview *self = g_object_new (MIEN_TYPE_PREPARE_PREVIEW, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
