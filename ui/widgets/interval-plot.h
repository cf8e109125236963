/* Differences with their intervals and the pairs behind them, a row each, on screen. */
#pragma once

#include "engine/figures/intervals.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_INTERVAL_PLOT (mien_interval_plot_get_type ())
G_DECLARE_FINAL_TYPE (MienIntervalPlot, mien_interval_plot, MIEN, INTERVAL_PLOT, GtkWidget)

GtkWidget *mien_interval_plot_new (const char *label);
/* Property: "label" (the name for assistive technology). @intervals: copied with its rows and
 * values */
void mien_interval_plot_set (MienIntervalPlot *self, const MienIntervals *intervals);

G_END_DECLS
