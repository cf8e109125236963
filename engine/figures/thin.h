/* Long curves cut down to what the pixels can show, in a time that grows with the pixels. */
#pragma once

#include "engine/figures/pyramid.h"

G_BEGIN_DECLS

/* What a pixel column shows of the points in it: the first, smallest, largest and last value, so
 * that no peak is lost. NaN where none of them has a place. Jugel, Jerzak, Hackenbroich & Markl,
 * "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014. */
typedef struct {
  guint n; /* points, with those that have no place */
  double first, low, high, last;
} MienColumn;

/* Columns that lie side by side and are alike in having many points each, or few. */
typedef struct {
  guint column, n_columns;
  guint from, to; /* the points @from … @to - 1 */
  gboolean dense;
} MienStretch;

/* A curve to be cut down. */
typedef struct {
  const double *x;            /* [n] rising */
  const double *y;            /* [n]; what is not finite leaves a gap */
  const MienPyramid *pyramid; /* (nullable): of @y; looked at where it knows all @n of them */
  guint n;
  double floor; /* what is not above has no place either: 0 on a logarithmic axis, else -INFINITY */
} MienCurve;

/* Number of the first point, from @from on, whose x is not below @limit; quick where that is near
 */
guint mien_thin_search (const double *x, guint from, guint n, double limit);
/* The smallest and largest value that has a place among @from … @to - 1; FALSE where none has. */
gboolean mien_thin_find (const MienCurve *curve, guint from, guint to, double *low, double *high);
/* How many of the points @from … @to - 1 are finite but not above the floor */
guint mien_thin_count_below (const MienCurve *curve, guint from, guint to);
/* Number of the first point from @from on that is not finite, or n */
guint mien_thin_next_missing (const MienCurve *curve, guint from);
/**
 * mien_thin_cut:
 * @edges: [n_columns + 1] rising: the x where each column starts, and where the last ends
 *
 * Returns: (transfer full) (element-type MienStretch): all columns from left to right; none where
 *   there is no point
 */
GArray *mien_thin_cut (const MienCurve *curve, const double *edges, guint n_columns);
/* @columns: (out): [@stretch's n_columns]; where they have many points each, what lies within an
 * eighth of a column from an edge may be counted to the other side of it */
void mien_thin_columns (const MienCurve *curve,
                        const MienStretch *stretch,
                        const double *edges,
                        MienColumn *columns);

G_END_DECLS
