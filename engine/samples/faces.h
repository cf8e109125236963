/* The pictures of a data set decoded to bytes at a network's size. */
#pragma once

#include "engine/core/pool.h"
#include "engine/network/preprocessing.h"
#include "engine/samples/import.h"

G_BEGIN_DECLS

/**
 * MienFaces:
 * @pixels: [n,channels,size,size] grey levels 0 to 255, cropped and equalised, not standardised
 * @usable: [n] FALSE where the picture could not be read (its pixels are 0)
 * @problems: (element-type MienProblem): one for each picture that is not usable
 */
typedef struct {
  guint n;
  int channels;
  int size;
  guint8 *pixels;
  gboolean *usable;
  GPtrArray *problems;
} MienFaces;

/* Decodes on @pool; blocks. NULL where it was cancelled or memory does not do. */
MienFaces *mien_faces_load (MienDataset *dataset,
                            const MienPreprocessing *preprocessing,
                            MienPool *pool,
                            GCancellable *cancellable,
                            MienProgressFunc progress,
                            gpointer progress_data,
                            GError **error);
void mien_faces_free (MienFaces *self);

/* One picture the same way: [channels,size,size] bytes. */
void
mien_faces_prepare (GdkPixbuf *picture, const MienPreprocessing *preprocessing, guint8 *pixels);
const guint8 *mien_faces_get (const MienFaces *self, guint sample);
/* Mean and deviation of the channels over the samples for which @use holds; into @preprocessing. */
void
mien_faces_measure (const MienFaces *self, const gboolean *use, MienPreprocessing *preprocessing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFaces, mien_faces_free)

G_END_DECLS
