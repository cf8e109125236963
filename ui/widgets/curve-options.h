/* How the curves of a plot are drawn: smoothing, what the axes count, how they are spread. */
#pragma once

#include "ui/widgets/curve-plot.h"

G_BEGIN_DECLS

#define MIEN_TYPE_CURVE_OPTIONS (mien_curve_options_get_type ())
G_DECLARE_FINAL_TYPE (MienCurveOptions, mien_curve_options, MIEN, CURVE_OPTIONS, GtkBox)

/* @plot: not referenced, as it has these options below it */
GtkWidget *mien_curve_options_new (MienCurvePlot *plot);

G_END_DECLS
