/* OL-AUX: an auxiliary task counts the more, the longer its gradient agrees with the main task's.
 *
 *     heads = shared = max (0, given_t + gained_t);   the main task counts as given
 *     every N steps:  gained_t <- gained_t + lr * rate * sum over them of g_main · g_t
 *
 * rate is the optimizer's own, N the option "every". A batch that lacks one of the two adds
 * nothing. A weight stops at 0: below, a task would be unlearned.
 *
 * Lin, Baweja, Kantor & Held, "Adaptive Auxiliary Task Weighting for Reinforcement Learning",
 * NeurIPS 2019, algorithm 1. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_ol_aux;

G_END_DECLS
