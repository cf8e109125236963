#include "ui/widgets/interval-plot.h"

#include "engine/figures/ticks.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>
#include <math.h>

struct _MienIntervalPlot {
  GtkWidget parent_instance;

  char *label;
  char *x_label;
  gboolean zero;
  GArray *rows; /* of MienIntervalRow, names and values owned */
};

G_DEFINE_FINAL_TYPE (MienIntervalPlot, mien_interval_plot, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
clear_row (gpointer data)
{
  MienIntervalRow *row = data;

  g_free ((char *) row->name);
  g_free ((double *) row->values);
}

static void
mien_interval_plot_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size G_GNUC_UNUSED,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  MienIntervalPlot *self = MIEN_INTERVAL_PLOT (widget);
  MienFigureStyle style = mien_figure_style_for (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 240;
    *natural = 560;
  } else {
    *minimum = (int) (style.font_size * (6.0 + 3.0 * self->rows->len));
    *natural = (int) (style.font_size * (6.0 + 5.0 * self->rows->len));
  }
  *minimum_baseline = *natural_baseline = -1;
}

static void
mien_interval_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienIntervalPlot *self = MIEN_INTERVAL_PLOT (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MienFigureStyle style = mien_figure_style_for (widget);
  MienIntervals intervals = {NULL, self->x_label,
                             (const MienIntervalRow *) (void *) self->rows->data, self->rows->len,
                             self->zero};

  if (self->rows->len == 0)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mien_intervals_paint (cr, width, height, &intervals, &style);
  cairo_destroy (cr);
}

static void
append_row_words (GString *text, const MienIntervalRow *row)
{
  g_autofree char *mean = mien_value_label (row->mean);

  if (text->len > 0)
    g_string_append (text, "; ");
  if (isfinite (row->low) && isfinite (row->high)) {
    g_autofree char *low = mien_value_label (row->low);
    g_autofree char *high = mien_value_label (row->high);

    /* Translators: what is compared, its mean, and the two ends of its interval. */
    g_string_append_printf (text, _ ("%s: %s, 95 %% interval %s to %s"), row->name, mean, low,
                            high);
  } else {
    g_string_append_printf (text, "%s: %s", row->name, mean);
  }
}

static void
tell (MienIntervalPlot *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    append_row_words (text, &g_array_index (self->rows, MienIntervalRow, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

void
mien_interval_plot_set (MienIntervalPlot *self, const MienIntervals *intervals)
{
  g_return_if_fail (MIEN_IS_INTERVAL_PLOT (self) && intervals != NULL);

  g_array_set_size (self->rows, 0);
  g_free (self->x_label);
  self->x_label = g_strdup (intervals->x_label);
  self->zero = intervals->zero;
  for (guint i = 0; i < intervals->n_rows; i++) {
    MienIntervalRow row = intervals->rows[i];

    row.name = g_strdup (row.name);
    row.values = g_memdup2 (row.values, row.n * sizeof *row.values);
    g_array_append_val (self->rows, row);
  }
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
mien_interval_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, MIEN_INTERVAL_PLOT (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_interval_plot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienIntervalPlot *self = MIEN_INTERVAL_PLOT (object);

  if (id != PROP_LABEL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  g_free (self->label);
  self->label = g_value_dup_string (value);
  if (self->label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->label, -1);
}

static void
mien_interval_plot_finalize (GObject *object)
{
  MienIntervalPlot *self = MIEN_INTERVAL_PLOT (object);

  g_free (self->label);
  g_free (self->x_label);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (mien_interval_plot_parent_class)->finalize (object);
}

static void
mien_interval_plot_class_init (MienIntervalPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mien_interval_plot_get_property;
  object_class->set_property = mien_interval_plot_set_property;
  object_class->finalize = mien_interval_plot_finalize;
  widget_class->measure = mien_interval_plot_measure;
  widget_class->snapshot = mien_interval_plot_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "intervalplot");
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_interval_plot_init (MienIntervalPlot *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (MienIntervalRow));
  g_array_set_clear_func (self->rows, clear_row);
}

GtkWidget *
mien_interval_plot_new (const char *label)
{
  return g_object_new (MIEN_TYPE_INTERVAL_PLOT, "label", label, NULL);
}
