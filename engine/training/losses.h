/* What a head's answers cost, and the gradient that follows; missing labels cost nothing. */
#pragma once

#include "engine/core/kind.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_LOSS_CROSS_ENTROPY, /* class */
  MIEN_LOSS_BCE,           /* flags */
  MIEN_LOSS_MSE,           /* scalar and points, in standardised units */
  MIEN_LOSS_CCC,           /* scalar: 1 - concordance over the batch */
  MIEN_N_LOSSES,
} MienLossKind;

const char *mien_loss_name (MienLossKind loss); /* as in recipes */
gboolean mien_loss_from_name (const char *name, MienLossKind *loss);
gboolean mien_loss_suits (MienLossKind loss, MienKind kind);
MienLossKind mien_loss_default (MienKind kind);

/**
 * mien_loss_forward:
 * @logits: [n,width] raw outputs of a head
 * @targets: [n,width], for cross-entropy [n,1] class indices; NaN is missing
 * @d_logits: (nullable): [n,width], overwritten with d loss / d logits; 0 where the label is
 * missing
 * @n_labelled: (out) (optional): labels that counted
 *
 * The mean over the labels that are there; 0 where there is none (then the task is skipped, not
 * fed a 0: see @n_labelled). Sums are taken in double, in order.
 *
 * Returns: the loss, not finite if a logit is not
 */
double mien_loss_forward (MienLossKind loss,
                          int n,
                          int width,
                          const float *logits,
                          const float *targets,
                          float *d_logits,
                          int *n_labelled);

/**
 * MienLossTerms:
 * @smoothing: e, 0 … 1 (1 left out), for cross-entropy; other losses do not heed it
 * @class_weights: (nullable): [width] of the samples of each class, for cross-entropy
 * @others: (nullable): as the targets, of the faces that were mixed in
 * @shares: [n] of the face itself, with @others; the other has the rest
 *
 * What a training's loss has beyond the plain one.
 */
typedef struct {
  double smoothing;
  const double *class_weights;
  const float *others;
  const float *shares;
} MienLossTerms;

/**
 * mien_loss_forward_training:
 * @terms: all 0 for none; the bits are then those of mien_loss_forward()
 * @n_labelled: (out) (optional): sum of the shares of the labels that counted
 *
 * As mien_loss_forward(), with the target of class y among K softened to
 *
 *     q_k = (1 - e) [k = y] + e / K;   l (y) = - w_y sum_k q_k log p_k
 *
 * and, where faces were mixed, a share s_i of each,
 *
 *     L = sum_i (s_i l (a_i) + (1 - s_i) l (b_i)) / sum of the shares of the labels that are there
 *
 * so that a face without a label leaves its partner's to count by its share. Concordance is a
 * figure of the whole batch: its targets are mixed instead, s_i a_i + (1 - s_i) b_i, and a face
 * whose label is missing on one side counts as the other with that one's share. For the squared
 * error both ways have the same gradient.
 *
 * For training alone: losses of the validation and test part are told by mien_loss_forward(), so
 * that they mean the same whatever the terms.
 *
 * Source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016,
 * section 7, with the uniform distribution for u; class-weights.h and augment.h name the others.
 */
double mien_loss_forward_training (MienLossKind loss,
                                   const MienLossTerms *terms,
                                   int n,
                                   int width,
                                   const float *logits,
                                   const float *targets,
                                   float *d_logits,
                                   double *n_labelled);

G_END_DECLS
