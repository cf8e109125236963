/* One face of a data set as grids show it. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SAMPLE_ITEM (mien_sample_item_get_type ())
G_DECLARE_FINAL_TYPE (MienSampleItem, mien_sample_item, MIEN, SAMPLE_ITEM, GObject)

MienSampleItem *mien_sample_item_new (MienDataset *dataset, guint sample); /* takes a reference */
MienDataset *mien_sample_item_get_dataset (MienSampleItem *self);          /* (transfer none) */
guint mien_sample_item_get_sample (MienSampleItem *self);

G_END_DECLS
