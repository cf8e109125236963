/* A step that is fair by a measure that one chooses.
 *
 *     G a = a^(-1/alpha),  a > 0          heads = shared = a
 *
 * alpha 1 is the bargain of Nash-MTL, more looks after the task that gains least, less after the
 * sum. Gradients that cancel have no solution.
 *
 * Ban & Ji, "Fair Resource Allocation in Multi-Task Learning", ICML 2024,
 * arXiv:2402.15638. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_fairgrad;

G_END_DECLS
