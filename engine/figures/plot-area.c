/* The ranges of a figure's axes, and the way between values and pixels. */
#include "engine/figures/curves-private.h"

#include "engine/figures/thin.h"

#include <math.h>

double
mien_plot_area_x_at (const MienPlotArea *area, double pixel)
{
  double low = mien_scale_place (area->x_scale, area->x_low);
  double high = mien_scale_place (area->x_scale, area->x_high);

  return mien_scale_value (area->x_scale, low + (pixel - area->left) / area->width * (high - low));
}

double
mien_plot_area_y_at (const MienPlotArea *area, double pixel)
{
  double low = mien_scale_place (area->y_scale, area->y_low);
  double high = mien_scale_place (area->y_scale, area->y_high);

  return mien_scale_value (area->y_scale, high - (pixel - area->top) / area->height * (high - low));
}

double
mien_plot_area_pixel_x (const MienPlotArea *area, double x)
{
  double low = mien_scale_place (area->x_scale, area->x_low);
  double high = mien_scale_place (area->x_scale, area->x_high);

  return area->left + (mien_scale_place (area->x_scale, x) - low) / (high - low) * area->width;
}

double
mien_plot_area_pixel_y (const MienPlotArea *area, double y)
{
  double low = mien_scale_place (area->y_scale, area->y_low);
  double high = mien_scale_place (area->y_scale, area->y_high);

  return area->top + area->height * (high - mien_scale_place (area->y_scale, y)) / (high - low);
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
widen (double *low, double *high, double value, MienScale scale)
{
  if (!isfinite (value) || isnan (mien_scale_place (scale, value)))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

/* Room above and below; a constant gets a range that shows it in the middle. */
static void
pad_range (double *low, double *high, MienScale scale)
{
  if (scale == MIEN_SCALE_LOG) {
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
  gboolean is_log = curves->y_scale == MIEN_SCALE_LOG;

  for (guint k = 0; k < curves->n_series; k++) {
    const MienSeries *series = &curves->series[k];

    if (series->hidden)
      continue;
    for (guint i = 0; i < lines[k]->len; i++)
      widen (&low, &high, g_array_index (lines[k], MienPoint, i).y, curves->y_scale);
    for (guint i = 0; series->low != NULL && series->high != NULL && i < series->n; i++) {
      widen (&low, &high, series->low[i], curves->y_scale);
      widen (&low, &high, series->high[i], curves->y_scale);
    }
  }
  if (!(low <= high)) {
    low = is_log ? 0.1 : 0.0;
    high = 1.0;
  } else {
    pad_range (&low, &high, curves->y_scale);
  }
  area->y_low = isfinite (curves->y_low) && (!is_log || curves->y_low > 0) ? curves->y_low : low;
  area->y_high = isfinite (curves->y_high) ? curves->y_high : high;
  if (!(area->y_high > area->y_low))
    area->y_high = is_log ? area->y_low * 10.0 : area->y_low + 1.0;
}
