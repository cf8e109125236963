/* Counts as bars; a bar can be chosen by pointer and keyboard. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_BAR_CHART (mien_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (MienBarChart, mien_bar_chart, MIEN, BAR_CHART, GtkWidget)

/* Property "standing" (boolean): small bars without names, which a tooltip then tells.
 * Signal "activated" (uint): the number of the bar that was clicked, or chosen with Return. */
GtkWidget *mien_bar_chart_new (void);
/* Both are copied; @names: NULL-terminated, @values: as many. */
void mien_bar_chart_set (MienBarChart *self, const char *const *names, const double *values);
/* The bar drawn strong; G_MAXUINT for none. */
void mien_bar_chart_select (MienBarChart *self, guint bar);

G_END_DECLS
