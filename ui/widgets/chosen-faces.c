#include "ui/widgets/chosen-faces.h"

#include "ui/models/common-value.h"
#include "ui/widgets/face-picture.h"

#include <glib/gi18n.h>

#define N_FEW 4
#define FEW_SIZE 64

struct _MienChosenFaces {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  MienFacePicture *face;
  GtkBox *few;
  GtkWidget *pictures[N_FEW];
  GtkLabel *values;
  GtkMenuButton *correct;
  GtkWidget *exclude;
  GtkWidget *take_back;
};

G_DEFINE_FINAL_TYPE (MienChosenFaces, mien_chosen_faces, ADW_TYPE_BIN)

static void
show_pictures (MienChosenFaces *self, MienDataset *dataset, GArray *samples)
{
  gboolean one = samples->len == 1;

  gtk_widget_set_visible (GTK_WIDGET (self->face), one);
  gtk_widget_set_visible (GTK_WIDGET (self->few), !one);
  mien_face_picture_show (self->face, one ? dataset : NULL,
                          one ? g_array_index (samples, guint, 0) : 0);
  for (guint i = 0; i < N_FEW; i++) {
    gboolean shown = !one && i < samples->len;

    gtk_widget_set_visible (self->pictures[i], shown);
    mien_face_picture_show (MIEN_FACE_PICTURE (self->pictures[i]), shown ? dataset : NULL,
                            shown ? g_array_index (samples, guint, i) : 0);
  }
}

static void
write_title (MienChosenFaces *self, MienDataset *dataset, GArray *samples)
{
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;

  if (samples->len == 1) {
    id =
        g_markup_escape_text (mien_dataset_get_id (dataset, g_array_index (samples, guint, 0)), -1);
    title = g_strdup (_ ("Chosen Face"));
  } else {
    title = g_strdup_printf (ngettext ("%'u Face Chosen", "%'u Faces Chosen", samples->len),
                             samples->len);
  }
  adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, id);
}

void
mien_chosen_faces_show (MienChosenFaces *self, MienDataset *dataset, GArray *samples)
{
  g_return_if_fail (MIEN_IS_CHOSEN_FACES (self));

  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), samples->len > 0);
  if (samples->len == 0)
    return;
  write_title (self, dataset, samples);
  show_pictures (self, dataset, samples);
  text = mien_common_values (dataset, samples);
  gtk_label_set_markup (self->values, text);
}

void
mien_chosen_faces_set_labels (MienChosenFaces *self, GMenuModel *labels, const char *why)
{
  g_return_if_fail (MIEN_IS_CHOSEN_FACES (self));

  gtk_menu_button_set_menu_model (self->correct, labels);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->correct), why);
}

static void
mien_chosen_faces_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_chosen_faces_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_CHOSEN_FACES);
}

static void
mien_chosen_faces_class_init (MienChosenFacesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_chosen_faces_dispose;
  g_type_ensure (MIEN_TYPE_FACE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/chosen-faces.ui");
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, group);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, face);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, few);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, values);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, correct);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, exclude);
  gtk_widget_class_bind_template_child (widget_class, MienChosenFaces, take_back);
}

static void
mien_chosen_faces_init (MienChosenFaces *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FEW; i++) {
    self->pictures[i] = mien_face_picture_new (FEW_SIZE);
    gtk_box_append (self->few, self->pictures[i]);
  }
}
