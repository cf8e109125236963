#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/curve-reading.h"

#include <math.h>

/* More often than this nobody can follow the curves. */
#define PAINT_PERIOD_US (G_USEC_PER_SEC / 30)
G_DEFINE_FINAL_TYPE (MienCurvePlot, mien_curve_plot, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_X_LABEL,
  PROP_Y_LABEL,
  PROP_PLACEHOLDER,
  PROP_SMOOTHING,
  PROP_RAW,
  PROP_BY_STEP,
  PROP_X_SCALE,
  PROP_Y_SCALE,
  PROP_ROBUST,
  PROP_LINKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
clear_mark (gpointer data)
{
  g_free ((char *) ((MienEventMark *) data)->text);
}

static void
mien_curve_plot_measure (GtkWidget *widget G_GNUC_UNUSED,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 150;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 260;
  *minimum_baseline = *natural_baseline = -1;
}

static void
mien_curve_plot_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  mien_curve_plot_allocate_buttons (MIEN_CURVE_PLOT (widget), width, height);
}

/* (transfer full): where the curves go, or what they say at the cursor; of one alone where it was
 * chosen by key. */
static char *
describe_in_words (MienCurvePlot *self)
{
  MienCurves curves = mien_curve_plot_describe (self);
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (MienSeries));

  for (guint i = 0; i < curves.n_series; i++)
    if (self->chosen == NULL || g_str_equal (curves.series[i].name, self->chosen))
      g_array_append_val (read, curves.series[i]);

  const MienSeries *series = (const MienSeries *) (void *) read->data;

  return isfinite (self->cursor)
             ? mien_series_describe_at (series, read->len, curves.x_label, self->cursor)
             : mien_series_describe (series, read->len, curves.x_label);
}

void
mien_curve_plot_tell (MienCurvePlot *self)
{
  g_autofree char *text = describe_in_words (self);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      *text == '\0' && self->placeholder != NULL ? self->placeholder : text, -1);
}

double
mien_curve_plot_snap (MienCurvePlot *self, double x)
{
  guint n;
  const MienSeries *series = mien_curve_lines_get_series (self->lines, &n);

  return mien_series_snap (series, n, x);
}

void
mien_curve_plot_set_cursor (MienCurvePlot *self, double x)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  double snapped = isfinite (x) ? mien_curve_plot_snap (self, x) : (double) NAN;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (snapped == self->cursor || (isnan (snapped) && isnan (self->cursor)))
    return;
  self->cursor = snapped;
  mien_curve_plot_tell (self);
  mien_curve_plot_spread_cursor (self);
}

double
mien_curve_plot_get_cursor (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), (double) NAN);

  return self->cursor;
}

guint
mien_curve_plot_get_n_pins (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->n_pins;
}

static void
follow_data (MienCurvePlot *self)
{
  double before = self->data_end, first;

  mien_curve_lines_find_x_range (self->lines, &first, &self->data_end);
  self->behind |= self->data_end > before && mien_curve_view_is_zoomed (&self->view);
  if (isfinite (self->cursor))
    self->cursor = mien_curve_plot_snap (self, self->cursor);
  mien_curve_plot_tell (self);
  mien_curve_plot_update_buttons (self);
}

void
mien_curve_plot_refresh (MienCurvePlot *self)
{
  follow_data (self);
  mien_curve_plot_repaint (self);
}

void
mien_curve_plot_view_changed (MienCurvePlot *self)
{
  if (!mien_curve_view_is_zoomed (&self->view))
    self->behind = FALSE;
  mien_curve_plot_spread_view (self);
  mien_curve_plot_refresh (self);
}

static gboolean
repaint (gpointer data)
{
  MienCurvePlot *self = data;

  self->repaint = 0;
  mien_curve_plot_repaint (self);
  return G_SOURCE_REMOVE;
}

void
mien_curve_plot_data_changed (MienCurvePlot *self)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  gint64 wait = self->painted_at + PAINT_PERIOD_US - g_get_monotonic_time ();

  follow_data (self);
  if (wait <= 0 || self->picture == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    mien_curve_plot_repaint (self);
  else if (self->repaint == 0)
    self->repaint = g_timeout_add ((guint) (wait / 1000 + 1), repaint, self);
}

