/* Parallel coordinates: an axis for each thing that runs differ in, and a line for each run. */
#pragma once

#include "engine/figures/scale.h"
#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const double *values;     /* [n_lines]; NaN where a line has none, and then breaks */
  const char *const *words; /* (nullable): [n_words] what whole values from 0 on stand for */
  guint n_words;
  MienScale scale;
  double from, to; /* what a person has chosen on this axis; NaN for everything */
} MienParallelAxis;

#define MIEN_PARALLEL_MOST_AXES 16

typedef struct {
  const MienParallelAxis *axes;
  guint n_axes; /* at most MIEN_PARALLEL_MOST_AXES */
  guint n_lines;
  guint coloured_by; /* number of the axis whose values the colours tell */
  int focused_line;  /* drawn over the others; -1 for none */
  int focused_axis;  /* -1 for none */
} MienParallel;

/* Where the axes stand, and the places that each spans on its scale; filled by painting. */
typedef struct {
  double left, top, width, height;
  double low[MIEN_PARALLEL_MOST_AXES], high[MIEN_PARALLEL_MOST_AXES];
} MienParallelArea;

/**
 * mien_parallel_paint:
 * @area: (out) (optional)
 *
 * Lines that are not chosen on every axis stay as faint ones behind the others.
 */
void mien_parallel_paint (cairo_t *cr,
                          double width,
                          double height,
                          const MienParallel *parallel,
                          const MienFigureStyle *style,
                          MienParallelArea *area);
/* Whether @line is chosen on every axis where something is. */
gboolean mien_parallel_is_chosen (const MienParallel *parallel, guint line);
/* The chosen line that passes nearest to (@x, @y), within @reach; or -1 */
int mien_parallel_find_line (const MienParallel *parallel,
                             const MienParallelArea *area,
                             double x,
                             double y,
                             double reach);
/* The axis within @reach of @x, or -1 */
int mien_parallel_find_axis (const MienParallel *parallel,
                             const MienParallelArea *area,
                             double x,
                             double reach);
double
mien_parallel_axis_x (const MienParallel *parallel, const MienParallelArea *area, guint axis);
/* What stands at the height @y on @axis, and the reverse */
double mien_parallel_value_at (const MienParallel *parallel,
                               const MienParallelArea *area,
                               guint axis,
                               double y);
double mien_parallel_pixel_y (const MienParallel *parallel,
                              const MienParallelArea *area,
                              guint axis,
                              double value);

G_END_DECLS
