#include "ui/widgets/augment-rows.h"

#include "ui/widgets/accessible-names.h"
#include "ui/widgets/augment-preview.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienAugmentRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkExpander *expander;
  GtkLabel *title;
  GtkLabel *summary;
  GtkSwitch *flip;
  GtkSpinButton *shift;
  GtkSpinButton *rotate;
  GtkSpinButton *scale;
  GtkSpinButton *brightness;
  GtkSpinButton *noise;
  GtkSpinButton *erase;
  GtkSpinButton *mixup;
  MienAugmentPreview *preview;
};

G_DEFINE_FINAL_TYPE (MienAugmentRows, mien_augment_rows, GTK_TYPE_BOX)

static MienAugment *
get_augment (MienAugmentRows *self)
{
  return &mien_workbench_get_recipe (self->workbench)->augment;
}

static void
add_part (GString *text, gboolean on, const char *name)
{
  if (on)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
}

/* What is on, in a few words for the folded row. */
static char *
summarise (const MienAugment *augment)
{
  GString *text = g_string_new (NULL);

  add_part (text, augment->flip, _ ("mirror"));
  add_part (text, augment->shift > 0.0, _ ("shift"));
  add_part (text, augment->rotate > 0.0, _ ("rotate"));
  add_part (text, augment->scale > 0.0, _ ("scale"));
  add_part (text, augment->brightness > 0.0, _ ("brightness"));
  add_part (text, augment->noise > 0.0, _ ("noise"));
  add_part (text, augment->erase > 0.0, _ ("erase"));
  add_part (text, augment->mixup > 0.0, _ ("mixing"));
  if (text->len == 0)
    g_string_append (text, _ ("nothing is changed"));
  return g_string_free (text, FALSE);
}

static void
show_summary (MienAugmentRows *self)
{
  g_autofree char *text = summarise (get_augment (self));

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
follow_recipe (MienAugmentRows *self)
{
  const MienAugment *augment = get_augment (self);

  self->filling = TRUE;
  gtk_switch_set_active (self->flip, augment->flip);
  mien_put_number (self->shift, augment->shift);
  mien_put_number (self->rotate, augment->rotate);
  mien_put_number (self->scale, augment->scale);
  mien_put_number (self->brightness, augment->brightness);
  mien_put_number (self->noise, augment->noise);
  mien_put_number (self->erase, augment->erase);
  mien_put_number (self->mixup, augment->mixup);
  show_summary (self);
  self->filling = FALSE;
}

static void
on_flip (MienAugmentRows *self)
{
  if (self->filling)
    return;
  get_augment (self)->flip = gtk_switch_get_active (self->flip);
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_number (GtkSpinButton *spin, MienAugmentRows *self)
{
  MienAugment *augment;
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  augment = get_augment (self);
  if (spin == self->shift)
    augment->shift = value;
  else if (spin == self->rotate)
    augment->rotate = value;
  else if (spin == self->scale)
    augment->scale = value;
  else if (spin == self->brightness)
    augment->brightness = value;
  else if (spin == self->noise)
    augment->noise = value;
  else if (spin == self->erase)
    augment->erase = value;
  else if (spin == self->mixup)
    augment->mixup = value;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_others (MienAugmentRows *self)
{
  mien_augment_preview_draw_others (self->preview);
}

static void
mien_augment_rows_dispose (GObject *object)
{
  MienAugmentRows *self = MIEN_AUGMENT_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_AUGMENT_ROWS);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_augment_rows_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, expander);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, title);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, summary);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, flip);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, shift);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, rotate);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, scale);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, brightness);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, noise);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, erase);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, mixup);
  gtk_widget_class_bind_template_child (klass, MienAugmentRows, preview);
}

static void
mien_augment_rows_class_init (MienAugmentRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_augment_rows_dispose;
  g_type_ensure (MIEN_TYPE_AUGMENT_PREVIEW);
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/augment-rows.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_flip);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_others);
}

static void
mien_augment_rows_init (MienAugmentRows *self)
{
  GtkSpinButton **numbers[] = {&self->shift, &self->rotate, &self->scale, &self->brightness,
                               &self->noise, &self->erase,  &self->mixup};

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    mien_show_short_number (*numbers[i]);
  mien_name_widget (GTK_WIDGET (self->expander), gtk_label_get_label (self->title));
}

GtkWidget *
mien_augment_rows_new (MienWorkbench *workbench)
{
  MienAugmentRows *self = g_object_new (MIEN_TYPE_AUGMENT_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  mien_augment_preview_follow (self->preview, workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
