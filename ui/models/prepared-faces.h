/* Some faces of a data set as a network would see them, made on a thread. */
#pragma once

#include "engine/network/preprocessing.h"
#include "engine/samples/data/dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * mien_prepared_faces_choose:
 * @samples: [n] (out): from all over the data set, so that they are not all of one class or person
 *
 * Returns: how many there are, at most @n
 */
guint mien_prepared_faces_choose (MienDataset *dataset, guint n, guint *samples);

/**
 * mien_prepared_faces_make_async:
 * @samples: [n] copied
 *
 * Standardised numbers have no colour of their own: the middle is shown grey, 2.5 deviations either
 * way black and white. What the data set's mean and deviation are is guessed from these faces.
 */
void mien_prepared_faces_make_async (MienDataset *dataset,
                                     const MienPreprocessing *preprocessing,
                                     const guint *samples,
                                     guint n,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
/* (transfer full) (nullable) (element-type GdkTexture): in their order; NULL in place of a face
 * that cannot be read. Fails where it was cancelled, or where no face can be prepared like that. */
GPtrArray *mien_prepared_faces_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
