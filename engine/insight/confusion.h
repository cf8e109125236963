/* Which class was taken for which, and whose faces those are. */
#pragma once

#include "engine/training/predictions.h"

G_BEGIN_DECLS

typedef struct {
  int n_classes;
  char **names;  /* [n_classes], NULL-terminated, owned */
  guint *counts; /* [n_classes,n_classes], row true, column predicted */
  guint total;
} MienConfusion;

/* @flag: for a flags task, which flag ("no" and "yes" are then the classes); else ignored */
MienConfusion *
mien_confusion_new (MienPredictions *predictions, const char *task, int flag, MienPart part);
void mien_confusion_free (MienConfusion *self);
/* (transfer full) (element-type guint): numbers into the predictions; -1 for any row or column */
GArray *mien_confusion_find (
    MienPredictions *predictions, const char *task, int flag, MienPart part, int row, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienConfusion, mien_confusion_free)

G_END_DECLS
