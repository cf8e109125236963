/* The shortest of all weighted means of the gradients: no task gets worse along it.
 *
 *     shared = argmin over shares a of |sum_t a_t g_t / s_t|^2, each divided by s_t
 *
 * heads stay 1. s_t by the option "normalise": 0 is 1, 1 is |g_t|, 2 is L_t, 3 is L_t |g_t|; as in
 * LibMTL the step is made of the normalised gradients. A loss counts as at least 1e-8.
 *
 * Sener & Koltun, "Multi-Task Learning as Multi-Objective Optimization", NeurIPS 2018,
 * arXiv:1810.04650, after
 * Désidéri 2012. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_mgda;

G_END_DECLS
