/* What may be wrong with a data set although every file of it could be read: labels and pictures
 * that a person should look at before they cost a training. */
#pragma once

#include "engine/samples/likeness.h"

G_BEGIN_DECLS

/**
 * MienDoubtSettings:
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
} MienDoubtSettings;

/**
 * mien_doubts_about_labels:
 *
 * One entry a kind, with the samples it concerns: persons on two sides, classes with too few faces,
 * values that cannot be, two columns that say the same thing and differ, columns that are the same
 * for all or missing for most. Needs no picture; any thread.
 *
 * Returns: (transfer full) (element-type MienProblem)
 */
GPtrArray *mien_doubts_about_labels (const MienDoubtSettings *settings);

/**
 * mien_doubts_about_pictures:
 * @unreadable: (element-type MienProblem): of the MienFaces that @likeness is of
 *
 * The same for pictures: those that cannot be read, those of one grey level, copies and pictures
 * that hardly differ – on one side or on two, and with other labels.
 *
 * Returns: (transfer full) (element-type MienProblem)
 */
GPtrArray *mien_doubts_about_pictures (const MienDoubtSettings *settings,
                                       GPtrArray *unreadable,
                                       const MienLikeness *likeness);

/* Persons of @subject with faces in more than one part. @divided: (nullable): [names], set for
 * those */
guint mien_doubts_count_persons (const MienColumn *subject, const gint8 *parts, gboolean *divided);

G_END_DECLS
