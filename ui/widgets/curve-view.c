#include "ui/widgets/curve-view.h"

#include <math.h>

/* Closer than this share of where they stand, numbers cannot be told apart on an axis. */
#define CLOSEST 1e-9
#define N_REMEMBERED 64

static const MienViewRange nowhere = {NAN, NAN, NAN, NAN};

void
mien_curve_view_init (MienCurveView *self)
{
  self->base = self->zoom = nowhere;
  self->x_first = self->x_last = (double) NAN;
  self->back = g_array_new (FALSE, FALSE, sizeof (MienViewRange));
  self->forward = g_array_new (FALSE, FALSE, sizeof (MienViewRange));
}

void
mien_curve_view_clear (MienCurveView *self)
{
  g_array_unref (self->back);
  g_array_unref (self->forward);
}

void
mien_curve_view_forget (MienCurveView *self)
{
  self->zoom = nowhere;
  g_array_set_size (self->back, 0);
  g_array_set_size (self->forward, 0);
}

static double
either (double zoom, double base)
{
  return isfinite (zoom) ? zoom : base;
}

MienViewRange
mien_curve_view_get (const MienCurveView *self)
{
  const MienViewRange *zoom = &self->zoom, *base = &self->base;

  return (MienViewRange){either (zoom->x_low, base->x_low), either (zoom->x_high, base->x_high),
                         either (zoom->y_low, base->y_low), either (zoom->y_high, base->y_high)};
}

gboolean
mien_curve_view_is_zoomed (const MienCurveView *self)
{
  return isfinite (self->zoom.x_low) || isfinite (self->zoom.y_low);
}

static gboolean
is_same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
is_same_range (const MienViewRange *a, const MienViewRange *b)
{
  return is_same_number (a->x_low, b->x_low) && is_same_number (a->x_high, b->x_high) &&
         is_same_number (a->y_low, b->y_low) && is_same_number (a->y_high, b->y_high);
}

static void
push (GArray *stack, const MienViewRange *range)
{
  if (stack->len > 0 &&
      is_same_range (&g_array_index (stack, MienViewRange, stack->len - 1), range))
    return;
  if (stack->len == N_REMEMBERED)
    g_array_remove_index (stack, 0);
  g_array_append_val (stack, *range);
}

void
mien_curve_view_remember (MienCurveView *self)
{
  push (self->back, &self->zoom);
  g_array_set_size (self->forward, 0);
}

gboolean
mien_curve_view_go (MienCurveView *self, gboolean forward)
{
  GArray *from = forward ? self->forward : self->back;
  GArray *to = forward ? self->back : self->forward;
  MienViewRange range = self->zoom;

  while (from->len > 0 && is_same_range (&range, &self->zoom)) {
    range = g_array_index (from, MienViewRange, from->len - 1);
    g_array_set_size (from, from->len - 1);
  }
  if (is_same_range (&range, &self->zoom))
    return FALSE;
  push (to, &self->zoom);
  self->zoom = range;
  return TRUE;
}

void
mien_curve_view_show_all (MienCurveView *self)
{
  self->zoom = nowhere;
}

static gboolean
is_wide_enough (double low, double high)
{
  return isfinite (low) && isfinite (high) &&
         high - low > CLOSEST * MAX (MAX (fabs (low), fabs (high)), 1e-6);
}

static void
set_x (MienCurveView *self, double low, double high)
{
  if (!is_wide_enough (low, high))
    return;
  if (low <= self->x_first && high >= self->x_last)
    low = high = (double) NAN;
  self->zoom.x_low = low;
  self->zoom.x_high = high;
}

static void
set_y (MienCurveView *self, double low, double high)
{
  if (!is_wide_enough (low, high))
    return;
  self->zoom.y_low = low;
  self->zoom.y_high = high;
}

/* @area with the ranges that it will have once it is painted: several changes may come before. */
static MienPlotArea
bring_up_to_date (const MienCurveView *self, const MienPlotArea *area)
{
  MienViewRange range = mien_curve_view_get (self);
  MienPlotArea now = *area;

  now.x_low = either (range.x_low, area->x_low);
  now.x_high = either (range.x_high, area->x_high);
  now.y_low = either (range.y_low, area->y_low);
  now.y_high = either (range.y_high, area->y_high);
  return now;
}

void
mien_curve_view_zoom_to (MienCurveView *self,
                         const MienPlotArea *area,
                         MienAxes axes,
                         double x0,
                         double y0,
                         double x1,
                         double y1)
{
  MienPlotArea now = bring_up_to_date (self, area);

  if ((axes & MIEN_AXIS_X) != 0)
    set_x (self, mien_plot_area_x_at (&now, MIN (x0, x1)),
           mien_plot_area_x_at (&now, MAX (x0, x1)));
  if ((axes & MIEN_AXIS_Y) != 0)
    set_y (self, mien_plot_area_y_at (&now, MAX (y0, y1)),
           mien_plot_area_y_at (&now, MIN (y0, y1)));
}

void
mien_curve_view_zoom_at (MienCurveView *self,
                         const MienPlotArea *area,
                         MienAxes axes,
                         double x,
                         double y,
                         double factor)
{
  double right = area->left + area->width, bottom = area->top + area->height;

  mien_curve_view_zoom_to (self, area, axes, x + (area->left - x) * factor,
                           y + (area->top - y) * factor, x + (right - x) * factor,
                           y + (bottom - y) * factor);
}

/* Cut short where it would leave the data. */
static double
limit_pan (const MienCurveView *self, const MienPlotArea *area, double right)
{
  MienPlotArea now = bring_up_to_date (self, area);
  double first = mien_plot_area_pixel_x (&now, self->x_first);
  double last = mien_plot_area_pixel_x (&now, self->x_last);

  if (isfinite (first) && right > 0.0)
    right = MIN (right, MAX (area->left - first, 0.0));
  if (isfinite (last) && right < 0.0)
    right = MAX (right, MIN (area->left + area->width - last, 0.0));
  return right;
}

void
mien_curve_view_pan (MienCurveView *self, const MienPlotArea *area, double right, double down)
{
  MienAxes axes = 0;

  axes |= isfinite (self->zoom.x_low) ? MIEN_AXIS_X : 0;
  axes |= isfinite (self->zoom.y_low) ? MIEN_AXIS_Y : 0;
  right = limit_pan (self, area, right);
  mien_curve_view_zoom_to (self, area, axes, area->left - right, area->top - down,
                           area->left + area->width - right, area->top + area->height - down);
}
