/* Weights that the person sets, and the sum of the losses as it is. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

/* total = sum_t w_t L_t */
extern const MienWeightingMethod mien_weighting_fixed;

/* total = sum_t L_t: "unitary scalarisation", which Kurin et al., "In Defense of the Unitary
 * Scalarization for Deep Multi-Task Learning", NeurIPS 2022, arXiv:2201.04122, find to hold its own
 * against the methods. */
extern const MienWeightingMethod mien_weighting_equal;

G_END_DECLS
