/* What may be wrong with a data set although every file of it could be read: labels and pictures
 * that a person should look at before they cost a training. */
#pragma once

#include "engine/samples/faces.h"

G_BEGIN_DECLS

/**
 * MienDoubtSearch:
 * @dataset: samples that are excluded raise no doubts
 * @parts: (nullable): [n] of MienPart as gint8, where pictures and persons may be on two sides;
 * NULL for the data set's own parts
 * @subject: (nullable): column that says who a face shows; NULL for one with a usual name
 * @folds: that the data will be cut into; 0 where it is not known
 */
typedef struct {
  MienDataset *dataset;
  const gint8 *parts;
  const char *subject;
  int folds;
} MienDoubtSearch;

/**
 * mien_doubts_about_labels:
 *
 * One entry a kind, with the samples it concerns: persons on two sides, classes with too few faces,
 * values that cannot be, two columns that say the same thing and differ, columns that are the same
 * for all or missing for most. Needs no picture; any thread.
 *
 * Returns: (transfer full) (element-type MienProblem)
 */
GPtrArray *mien_doubts_about_labels (const MienDoubtSearch *search);

/**
 * mien_doubts_about_pictures:
 * @faces: of @search's data set, all of it
 * @cancellable: (nullable)
 * @progress: (nullable)
 * @error: %G_IO_ERROR_CANCELLED
 *
 * The same for pictures: those that cannot be read, those of one grey level, copies and pictures
 * that hardly differ – on one side or on two, and with other labels. Blocks; see
 * mien_likeness_find().
 *
 * Returns: (transfer full) (nullable) (element-type MienProblem)
 */
GPtrArray *mien_doubts_about_pictures (const MienDoubtSearch *search,
                                       const MienFaces *faces,
                                       MienPool *pool,
                                       GCancellable *cancellable,
                                       MienProgressFunc progress,
                                       gpointer progress_data,
                                       GError **error);

/* Persons of @subject with faces in more than one part. @divided: (nullable): [names], set for
 * those */
guint mien_doubts_count_persons (const MienColumn *subject, const gint8 *parts, gboolean *divided);

G_END_DECLS
