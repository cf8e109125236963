/* Curves over time on screen: zoomed, smoothed, read out at the pointer, saved as they are seen. */
#pragma once

#include "ui/widgets/curve-lines.h"
#include "ui/widgets/curve-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CURVE_PLOT (mien_curve_plot_get_type ())
G_DECLARE_FINAL_TYPE (MienCurvePlot, mien_curve_plot, MIEN, CURVE_PLOT, GtkWidget)

/**
 * Properties: "label" (the name for assistive technology, and of saved files), "x-label",
 * "y-label" (strings), "placeholder" (string: shown where there is no point to draw).
 * What a person sets in the plot's options: "smoothing" (0 … 0.999), "raw" (the lines themselves
 * faintly behind smoothed ones), "by-step" (the x axis counts steps, where every line knows them),
 * "x-scale", "y-scale" (MienScale), "robust" (the farthest values do not stretch the y axis),
 * "linked" (cursor and zoom are shared with the plots that mien_curve_plot_link() named).
 *
 * Actions, all "plot.…": show-all, back, forward, pin, copy, copy-numbers, save (string: a file
 * name's ending), table, options, menu.
 *
 * Pointer: dragging zooms to a box, the wheel zooms where the plot has the focus or Control is held
 * and else scrolls the page, over an axis only that one; the middle button or Space and dragging
 * moves the curves; a double click shows all. The legend's entries hide their curves, with a double
 * click all others.
 *
 * Keys: Left and Right move the readout from point to point, with Shift ten points, with Alt to the
 * view before and back again; Home and End to the first and last point; Up and Down choose a curve;
 * Return pins the readout; plus and minus zoom, 0 shows all; Escape puts readout and pins away; 1
 * to 9 hide or show the legend's entries; T shows the values as a table.
 */
GtkWidget *mien_curve_plot_new (const char *label);

/* Forgets lines and marks; which names are hidden is kept. */
void mien_curve_plot_clear (MienCurvePlot *self);
/* @line: copied; its arrays are referenced, not copied */
void mien_curve_plot_add_line (MienCurvePlot *self, const MienPlotLine *line);
void mien_curve_plot_add_mark (MienCurvePlot *self, double x, const char *text);
/* The same for what has a symbol of its own; @mark: copied, its x counted as that of the lines' */
void mien_curve_plot_add_event (MienCurvePlot *self, const MienEventMark *mark);
/* What the axes span unless a person zooms; NaN for as far as the data go. */
void mien_curve_plot_set_range (MienCurvePlot *self,
                                double x_low,
                                double x_high,
                                double y_low,
                                double y_high);
/* To be called some time after points were added to the arrays; paints at most 30 times a second.
 */
void mien_curve_plot_data_changed (MienCurvePlot *self);
/* Makes the two, and those that they are linked with already, share cursor and zoom of x. */
void mien_curve_plot_link (MienCurvePlot *self, MienCurvePlot *other);
/* Whether there are others to share with */
gboolean mien_curve_plot_is_linked (MienCurvePlot *self);

guint mien_curve_plot_get_n_lines (MienCurvePlot *self);
guint mien_curve_plot_get_n_marks (MienCurvePlot *self);
/* The value of @line, not a faint one, at its point nearest to @x; NaN without such a point. */
double mien_curve_plot_get_value (MienCurvePlot *self, const char *line, double x);
gboolean mien_curve_plot_get_hidden (MienCurvePlot *self, const char *line);
void mien_curve_plot_set_hidden (MienCurvePlot *self, const char *line, gboolean hidden);
gboolean mien_curve_plot_have_steps (MienCurvePlot *self);

/* Shows every line's value at the point nearest to @x; NaN puts the readout away. */
void mien_curve_plot_set_cursor (MienCurvePlot *self, double x);
double mien_curve_plot_get_cursor (MienCurvePlot *self); /* NaN where there is none */
guint mien_curve_plot_get_n_pins (MienCurvePlot *self);
/* Where the lines lie in the widget, as of the last time that it was drawn */
const MienPlotArea *mien_curve_plot_get_area (MienCurvePlot *self);
/* How often the curves themselves were painted; moving the cursor paints none. */
guint mien_curve_plot_get_n_paintings (MienCurvePlot *self);

G_END_DECLS
