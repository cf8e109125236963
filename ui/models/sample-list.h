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
/* The same data with other labels, of which other @samples may be shown: those before and behind
 * the first and last difference keep their places and their items. */
void mien_sample_list_update (MienSampleList *self, MienDataset *dataset, GArray *samples);
/* Number of the face at @position. */
guint mien_sample_list_get_sample (MienSampleList *self, guint position);

G_END_DECLS
