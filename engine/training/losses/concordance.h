/* 1 - concordance: whether a number rises and falls with its label, and is as large. */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* 1 - 2 s_xy / (s_x^2 + s_y^2 + (m_x - m_y)^2), population moments over the batch: Lin, "A
 * Concordance Correlation Coefficient to Evaluate Reproducibility", Biometrics 45, 1989. A figure
 * of the whole batch: where faces are mixed, their targets are, s_i a_i + (1 - s_i) b_i, and a face
 * whose label is missing on one side counts as the other with that one's share. A batch in which
 * nothing varies and nothing is off has nothing to learn from: loss 1, gradient 0. */
extern const MienLossMethod mien_loss_ccc;

G_END_DECLS
