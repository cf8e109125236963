/* FAMO: every loss falls at a like rate, told by looking at the losses again after the step.
 *
 *     total = sum_t z_t log D_t / c,   z = softmax (w), D_t = L_t + 1e-8, c = sum_t z_t / D_t fixed
 *     heads = shared = z_t / (c D_t), which sum to 1
 *     after the step, with D' of the same batch:  delta_t = log D_t - log D'_t
 *     w by Adam along  z_t (delta_t - sum_k z_k delta_k) + decay w_t
 *
 * Liu, Feng, Stone & Liu, "FAMO: Fast Adaptive Multitask Optimization", NeurIPS 2023,
 * arXiv:2306.03792, algorithm 1.
 */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_famo;

G_END_DECLS
