/* The keys of a plot. */
#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/curve-reading.h"

#include <math.h>

#define FAR 10
/* What the plus key shows less of */
#define KEY_ZOOM 1.5

/* Through the points of the chosen line alone, where there is one. */
static void
step_cursor (MienCurvePlot *self, int sign, int times)
{
  guint n;
  const MienSeries *series = mien_curve_lines_get_series (self->lines, &n);
  double x = self->cursor;

  for (guint i = 0; self->chosen != NULL && i < n; i++)
    if (!series[i].faint && g_str_equal (series[i].name, self->chosen)) {
      series += i;
      n = 1;
    }
  for (int i = 0; i < times; i++)
    x = mien_series_next (series, n, x, sign);
  mien_curve_plot_set_cursor (self, x);
}

/* Left and Right without a cursor start at the end that they come from. */
static void
walk (MienCurvePlot *self, int sign, GdkModifierType state)
{
  self->by_pointer = FALSE;
  if (!isfinite (self->cursor))
    mien_curve_plot_set_cursor (self, sign > 0 ? -G_MAXDOUBLE : G_MAXDOUBLE);
  else
    step_cursor (self, sign, (state & GDK_SHIFT_MASK) != 0 ? FAR : 1);
}

static gboolean
is_choosable (const MienSeries *series)
{
  return !series->faint && !series->hidden && series->n > 0;
}

/* The next line up or down the legend; beyond either end all are read again. */
static void
choose (MienCurvePlot *self, int sign)
{
  guint n;
  const MienSeries *series = mien_curve_lines_get_series (self->lines, &n);
  int i = sign > 0 ? -1 : (int) n;

  for (int k = 0; self->chosen != NULL && k < (int) n; k++)
    if (is_choosable (&series[k]) && g_str_equal (series[k].name, self->chosen))
      i = k;
  do
    i += sign;
  while (i >= 0 && i < (int) n && !is_choosable (&series[i]));
  g_free (self->chosen);
  self->chosen = i >= 0 && i < (int) n ? g_strdup (series[i].name) : NULL;
  self->by_pointer = FALSE;
  mien_curve_plot_tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The oldest pin makes room. The same place twice takes its pin away. */
void
mien_curve_plot_pin (MienCurvePlot *self)
{
  if (!isfinite (self->cursor))
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  for (guint i = 0; i < self->n_pins; i++)
    if (self->pins[i] == self->cursor) {
      self->pins[i] = self->pins[--self->n_pins];
      return;
    }
  if (self->n_pins == MIEN_MAX_PINS)
    self->pins[0] = self->pins[--self->n_pins];
  self->pins[self->n_pins++] = self->cursor;
}

/* What was shown last goes first; FALSE where nothing is left to put away. */
static gboolean
put_away (MienCurvePlot *self)
{
  if (isfinite (self->cursor) || self->chosen != NULL) {
    g_clear_pointer (&self->chosen, g_free);
    mien_curve_plot_set_cursor (self, NAN);
    mien_curve_plot_tell (self);
    return TRUE;
  }
  if (self->n_pins == 0)
    return FALSE;
  self->n_pins = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* Around the cursor, or the middle of what is shown */
static void
zoom (MienCurvePlot *self, double factor)
{
  const MienPlotArea *area = &self->area;
  double x = mien_plot_area_pixel_x (area, self->cursor);
  MienAxes axes = isfinite (self->view.zoom.y_low) ? MIEN_AXIS_X | MIEN_AXIS_Y : MIEN_AXIS_X;

  if (!(x >= area->left && x <= area->left + area->width))
    x = area->left + area->width / 2.0;
  mien_curve_view_remember (&self->view);
  mien_curve_view_zoom_at (&self->view, area, axes, x, area->top + area->height / 2.0, factor);
  mien_curve_plot_view_changed (self);
}

static gboolean
toggle_legend_entry (MienCurvePlot *self, guint number)
{
  const char *name = mien_curve_lines_get_name (self->lines, number);

  if (name != NULL)
    mien_curve_plot_set_hidden (self, name, !mien_curve_plot_get_hidden (self, name));
  return TRUE;
}

static gboolean
act (MienCurvePlot *self, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gboolean
on_plain_key (MienCurvePlot *self, guint key, GdkModifierType state)
{
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    walk (self, -1, state);
    return TRUE;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    walk (self, 1, state);
    return TRUE;
  case GDK_KEY_Home:
  case GDK_KEY_End:
    self->by_pointer = FALSE;
    mien_curve_plot_set_cursor (self, key == GDK_KEY_Home ? -G_MAXDOUBLE : G_MAXDOUBLE);
    return TRUE;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    choose (self, key == GDK_KEY_Down ? 1 : -1);
    return TRUE;
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    zoom (self, 1.0 / KEY_ZOOM);
    return TRUE;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    zoom (self, KEY_ZOOM);
    return TRUE;
  case GDK_KEY_0:
  case GDK_KEY_KP_0:
    return act (self, "plot.show-all");
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    return act (self, "plot.pin");
  case GDK_KEY_t:
  case GDK_KEY_T:
    return act (self, "plot.table");
  case GDK_KEY_space:
    self->space = TRUE;
    return TRUE;
  case GDK_KEY_Menu:
    return act (self, "plot.menu");
  case GDK_KEY_F10:
    return (state & GDK_SHIFT_MASK) != 0 && act (self, "plot.menu");
  case GDK_KEY_Escape:
    return put_away (self);
  default:
    return key >= GDK_KEY_1 && key <= GDK_KEY_9 && toggle_legend_entry (self, key - GDK_KEY_1);
  }
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state,
        MienCurvePlot *self)
{
  /* The buttons over the plot have keys of their own. */
  if (!gtk_widget_is_focus (GTK_WIDGET (self)) && gtk_widget_get_focus_child (GTK_WIDGET (self)))
    return FALSE;
  if ((state & GDK_ALT_MASK) != 0 && key == GDK_KEY_Left)
    return act (self, "plot.back");
  if ((state & GDK_ALT_MASK) != 0 && key == GDK_KEY_Right)
    return act (self, "plot.forward");
  if ((state & GDK_CONTROL_MASK) != 0 && gdk_keyval_to_lower (key) == GDK_KEY_c)
    return act (self, "plot.copy");
  if ((state & GDK_CONTROL_MASK) != 0 && (state & GDK_SHIFT_MASK) != 0 &&
      gdk_keyval_to_lower (key) == GDK_KEY_s) /* without Shift it saves a training */
    return gtk_widget_activate_action (GTK_WIDGET (self), "plot.save", "s", "pdf");
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  return on_plain_key (self, key, state);
}

static void
on_key_released (GtkEventControllerKey *controller G_GNUC_UNUSED,
                 guint key,
                 guint code G_GNUC_UNUSED,
                 GdkModifierType state G_GNUC_UNUSED,
                 MienCurvePlot *self)
{
  if (key == GDK_KEY_space)
    self->space = FALSE;
}

static void
on_focus_left (GtkEventControllerFocus *controller G_GNUC_UNUSED, MienCurvePlot *self)
{
  self->space = FALSE;
}

void
mien_curve_plot_add_keys (MienCurvePlot *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (key, "key-released", G_CALLBACK (on_key_released), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
