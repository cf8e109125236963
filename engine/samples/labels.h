/* Labels of the training part taken away or given to others, to learn what they are worth. */
#pragma once

#include "engine/samples/data/column.h"

G_BEGIN_DECLS

/**
 * mien_labels_keep:
 * @column: labels of a task, changed in place
 * @parts: [n_samples] of MienPart; samples of other parts than the training one keep their labels
 * @share: 0 … 1 of the training part's labels to keep; the others become missing
 * @seed: with @column's name all that the draw depends on
 *
 * Of n labels the share, rounded, is kept, and at least one where @share is above 0; of classes so
 * many of each. The labels that a smaller share keeps are among those of a larger one.
 */
void mien_labels_keep (MienColumn *column, const gint8 *parts, double share, guint64 seed);
/* Gives the labels of the training part to other samples of it, each label to one: what the column
 * says in all is as before, what it says about a face is wrong but by chance. A row of values is
 * one label. Keyed as mien_labels_keep(). */
void mien_labels_shuffle (MienColumn *column, const gint8 *parts, guint64 seed);
/* @counts: [MIEN_N_PARTS] out: samples of each part that have a label */
void mien_labels_count (const MienColumn *column, const gint8 *parts, guint *counts);

G_END_DECLS
