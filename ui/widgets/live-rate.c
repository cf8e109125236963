#include "ui/widgets/live-rate.h"

#include <glib/gi18n.h>
#include <math.h>

/* Each change becomes a mark on the curves, so a drag shall be one. */
#define RESTS_MS 250
/* Powers of ten below and above the recipe's learning rate. */
#define BELOW 2.0
#define ABOVE 1.0
#define STEP 0.05

struct _MienLiveRate {
  AdwPreferencesGroup parent_instance;

  GtkRange *scale;
  GtkLabel *now;
  MienScheduleKind schedule;
  guint timeout;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (MienLiveRate, mien_live_rate, ADW_TYPE_PREFERENCES_GROUP)

enum {
  RATE_SET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Two digits, which is what the slider can be put to. */
static double
get_rate (MienLiveRate *self)
{
  double rate = pow (10.0, gtk_range_get_value (self->scale));
  double unit = pow (10.0, floor (log10 (rate)) - 1.0);

  return round (rate / unit) * unit;
}

static gboolean
tell_rate (gpointer data)
{
  MienLiveRate *self = data;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  self->timeout = 0;
  g_ascii_formatd (text, sizeof text, "%.2g", get_rate (self)); /* 0.002, not 0.0020000000000004 */
  g_signal_emit (self, signals[RATE_SET], 0, g_ascii_strtod (text, NULL));
  return G_SOURCE_REMOVE;
}

static void
on_moved (MienLiveRate *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (RESTS_MS, tell_rate, self);
}

static char *
format_rate (GtkScale *scale G_GNUC_UNUSED, double power, gpointer data G_GNUC_UNUSED)
{
  return g_strdup_printf ("%.2g", pow (10.0, power));
}

static void
show_words (MienLiveRate *self, const char *text)
{
  gtk_label_set_text (self->now, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
show_schedule (MienLiveRate *self)
{
  switch (self->schedule) {
  case MIEN_SCHEDULE_CONSTANT:
    show_words (self, _ ("The same in every step"));
    break;
  case MIEN_SCHEDULE_STEP:
    show_words (self, _ ("The schedule lowers it now and then"));
    break;
  case MIEN_SCHEDULE_COSINE:
    show_words (self, _ ("The schedule lowers it towards the end"));
    break;
  default:
    show_words (self, _ ("The schedule raises and lowers it on the way"));
  }
}

void
mien_live_rate_offer (MienLiveRate *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_LIVE_RATE (self) && recipe != NULL);

  double power = log10 (recipe->optimizer.lr);

  g_clear_handle_id (&self->timeout, g_source_remove); /* it was meant for another training */
  self->showing = TRUE;
  gtk_range_set_range (self->scale, power - BELOW, power + ABOVE);
  gtk_range_set_value (self->scale, power);
  self->showing = FALSE;
  self->schedule = recipe->optimizer.schedule.kind;
  show_schedule (self);
}

void
mien_live_rate_show (MienLiveRate *self, double rate)
{
  g_return_if_fail (MIEN_IS_LIVE_RATE (self));

  GtkAdjustment *range = gtk_range_get_adjustment (self->scale);
  double power = log10 (rate);

  /* Not under a hand that is moving it. */
  if (self->timeout != 0 || !isfinite (power))
    return;
  self->showing = TRUE;
  gtk_adjustment_set_lower (range, MIN (gtk_adjustment_get_lower (range), power - 1.0));
  gtk_adjustment_set_upper (range, MAX (gtk_adjustment_get_upper (range), power));
  gtk_range_set_value (self->scale, power);
  self->showing = FALSE;
}

void
mien_live_rate_follow (MienLiveRate *self, const MienEvent *event)
{
  g_return_if_fail (MIEN_IS_LIVE_RATE (self));

  g_autofree char *text = NULL;

  if (event->kind == MIEN_EVENT_RATE)
    mien_live_rate_show (self, event->value);
  if (event->kind != MIEN_EVENT_POINT || self->schedule == MIEN_SCHEDULE_CONSTANT ||
      g_strcmp0 (event->metric, "lr") != 0 || g_strcmp0 (event->split, "train") != 0)
    return;
  /* Translators: what the schedule made of the learning rate, and an epoch. */
  text = g_strdup_printf (_ ("By its schedule %.2g at the end of epoch %d"), event->value,
                          event->epoch);
  show_words (self, text);
}

void
mien_live_rate_set_reason (MienLiveRate *self, const char *reason)
{
  g_return_if_fail (MIEN_IS_LIVE_RATE (self));

  if (reason != NULL)
    g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), reason == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scale), reason);
}

static void
mien_live_rate_dispose (GObject *object)
{
  g_clear_handle_id (&MIEN_LIVE_RATE (object)->timeout, g_source_remove);

  G_OBJECT_CLASS (mien_live_rate_parent_class)->dispose (object);
}

static void
mien_live_rate_class_init (MienLiveRateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mien_live_rate_dispose;
  signals[RATE_SET] = g_signal_new ("rate-set", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static GtkWidget *
make_scale (MienLiveRate *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, -8.0, 3.0, STEP);

  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Live learning rate"), -1);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_format_value_func (GTK_SCALE (scale), format_rate, NULL, NULL);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  return scale;
}

static void
mien_live_rate_init (MienLiveRate *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scale = make_scale (self);
  GtkWidget *now = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "margin-start", 12,
                                 "margin-end", 12, "margin-bottom", 6, NULL);

  self->scale = GTK_RANGE (scale);
  self->now = GTK_LABEL (now);
  gtk_widget_add_css_class (now, "dim-label");
  gtk_widget_add_css_class (now, "caption");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "settings");
  gtk_widget_add_css_class (box, "live-task");
  gtk_box_append (GTK_BOX (box), scale);
  gtk_box_append (GTK_BOX (box), now);
  gtk_box_append (GTK_BOX (card), box);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Learning rate"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), card);
}
