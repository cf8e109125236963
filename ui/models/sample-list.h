/* Some of a data set's faces as a list model; items are made when they come into view. */
#pragma once

#include "ui/models/sample-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SAMPLE_LIST (mien_sample_list_get_type ())
G_DECLARE_FINAL_TYPE (MienSampleList, mien_sample_list, MIEN, SAMPLE_LIST, GObject)

MienSampleList *mien_sample_list_new (void); /* empty */

/**
 * mien_sample_list_show:
 * @dataset: (nullable): takes a reference
 * @samples: (nullable) (element-type guint): copied; %NULL for all of @dataset
 */
void mien_sample_list_show (MienSampleList *self, MienDataset *dataset, GArray *samples);
/* The same samples with other labels: no item changes its place. Items made before keep theirs. */
void mien_sample_list_relabel (MienSampleList *self, MienDataset *dataset);

G_END_DECLS
