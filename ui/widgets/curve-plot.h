/* Curves over time on screen: a readout at the pointer, legend entries that hide their curves. */
#pragma once

#include "engine/figures/curves.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CURVE_PLOT (mien_curve_plot_get_type ())
G_DECLARE_FINAL_TYPE (MienCurvePlot, mien_curve_plot, MIEN, CURVE_PLOT, GtkWidget)

/**
 * Properties: "label" (the name for assistive technology), "x-label", "y-label" (strings),
 * "placeholder" (string: shown where there is no point to draw).
 *
 * Keys: Left and Right move the readout from point to point, Home and End to the first and last,
 * Escape puts it away, 1 to 9 hide or show the legend's entries.
 */
GtkWidget *mien_curve_plot_new (const char *label);

/* One curve: two growing arrays of double that whoever fills them shares with the plot. */
typedef struct {
  const char *name;
  GArray *x, *y;
  guint colour; /* palette index */
  gboolean dashed;
  gboolean faint;
} MienPlotLine;

/* Forgets lines and marks; which names are hidden is kept. */
void mien_curve_plot_clear (MienCurvePlot *self);
/* @line: copied; its arrays are referenced, not copied */
void mien_curve_plot_add_line (MienCurvePlot *self, const MienPlotLine *line);
void mien_curve_plot_add_mark (MienCurvePlot *self, double x, const char *text);
/* What the axes span; NaN for as far as the data go. */
void mien_curve_plot_set_range (MienCurvePlot *self,
                                double x_low,
                                double x_high,
                                double y_low,
                                double y_high);
/* To be called some time after points were added to the arrays. */
void mien_curve_plot_data_changed (MienCurvePlot *self);

guint mien_curve_plot_get_n_lines (MienCurvePlot *self);
guint mien_curve_plot_get_n_marks (MienCurvePlot *self);
/* The value of @line, not a faint one, at its point nearest to @x; NaN without such a point. */
double mien_curve_plot_get_value (MienCurvePlot *self, const char *line, double x);
gboolean mien_curve_plot_get_hidden (MienCurvePlot *self, const char *line);
void mien_curve_plot_set_hidden (MienCurvePlot *self, const char *line, gboolean hidden);

/* Shows every line's value at the point nearest to @x; NaN puts the readout away. */
void mien_curve_plot_set_cursor (MienCurvePlot *self, double x);
double mien_curve_plot_get_cursor (MienCurvePlot *self); /* NaN where there is none */
/* Where the lines lie in the widget, as of the last time that it was drawn */
const MienPlotArea *mien_curve_plot_get_area (MienCurvePlot *self);
/* How often the curves themselves were painted; moving the cursor paints none. */
guint mien_curve_plot_get_n_paintings (MienCurvePlot *self);

G_END_DECLS
