/* How the values of a data set's columns are spread; a click on a bar shows its faces. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_DATA_CHARTS (mien_data_charts_get_type ())
G_DECLARE_FINAL_TYPE (MienDataCharts, mien_data_charts, MIEN, DATA_CHARTS, AdwBin)

/* Signal "searched" (string): the text that the search is to have after a click. */

/* Other data. @label: (nullable): the column of the class balance */
void mien_data_charts_open (MienDataCharts *self, MienDataset *dataset, const char *label);
/* The same data with other labels, or another label column. */
void mien_data_charts_update (MienDataCharts *self, MienDataset *dataset, const char *label);
/* The text that is searched for now; what it asks for is marked. */
void mien_data_charts_set_search (MienDataCharts *self, const char *text);

G_END_DECLS
