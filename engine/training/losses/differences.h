/* Losses of numbers, one by one: x is the answer less the label.
 *
 * A scalar is learned in units of the training part's standard deviation around its mean, and delta
 * is in those units. A point's x and y are learned in fractions of the picture's side, and beta, w
 * and epsilon are in those: 0.04 is about 10 pixels of 256. A mean is over the numbers whose label
 * is there: of points, over coordinates. */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* x^2 */
extern const MienLossMethod mien_loss_mse;

/* |x| */
extern const MienLossMethod mien_loss_mae;

/* x^2 / 2 where |x| < delta, else delta (|x| - delta / 2): Huber, "Robust Estimation of a Location
 * Parameter", Annals of Mathematical Statistics 35, 1964. */
extern const MienLossMethod mien_loss_huber;

/* x^2 of points: what mse is for scalars, under the name that the literature of landmarks uses. */
extern const MienLossMethod mien_loss_l2;

/* x^2 / (2 beta) where |x| < beta, else |x| - beta / 2: Girshick, "Fast R-CNN", ICCV 2015,
 * whose beta is 1. */
extern const MienLossMethod mien_loss_smooth_l1;

/* w ln (1 + |x| / epsilon) where |x| < w, else |x| - C with C = w - w ln (1 + w / epsilon): small
 * errors count for more than in the others. Feng et al., "Wing Loss for Robust Facial Landmark
 * Localisation with Convolutional Neural Networks", CVPR 2018; w 10 and epsilon 2, which
 * they found best, are pixels of pictures of 256. */
extern const MienLossMethod mien_loss_wing;

G_END_DECLS
