/* How much a sample of each class counts in the training loss, where classes are of unequal size.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_CLASS_WEIGHTS_NONE,
  MIEN_CLASS_WEIGHTS_INVERSE,
  MIEN_CLASS_WEIGHTS_EFFECTIVE,
  MIEN_N_CLASS_WEIGHTS,
} MienClassWeights;

/* Of the four that the source tries (0.9, 0.99, 0.999, 0.9999). */
#define MIEN_EFFECTIVE_BETA 0.999

const char *mien_class_weights_name (MienClassWeights method); /* as in recipes */
gboolean mien_class_weights_from_name (const char *name, MienClassWeights *method);

/**
 * mien_class_weights_compute:
 * @beta: of the effective number: 0 … 1 (1 left out); MIEN_EFFECTIVE_BETA by default
 * @counts: [n_classes] samples of each class in the training part
 * @weights: [n_classes] out; 0 where there is no sample
 *
 *     none: w_c = 1;   inverse: w_c ~ 1 / n_c;
 *     effective: w_c ~ (1 - beta) / (1 - beta^n_c), one over the effective number of samples
 *
 * scaled so that the weights of all labelled training samples average to 1: sum_c n_c w_c = sum_c
 * n_c. The loss, and so the learning rate that suits it, keeps its size.
 * That holds for epochs that show every sample once: balanced sampling (order.h) already shows
 * classes equally often, and would make up for their sizes twice.
 *
 * Source: Cui, Jia, Lin, Song & Belongie, "Class-Balanced Loss Based on Effective Number of
 * Samples", CVPR 2019, sections 3 and 4, whose own scale makes the weights of the classes, not of
 * the samples, average to 1.
 */
void mien_class_weights_compute (MienClassWeights method,
                                 double beta,
                                 int n_classes,
                                 const guint *counts,
                                 double *weights);

G_END_DECLS
