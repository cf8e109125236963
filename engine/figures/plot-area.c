/* The way between values and places, and the range of x. */
#include "engine/figures/curves-private.h"

#include <math.h>

static MienAxisMap
map_axis (MienScale scale, double low, double high, double start, double length)
{
  double from = mien_scale_place (scale, low);
  double factor = length / (mien_scale_place (scale, high) - from);

  return (MienAxisMap){scale, factor, start - from * factor};
}

MienAxisMap
mien_plot_area_map_x (const MienPlotArea *area)
{
  return map_axis (area->x_scale, area->x_low, area->x_high, area->left, area->width);
}

MienAxisMap
mien_plot_area_map_y (const MienPlotArea *area)
{
  return map_axis (area->y_scale, area->y_low, area->y_high, area->top + area->height,
                   -area->height);
}

double
mien_plot_area_x_at (const MienPlotArea *area, double pixel)
{
  MienAxisMap map = mien_plot_area_map_x (area);

  return mien_scale_value (map.scale, (pixel - map.shift) / map.factor);
}

double
mien_plot_area_y_at (const MienPlotArea *area, double pixel)
{
  MienAxisMap map = mien_plot_area_map_y (area);

  return mien_scale_value (map.scale, (pixel - map.shift) / map.factor);
}

double
mien_plot_area_pixel_x (const MienPlotArea *area, double x)
{
  MienAxisMap map = mien_plot_area_map_x (area);

  return mien_axis_map (&map, x);
}

double
mien_plot_area_pixel_y (const MienPlotArea *area, double y)
{
  MienAxisMap map = mien_plot_area_map_y (area);

  return mien_axis_map (&map, y);
}

void
mien_series_visible (const MienSeries *series, double x_low, double x_high, guint *from, guint *to)
{
  *from = series->n > 0 ? mien_thin_search (series->x, 0, series->n, x_low) : 0;
  *to = series->n > 0 ? mien_thin_search (series->x, *from, series->n, nextafter (x_high, INFINITY))
                      : 0;
}

void
mien_plot_area_bound (MienScale scale, double *low, double *high)
{
  double least = scale == MIEN_SCALE_LOG ? 1e-300 : -1e300;

  *low = CLAMP (*low, least, 1e300);
  *high = CLAMP (*high, least, 1e300);
}

/* Half of a bar's place to either side, so that the outermost bars are whole */
static double
find_margin (const MienSeries *series)
{
  if (series->kind != MIEN_SERIES_BARS || series->n < 2)
    return 0.0;
  return 0.5 * (series->x[series->n - 1] - series->x[0]) / (series->n - 1);
}

static void
find_x_range (const MienCurves *curves, double *low, double *high)
{
  gboolean is_log = curves->x_scale == MIEN_SCALE_LOG;

  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];
    double margin = is_log ? 0.0 : find_margin (series);
    guint from, to;

    mien_series_visible (series, is_log ? nextafter (0.0, 1.0) : (double) -INFINITY, INFINITY,
                         &from, &to);
    if (from == to)
      continue;
    *low = MIN (*low, series->x[from] - margin);
    *high = MAX (*high, series->x[to - 1] + margin);
  }
}

void
mien_curves_choose_x_range (const MienCurves *curves, MienPlotArea *area)
{
  double low = INFINITY, high = -INFINITY;
  gboolean is_log = curves->x_scale == MIEN_SCALE_LOG;

  find_x_range (curves, &low, &high);
  if (!(low <= high)) {
    low = is_log ? 0.1 : 0.0;
    high = 1.0;
  }
  if (high - low < 1e-12 * MAX (is_log ? 0.0 : 1.0, fabs (high))) {
    low = is_log ? low / 2.0 : low - 0.5;
    high = is_log ? high * 2.0 : high + 0.5;
  }
  area->x_low = isfinite (curves->x_low) && (!is_log || curves->x_low > 0.0) ? curves->x_low : low;
  area->x_high = isfinite (curves->x_high) ? curves->x_high : high;
  mien_plot_area_bound (curves->x_scale, &area->x_low, &area->x_high);
  if (!(area->x_high > area->x_low))
    area->x_high = is_log ? area->x_low * 10.0 : area->x_low + 1.0;
}
