/* Tasks bargain over the step as equals: each gains in proportion to what it asks for.
 *
 *     G a = 1 / a,  a > 0          heads = a,   shared = a min (1, clip / |d|),  d = sum_t a_t g_t
 *
 * As in the reference code G is first divided by its Frobenius norm, so that a does not grow as the
 * gradients get small: a is sqrt (|G|) times the solution for G itself, for which |d|^2 is the
 * number of tasks. The option "clip" 0 leaves d as it is. Gradients that cancel have no solution.
 *
 * Navon, Shamsian, Achituve, Maron, Kawaguchi, Chechik & Fetaya, "Multi-Task Learning as a
 * Bargaining Game", ICML 2022, arXiv:2202.01017, algorithm 1. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_nash_mtl;

G_END_DECLS
