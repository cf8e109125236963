#include "engine/figures/thin.h"

#include <math.h>

guint
mien_thin_search (const double *x, guint from, guint n, double limit)
{
  guint step = 1, to = from;

  while (to < n && x[to] < limit) {
    from = to + 1;
    to = to + step < n ? to + step : n;
    step *= 2;
  }
  while (from < to) {
    guint middle = from + (to - from) / 2;

    if (x[middle] < limit)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

static const MienPyramid *
useful_pyramid (const MienCurve *curve)
{
  gboolean useful = curve->pyramid != NULL && mien_pyramid_get_n (curve->pyramid) == curve->n;

  return useful ? curve->pyramid : NULL;
}

/* So few points are looked at faster one by one. */
#define FEW 32u

gboolean
mien_thin_find (const MienCurve *curve, guint from, guint to, double *low, double *high)
{
  const MienPyramid *pyramid = to - from > FEW ? useful_pyramid (curve) : NULL;
  double smallest = INFINITY, largest = -INFINITY;

  if (pyramid != NULL) {
    gboolean found = mien_pyramid_find (pyramid, curve->y, from, to, low, high);

    if (!found || *high <= curve->floor)
      return FALSE;
    if (*low > curve->floor)
      return TRUE;
  }
  for (guint i = from; i < to; i++) {
    double y = curve->y[i];

    if (!isfinite (y) || y <= curve->floor)
      continue;
    smallest = MIN (smallest, y);
    largest = MAX (largest, y);
  }
  *low = smallest;
  *high = largest;
  return smallest <= largest;
}

guint
mien_thin_count_below (const MienCurve *curve, guint from, guint to)
{
  const MienPyramid *pyramid = useful_pyramid (curve);
  double low, high;
  guint n = 0;

  if (pyramid != NULL &&
      (!mien_pyramid_find (pyramid, curve->y, from, to, &low, &high) || low > curve->floor))
    return 0;
  for (guint i = from; i < to; i++)
    n += isfinite (curve->y[i]) && curve->y[i] <= curve->floor;
  return n;
}

guint
mien_thin_next_missing (const MienCurve *curve, guint from)
{
  const MienPyramid *pyramid = useful_pyramid (curve);

  if (pyramid != NULL)
    return mien_pyramid_next_missing (pyramid, from);
  while (from < curve->n && isfinite (curve->y[from]))
    from++;
  return from;
}

/* So many columns are found dense or not together, so that a stray one does not break a stretch. */
#define BLOCK 16u
/* More than so many points in a column make it dense. */
#define DENSE 2.5

GArray *
mien_thin_cut (const MienCurve *curve, const double *edges, guint n_columns)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (MienStretch));
  guint from = curve->n > 0 ? mien_thin_search (curve->x, 0, curve->n, edges[0]) : 0;

  for (guint column = 0; curve->n > 0 && column < n_columns; column += BLOCK) {
    guint width = MIN (BLOCK, n_columns - column);
    guint to = mien_thin_search (curve->x, from, curve->n, edges[column + width]);
    MienStretch block = {column, width, from, to, to - from > DENSE * width};
    MienStretch *last =
        stretches->len > 0 ? &g_array_index (stretches, MienStretch, stretches->len - 1) : NULL;

    if (last != NULL && last->dense == block.dense) {
      last->n_columns += width;
      last->to = to;
    } else {
      g_array_append_val (stretches, block);
    }
    from = to;
  }
  return stretches;
}

static gboolean
has_place (const MienCurve *curve, guint i)
{
  return isfinite (curve->y[i]) && curve->y[i] > curve->floor;
}

static MienColumn
look_at_column (const MienCurve *curve, guint from, guint to)
{
  MienColumn column = {to - from, NAN, NAN, NAN, NAN};

  if (!mien_thin_find (curve, from, to, &column.low, &column.high))
    return (MienColumn){to - from, NAN, NAN, NAN, NAN};
  while (!has_place (curve, from))
    from++;
  while (!has_place (curve, to - 1))
    to--;
  column.first = curve->y[from];
  column.last = curve->y[to - 1];
  return column;
}

/* Where a column holds so many whole cells of the pyramid, it ends between two of them: reading the
 * values around its ends would take longer than all the rest. */
#define CELLS 4u

static guint
find_end (const MienCurve *curve, const MienStretch *stretch, guint from, double edge)
{
  guint to = mien_thin_search (curve->x, from, stretch->to, edge);
  guint whole = (to + MIEN_PYRAMID_CELL / 2) / MIEN_PYRAMID_CELL * MIEN_PYRAMID_CELL;

  return useful_pyramid (curve) != NULL && to - from >= CELLS * MIEN_PYRAMID_CELL &&
                 whole < stretch->to
             ? whole
             : to;
}

void
mien_thin_columns (const MienCurve *curve,
                   const MienStretch *stretch,
                   const double *edges,
                   MienColumn *columns)
{
  guint from = stretch->from;

  for (guint i = 0; i < stretch->n_columns; i++) {
    guint to = i + 1 < stretch->n_columns
                   ? find_end (curve, stretch, from, edges[stretch->column + i + 1])
                   : stretch->to;

    columns[i] = look_at_column (curve, from, to);
    from = to;
  }
}
