/* Plots of one run that share the cursor and what they show of the x axis. */
#include "ui/widgets/curve-plot-private.h"

#include <math.h>

static void
join (MienCurvePlot *self, GPtrArray *group)
{
  if (self->group == group)
    return;
  g_ptr_array_add (group, self);
  self->group = g_ptr_array_ref (group);
}

void
mien_curve_plot_link (MienCurvePlot *self, MienCurvePlot *other)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self) && MIEN_IS_CURVE_PLOT (other));
  g_return_if_fail (other->group == NULL || other->group == self->group);

  if (self->group == NULL) {
    g_autoptr (GPtrArray) group = g_ptr_array_new ();

    join (self, group);
  }
  join (other, self->group);
}

gboolean
mien_curve_plot_is_linked (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), FALSE);

  return self->group != NULL;
}

void
mien_curve_plot_unlink (MienCurvePlot *self)
{
  if (self->group != NULL)
    g_ptr_array_remove (self->group, self);
  g_clear_pointer (&self->group, g_ptr_array_unref);
}

/* The next of those that follow @self, from @i on; NULL at the end. */
static MienCurvePlot *
next_linked (MienCurvePlot *self, guint *i)
{
  while (self->linked && self->group != NULL && *i < self->group->len) {
    MienCurvePlot *other = g_ptr_array_index (self->group, (*i)++);

    if (other != self && other->linked && other->by_step == self->by_step)
      return other;
  }
  return NULL;
}

void
mien_curve_plot_spread_cursor (MienCurvePlot *self)
{
  guint i = 0;

  for (MienCurvePlot *other; (other = next_linked (self, &i)) != NULL;) {
    double x = isfinite (self->cursor) ? mien_curve_plot_snap (other, self->cursor) : (double) NAN;

    if (x == other->cursor || (isnan (x) && isnan (other->cursor)))
      continue;
    other->cursor = x;
    other->by_pointer = FALSE;
    gtk_widget_queue_draw (GTK_WIDGET (other));
  }
}

void
mien_curve_plot_spread_view (MienCurvePlot *self)
{
  guint i = 0;

  for (MienCurvePlot *other; (other = next_linked (self, &i)) != NULL;) {
    MienViewRange *zoom = &other->view.zoom;

    zoom->x_low = self->view.zoom.x_low;
    zoom->x_high = self->view.zoom.x_high;
    mien_curve_plot_refresh (other);
  }
}
