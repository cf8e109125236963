#include "ui/widgets/steady-scroll.h"

#include <math.h>

typedef struct {
  GtkScrolledWindow *window;
  double pending; /* clicks of the wheel that have not been shown */
  guint tick;
} Scrolling;

static void
scrolling_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free (data);
}

/* As far as GTK itself goes for one click of the wheel. */
static double
click_distance (GtkAdjustment *adjustment)
{
  return pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
}

static gboolean
move (GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  Scrolling *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->window);
  double distance = self->pending * click_distance (adjustment);

  self->tick = 0;
  self->pending = 0.0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + distance);
  return G_SOURCE_REMOVE;
}

/* Touchpads, which GTK counts in pixels, come once a frame already and keep their momentum. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, Scrolling *self)
{
  if (dx != 0.0 || gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL)
    return FALSE;
  self->pending += dy;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), move, self, NULL);
  return TRUE;
}

void
mien_scroll_steadily (GtkScrolledWindow *window)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (window));

  GtkEventController *controller =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  Scrolling *self = g_new0 (Scrolling, 1);

  self->window = window;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "scroll", G_CALLBACK (on_scroll), self, scrolling_free, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
