/* The pointer over a plot: the cross-hair, the wheel, dragging, the legend, pinching. */
#include "ui/widgets/curve-plot-private.h"

#include <math.h>

/* What a notch of the wheel shows more or less of */
#define NOTCH 1.1
/* Shorter drags are clicks. */
#define CLICK 6.0
/* A box this much longer than it is wide zooms one axis. */
#define SLENDER 4.0
/* Turns of the wheel that are nearer to each other are one step of the way back. */
#define ONE_TURN_US (G_USEC_PER_SEC / 2)

static gboolean
is_within (const MienPlotArea *area, double x, double y)
{
  return x >= area->left && x <= area->left + area->width && y >= area->top &&
         y <= area->top + area->height;
}

/* Over an axis it is that axis that is meant; over the curves x, as y fits itself to what is shown
 * unless a person has zoomed it. */
static MienAxes
find_axes (MienCurvePlot *self, double x, double y)
{
  if (x < self->area.left)
    return MIEN_AXIS_Y;
  if (y > self->area.top + self->area.height || !isfinite (self->view.zoom.y_low))
    return MIEN_AXIS_X;
  return MIEN_AXIS_X | MIEN_AXIS_Y;
}

static void
point_at (MienCurvePlot *self, double x, double y)
{
  const MienPlotArea *area = &self->area;
  gboolean inside = is_within (area, x, y);
  gboolean on_legend =
      !inside && self->n_paintings > 0 && mien_curve_plot_find_legend (self, x, y) != NULL;

  self->pointer_x = x;
  self->pointer_y = y;
  self->by_pointer = inside;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->panning ? "grabbing"
                                                      : on_legend   ? "pointer"
                                                      : inside      ? "crosshair"
                                                                    : NULL);
  mien_curve_plot_set_cursor (self, inside ? mien_plot_area_x_at (area, x) : (double) NAN);
}

static void
on_motion (GtkEventControllerMotion *controller G_GNUC_UNUSED,
           double x,
           double y,
           MienCurvePlot *self)
{
  if (!self->selecting && !self->panning)
    point_at (self, x, y);
}

static void
on_leave (GtkEventControllerMotion *controller G_GNUC_UNUSED, MienCurvePlot *self)
{
  self->pointer_x = self->pointer_y = (double) NAN;
  self->by_pointer = FALSE;
  mien_curve_plot_set_cursor (self, NAN);
}

static void
remember_turn (MienCurvePlot *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->wheeled_at > ONE_TURN_US)
    mien_curve_view_remember (&self->view);
  self->wheeled_at = now;
}

