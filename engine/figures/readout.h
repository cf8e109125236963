/* The box at the cursor that tells every series' value. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* The box keeps clear of the lines where it can. */
void mien_readout_paint (cairo_t *cr,
                         const MienCurves *curves,
                         const MienFigureStyle *style,
                         const MienPlotArea *area);

G_END_DECLS
