/* The names of a figure's series, in rows above the plot. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

typedef struct {
  guint series;
  double x, y, width, height;
} MienLegendEntry;

/**
 * mien_legend_lay_out:
 * @left: where rows start, and @right where they end
 * @max_rows: what goes beyond is left out
 * @bottom: (out): the lower end of the last row; @top where there are no entries
 *
 * Returns: (transfer full) (element-type MienLegendEntry)
 */
GArray *mien_legend_lay_out (cairo_t *cr,
                             const MienCurves *curves,
                             const MienFigureStyle *style,
                             double left,
                             double right,
                             double top,
                             guint max_rows,
                             double *bottom);
void mien_legend_paint (cairo_t *cr,
                        const MienCurves *curves,
                        const MienFigureStyle *style,
                        const GArray *entries);

/* How wide the sample of a line is that stands before a name */
double mien_line_sample_width (const MienFigureStyle *style);
void mien_line_sample_paint (cairo_t *cr,
                             const MienSeries *series,
                             const MienFigureStyle *style,
                             double x,
                             double y);

/* How a series' line looks, in user units */
typedef struct {
  MienColour colour;
  double width, dot; /* of the line; radius of a point */
  double dashes[4];
  int n_dashes;
} MienLineStyle;

MienLineStyle mien_series_line_style (const MienSeries *series, const MienFigureStyle *style);
void mien_line_style_set (cairo_t *cr, const MienLineStyle *line);

G_END_DECLS
