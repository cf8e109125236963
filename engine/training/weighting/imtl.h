/* Impartial multi-task learning, and each half by itself.
 *
 * imtl-l: total = sum_t exp (s_t) L_t - s_t, with one learned s a task: weighted losses of like
 * size. heads = shared = exp (s_t). imtl-g: a with sum a = 1 so that d = sum_t a_t g_t has the same
 * d · g_t / |g_t| for every task. shared = a, heads stay 1. a may be below 0. imtl: both: a for the
 * gradients of exp (s_t) L_t; heads = exp (s_t), shared = a_t exp (s_t).
 *
 * Liu, Li, Kuang, Xue, Chen, Yang, Liao & Zhang, "Towards Impartial Multi-task Learning", ICLR
 * 2021. a is found with x_t = a_t |g_t| from cos x = p, sum x_t / |g_t|
 * = 1, which is their closed form without its inverse; where gradients lie along each other it is
 * the limit for those that almost do. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_imtl;
extern const MienWeightingMethod mien_weighting_imtl_l;
extern const MienWeightingMethod mien_weighting_imtl_g;

G_END_DECLS
