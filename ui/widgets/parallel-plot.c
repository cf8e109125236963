#include "ui/widgets/parallel-plot.h"

#include "engine/figures/ticks.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels around a line or an axis that are it still */
#define REACH 8.0

struct _MienParallelPlot {
  GtkWidget parent_instance;

  char *label;
  GArray *axes; /* of MienParallelAxis, what they point to owned */
  char **names; /* [n_lines] */
  guint n_lines;
  int axis, line; /* that the keys or the pointer are at; -1 for none */
  int dragged;    /* axis that a stretch is being chosen of; -1 for none */
  double start;   /* where that began */
  MienParallelArea area;
};

G_DEFINE_FINAL_TYPE (MienParallelPlot, mien_parallel_plot, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  N_PROPS,
};

enum {
  ACTIVATED,
  CHOSEN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
clear_axis (gpointer data)
{
  MienParallelAxis *axis = data;

  g_free ((char *) axis->name);
  g_free ((double *) axis->values);
  g_strfreev ((char **) axis->words);
}

static MienParallel
describe_figure (MienParallelPlot *self)
{
  return (MienParallel){(const MienParallelAxis *) (void *) self->axes->data,
                        self->axes->len,
                        self->n_lines,
                        MAX (self->axes->len, 1) - 1,
                        self->line,
                        gtk_widget_has_visible_focus (GTK_WIDGET (self)) ? self->axis : -1};
}

static MienParallelAxis *
get_axis (MienParallelPlot *self, guint axis)
{
  return &g_array_index (self->axes, MienParallelAxis, axis);
}

static char *
describe_value (const MienParallelAxis *axis, guint line)
{
  double value = axis->values[line];

  if (!isfinite (value))
    return g_strdup ("–");
  return axis->words != NULL ? g_strdup (axis->words[(guint) value]) : mien_value_label (value);
}

/* (transfer full): the line's name, and what it has on every axis */
static char *
describe_line (MienParallelPlot *self, guint line)
{
  g_autoptr (GString) text = g_string_new (self->names[line]);

  for (guint a = 0; a < self->axes->len; a++) {
    const MienParallelAxis *axis = get_axis (self, a);
    g_autofree char *value = describe_value (axis, line);

    g_string_append_printf (text, "\n%s: %s", axis->name, value);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_all (MienParallelPlot *self)
{
  guint n = mien_parallel_plot_get_n_chosen (self);

  return g_strdup_printf (ngettext ("%u of %u run is chosen", "%u of %u runs are chosen", n), n,
                          self->n_lines);
}

static void
tell (MienParallelPlot *self)
{
  g_autofree char *text =
      self->line >= 0 ? describe_line (self, (guint) self->line) : describe_all (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->line >= 0 ? text : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_line (MienParallelPlot *self, int line)
{
  if (self->line == line)
    return;
  self->line = line;
  tell (self);
}

void
mien_parallel_plot_set (MienParallelPlot *self,
                        const MienParallelAxis *axes,
                        guint n_axes,
                        const char *const *names,
                        guint n_lines)
{
  g_return_if_fail (MIEN_IS_PARALLEL_PLOT (self));

  g_array_set_size (self->axes, 0);
  g_strfreev (self->names);
  self->names = g_new0 (char *, n_lines + 1);
  for (guint i = 0; i < n_lines; i++)
    self->names[i] = g_strdup (names[i]);
  self->n_lines = n_lines;
  self->axis = self->line = self->dragged = -1;
  for (guint a = 0; a < n_axes; a++) {
    MienParallelAxis axis = axes[a];

    axis.name = g_strdup (axis.name);
    axis.values = g_memdup2 (axis.values, n_lines * sizeof *axis.values);
    axis.words = (const char *const *) g_strdupv ((char **) axis.words);
    g_array_append_val (self->axes, axis);
  }
  tell (self);
}

void
mien_parallel_plot_choose (MienParallelPlot *self, guint axis, double from, double to)
{
  g_return_if_fail (MIEN_IS_PARALLEL_PLOT (self) && axis < self->axes->len);

  get_axis (self, axis)->from = from;
  get_axis (self, axis)->to = to;
  if (self->line >= 0 && !mien_parallel_plot_is_chosen (self, (guint) self->line))
    self->line = -1;
  tell (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

gboolean
mien_parallel_plot_is_chosen (MienParallelPlot *self, guint line)
{
  g_return_val_if_fail (MIEN_IS_PARALLEL_PLOT (self) && line < self->n_lines, FALSE);

  MienParallel parallel = describe_figure (self);

  return mien_parallel_is_chosen (&parallel, line);
}

guint
mien_parallel_plot_get_n_chosen (MienParallelPlot *self)
{
  g_return_val_if_fail (MIEN_IS_PARALLEL_PLOT (self), 0);

  guint n = 0;

  for (guint line = 0; line < self->n_lines; line++)
    n += mien_parallel_plot_is_chosen (self, line);
  return n;
}

static int
find_axis (MienParallelPlot *self, double x)
{
  MienParallel parallel = describe_figure (self);

  return mien_parallel_find_axis (&parallel, &self->area, x, REACH);
}

static void
on_motion (GtkEventControllerMotion *controller G_GNUC_UNUSED,
           double x,
           double y,
           MienParallelPlot *self)
{
  MienParallel parallel = describe_figure (self);

  if (self->dragged >= 0)
    return;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_axis (self, x) >= 0 ? "ns-resize" : NULL);
  set_line (self, mien_parallel_find_line (&parallel, &self->area, x, y, REACH));
}

static void
on_leave (GtkEventControllerMotion *controller G_GNUC_UNUSED, MienParallelPlot *self)
{
  set_line (self, -1);
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, MienParallelPlot *self)
{
  self->dragged = find_axis (self, x);
  self->start = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_gesture_set_state (GTK_GESTURE (drag), self->dragged >= 0 ? GTK_EVENT_SEQUENCE_CLAIMED
                                                                : GTK_EVENT_SEQUENCE_DENIED);
}

static double
value_at (MienParallelPlot *self, double y)
{
  MienParallel parallel = describe_figure (self);

  return mien_parallel_value_at (&parallel, &self->area, (guint) self->dragged, y);
}

static void
on_drag_update (GtkGestureDrag *drag G_GNUC_UNUSED,
                double x G_GNUC_UNUSED,
                double y,
                MienParallelPlot *self)
{
  if (self->dragged < 0)
    return;
  if (fabs (y) < 4.0)
    mien_parallel_plot_choose (self, (guint) self->dragged, NAN, NAN);
  else
    mien_parallel_plot_choose (self, (guint) self->dragged, value_at (self, self->start),
                               value_at (self, self->start + y));
}

static void
on_drag_end (GtkGestureDrag *drag, double x, double y, MienParallelPlot *self)
{
  on_drag_update (drag, x, y, self);
  self->dragged = -1;
}

static void
on_pressed (GtkGestureClick *click G_GNUC_UNUSED,
            int n_press,
            double x G_GNUC_UNUSED,
            double y G_GNUC_UNUSED,
            MienParallelPlot *self)
{
  if (n_press == 2 && self->line >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0, (guint) self->line);
}

/* The chosen line next to the present one, as the axis at hand orders them; -1 where none is. */
static int
find_next (MienParallelPlot *self, int sign)
{
  guint last = self->axes->len - 1;
  const MienParallelAxis *axis = get_axis (self, self->axis >= 0 ? (guint) self->axis : last);
  int found = -1;
  double here = self->line >= 0 ? axis->values[self->line] : (double) -sign * INFINITY;

  for (int i = 0; i < (int) self->n_lines; i++) {
    double ahead = sign * (axis->values[i] - here);
    gboolean after = ahead > 0.0 || (ahead == 0.0 && sign * (i - self->line) > 0);

    if (!after || !mien_parallel_plot_is_chosen (self, (guint) i))
      continue;
    if (found < 0 || sign * (axis->values[i] - axis->values[found]) < 0.0 ||
        (axis->values[i] == axis->values[found] && sign * (i - found) < 0))
      found = i;
  }
  return found;
}

static void
choose_all (MienParallelPlot *self)
{
  for (guint a = 0; a < self->axes->len; a++)
    get_axis (self, a)->from = get_axis (self, a)->to = NAN;
  self->line = -1;
  tell (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
step_line (MienParallelPlot *self, int sign)
{
  int next = find_next (self, sign);

  if (next >= 0)
    set_line (self, next);
}

static void
step_axis (MienParallelPlot *self, int sign)
{
  self->axis = CLAMP (self->axis + sign, 0, (int) self->axes->len - 1);
  tell (self);
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state G_GNUC_UNUSED,
        MienParallelPlot *self)
{
  if (self->axes->len == 0)
    return FALSE;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    step_axis (self, key == GDK_KEY_Right ? 1 : -1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    step_line (self, key == GDK_KEY_Up ? 1 : -1);
  else if (key == GDK_KEY_Escape)
    choose_all (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->line >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0, (guint) self->line);
  else
    return FALSE;
  return TRUE;
}

static void
mien_parallel_plot_measure (GtkWidget *widget G_GNUC_UNUSED,
                            GtkOrientation orientation,
                            int for_size G_GNUC_UNUSED,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 220;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 280;
  *minimum_baseline = *natural_baseline = -1;
}

static void
mien_parallel_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienParallelPlot *self = MIEN_PARALLEL_PLOT (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MienFigureStyle style = mien_figure_style_for (widget);
  MienParallel parallel = describe_figure (self);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  mien_parallel_paint (cr, width, height, &parallel, &style, &self->area);
  cairo_destroy (cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, width,
                               height);
}

static void
mien_parallel_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, MIEN_PARALLEL_PLOT (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_parallel_plot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienParallelPlot *self = MIEN_PARALLEL_PLOT (object);

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
mien_parallel_plot_finalize (GObject *object)
{
  MienParallelPlot *self = MIEN_PARALLEL_PLOT (object);

  g_free (self->label);
  g_strfreev (self->names);
  g_array_unref (self->axes);

  G_OBJECT_CLASS (mien_parallel_plot_parent_class)->finalize (object);
}

static void
mien_parallel_plot_class_init (MienParallelPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mien_parallel_plot_get_property;
  object_class->set_property = mien_parallel_plot_set_property;
  object_class->finalize = mien_parallel_plot_finalize;
  widget_class->measure = mien_parallel_plot_measure;
  widget_class->snapshot = mien_parallel_plot_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "parallelplot");
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_gestures (MienParallelPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
mien_parallel_plot_init (MienParallelPlot *self)
{
  self->axes = g_array_new (FALSE, FALSE, sizeof (MienParallelAxis));
  g_array_set_clear_func (self->axes, clear_axis);
  self->names = g_new0 (char *, 1);
  self->axis = self->line = self->dragged = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_gestures (self);
}

GtkWidget *
mien_parallel_plot_new (const char *label)
{
  return g_object_new (MIEN_TYPE_PARALLEL_PLOT, "label", label, NULL);
}
