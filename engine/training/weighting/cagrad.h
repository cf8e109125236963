/* Conflict-averse gradient: near the mean, the direction that is best for the task worst off.
 *
 *     a = argmin over shares of  g_a · g_0 + c |g_0| |g_a|,   g_a = sum_t a_t g_t, g_0 = mean of
 * g_t d = g_0 + c |g_0| / |g_a| g_a
 *
 * shared makes d, divided by 1 + c^2 where the option "rescale" is 1, by 1 + c where it is 2; heads
 * stay 1.
 *
 * Liu, Liu, Jin, Stone & Liu, "Conflict-Averse Gradient Descent for Multi-task Learning", NeurIPS
 * 2021, eq. 4, algorithm 1. The length is freed by k |g_a| = min over t of k/2 (|g_a|^2 / t + t),
 * with k = c |g_0|: a square problem for each t, and t by halving. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_cagrad;

G_END_DECLS
