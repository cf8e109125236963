/* The gradients made orthogonal and alike in length, as near to what they were as that goes.
 *
 *     G = V diag (l) V', without those l below n eps l_max
 *     B = sqrt (l_min) V diag (l^-1/2) V'          shared = sums of the columns of B
 *
 * heads stay 1. The aligned gradients, B times g, all have the length sqrt (l_min).
 *
 * Senushkin, Patakin, Kuznetsov & Konushin, "Independent Component Alignment for Multi-Task
 * Learning", CVPR 2023, arXiv:2305.19000, with equal importance of the tasks. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_aligned_mtl;

G_END_DECLS
