/* Conflict-averse gradient: near the mean, the direction that is best for the task worst off.
 *
 *     a = argmin over shares of  g_a · g_0 + c |g_0| |g_a|
 *     d = g_0 + c |g_0| / |g_a| g_a
 *
 * with g_a = sum_t a_t g_t and g_0 the mean of the g_t.
 *
 * shared makes d, divided by 1 + c^2 where the option "rescale" is 1, by 1 + c where it is 2; heads
 * stay 1.
 *
 * Liu, Liu, Jin, Stone & Liu, "Conflict-Averse Gradient Descent for Multi-task Learning", NeurIPS
 * 2021, arXiv:2110.14048, algorithm 1. The length is freed by k |g_a| = min over t of k/2 (|g_a|^2
 * / t + t), with k = c |g_0|: a square problem for each t, and t by halving. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_cagrad;

G_END_DECLS
