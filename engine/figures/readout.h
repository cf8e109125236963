/* The box at the cursor that tells every series' value. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* @lines: [n_lines] of thinned points, that the box keeps clear of where it can */
void mien_readout_paint (cairo_t *cr,
                         const MienCurves *curves,
                         const MienFigureStyle *style,
                         const MienPlotArea *area,
                         GArray *const *lines,
                         guint n_lines);

G_END_DECLS
