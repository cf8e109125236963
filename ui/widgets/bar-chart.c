#include "ui/widgets/bar-chart.h"

#include "engine/figures/bars.h"
#include "ui/widgets/figure-style.h"

struct _MienBarChart {
  GtkWidget parent_instance;

  GStrv names; /* (nullable) */
  double *values;
  guint n;
  guint selected;
  guint focused;
  gboolean standing;
};

G_DEFINE_FINAL_TYPE (MienBarChart, mien_bar_chart, GTK_TYPE_WIDGET)

#define STANDING_HEIGHT 40

enum {
  PROP_0,
  PROP_STANDING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
mien_bar_chart_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size G_GNUC_UNUSED,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  MienBarChart *self = MIEN_BAR_CHART (widget);
  MienFigureStyle style = mien_figure_style_for (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 160;
  else if (self->standing)
    *minimum = *natural = STANDING_HEIGHT;
  else
    *minimum = *natural = (int) mien_bars_height (self->n, &style) + 1;
  *minimum_baseline = *natural_baseline = -1;
}

static void
mien_bar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienBarChart *self = MIEN_BAR_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MienFigureStyle style = mien_figure_style_for (widget);
  guint strong = gtk_widget_has_visible_focus (widget) ? self->focused : self->selected;
  MienBars bars = {self->n, (const char *const *) self->names, self->values, strong};

  if (self->n == 0)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->standing)
    mien_bars_paint_standing (cr, width, height, &bars, &style);
  else
    mien_bars_paint (cr, width, height, &bars, &style);
  cairo_destroy (cr);
}

static void
describe (MienBarChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    g_string_append_printf (text, "%s%s %g", i > 0 ? ", " : "", self->names[i], self->values[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

static int
find_bar (MienBarChart *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return self->standing ? mien_bars_find (gtk_widget_get_width (widget), self->n, x)
                        : mien_bars_find (gtk_widget_get_height (widget), self->n, y);
}

static void
on_pressed (GtkGestureClick *click G_GNUC_UNUSED,
            int n_press G_GNUC_UNUSED,
            double x,
            double y,
            MienBarChart *self)
{
  int bar = find_bar (self, x, y);

  if (bar < 0)
    return;
  self->focused = (guint) bar;
  g_signal_emit (self, signals[ACTIVATED], 0, self->focused);
}

/* Lying bars have their names and numbers beside them; their own tooltip says what a click does. */
static gboolean
mien_bar_chart_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  MienBarChart *self = MIEN_BAR_CHART (widget);
  int bar = keyboard ? (int) self->focused : find_bar (self, x, y);
  g_autofree char *text = NULL;

  if (!self->standing)
    return GTK_WIDGET_CLASS (mien_bar_chart_parent_class)
        ->query_tooltip (widget, x, y, keyboard, tooltip);
  if (bar < 0 || bar >= (int) self->n)
    return FALSE;
  text = g_strdup_printf ("%s  %g", self->names[bar], self->values[bar]);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
move (GtkWidget *widget, GVariant *args, gpointer data G_GNUC_UNUSED)
{
  MienBarChart *self = MIEN_BAR_CHART (widget);
  int place = (int) self->focused + g_variant_get_int32 (args);

  if (place < 0 || place >= (int) self->n)
    return FALSE;
  self->focused = (guint) place;
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static gboolean
activate (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  MienBarChart *self = MIEN_BAR_CHART (widget);

  if (self->focused >= self->n)
    return FALSE;
  g_signal_emit (self, signals[ACTIVATED], 0, self->focused);
  return TRUE;
}

static void
mien_bar_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STANDING)
    g_value_set_boolean (value, MIEN_BAR_CHART (object)->standing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_bar_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STANDING) {
    MIEN_BAR_CHART (object)->standing = g_value_get_boolean (value);
    gtk_widget_set_has_tooltip (GTK_WIDGET (object), TRUE);
    gtk_widget_queue_resize (GTK_WIDGET (object));
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_bar_chart_finalize (GObject *object)
{
  MienBarChart *self = MIEN_BAR_CHART (object);

  g_strfreev (self->names);
  g_free (self->values);
  G_OBJECT_CLASS (mien_bar_chart_parent_class)->finalize (object);
}

static void
mien_bar_chart_class_init (MienBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_bar_chart_finalize;
  G_OBJECT_CLASS (klass)->get_property = mien_bar_chart_get_property;
  G_OBJECT_CLASS (klass)->set_property = mien_bar_chart_set_property;
  widget_class->query_tooltip = mien_bar_chart_query_tooltip;
  widget_class->measure = mien_bar_chart_measure;
  widget_class->snapshot = mien_bar_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate, NULL);

  properties[PROP_STANDING] = g_param_spec_boolean ("standing", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", MIEN_TYPE_BAR_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
mien_bar_chart_init (MienBarChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->selected = G_MAXUINT;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

GtkWidget *
mien_bar_chart_new (void)
{
  return g_object_new (MIEN_TYPE_BAR_CHART, NULL);
}

void
mien_bar_chart_set (MienBarChart *self, const char *const *names, const double *values)
{
  g_return_if_fail (MIEN_IS_BAR_CHART (self) && names != NULL);

  self->n = g_strv_length ((char **) names);
  g_strfreev (self->names);
  g_free (self->values);
  self->names = g_strdupv ((char **) names);
  self->values = g_memdup2 (values, self->n * sizeof *values);
  self->selected = G_MAXUINT;
  self->focused = 0;
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
mien_bar_chart_select (MienBarChart *self, guint bar)
{
  g_return_if_fail (MIEN_IS_BAR_CHART (self));

  self->selected = bar;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
