/* Task weighting by homoscedastic uncertainty: one learned log-variance s_t = log sigma_t^2 a task.
 *
 *     total = sum_t  exp (-s_t) L_t / 2 + s_t / 2          heads = shared = exp (-s_t) / 2
 *
 * Kendall, Gal & Cipolla, "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry
 * and Semantics", CVPR 2018, arXiv:1705.07115, written in s as they advise. Their form for
 * regression serves every loss here, as in LibMTL; that for classes would leave out the first half,
 * which moves the s that it settles at by log 2. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_uncertainty;

G_END_DECLS
