/* What a head's answers cost, and the gradient that follows; missing labels cost nothing. */
#pragma once

#include "engine/training/losses/method.h"

G_BEGIN_DECLS

/* Formulas, units and sources: classes.h, votes.h, flags.h, differences.h, concordance.h. */
typedef enum {
  MIEN_LOSS_CROSS_ENTROPY, /* class */
  MIEN_LOSS_FOCAL,
  MIEN_LOSS_CLASS_BALANCED,
  MIEN_LOSS_SOFT, /* distribution */
  MIEN_LOSS_BCE,  /* flags */
  MIEN_LOSS_ASYMMETRIC,
  MIEN_LOSS_MSE, /* scalar */
  MIEN_LOSS_MAE,
  MIEN_LOSS_HUBER,
  MIEN_LOSS_CCC,
  MIEN_LOSS_L2, /* points */
  MIEN_LOSS_SMOOTH_L1,
  MIEN_LOSS_WING,
  MIEN_N_LOSSES,
} MienLossKind;

enum {
  MIEN_LOSS_MOST_OPTIONS = 3
};

const char *mien_loss_name (MienLossKind loss); /* as in recipes */
gboolean mien_loss_from_name (const char *name, MienLossKind *loss);
gboolean mien_loss_suits (MienLossKind loss, MienKind kind);
MienLossKind mien_loss_default (MienKind kind);

/* Ends with a name of NULL; a list of that alone where it has none. */
const MienLossOption *mien_loss_options (MienLossKind loss);
int mien_loss_find_option (MienLossKind loss, const char *name); /* -1 where it has none such */
/* [MIEN_LOSS_MOST_OPTIONS]: what they are unless set */
void mien_loss_default_options (MienLossKind loss, double *values);

/**
 * mien_loss_forward:
 * @options: (nullable): in the order of the loss's options; NULL for the defaults
 * @logits: [n,width] raw outputs of a head
 * @targets: [n,width], for classes [n,1] class indices; NaN is missing
 * @d_logits: (nullable): [n,width], overwritten with d loss / d logits; 0 where the label is
 * missing
 * @n_labelled: (out) (optional): labels that counted
 *
 * The mean over the labels that are there; 0 where there is none (then the task is skipped, not
 * fed a 0: see @n_labelled). Sums are taken in double, in order.
 *
 * This is the plain loss: with its options, but without what MienLossTerms adds. Losses of the
 * validation and test part are told by it, so that they mean the same whatever the terms; those of
 * a weighted loss (class-balanced, bce with positive) are then the unweighted ones, focal and
 * asymmetric stay what they are, and runs that differ in the loss itself compare by a metric.
 *
 * Returns: the loss, not finite if a logit is not
 */
double mien_loss_forward (MienLossKind loss,
                          const double *options,
                          int n,
                          int width,
                          const float *logits,
                          const float *targets,
                          float *d_logits,
                          int *n_labelled);

/**
 * mien_loss_forward_training:
 * @terms: all 0 for none; the bits are then those of mien_loss_forward()
 * @n_labelled: (out) (optional): sum of the shares of the labels that counted
 *
 * As mien_loss_forward(), with smoothed labels and weights where @terms and the loss have them,
 * and, where faces were mixed, a share s_i of each,
 *
 *     L = sum_i (s_i l (a_i) + (1 - s_i) l (b_i)) / sum of the shares of the labels that are there
 *
 * so that a face without a label leaves its partner's to count by its share. Losses that are linear
 * in their labels (cross-entropy, soft, bce) and the squared error have the gradient of the mixed
 * label; concordance.h says what it does.
 *
 * A weight multiplies what a label costs and does not change how much it counts.
 */
double mien_loss_forward_training (MienLossKind loss,
                                   const double *options,
                                   const MienLossTerms *terms,
                                   int n,
                                   int width,
                                   const float *logits,
                                   const float *targets,
                                   float *d_logits,
                                   double *n_labelled);

G_END_DECLS
