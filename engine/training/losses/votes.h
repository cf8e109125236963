/* The loss of votes: how people shared them out over K names is the label, softmax the answer. */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* l (q) = sum_k q_k (log q_k - log p_k), in nats, with q the votes of a face, divided by their sum:
 * Kullback and Leibler's divergence of the answer from the votes, which is 0 where the answer is
 * the votes. It is cross-entropy less the entropy of the votes, which no answer can take away, so
 * that the gradient p - q is that of cross-entropy: Barsoum, Zhang, Canton Ferrer & Zhang,
 * "Training Deep Networks for Facial Expression Recognition with Crowd-Sourced Label Distribution",
 * ICMI 2016. A face whose votes are all 0, or of which one is missing, has no label.
 * Votes say themselves how sure they are: they are not smoothed. */
extern const MienLossMethod mien_loss_soft;

G_END_DECLS
