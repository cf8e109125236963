/* How the tasks' gradients lie to each other on the shared trunk. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

/**
 * mien_conflict_measure:
 * @main_task: the task that the others are held against
 * @norms: [n_tasks] out: length of each task's gradient by the shared parameters
 * @cosines: [n_tasks] out: of the angle to the main task's; NaN where one of them is 0
 *
 * Call it between a forward pass with its d_logits and the backward pass that is stepped with: it
 * goes back once a task, and leaves only the parameters' gradients changed.
 */
void mien_conflict_measure (MienNetwork *network,
                            MienPool *pool,
                            guint main_task,
                            double *norms,
                            double *cosines);

G_END_DECLS
