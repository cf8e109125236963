/* The order that faces are shown in. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * mien_sample_order_new:
 * @column: (nullable): class, flags, distribution or scalar; %NULL for the ids, in the order that
 *   people count in: 2.png before 10.png
 *
 * Classes stand in the order of their indices. Samples that are equal keep the data set's order,
 * and those without a value come last, either way.
 *
 * Returns: (transfer full) (element-type guint): every sample of @dataset once
 */
GArray *mien_sample_order_new (MienDataset *dataset, const char *column, gboolean descending);

/* (transfer full): those of @order (nullable: the data set's) that are among @samples. */
GArray *mien_sample_order_keep (MienDataset *dataset, GArray *order, GArray *samples);

G_END_DECLS
