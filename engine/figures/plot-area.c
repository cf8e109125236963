/* The ranges of a figure's axes, and the way between values and pixels. */
#include "engine/figures/curves-private.h"

#include "engine/figures/thin.h"

#include <math.h>

/* Places on the vertical axis: the value, or its logarithm */
static double
to_scale (gboolean log_y, double y)
{
  return log_y ? (y > 0.0 ? log10 (y) : (double) NAN) : y;
}

double
mien_plot_area_x_at (const MienPlotArea *area, double pixel)
{
  return area->x_low + (pixel - area->left) / area->width * (area->x_high - area->x_low);
}

double
mien_plot_area_pixel_x (const MienPlotArea *area, double x)
{
  return area->left + (x - area->x_low) / (area->x_high - area->x_low) * area->width;
}

double
mien_plot_area_pixel_y (const MienPlotArea *area, double y)
{
  double low = to_scale (area->log_y, area->y_low);
  double high = to_scale (area->log_y, area->y_high);

  return area->top + area->height * (high - to_scale (area->log_y, y)) / (high - low);
}

void
mien_curves_choose_x_range (const MienCurves *curves, MienPlotArea *area)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    if (series->n == 0)
      continue;
    low = MIN (low, series->x[0]);
    high = MAX (high, series->x[series->n - 1]);
  }
  if (!(low <= high)) {
    low = 0.0;
    high = 1.0;
  }
  if (high - low < 1e-12 * MAX (1.0, fabs (high))) {
    low -= 0.5;
    high += 0.5;
  }
  area->x_low = isfinite (curves->x_low) ? curves->x_low : low;
  area->x_high = isfinite (curves->x_high) ? curves->x_high : high;
  if (!(area->x_high > area->x_low))
    area->x_high = area->x_low + 1.0;
}

static void
widen (double *low, double *high, double value, gboolean log_y)
{
  if (!isfinite (value) || (log_y && value <= 0.0))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

/* Room above and below; a constant gets a range that shows it in the middle. */
static void
pad_range (double *low, double *high, gboolean log_y)
{
  if (log_y) {
    double fold = MAX (pow (*high / *low, 0.05), *high > *low ? 1.0 : 2.0);

    *low /= fold;
    *high *= fold;
    return;
  }

  double room = (*high - *low) * 0.05;
  double floor_room = MAX (fabs (*high) * 0.05, 1e-9);
  gboolean above_zero = *low >= 0.0;

  if (*high - *low < 1e-9 * MAX (fabs (*high), 1e-3))
    room = *high == 0.0 ? 0.5 : floor_room;
  *low -= room;
  *high += room;
  if (above_zero && *low < 0.0)
    *low = 0.0;
}

void
mien_curves_choose_y_range (const MienCurves *curves, GArray *const *lines, MienPlotArea *area)
{
  double low = INFINITY, high = -INFINITY;

  for (guint k = 0; k < curves->n_series; k++) {
    const MienSeries *series = &curves->series[k];

    if (series->hidden)
      continue;
    for (guint i = 0; i < lines[k]->len; i++)
      widen (&low, &high, g_array_index (lines[k], MienPoint, i).y, curves->log_y);
    for (guint i = 0; series->low != NULL && series->high != NULL && i < series->n; i++) {
      widen (&low, &high, series->low[i], curves->log_y);
      widen (&low, &high, series->high[i], curves->log_y);
    }
  }
  if (!(low <= high)) {
    low = curves->log_y ? 0.1 : 0.0;
    high = 1.0;
  } else {
    pad_range (&low, &high, curves->log_y);
  }
  area->y_low =
      isfinite (curves->y_low) && (!curves->log_y || curves->y_low > 0) ? curves->y_low : low;
  area->y_high = isfinite (curves->y_high) ? curves->y_high : high;
  if (!(area->y_high > area->y_low))
    area->y_high = curves->log_y ? area->y_low * 10.0 : area->y_low + 1.0;
}
