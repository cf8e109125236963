/* GradNorm: weights that let every task pull alike, those harder that learn more slowly.
 *
 *     pull_t = w_t |g_t|,   r_t = (L_t / L_t (0)) / mean,   target_t = mean (pull) r_t^alpha
 *     w_t <- w_t - lr |g_t| sign (pull_t - target_t), then scaled to the sum that they had
 *
 * shared = w before it is updated; heads stay 1. L_t (0) is the loss of the first batch in which
 * the task took part. The gradients are those by all that is shared, as in LibMTL. No weight leaves
 * 0.001 … number of tasks in one update.
 *
 * Chen, Badrinarayanan, Lee & Rabinovich, "GradNorm: Gradient Normalization for Adaptive Loss
 * Balancing in Deep Multitask Networks", ICML 2018, arXiv:1711.02257, algorithm 1. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_gradnorm;

G_END_DECLS
