/* Which faces a network got wrong, the worst first. */
#pragma once

#include "engine/training/predictions.h"

G_BEGIN_DECLS

/* How sure the network is of the wrong answer, 0 … 1 for classes and flags; the distance from the
 * label for numbers, relative to nothing. -1 where the label or the answer is missing or the answer
 * is right. */
double mien_mistake_size (const MienTaskPredictions *task, int flag, guint row);

/**
 * mien_mistakes_find:
 * @flag: for a flags task, which flag; else ignored
 *
 * Returns: (transfer full) (element-type guint): rows of @part, the surest mistakes or largest
 * errors first
 */
GArray *
mien_mistakes_find (MienPredictions *predictions, const char *task, int flag, MienPart part);

/* The same order for rows found otherwise. */
void mien_mistakes_sort (MienPredictions *predictions, const char *task, int flag, GArray *rows);

G_END_DECLS
