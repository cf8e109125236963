/* Which class was taken for which, and whose faces those are. */
#pragma once

#include "engine/training/predictions.h"

G_BEGIN_DECLS

/**
 * MienConfusion:
 * @n_classes: K; 2 for one flag
 * @names: [K], NULL-terminated, owned
 * @counts: [K,K], row true, column predicted
 * @total: the sum of @counts
 *
 * A class is predicted where its probability is the largest (the first of equals), a flag where its
 * own is at least a half. The true class of votes is the one that got most. Samples without a label
 * or an answer are in no cell, nor are those whose votes are split evenly.
 */
typedef struct {
  int n_classes;
  char **names;
  guint *counts;
  guint total;
} MienConfusion;

/**
 * mien_confusion_new:
 * @task: its name
 * @flag: for a flags task, which flag ("no" and "yes" are then the classes); else ignored
 *
 * Returns: (transfer full) (nullable): NULL where no such task has classes or flags
 */
MienConfusion *
mien_confusion_new (MienPredictions *predictions, const char *task, int flag, MienPart part);
void mien_confusion_free (MienConfusion *self);

/**
 * mien_confusion_find:
 * @row: true class, or -1 for any
 * @column: predicted class, or -1 for any
 *
 * Returns: (transfer full) (element-type guint): numbers into the predictions, ascending
 */
GArray *mien_confusion_find (MienPredictions *predictions,
                             const char *task,
                             int flag,
                             MienPart part,
                             int row,
                             int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienConfusion, mien_confusion_free)

G_END_DECLS
