/* How the values of one column are spread, as bars; a click on one asks for its faces. */
#pragma once

#include "engine/samples/data/column.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COLUMN_CHART (mien_column_chart_get_type ())
G_DECLARE_FINAL_TYPE (MienColumnChart, mien_column_chart, MIEN, COLUMN_CHART, AdwBin)

/* Signal "searched" (string): the text that the search is to have after a click on a bar. */

/* @small: standing bars below the column's name; else lying bars with names and numbers, as far as
 * they can be read */
GtkWidget *mien_column_chart_new (gboolean small);
/* @name: what assistive technology calls the chart. FALSE where there is nothing to count. */
gboolean mien_column_chart_show (MienColumnChart *self, const MienColumn *column, const char *name);
/* The text that is searched for now; the bar that it asks for is marked. */
void mien_column_chart_set_search (MienColumnChart *self, const char *text);

G_END_DECLS
