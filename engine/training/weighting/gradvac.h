/* Gradient vaccine: gradients are turned until they agree as much as they usually do.
 *
 *     for each i, for j != i in random order, with c = cos (p_i, g_j):
 *       p_i <- p_i + g_j |p_i| (rho sqrt (1 - c^2) - c sqrt (1 - rho^2)) / (|g_j| sqrt (1 - rho^2))
 *                                                      where c < rho_ij
 *       rho_ij <- (1 - beta) rho_ij + beta c
 *
 * shared makes sum_i p_i; heads stay 1. One rho a pair of tasks, over all that is shared, from 0.
 *
 * Wang, Tsvetkov, Firat & Cao, "Gradient Vaccine: Investigating and Improving Multi-task
 * Optimization in Massively Multilingual Models", ICLR 2021, arXiv:2010.05874, algorithm 1. LibMTL
 * renews rho only where c < rho, so that its rho can only fall; here, as in the paper, always. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_gradvac;

G_END_DECLS
