/* The columns of the table of runs: what they are called, how their cells look, their order. */
#pragma once

#include "ui/models/run-column.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts columns into @view, in the order of @ids; what is no column is left out. Cells have the
 * actions "runs.toggle-star" (string: a folder) and "runs.toggle-group" (uint32: a row). */
void mien_run_columns_show (GtkColumnView *view, const char *const *ids);
/* (transfer full): the ids of the columns as they stand, which a person may have moved */
GStrv mien_run_columns_list (GtkColumnView *view);
/* (transfer full) (element-type MienRunColumn) */
GPtrArray *mien_run_columns_get (GtkColumnView *view);
/* (nullable): what the headings say the rows are ordered by */
const MienRunColumn *mien_run_columns_get_order (GtkColumnView *view, gboolean *descending);

G_END_DECLS
