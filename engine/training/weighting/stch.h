/* Smooth Tchebycheff: the task that is worst off against its own start counts most.
 *
 *     total = mu n log sum_t exp (y_t / mu),   y_t = log (L_t / nadir_t)
 *     heads = shared = n softmax (y / mu)_t / L_t
 *
 * and total = sum_t log L_t, weights 1 / L_t, during the first "warm-up" epochs and the one after,
 * whose mean losses are the nadir. A loss counts as at least 1e-8.
 *
 * Lin, Zhang, Yang, Liu, Wang & Zhang, "Smooth Tchebycheff Scalarization for Multi-Objective
 * Optimization", ICML 2024, arXiv:2402.19078, on log losses as in its reference code. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_stch;

G_END_DECLS