static char **
find_text (MienCurvePlot *self, guint id)
{
  switch (id) {
  case PROP_LABEL:
    return &self->label;
  case PROP_X_LABEL:
    return &self->x_label;
  case PROP_Y_LABEL:
    return &self->y_label;
  case PROP_PLACEHOLDER:
    return &self->placeholder;
  default:
    return NULL;
  }
}

static gboolean *
find_switch (MienCurvePlot *self, guint id)
{
  switch (id) {
  case PROP_RAW:
    return &self->raw;
  case PROP_BY_STEP:
    return &self->by_step;
  case PROP_ROBUST:
    return &self->robust;
  case PROP_LINKED:
    return &self->linked;
  default:
    return NULL;
  }
}

static void
mien_curve_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);
  gboolean *flag = find_switch (self, id);
  char **text = find_text (self, id);

  if (text != NULL)
    g_value_set_string (value, *text);
  else if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else if (id == PROP_SMOOTHING)
    g_value_set_double (value, self->smoothing);
  else if (id == PROP_X_SCALE || id == PROP_Y_SCALE)
    g_value_set_uint (value, id == PROP_X_SCALE ? self->x_scale : self->y_scale);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Places on the x axis mean something else from now on. */
static void
change_x (MienCurvePlot *self)
{
  mien_curve_lines_set_by_step (self->lines, self->by_step);
  mien_curve_view_forget (&self->view);
  self->n_pins = 0;
  self->cursor = (double) NAN;
}

static void
set_text (MienCurvePlot *self, char **text, const GValue *value)
{
  g_free (*text);
  *text = g_value_dup_string (value);
  if (text == &self->label && *text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, *text,
                                    -1);
}

static void
mien_curve_plot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);
  gboolean *flag = find_switch (self, id);
  char **text = find_text (self, id);

  if (text != NULL)
    set_text (self, text, value);
  else if (flag != NULL)
    *flag = g_value_get_boolean (value);
  else if (id == PROP_SMOOTHING)
    self->smoothing = g_value_get_double (value);
  else if (id == PROP_X_SCALE)
    self->x_scale = (MienScale) g_value_get_uint (value);
  else if (id == PROP_Y_SCALE)
    self->y_scale = (MienScale) g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  if (id == PROP_BY_STEP || id == PROP_X_SCALE)
    change_x (self);
  if (id == PROP_Y_SCALE)
    self->view.zoom.y_low = self->view.zoom.y_high = (double) NAN;
  mien_curve_lines_smooth (self->lines, self->smoothing, self->raw);
  mien_curve_plot_refresh (self);
}

static void
mien_curve_plot_dispose (GObject *object)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);

  g_clear_handle_id (&self->repaint, g_source_remove);
  mien_curve_plot_unlink (self);
  mien_curve_plot_remove_buttons (self);

  G_OBJECT_CLASS (mien_curve_plot_parent_class)->dispose (object);
}

