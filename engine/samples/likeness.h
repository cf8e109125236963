/* Which faces of a data set are one picture: copies, and pictures that hardly differ. */
#pragma once

#include "engine/samples/faces.h"

G_BEGIN_DECLS

/**
 * MienLikeness:
 * @equal: [n] the first sample with the very same pixels; a sample's own number where it is the
 *   first or the only one
 * @alike: [n] the first sample of those that are alike, each to one other at least (connected
 *   components); copies are alike too
 * @flat: [n] whether the picture is of one grey level; such are like nothing
 *
 * Samples whose picture could not be read are like nothing either.
 */
typedef struct {
  guint n;
  guint *equal;
  guint *alike;
  gboolean *flat;
} MienLikeness;

/**
 * mien_likeness_find:
 * @cancellable: (nullable)
 * @progress: (nullable)
 *
 * Compares each face with those whose perceptual hash differs in 6 bits at most, found by parts of
 * the hash: of four parts, one then differs in a single bit at most (Norouzi, Punjani & Fleet,
 * "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012). Such pairs are compared by
 * mien_gist_is_alike(), which decides.
 *
 * Where thousands of faces resemble each other, as frames of a film do, each is compared with the
 * 2000 before it alone, which are the nearest in time.
 *
 * Takes 300 bytes a face. Blocks; the work is done on @pool, and the answer does not depend on its
 * size.
 *
 * Returns: (transfer full) (nullable): NULL where it was cancelled
 */
MienLikeness *mien_likeness_find (const MienFaces *faces,
                                  MienPool *pool,
                                  GCancellable *cancellable,
                                  MienProgressFunc progress,
                                  gpointer progress_data,
                                  GError **error);
void mien_likeness_free (MienLikeness *self);

/**
 * mien_likeness_count_leaks:
 * @parts: [n] of MienPart as gint8
 * @equal: (out): faces of a later part that are copies of a face of an earlier one: of the
 *   validation and test parts, that training shows, and of the test part, that pick the epoch
 * @alike: (out): faces that are not copies, but alike in the same way
 */
void mien_likeness_count_leaks (const MienLikeness *self,
                                const gint8 *parts,
                                guint *equal,
                                guint *alike);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienLikeness, mien_likeness_free)

G_END_DECLS
