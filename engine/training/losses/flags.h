/* Losses of flags: each is a yes or no of its own, sigmoid the answer. In nats; means are over the
 * single flags whose label is there. With p the sigmoid of a flag's logit: */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* l (1) = -w log p, l (0) = -log (1 - p): binary cross-entropy, where a yes of each flag may have a
 * weight of its own, w = (no / yes)^positive by how many there are in the training part. positive 0
 * leaves all alike, 1 gives the yes and no of each flag the same say. The option speaks of weights
 * only: without them, as on the validation and test part, it is plain. */
extern const MienLossMethod mien_loss_bce;

/* l (1) = -(1 - p)^gamma_positive log p,
 * l (0) = -p_m^gamma_negative log (1 - p_m), p_m = max (p - clip, 0): the many easy noes count for
 * little, and those with p below the clip for nothing. Ridnik et al., "Asymmetric Loss For
 * Multi-Label Classification", ICCV 2021; the gradient is the whole one.
 */
extern const MienLossMethod mien_loss_asymmetric;

G_END_DECLS
