/* Dynamic weight average: what falls slowly counts more.
 *
 *     heads = shared = n softmax (r / T),   r_t = L_t (epoch - 1) / L_t (epoch - 2)
 *
 * over the n tasks that take part, with the means of whole epochs; r_t is 1 until the task has been
 * through two. T is the option "temperature".
 *
 * Liu, Johns & Davison, "End-to-End Multi-Task Learning with Attention", CVPR 2019,
 * arXiv:1803.10704. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_dwa;

G_END_DECLS
