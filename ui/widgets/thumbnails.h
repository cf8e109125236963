/* Small pictures of samples, decoded on threads and kept for as long as they are looked at. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All on the main thread. Textures are at most MIEN_THUMBNAIL_SIZE pixels a side. */
#define MIEN_THUMBNAIL_SIZE 192

/* (transfer full) (nullable): the picture, where it is still in the cache */
GdkTexture *mien_thumbnail_lookup (MienDataset *dataset, guint sample);

/* On a few threads, the newest request first. Fails with %G_IO_ERROR_CANCELLED where @cancellable
 * was cancelled, even before its turn came. */
void mien_thumbnail_load_async (MienDataset *dataset,
                                guint sample,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
GdkTexture *mien_thumbnail_load_finish (GAsyncResult *result, GError **error);

/* Forgets every picture: the files may have changed. */
void mien_thumbnail_clear (void);

G_END_DECLS
