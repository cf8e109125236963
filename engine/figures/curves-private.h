/* The parts that curves.c puts together; nobody else needs this. */
#pragma once

#include "engine/figures/curves.h"
#include "engine/figures/raster.h"
#include "engine/figures/thin.h"

G_BEGIN_DECLS

/* The way from values to places along one axis, worked out once for many values */
typedef struct {
  MienScale scale;
  double factor, shift;
} MienAxisMap;

MienAxisMap mien_plot_area_map_x (const MienPlotArea *area);
MienAxisMap mien_plot_area_map_y (const MienPlotArea *area);

static inline double
mien_axis_map (const MienAxisMap *map, double value)
{
  return (map->scale == MIEN_SCALE_LINEAR ? value : mien_scale_place (map->scale, value)) *
             map->factor +
         map->shift;
}

/* What all series of a figure are painted with. */
typedef struct {
  cairo_t *cr;
  const MienFigureStyle *style;
  const MienPlotArea *area;
  MienAxisMap x, y;
  MienRaster *raster; /* (nullable): %NULL where Cairo is to paint lines */
  double left, step;  /* where the first column starts and how wide all are, in user units */
  double *edges;      /* [n_columns + 1]: the x at each column's start, and at the last one's end */
  guint n_columns;
  gboolean in_columns; /* so much is to be painted that sparse stretches go by columns as well */
} MienPlotter;

/* The curve of @series where it goes up, to be cut down; borrows */
MienCurve mien_series_curve (const MienSeries *series, MienScale y_scale);
/* Its points @from … @to - 1 are those between @x_low and @x_high. */
void
mien_series_visible (const MienSeries *series, double x_low, double x_high, guint *from, guint *to);

/* Into @area, whose scales are set; the range of y is that of what the range of x shows. */
/* Brings the ends of an axis to where their difference, and room around them, is still a number. */
void mien_plot_area_bound (MienScale scale, double *low, double *high);
void mien_curves_choose_x_range (const MienCurves *curves, MienPlotArea *area);
void mien_curves_choose_y_range (const MienCurves *curves, MienPlotArea *area);
/* Values that a logarithmic axis has no place for, in the visible range of x */
guint mien_curves_count_left_out (const MienCurves *curves, const MienPlotArea *area);

/* What lies under the lines: bands, and bars, of which those of one figure stand side by side */
void mien_series_paint_band (const MienPlotter *plotter, const MienSeries *series);
void mien_series_paint_bars (const MienPlotter *plotter,
                             const MienSeries *series,
                             guint place,
                             guint n_places);
/* About how many pixels its sparse stretches cover, or would if their points stood 20 farther apart
 */
double mien_series_estimate (const MienPlotter *plotter,
                             const MienSeries *series,
                             const GArray *stretches);
/* The line: its dense stretches, then all else. */
void mien_series_paint_dense (const MienPlotter *plotter,
                              const MienSeries *series,
                              const GArray *stretches);
void mien_series_paint_sparse (const MienPlotter *plotter,
                               const MienSeries *series,
                               const GArray *stretches);
/* Triangles at the axis where values are not finite */
void mien_series_paint_missing (const MienPlotter *plotter, const MienSeries *series);
/* Chevrons at the edge beyond which values lie */
void mien_curves_paint_beyond (const MienPlotter *plotter, const MienCurves *curves);

/* Event marks: dotted lines with their texts, where these have room, under the curves; then a
 * symbol of its kind on the axis for each */
void mien_marks_paint_lines (cairo_t *cr,
                             const MienCurves *curves,
                             const MienPlotArea *area,
                             const MienFigureStyle *style);
void mien_marks_paint_symbols (cairo_t *cr,
                               const MienCurves *curves,
                               const MienPlotArea *area,
                               const MienFigureStyle *style);

G_END_DECLS
