/* A data set opened on a thread, with progress told on the main thread. */
#pragma once

#include "engine/samples/layouts/import.h"

G_BEGIN_DECLS

/**
 * mien_open_dataset_async:
 * @location: as mien_import_open() takes it, or several as mien_union_join_locations() joins them
 * @layout: (nullable)
 * @edits: (nullable): copied
 * @joins: (nullable) (element-type MienJoin): copied
 * @progress: (nullable): called on the calling thread, at most 20 times a second, never after
 * @callback
 */
void mien_open_dataset_async (const char *location,
                              const char *layout,
                              MienColumnEdits *edits,
                              GPtrArray *joins,
                              GCancellable *cancellable,
                              MienProgressFunc progress,
                              gpointer progress_data,
                              GAsyncReadyCallback callback,
                              gpointer data);
MienDataset *mien_open_dataset_finish (GAsyncResult *result, GError **error);

G_END_DECLS
