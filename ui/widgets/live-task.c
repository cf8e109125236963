#include "ui/widgets/live-task.h"

#include <glib/gi18n.h>

/* Each change becomes a mark on the curves, so a drag shall be one. */
#define RESTS_MS 250
#define MOST 2.0

struct _MienLiveTask {
  GtkBox parent_instance;

  char *task;
  GtkSwitch *on;
  GtkRange *scale;
  guint timeout;
  gboolean showing;
  char *no_weight; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienLiveTask, mien_live_task, GTK_TYPE_BOX)

enum {
  WEIGHT_SET,
  SWITCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
tell_weight (gpointer data)
{
  MienLiveTask *self = data;

  self->timeout = 0;
  g_signal_emit (self, signals[WEIGHT_SET], 0, self->task, gtk_range_get_value (self->scale));
  return G_SOURCE_REMOVE;
}

static void
on_moved (MienLiveTask *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (RESTS_MS, tell_weight, self);
}

static void
show_slider (MienLiveTask *self)
{
  gboolean on = gtk_switch_get_active (self->on);
  const char *reason = self->no_weight;

  if (reason == NULL && !on)
    reason = _ ("The task is off; it keeps this weight");
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), reason == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scale), reason);
}

static void
on_switched (MienLiveTask *self)
{
  show_slider (self);
  if (!self->showing)
    g_signal_emit (self, signals[SWITCHED], 0, self->task, gtk_switch_get_active (self->on));
}

static void
mien_live_task_dispose (GObject *object)
{
  g_clear_handle_id (&MIEN_LIVE_TASK (object)->timeout, g_source_remove);

  G_OBJECT_CLASS (mien_live_task_parent_class)->dispose (object);
}

static void
mien_live_task_finalize (GObject *object)
{
  MienLiveTask *self = MIEN_LIVE_TASK (object);

  g_free (self->task);
  g_free (self->no_weight);

  G_OBJECT_CLASS (mien_live_task_parent_class)->finalize (object);
}

static void
mien_live_task_class_init (MienLiveTaskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_live_task_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_live_task_finalize;

  signals[WEIGHT_SET] = g_signal_new ("weight-set", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
  signals[SWITCHED] = g_signal_new ("switched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mien_live_task_init (MienLiveTask *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "live-task");
}

static void
name_control (GtkWidget *control, char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_free (name);
}

static void
add_title (MienLiveTask *self)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "label",
                    self->task, "xalign", 0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                    "tooltip-text", self->task, NULL);
  GtkWidget *on = g_object_new (GTK_TYPE_SWITCH, "active", TRUE, "valign", GTK_ALIGN_CENTER, NULL);

  /* Translators: the accessible name of a switch; %s is a task's name. */
  name_control (on, g_strdup_printf (_ ("Live task %s"), self->task));
  self->on = GTK_SWITCH (on);
  g_signal_connect_object (on, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (title), label);
  gtk_box_append (GTK_BOX (title), on);
  gtk_box_append (GTK_BOX (self), title);
}

static void
add_scale (MienLiveTask *self, double weight)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0.0,
                                               weight > MOST ? 2.0 * weight : MOST, 0.05);

  /* Translators: the accessible name of a slider; %s is a task's name. */
  name_control (scale, g_strdup_printf (_ ("Live weight of %s"), self->task));
  self->scale = GTK_RANGE (scale);
  gtk_range_set_value (self->scale, weight);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_digits (GTK_SCALE (scale), 2);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), scale);
}

GtkWidget *
mien_live_task_new (const char *task, double weight)
{
  g_return_val_if_fail (task != NULL, NULL);

  MienLiveTask *self = g_object_new (MIEN_TYPE_LIVE_TASK, NULL);

  self->task = g_strdup (task);
  add_title (self);
  add_scale (self, weight);
  return GTK_WIDGET (self);
}

const char *
mien_live_task_get_task (MienLiveTask *self)
{
  g_return_val_if_fail (MIEN_IS_LIVE_TASK (self), NULL);

  return self->task;
}

void
mien_live_task_show_weight (MienLiveTask *self, double weight)
{
  g_return_if_fail (MIEN_IS_LIVE_TASK (self));

  GtkAdjustment *range = gtk_range_get_adjustment (self->scale);

  /* Not under a hand that is moving it. */
  if (self->timeout != 0)
    return;
  self->showing = TRUE;
  if (weight > gtk_adjustment_get_upper (range))
    gtk_adjustment_set_upper (range, 2.0 * weight);
  gtk_range_set_value (self->scale, weight);
  self->showing = FALSE;
}

void
mien_live_task_show_on (MienLiveTask *self, gboolean on)
{
  g_return_if_fail (MIEN_IS_LIVE_TASK (self));

  self->showing = TRUE;
  gtk_switch_set_active (self->on, on);
  self->showing = FALSE;
}

void
mien_live_task_set_reasons (MienLiveTask *self, const char *no_weight, const char *no_switch)
{
  g_return_if_fail (MIEN_IS_LIVE_TASK (self));

  if (g_strcmp0 (self->no_weight, no_weight) != 0) {
    g_free (self->no_weight);
    self->no_weight = g_strdup (no_weight);
  }
  show_slider (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->on), no_switch == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->on), no_switch);
}
