/* Geometric loss: the same relative progress counts the same for each task.
 *
 *     total = (prod_t L_t)^(1/n)          heads = shared = total / (n L_t)
 *
 * so that the weighted losses sum to the total itself. A loss counts as at least 1e-8.
 *
 * Chennupati, Sistu, Yogamani & Rawashdeh, "MultiNet++: Multi-Stream Feature Aggregation and
 * Geometric Loss Strategy for Multi-Task Learning", CVPR Workshops 2019. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_gls;

G_END_DECLS
