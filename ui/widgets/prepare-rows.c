#include "ui/widgets/prepare-rows.h"

#include "engine/samples/frame.h"
#include "ui/widgets/prepare-preview.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienPrepareRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkDropDown *crop;
  GtkSpinButton *size;
  GtkDropDown *colour;
  GtkDropDown *equalise;
  GtkDropDown *standardise;
};

G_DEFINE_FINAL_TYPE (MienPrepareRows, mien_prepare_rows, GTK_TYPE_BOX)

static MienPreprocessing *
get_settings (MienPrepareRows *self)
{
  return &mien_workbench_get_recipe (self->workbench)->preprocessing;
}

static const char *
get_choice (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  return chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;
}

static gboolean
can_crop (MienPrepareRows *self, MienCrop crop)
{
  MienDataset *dataset = mien_workbench_get_original (self->workbench);
  const MienColumn *column;

  return !mien_crop_needs_points (crop) || crop == get_settings (self)->crop ||
         (dataset != NULL && mien_frame_find_column (dataset, crop, &column, NULL));
}

/* The crops that the data set allows, and the one that is set in any case. */
static void
offer_crops (MienPrepareRows *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (int crop = 0; crop < (int) MIEN_N_CROPS; crop++) {
    if (!can_crop (self, (MienCrop) crop))
      continue;
    if (crop == (int) get_settings (self)->crop)
      chosen = g_list_model_get_n_items (G_LIST_MODEL (names));
    gtk_string_list_append (names, mien_crop_name ((MienCrop) crop));
  }
  gtk_drop_down_set_model (self->crop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->crop, chosen);
}

/* A list that is open stays as it is. */
static void
show_crop (MienPrepareRows *self)
{
  if (g_strcmp0 (get_choice (self->crop), mien_crop_name (get_settings (self)->crop)) != 0)
    offer_crops (self);
}

static void
follow_recipe (MienPrepareRows *self)
{
  const MienPreprocessing *settings = get_settings (self);

  self->filling = TRUE;
  show_crop (self);
  mien_put_number (self->size, settings->size);
  gtk_drop_down_set_selected (self->colour, settings->channels == 1 ? 0 : 1);
  gtk_drop_down_set_selected (self->equalise, settings->equalise);
  gtk_drop_down_set_selected (self->standardise, settings->standardise);
  self->filling = FALSE;
}

static void
follow_dataset (MienPrepareRows *self)
{
  self->filling = TRUE;
  offer_crops (self);
  self->filling = FALSE;
  follow_recipe (self);
}

static void
on_choice (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienPrepareRows *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  MienPreprocessing *settings;

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  settings = get_settings (self);
  if (drop_down == self->crop)
    mien_crop_from_name (get_choice (drop_down), &settings->crop);
  else if (drop_down == self->colour)
    settings->channels = selected == 0 ? 1 : 3;
  else if (drop_down == self->equalise)
    settings->equalise = (MienEqualise) selected;
  else if (drop_down == self->standardise)
    settings->standardise = (MienStandardise) selected;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_number (GtkSpinButton *spin, MienPrepareRows *self)
{
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  get_settings (self)->size = (int) value;
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_prepare_rows_dispose (GObject *object)
{
  MienPrepareRows *self = MIEN_PREPARE_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_PREPARE_ROWS);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_prepare_rows_parent_class)->dispose (object);
}

static void
mien_prepare_rows_class_init (MienPrepareRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_prepare_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/prepare-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienPrepareRows, crop);
  gtk_widget_class_bind_template_child (widget_class, MienPrepareRows, size);
  gtk_widget_class_bind_template_child (widget_class, MienPrepareRows, colour);
  gtk_widget_class_bind_template_child (widget_class, MienPrepareRows, equalise);
  gtk_widget_class_bind_template_child (widget_class, MienPrepareRows, standardise);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
}

static void
offer (GtkDropDown *drop_down, int n, const char *(*name) (int) )
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < n; i++)
    gtk_string_list_append (names, name (i));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
}

static const char *
name_colour (int i)
{
  return i == 0 ? _ ("grey") : _ ("colour");
}

static const char *
name_equalise (int i)
{
  return mien_equalise_name ((MienEqualise) i);
}

static const char *
name_standardise (int i)
{
  return mien_standardise_name ((MienStandardise) i);
}

static void
mien_prepare_rows_init (MienPrepareRows *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  offer (self->colour, 2, name_colour);
  offer (self->equalise, MIEN_N_EQUALISATIONS, name_equalise);
  offer (self->standardise, MIEN_N_STANDARDISATIONS, name_standardise);
}

GtkWidget *
mien_prepare_rows_new (MienWorkbench *workbench)
{
  MienPrepareRows *self = g_object_new (MIEN_TYPE_PREPARE_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  gtk_box_prepend (GTK_BOX (self), mien_prepare_preview_new (workbench));
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (follow_dataset), self,
                           G_CONNECT_SWAPPED);
  follow_dataset (self);
  return GTK_WIDGET (self);
}
