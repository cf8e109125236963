#include "ui/widgets/face-cell.h"

#include "ui/widgets/face-picture.h"

#include <glib/gi18n.h>

#define PICTURE_SIZE 96

struct _MienFaceCell {
  GtkBox parent_instance;

  MienFacePicture *picture;
  GtkLabel *caption;
  char *shown; /* (nullable): id of the sample in the picture */
  char *tip;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienFaceCell, mien_face_cell, GTK_TYPE_BOX)

static void
mien_face_cell_finalize (GObject *object)
{
  MienFaceCell *self = MIEN_FACE_CELL (object);

  g_free (self->shown);
  g_free (self->tip);

  G_OBJECT_CLASS (mien_face_cell_parent_class)->finalize (object);
}

static gboolean
mien_face_cell_query_tooltip (GtkWidget *widget,
                              int x G_GNUC_UNUSED,
                              int y G_GNUC_UNUSED,
                              gboolean keyboard G_GNUC_UNUSED,
                              GtkTooltip *tooltip)
{
  MienFaceCell *self = MIEN_FACE_CELL (widget);

  gtk_tooltip_set_text (tooltip, self->tip);
  return self->tip != NULL;
}

static void
mien_face_cell_class_init (MienFaceCellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_face_cell_finalize;
  GTK_WIDGET_CLASS (klass)->query_tooltip = mien_face_cell_query_tooltip;
}

static void
mien_face_cell_init (MienFaceCell *self)
{
  GtkBox *box = GTK_BOX (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (box, 3);
  gtk_widget_add_css_class (GTK_WIDGET (self), "face-cell");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->picture = MIEN_FACE_PICTURE (mien_face_picture_new (PICTURE_SIZE));
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->caption, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_box_append (box, GTK_WIDGET (self->picture));
  gtk_box_append (box, GTK_WIDGET (self->caption));
}

GtkWidget *
mien_face_cell_new (void)
{
  return g_object_new (MIEN_TYPE_FACE_CELL, NULL);
}

static char *
format_value (MienDataset *dataset, const char *name, guint sample)
{
  const MienColumn *column = mien_dataset_get_column (dataset, name);
  g_autofree char *text = column != NULL ? mien_column_format (column, sample) : NULL;

  if (text == NULL || *text == '\0')
    return g_strdup ("–");
  return g_steal_pointer (&text);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
write_caption (MienFaceCell *self,
               MienDataset *dataset,
               MienDataset *original,
               guint sample,
               const char *column)
{
  g_autofree char *now = format_value (dataset, column, sample);
  g_autofree char *before = format_value (original, column, sample);
  gboolean corrected = !g_str_equal (now, before);
  gboolean excluded = mien_dataset_is_excluded (dataset, sample);

  g_free (self->tip);
  self->tip = NULL;
  if (corrected)
    /* Translators: both are labels of a face: the one that a person set, and the one that was read.
     */
    self->tip = g_strdup_printf (_ ("Corrected to %s; it was %s"), now, before);
  gtk_label_set_text (self->caption, excluded ? _ ("excluded") : now);
  set_class (GTK_WIDGET (self->caption), "corrected", corrected && !excluded);
  set_class (GTK_WIDGET (self), "excluded", excluded);
}

static void
show_picture (MienFaceCell *self, MienDataset *dataset, guint sample)
{
  const char *id = dataset != NULL ? mien_dataset_get_id (dataset, sample) : NULL;

  if (g_strcmp0 (id, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (id);
  mien_face_picture_show (self->picture, dataset, sample);
}

void
mien_face_cell_show (MienFaceCell *self,
                     MienDataset *dataset,
                     MienDataset *original,
                     guint sample,
                     const char *column)
{
  g_return_if_fail (MIEN_IS_FACE_CELL (self));

  show_picture (self, dataset, sample);
  if (dataset != NULL && column != NULL)
    write_caption (self, dataset, original, sample, column);
  else
    gtk_label_set_text (self->caption, NULL);
}
