/* Gradient surgery: a task leaves out of its gradient what goes against another task.
 *
 *     for each i, for j != i in random order:
 *       p_i <- p_i - (p_i · g_j / |g_j|^2) g_j   where p_i · g_j < 0,   beginning with p_i = g_i
 *
 * shared makes sum_i p_i; heads stay 1. The orders are keyed by (seed, step, task).
 *
 * Yu, Kumar, Gupta, Levine, Hausman & Finn, "Gradient Surgery for Multi-Task Learning", NeurIPS
 * 2020, arXiv:2001.06782, algorithm 1. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_pcgrad;

G_END_DECLS
