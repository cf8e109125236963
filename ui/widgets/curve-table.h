/* The values of curves as a table, for those who would rather read than look. */
#pragma once

#include "engine/figures/curves.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row for every place where a shown curve has a point, a column a curve, in a window above that
 * of @parent; what is shown is copied. The range of @curves is kept to; of very many rows the first
 * are shown, and the window says so. */
void mien_curve_table_show (GtkWidget *parent, const char *title, const MienCurves *curves);

G_END_DECLS