/* Without focus or Control the wheel is the page's, or nobody could scroll past a plot. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, MienCurvePlot *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean sideways = dx != 0.0 || (state & GDK_SHIFT_MASK) != 0;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) && (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (isnan (self->pointer_x) || (dx == 0.0 && dy == 0.0))
    return GDK_EVENT_PROPAGATE;
  remember_turn (self);
  if (sideways)
    mien_curve_view_pan (&self->view, &self->area, -0.1 * self->area.width * (dx + dy), 0.0);
  else
    mien_curve_view_zoom_at (&self->view, &self->area,
                             find_axes (self, self->pointer_x, self->pointer_y), self->pointer_x,
                             self->pointer_y, pow (NOTCH, dy));
  mien_curve_plot_view_changed (self);
  return GDK_EVENT_STOP;
}

MienAxes
mien_curve_plot_get_drag_axes (MienCurvePlot *self)
{
  double width = fabs (self->drag_x - self->press_x), height = fabs (self->drag_y - self->press_y);

  if (self->press_x < self->area.left || (self->drag_state & GDK_ALT_MASK) != 0)
    return MIEN_AXIS_Y;
  if (self->press_y > self->area.top + self->area.height ||
      (self->drag_state & GDK_SHIFT_MASK) != 0)
    return MIEN_AXIS_X;
  if (width > SLENDER * height)
    return MIEN_AXIS_X;
  return height > SLENDER * width ? MIEN_AXIS_Y : MIEN_AXIS_X | MIEN_AXIS_Y;
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, MienCurvePlot *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (drag));
  gboolean pans = button == GDK_BUTTON_MIDDLE || self->space;

  if (self->n_paintings == 0 || y < self->area.top || x > mien_curve_plot_get_figure_width (self) ||
      button > GDK_BUTTON_MIDDLE) {
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  self->press_x = self->drag_x = x;
  self->press_y = self->drag_y = y;
  self->panning = pans;
  if (pans)
    mien_curve_view_remember (&self->view);
}

static void
pan_to (MienCurvePlot *self, double x, double y)
{
  mien_curve_view_pan (&self->view, &self->area, x - self->drag_x, y - self->drag_y);
  mien_curve_plot_view_changed (self);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, MienCurvePlot *self)
{
  double x = self->press_x + dx, y = self->press_y + dy;

  if (!self->panning && !self->selecting && hypot (dx, dy) < CLICK)
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->panning)
    pan_to (self, x, y);
  else
    self->selecting = TRUE;
  self->drag_x = CLAMP (x, self->area.left, self->area.left + self->area.width);
  self->drag_y = CLAMP (y, self->area.top, self->area.top + self->area.height);
  if (self->panning) {
    self->drag_x = x;
    self->drag_y = y;
  }
  self->drag_state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_drag (MienCurvePlot *self)
{
  self->selecting = self->panning = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *drag G_GNUC_UNUSED,
             double dx G_GNUC_UNUSED,
             double dy G_GNUC_UNUSED,
             MienCurvePlot *self)
{
  if (self->selecting) {
    mien_curve_view_remember (&self->view);
    mien_curve_view_zoom_to (&self->view, &self->area, mien_curve_plot_get_drag_axes (self),
                             self->press_x, self->press_y, self->drag_x, self->drag_y);
    mien_curve_plot_view_changed (self);
  }
  end_drag (self);
}

static void
on_drag_cancelled (GtkGesture *drag G_GNUC_UNUSED,
                   GdkEventSequence *sequence G_GNUC_UNUSED,
                   MienCurvePlot *self)
{
  end_drag (self);
}

static void
on_pressed (GtkGestureClick *click G_GNUC_UNUSED,
            int n_press,
            double x,
            double y,
            MienCurvePlot *self)
{
  const char *entry = self->n_paintings > 0 ? mien_curve_plot_find_legend (self, x, y) : NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (entry != NULL && n_press % 2 == 0)
    mien_curve_plot_isolate (self, entry);
  else if (entry != NULL)
    mien_curve_plot_set_hidden (self, entry, !mien_curve_plot_get_hidden (self, entry));
  else if (n_press == 2 && is_within (&self->area, x, y))
    gtk_widget_activate_action (GTK_WIDGET (self), "plot.show-all", NULL);
}

static void
on_menu_pressed (GtkGestureClick *click,
                 int n_press G_GNUC_UNUSED,
                 double x,
                 double y,
                 MienCurvePlot *self)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  mien_curve_plot_show_menu (self, x, y);
}

static void
on_pinch_begin (GtkGesture *pinch G_GNUC_UNUSED,
                GdkEventSequence *sequence G_GNUC_UNUSED,
                MienCurvePlot *self)
{
  self->pinch = 1.0;
  mien_curve_view_remember (&self->view);
}

static void
on_pinch (GtkGestureZoom *pinch, double scale, MienCurvePlot *self)
{
  double x, y;

  if (!(scale > 0.0) || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y))
    return;
  mien_curve_view_zoom_at (&self->view, &self->area, find_axes (self, x, y), x, y,
                           self->pinch / scale);
  self->pinch = scale;
  mien_curve_plot_view_changed (self);
}

static void
add (MienCurvePlot *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (controller));
}

static void
add_drag (MienCurvePlot *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancelled), self);
  add (self, drag);
}

void
mien_curve_plot_add_pointer (MienCurvePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (menu, "pressed", G_CALLBACK (on_menu_pressed), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  add (self, motion);
  add (self, scroll);
  add (self, pinch);
  add_drag (self);
  add (self, menu);
  add (self, click);
}
