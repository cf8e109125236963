/* One number a task that a method learns itself, by Adam (Kingma & Ba, ICLR 2015, algorithm 1, with
 * beta 0.9 and 0.999). A task that takes no part leaves its number, its moments and its count of
 * steps as they are. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

/* Values, means, squares and counts, [n_tasks] each; a method's state begins with them, so that
 * state[t] is the number of task t. */
gsize mien_learned_n_state (int n_tasks);
/* @gradient of what is to become small */
void mien_learned_step (const MienWeightingMemory *memory, int task, double gradient, double rate);

G_END_DECLS
