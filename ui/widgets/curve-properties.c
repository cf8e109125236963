/* What a plot is called, and what a person sets in its options. */
#include "ui/widgets/curve-plot-private.h"

#include <math.h>

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

void
mien_curve_plot_install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  klass->get_property = mien_curve_plot_get_property;
  klass->set_property = mien_curve_plot_set_property;
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
