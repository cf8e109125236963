/* The pictures of a data set decoded to bytes at a network's size. */
#pragma once

#include "engine/core/pool.h"
#include "engine/network/preprocessing.h"
#include "engine/samples/data/dataset.h"
#include "engine/samples/faces-room.h"
#include "engine/samples/files/progress.h"

G_BEGIN_DECLS

/**
 * MienFaces:
 * @pixels: [n,channels,size,size] grey levels 0 to 255, cropped and equalised, not standardised
 * @usable: [n] FALSE where the picture could not be read (its pixels are 0)
 * @n_usable: how many are
 * @n_without_points: usable ones of which the middle square was taken, for want of points
 * @notes: (nullable): [n] where each face lies in its picture; NULL where all are whole
 * @problems: (element-type MienProblem): one for each picture that is not usable, then one for
 * those that could not be cropped by their points, and one where the cache could not be written
 */
typedef struct {
  guint n;
  int channels;
  int size;
  guint8 *pixels;
  gboolean *usable;
  guint n_usable;
  guint n_without_points;
  const MienFaceNote *notes;
  GPtrArray *problems;

  MienFacesRoom *room; /* (nullable): holds @pixels and @notes; without one @pixels are @g_free'd */
} MienFaces;

/**
 * mien_faces_load:
 * @error: %G_IO_ERROR_CANCELLED, %MIEN_ERROR_NO_MEMORY, or %MIEN_ERROR_RANGE where the faces are to
 * be cropped by points that the data set does not have
 *
 * Decodes on @pool; blocks. What is decoded is kept in g_get_user_cache_dir()/mien/faces and mapped
 * from there, then and the next time. Kept faces are found by the preprocessing and by the paths,
 * sizes and times of the pictures: reading every byte again would take as long as decoding them, so
 * that a picture changed without changing its size and its time of modification goes unnoticed.
 * Where the cache cannot be written, the faces are kept in memory and a problem says so.
 */
MienFaces *mien_faces_load (MienDataset *dataset,
                            const MienPreprocessing *preprocessing,
                            MienPool *pool,
                            GCancellable *cancellable,
                            MienProgressFunc progress,
                            gpointer progress_data,
                            GError **error);
void mien_faces_free (MienFaces *self);

/* One picture the same way: [channels,size,size] bytes. As a picture by itself has no points, one
 * for a network that saw faces cropped by points is taken to be cropped already. */
void
mien_faces_prepare (GdkPixbuf *picture, const MienPreprocessing *preprocessing, guint8 *pixels);
/* The same of a picture file, decoded just as those of a data set are; @name for messages. */
gboolean mien_faces_prepare_file (GBytes *file,
                                  const char *name,
                                  const MienPreprocessing *preprocessing,
                                  guint8 *pixels,
                                  GError **error);
/* One picture of a data set, with its points; errors of mien_dataset_load() and mien_faces_load().
 */
gboolean mien_faces_prepare_sample (MienDataset *dataset,
                                    guint sample,
                                    const MienPreprocessing *preprocessing,
                                    guint8 *pixels,
                                    GError **error);

const guint8 *mien_faces_get (const MienFaces *self, guint sample);
/* Points of a picture, [width] as a column has them, in fractions of the square that is seen of it;
 * in place. */
void mien_faces_place_points (const MienFaces *self, guint sample, float *points, int width);
/* Mean and deviation of the channels over the samples for which @use holds; into @preprocessing. */
void
mien_faces_measure (const MienFaces *self, const gboolean *use, MienPreprocessing *preprocessing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFaces, mien_faces_free)

G_END_DECLS
