/* Losses of classes: one of K names is the label, softmax the answer. In nats.
 *
 * With p the softmax of the logits and, where the recipe smooths, the target of class y among K
 *
 *     q_k = (1 - e) [k = y] + e / K
 *
 * Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016,
 * with the uniform distribution for u. A class weight w_y multiplies what a sample costs. */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* l (y) = -w_y sum_k q_k log p_k */
extern const MienLossMethod mien_loss_cross_entropy;

/* l (y) = -w_y sum_k q_k (1 - p_k)^gamma log p_k: what is answered rightly already counts for
 * little. gamma 0 is cross-entropy. Lin, Goyal, Girshick, He & Dollár, "Focal Loss for Dense Object
 * Detection", ICCV 2017 (with w for their alpha); the sum over smoothed targets is
 * the expectation of their loss over q. */
extern const MienLossMethod mien_loss_focal;

/* Cross-entropy whose weights follow from how many samples a class has in the training part:
 * w_c ~ (1 - beta) / (1 - beta^n_c), scaled as class-weights.h says. beta 0 weighs all alike, beta
 * near 1 by the inverse of their number. Without weights, as on the validation and test part, it is
 * plain cross-entropy. Cui, Jia, Lin, Song & Belongie, "Class-Balanced Loss Based on Effective
 * Number of Samples", CVPR 2019. */
extern const MienLossMethod mien_loss_class_balanced;

G_END_DECLS