static void
mien_curve_plot_finalize (GObject *object)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);

  g_free (self->label);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self->placeholder);
  g_free (self->chosen);
  mien_curve_lines_free (self->lines);
  mien_curve_view_clear (&self->view);
  g_array_unref (self->marks);
  g_array_unref (self->event_marks);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->thinned, g_ptr_array_unref);

  G_OBJECT_CLASS (mien_curve_plot_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_X_LABEL] = g_param_spec_string ("x-label", NULL, NULL, NULL, flags);
  properties[PROP_Y_LABEL] = g_param_spec_string ("y-label", NULL, NULL, NULL, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  properties[PROP_SMOOTHING] =
      g_param_spec_double ("smoothing", NULL, NULL, 0.0, 0.999, 0.0, flags);
  properties[PROP_RAW] = g_param_spec_boolean ("raw", NULL, NULL, TRUE, flags);
  properties[PROP_BY_STEP] = g_param_spec_boolean ("by-step", NULL, NULL, FALSE, flags);
  properties[PROP_X_SCALE] =
      g_param_spec_uint ("x-scale", NULL, NULL, 0, MIEN_SCALE_SYMLOG, 0, flags);
  properties[PROP_Y_SCALE] =
      g_param_spec_uint ("y-scale", NULL, NULL, 0, MIEN_SCALE_SYMLOG, 0, flags);
  properties[PROP_ROBUST] = g_param_spec_boolean ("robust", NULL, NULL, FALSE, flags);
  properties[PROP_LINKED] = g_param_spec_boolean ("linked", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
mien_curve_plot_class_init (MienCurvePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mien_curve_plot_get_property;
  object_class->set_property = mien_curve_plot_set_property;
  object_class->dispose = mien_curve_plot_dispose;
  object_class->finalize = mien_curve_plot_finalize;
  widget_class->snapshot = mien_curve_plot_snapshot;
  widget_class->measure = mien_curve_plot_measure;
  widget_class->size_allocate = mien_curve_plot_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "curveplot");
  install_properties (object_class);
  mien_curve_plot_install_actions (widget_class);
}

static void
mien_curve_plot_init (MienCurvePlot *self)
{
  self->lines = mien_curve_lines_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (MienEventMark));
  self->event_marks = g_array_new (FALSE, FALSE, sizeof (MienEventMark));
  self->cursor = self->pointer_x = self->pointer_y = (double) NAN;
  self->range = (MienViewRange){NAN, NAN, NAN, NAN};
  self->raw = self->linked = TRUE;
  mien_curve_view_init (&self->view);
  g_array_set_clear_func (self->marks, clear_mark);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  mien_curve_plot_add_keys (self);
  mien_curve_plot_add_pointer (self);
  mien_curve_plot_add_buttons (self);
}

GtkWidget *
mien_curve_plot_new (const char *label)
{
  return g_object_new (MIEN_TYPE_CURVE_PLOT, "label", label, NULL);
}

void
mien_curve_plot_clear (MienCurvePlot *self)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  mien_curve_lines_clear (self->lines);
  g_array_set_size (self->marks, 0);
  mien_curve_plot_data_changed (self);
}

void
mien_curve_plot_add_line (MienCurvePlot *self, const MienPlotLine *line)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self) && line->name != NULL);

  mien_curve_lines_add (self->lines, line);
}

void
mien_curve_plot_add_event (MienCurvePlot *self, const MienEventMark *mark)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  MienEventMark own = *mark;

  own.text = g_strdup (mark->text);
  g_array_append_val (self->marks, own);
}

void
mien_curve_plot_add_mark (MienCurvePlot *self, double x, const char *text)
{
  mien_curve_plot_add_event (self, &(MienEventMark){.x = x, .text = text});
}

void
mien_curve_plot_set_range (MienCurvePlot *self,
                           double x_low,
                           double x_high,
                           double y_low,
                           double y_high)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  self->range = (MienViewRange){x_low, x_high, y_low, y_high};
  mien_curve_plot_repaint (self);
}

guint
mien_curve_plot_get_n_lines (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return mien_curve_lines_get_n (self->lines);
}

guint
mien_curve_plot_get_n_marks (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->marks->len;
}

double
mien_curve_plot_get_value (MienCurvePlot *self, const char *line, double x)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), (double) NAN);

  MienCurves curves = mien_curve_plot_describe (self);

  for (guint i = 0; i < curves.n_series; i++) {
    const MienSeries *series = &curves.series[i];
    gboolean meant = !series->faint && g_str_equal (series->name, line);
    int nearest = meant ? mien_series_nearest (series, x) : -1;

    if (nearest >= 0)
      return series->y[nearest];
  }
  return (double) NAN;
}

gboolean
mien_curve_plot_get_hidden (MienCurvePlot *self, const char *line)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), FALSE);

  return mien_curve_lines_get_hidden (self->lines, line);
}

void
mien_curve_plot_set_hidden (MienCurvePlot *self, const char *line, gboolean hidden)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self) && line != NULL);

  mien_curve_lines_set_hidden (self->lines, line, hidden);
  mien_curve_plot_refresh (self);
}

void
mien_curve_plot_isolate (MienCurvePlot *self, const char *line)
{
  mien_curve_lines_isolate (self->lines, line);
  mien_curve_plot_refresh (self);
}

gboolean
mien_curve_plot_have_steps (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), FALSE);

  return mien_curve_lines_have_steps (self->lines);
}

const MienPlotArea *
mien_curve_plot_get_area (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), NULL);

  return &self->area;
}

guint
mien_curve_plot_get_n_paintings (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->n_paintings;
}
