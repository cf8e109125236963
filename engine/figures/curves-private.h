/* The parts that curves.c puts together; nobody else needs this. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* Into @area, whose scales are set; @lines: [n_series] of thinned points */
void mien_curves_choose_x_range (const MienCurves *curves, MienPlotArea *area);
void
mien_curves_choose_y_range (const MienCurves *curves, GArray *const *lines, MienPlotArea *area);

/* One series with its band, as its thinned @line */
void mien_series_paint (cairo_t *cr,
                        const MienSeries *series,
                        const GArray *line,
                        const MienPlotArea *area,
                        const MienFigureStyle *style);

G_END_DECLS
