/* What methods share that mend the tasks' gradients one after the other. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

/* @p: [n] coefficients of the gradient of the task at place @i, to be changed with regard to @j's
 */
typedef void (*MienSurgery) (const MienWeightingMemory *memory,
                             const MienWeightingStep *step,
                             double *p,
                             int i,
                             int j);

/* Does so for each task, with the others in an order keyed by (seed, step, task); @shared [n] is
 * the sum of the mended gradients. */
void mien_surgery (const MienWeightingMemory *memory,
                   const MienWeightingStep *step,
                   MienSurgery mend,
                   double *shared);

G_END_DECLS
