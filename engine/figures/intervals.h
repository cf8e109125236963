/* Differences or means with their intervals and the single values behind them, a row each. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  double mean, low, high; /* low and high NaN where there is no interval */
  const double *values;   /* (nullable) */
  guint n;
} MienIntervalRow;

typedef struct {
  const char *title;   /* (nullable) */
  const char *x_label; /* with the unit */
  const MienIntervalRow *rows;
  guint n_rows;
  gboolean zero; /* a line at 0, for differences */
} MienIntervals;

void mien_intervals_paint (cairo_t *cr,
                           double width,
                           double height,
                           const MienIntervals *intervals,
                           const MienFigureStyle *style);

G_END_DECLS
