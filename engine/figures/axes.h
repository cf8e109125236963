/* The axes of a figure of curves: how much room they need, and how they are painted. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* Height and top of @area are set; its left side and width follow from the labels of y. */
void mien_axes_lay_out (cairo_t *cr,
                        double width,
                        const MienCurves *curves,
                        const MienFigureStyle *style,
                        MienPlotArea *area);
/* Grid, labels and the line of zero, under the curves */
void mien_axes_paint_y (cairo_t *cr, const MienPlotArea *area, const MienFigureStyle *style);
/* The line below with its ticks, above them; @whole: only whole numbers get one */
void mien_axes_paint_x (cairo_t *cr,
                        const MienPlotArea *area,
                        gboolean whole,
                        const MienFigureStyle *style);

G_END_DECLS
