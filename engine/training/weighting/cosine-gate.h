/* Auxiliary tasks help only where they pull the way that the main task does.
 *
 *     shared_t = given_t gate (cos (g_t, g_main)),   heads = given
 *
 * gate (c) is 1 where c > 0 and 0 elsewhere, or max (0, c) where the option "weighted" is 1. A
 * batch without the main task says nothing about it, and every gate is open.
 *
 * Du, Czarnecki, Jayakumar, Farajtabar, Pascanu & Lakshminarayanan, "Adapting Auxiliary Losses
 * Using Gradient Similarity", 2018, arXiv:1812.02224, over all that is shared. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_cosine_gate;

G_END_DECLS
