#include "ui/widgets/curve-options.h"

#include "engine/figures/smooth.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienCurveOptions {
  GtkBox parent_instance;

  MienCurvePlot *plot;
  GtkAdjustment *smoothing;
  GtkSpinButton *number;
  GtkLabel *window;
  GtkWidget *raw, *robust, *linked;
  GtkWidget *unit_row;
  GtkDropDown *unit, *x_scale, *y_scale;
};

G_DEFINE_FINAL_TYPE (MienCurveOptions, mien_curve_options, GTK_TYPE_BOX)

static void
describe_window (MienCurveOptions *self)
{
  double keep = gtk_adjustment_get_value (self->smoothing);
  guint n = (guint) (mien_ema_window (keep) + 0.5);
  /* Translators: how many points of a curve a smoothed value is about the mean of. */
  g_autofree char *text =
      keep > 0.0
          ? g_strdup_printf (ngettext ("Mean of about %u point", "Mean of about %u points", n), n)
          : g_strdup (_ ("As measured"));

  gtk_label_set_text (self->window, text);
}

/* What there is nothing for is not offered. */
static void
on_mapped (MienCurveOptions *self)
{
  gboolean by_step;

  g_object_get (self->plot, "by-step", &by_step, NULL);
  gtk_widget_set_visible (self->unit_row, by_step || mien_curve_plot_have_steps (self->plot));
  gtk_widget_set_visible (self->linked, mien_curve_plot_is_linked (self->plot));
}

static gboolean
to_number (GBinding *binding G_GNUC_UNUSED,
           const GValue *from,
           GValue *to,
           gpointer data G_GNUC_UNUSED)
{
  g_value_set_uint (to, g_value_get_boolean (from) ? 1 : 0);
  return TRUE;
}

static gboolean
to_switch (GBinding *binding G_GNUC_UNUSED,
           const GValue *from,
           GValue *to,
           gpointer data G_GNUC_UNUSED)
{
  g_value_set_boolean (to, g_value_get_uint (from) == 1);
  return TRUE;
}

static void
bind (MienCurveOptions *self, const char *property, gpointer control, const char *shown)
{
  g_object_bind_property (self->plot, property, control, shown,
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
mien_curve_options_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_curve_options_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_CURVE_OPTIONS);
}

static void
mien_curve_options_class_init (MienCurveOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_curve_options_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/curve-options.ui");
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, smoothing);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, number);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, window);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, raw);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, robust);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, linked);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, unit_row);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, unit);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, x_scale);
  gtk_widget_class_bind_template_child (widget_class, MienCurveOptions, y_scale);
  gtk_widget_class_bind_template_callback (widget_class, describe_window);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped);
}

static void
mien_curve_options_init (MienCurveOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_leave_wheel_to_page (self->number);
  describe_window (self);
}

GtkWidget *
mien_curve_options_new (MienCurvePlot *plot)
{
  MienCurveOptions *self = g_object_new (MIEN_TYPE_CURVE_OPTIONS, NULL);

  self->plot = plot;
  bind (self, "smoothing", self->smoothing, "value");
  bind (self, "raw", self->raw, "active");
  bind (self, "robust", self->robust, "active");
  bind (self, "linked", self->linked, "active");
  bind (self, "x-scale", self->x_scale, "selected");
  bind (self, "y-scale", self->y_scale, "selected");
  g_object_bind_property_full (plot, "by-step", self->unit, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, to_number,
                               to_switch, NULL, NULL);
  return GTK_WIDGET (self);
}
