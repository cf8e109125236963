/* Random loss weighting, the test that a method should pass before it is believed.
 *
 *     heads = shared = softmax (z),   z_t ~ N(0, 1) drawn anew at each step
 *
 * Lin, Ye, Zhang & Tsang, "Reasonable Effectiveness of Random Weighting: A Litmus Test for
 * Multi-Task Learning", TMLR 2022, arXiv:2111.10603. The draws are keyed by (seed, step, task). */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_rlw;

G_END_DECLS
