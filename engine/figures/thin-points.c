/* Fewer points that look the same, for files. */
#include "engine/figures/thin.h"

#include <math.h>

static void
append_point (GArray *points, double x, double y)
{
  MienPoint point = {x, isfinite (y) ? y : (double) NAN};

  g_array_append_val (points, point);
}

/* What one column shows of the points @from … @to: four of them at most and a gap. */
static void
append_column (GArray *points, const double *x, const double *y, guint from, guint to)
{
  guint first = to, last = to, lowest = to, highest = to;
  guint n_gaps = 0;

  for (guint i = from; i < to; i++) {
    if (!isfinite (y[i])) {
      n_gaps++;
      continue;
    }
    if (first == to)
      first = lowest = highest = i;
    lowest = y[i] < y[lowest] ? i : lowest;
    highest = y[i] > y[highest] ? i : highest;
    last = i;
  }
  if (first == to || first != from)
    append_point (points, x[from], NAN);
  if (first == to)
    return;

  guint kept[] = {first, MIN (lowest, highest), MAX (lowest, highest), last};

  for (guint k = 0; k < G_N_ELEMENTS (kept); k++)
    if (k == 0 || kept[k] != kept[k - 1])
      append_point (points, x[kept[k]], y[kept[k]]);
  if (n_gaps > 0 && last != to - 1)
    append_point (points, x[to - 1], NAN);
}

GArray *
mien_thin (const double *x, const double *y, guint n, double x_low, double x_high, guint columns)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (MienPoint));
  guint from = n > 0 ? mien_thin_search (x, 0, n, x_low) : 0;
  guint end = n > 0 ? mien_thin_search (x, from, n, nextafter (x_high, INFINITY)) : 0;

  from = from > 0 ? from - 1 : 0;
  end = MIN (end + 1, n);
  if (end - from <= 4 * columns) {
    for (guint i = from; i < end; i++)
      append_point (points, x[i], y[i]);
    return points;
  }

  double step = (x_high - x_low) / columns;

  for (guint column = 1; from < end; column++) {
    guint to = column <= columns ? mien_thin_search (x, from, end, x_low + column * step) : end;

    if (to > from)
      append_column (points, x, y, from, to);
    from = to;
  }
  return points;
}
