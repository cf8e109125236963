/* The way back of one step: what the tasks ask for, weighed, becomes the network's gradients. */
#pragma once

#include "engine/training/gradients.h"
#include "engine/training/weighting/weighting.h"

G_BEGIN_DECLS

/**
 * mien_reversal:
 * @progress: p, 0 … 1 of the whole training
 *
 *     lambda (p) = 2 / (1 + exp (-10 p)) - 1
 *
 * How much of an adversarial task's gradient reaches what is shared, reversed: nothing at first, so
 * that its head learns before it is heeded, and nearly all from the middle on.
 *
 * Source: Ganin et al., "Domain-Adversarial Training of Neural Networks", Journal of Machine
 * Learning Research 17, 2016, arXiv:1505.07818.
 */
double mien_reversal (double progress);

/**
 * mien_reconcile:
 * @gradients: (nullable): measured in this step; NULL where nobody wants them. A method that needs
 *   them always does
 * @reach: [n_tasks] 1, or -lambda for an adversarial task: how much of its gradient reaches what is
 *   shared. A gradient method is shown the whole gradient, turned round, and lambda is put in
 *   behind it: methods that make up for short gradients would undo it
 * @input: its @gram is filled in
 * @result: @shared are the effective weights, @reach and all: what is shared gets the gradient of
 *   sum_t shared[t] L_t
 *
 * After a forward pass with every d_logits. Where @gradients are measured anyway, the step is made
 * of them, which saves a way back.
 */
void mien_reconcile (MienNetwork *network,
                     MienPool *pool,
                     MienWeighting *weighting,
                     MienGradients *gradients,
                     const float *reach,
                     MienWeightingInput *input,
                     MienWeightingResult *result);

G_END_DECLS
