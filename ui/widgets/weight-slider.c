#include "ui/widgets/weight-slider.h"

#include <glib/gi18n.h>

/* Each change becomes a mark on the curves, so a drag shall be one. */
#define RESTS_MS 250
#define MOST 2.0

struct _MienWeightSlider {
  GtkBox parent_instance;

  char *task;
  GtkRange *scale;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (MienWeightSlider, mien_weight_slider, GTK_TYPE_BOX)

enum {
  WEIGHT_SET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
tell (gpointer data)
{
  MienWeightSlider *self = data;

  self->timeout = 0;
  g_signal_emit (self, signals[WEIGHT_SET], 0, self->task, gtk_range_get_value (self->scale));
  return G_SOURCE_REMOVE;
}

static void
on_moved (MienWeightSlider *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (RESTS_MS, tell, self);
}

static void
mien_weight_slider_dispose (GObject *object)
{
  g_clear_handle_id (&MIEN_WEIGHT_SLIDER (object)->timeout, g_source_remove);

  G_OBJECT_CLASS (mien_weight_slider_parent_class)->dispose (object);
}

static void
mien_weight_slider_finalize (GObject *object)
{
  g_free (MIEN_WEIGHT_SLIDER (object)->task);

  G_OBJECT_CLASS (mien_weight_slider_parent_class)->finalize (object);
}

static void
mien_weight_slider_class_init (MienWeightSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mien_weight_slider_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_weight_slider_finalize;

  signals[WEIGHT_SET] =
      g_signal_new ("weight-set", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
mien_weight_slider_init (MienWeightSlider *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "weight-slider");
}

static void
add_scale (MienWeightSlider *self, double weight)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0.0,
                                               weight > MOST ? 2.0 * weight : MOST, 0.05);
  /* Translators: the accessible name of a slider; %s is a task's name. */
  g_autofree char *name = g_strdup_printf (_ ("Live weight of %s"), self->task);

  self->scale = GTK_RANGE (scale);
  gtk_range_set_value (self->scale, weight);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_digits (GTK_SCALE (scale), 2);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), scale);
}

GtkWidget *
mien_weight_slider_new (const char *task, double weight)
{
  g_return_val_if_fail (task != NULL, NULL);

  MienWeightSlider *self = g_object_new (MIEN_TYPE_WEIGHT_SLIDER, NULL);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "label",
                    task, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  self->task = g_strdup (task);
  gtk_box_append (GTK_BOX (self), label);
  add_scale (self, weight);
  return GTK_WIDGET (self);
}
