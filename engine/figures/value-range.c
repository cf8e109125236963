/* The range of y: of what is visible, of nearly all of it, and of a constant. */
#include "engine/figures/curves-private.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double low, high; /* as places of the scale */
  MienScale scale;
} Range;

static void
widen (Range *range, double value)
{
  double place = isfinite (value) ? mien_scale_place (range->scale, value) : (double) NAN;

  if (!isfinite (place))
    return;
  range->low = MIN (range->low, place);
  range->high = MAX (range->high, place);
}

/* Where the line between two points enters or leaves the visible range */
static void
widen_by_crossing (Range *range, const MienSeries *series, guint before, double x)
{
  double from = series->x[before], to = series->x[before + 1];
  double low = mien_scale_place (range->scale, series->y[before]);
  double high = mien_scale_place (range->scale, series->y[before + 1]);

  if (series->kind == MIEN_SERIES_LINE && to > from)
    widen (range, mien_scale_value (range->scale, low + (high - low) * (x - from) / (to - from)));
  else if (series->kind == MIEN_SERIES_STEPS)
    widen (range, series->y[before]);
}

static void
widen_by_series (Range *range, const MienSeries *series, const MienPlotArea *area)
{
  MienCurve curve = mien_series_curve (series, range->scale);
  double low, high;
  guint from, to;

  mien_series_visible (series, area->x_low, area->x_high, &from, &to);
  if (mien_thin_find (&curve, from, to, &low, &high)) {
    widen (range, low);
    widen (range, high);
  }
  if (from > 0 && from < series->n)
    widen_by_crossing (range, series, from - 1, area->x_low);
  if (to > 0 && to < series->n)
    widen_by_crossing (range, series, to - 1, area->x_high);
  if (series->kind == MIEN_SERIES_BARS)
    widen (range, 0.0);
  for (guint i = from; series->low != NULL && series->high != NULL && i < to; i++) {
    widen (range, series->low[i]);
    widen (range, series->high[i]);
  }
}

/* --- robust: without the hundredth of the values that is farthest out --- */

/* So many of a figure's values tell well enough where the others are. */
#define N_LOOKED_AT 16384u
#define MIN_ROBUST 8u

static void
collect (GArray *places, const double *y, guint from, guint to, guint step, MienScale scale)
{
  for (guint i = from; y != NULL && i < to; i += step) {
    double place = mien_scale_place (scale, y[i]);

    if (isfinite (place))
      g_array_append_val (places, place);
  }
}

static void
collect_series (GArray *places,
                const MienSeries *series,
                const MienPlotArea *area,
                guint wanted,
                MienScale scale)
{
  guint from, to, step = 1;

  mien_series_visible (series, area->x_low, area->x_high, &from, &to);
  while ((to - from) / step > wanted)
    step *= 2;
  from = (from + step - 1) / step * step; /* the same points however the picture is moved */
  collect (places, series->y, from, to, step, scale);
  collect (places, series->low, from, to, step, scale);
  collect (places, series->high, from, to, step, scale);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The shortest range that has 99 in 100 of the values */
static void
shorten (Range *range, const MienCurves *curves, const MienPlotArea *area)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (double));
  guint wanted = MAX (N_LOOKED_AT / MAX (curves->n_series, 1), 64);

  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      collect_series (places, &curves->series[i], area, wanted, range->scale);
  if (places->len < MIN_ROBUST)
    return;
  g_array_sort (places, compare);

  const double *sorted = (const double *) (void *) places->data;
  guint n_out = MAX (places->len / 100, 1), n_in = places->len - n_out;
  guint best = 0;

  for (guint start = 1; start <= n_out; start++)
    if (sorted[start + n_in - 1] - sorted[start] < sorted[best + n_in - 1] - sorted[best])
      best = start;
  range->low = sorted[best];
  range->high = sorted[best + n_in - 1];
}

/* --- room --- */

/* A constant gets a range that shows it in the middle; what is never below 0 does not get there. */
static void
pad (Range *range)
{
  double room = (range->high - range->low) * 0.05;
  gboolean above_zero = range->low >= 0.0 && range->scale != MIEN_SCALE_LOG;
  gboolean below_zero = range->high <= 0.0 && range->scale != MIEN_SCALE_LOG;

  if (range->high - range->low < 1e-9 * MAX (fabs (range->high), 1e-3)) {
    room = range->scale == MIEN_SCALE_LOG ? 0.3 : MAX (fabs (range->high) * 0.05, 1e-9);
    if (range->high == 0.0)
      room = range->scale == MIEN_SCALE_LOG ? 0.3 : 0.5;
    below_zero = FALSE;
  }
  range->low -= room;
  range->high += room;
  if (above_zero)
    range->low = MAX (range->low, 0.0);
  if (below_zero)
    range->high = MIN (range->high, 0.0);
}

void
mien_curves_choose_y_range (const MienCurves *curves, MienPlotArea *area)
{
  Range range = {INFINITY, -INFINITY, curves->y_scale};
  gboolean is_log = curves->y_scale == MIEN_SCALE_LOG;
  double low = is_log ? 0.1 : 0.0, high = 1.0;

  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      widen_by_series (&range, &curves->series[i], area);
  if (range.low <= range.high) {
    if (curves->robust)
      shorten (&range, curves, area);
    pad (&range);
    low = mien_scale_value (curves->y_scale, range.low);
    high = mien_scale_value (curves->y_scale, range.high);
  }
  area->y_low = isfinite (curves->y_low) && (!is_log || curves->y_low > 0) ? curves->y_low : low;
  area->y_high = isfinite (curves->y_high) ? curves->y_high : high;
  mien_plot_area_bound (curves->y_scale, &area->y_low, &area->y_high);
  if (!(area->y_high > area->y_low))
    area->y_high = is_log ? area->y_low * 10.0 : area->y_low + MAX (fabs (area->y_low), 1.0);
}

guint
mien_curves_count_left_out (const MienCurves *curves, const MienPlotArea *area)
{
  guint n = 0;

  for (guint i = 0; i < curves->n_series && curves->y_scale == MIEN_SCALE_LOG; i++) {
    const MienSeries *series = &curves->series[i];
    MienCurve curve = mien_series_curve (series, curves->y_scale);
    guint from, to;

    mien_series_visible (series, area->x_low, area->x_high, &from, &to);
    if (!series->hidden && !series->faint)
      n += mien_thin_count_below (&curve, from, to);
  }
  return n;
}
