/* Parallel coordinates on screen: a line a run, stretches of the axes chosen by dragging. */
#pragma once

#include "engine/figures/parallel.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PARALLEL_PLOT (mien_parallel_plot_get_type ())
G_DECLARE_FINAL_TYPE (MienParallelPlot, mien_parallel_plot, MIEN, PARALLEL_PLOT, GtkWidget)

/**
 * Property: "label" (the name for assistive technology).
 *
 * Signals: "activated" (guint: a line was double-clicked, or Return pressed on it), "chosen" (which
 * lines are chosen has changed).
 *
 * Dragging along an axis chooses a stretch of it, a click on it takes that back. Keys: Left and
 * Right go from axis to axis, Up and Down from line to line as the axis orders them, Escape chooses
 * all lines again.
 */
GtkWidget *mien_parallel_plot_new (const char *label);
/* @axes [@n_axes] and @names [@n_lines]: copied; the last axis gives the colours */
void mien_parallel_plot_set (MienParallelPlot *self,
                             const MienParallelAxis *axes,
                             guint n_axes,
                             const char *const *names,
                             guint n_lines);
/* NaN for both takes the choice back. */
void mien_parallel_plot_choose (MienParallelPlot *self, guint axis, double from, double to);
gboolean mien_parallel_plot_is_chosen (MienParallelPlot *self, guint line);
guint mien_parallel_plot_get_n_chosen (MienParallelPlot *self);

G_END_DECLS
