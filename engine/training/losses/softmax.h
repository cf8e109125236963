/* The softmax of one head's logits and what the families of losses that start from it share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Around the largest logit, so that nothing overflows. */
typedef struct {
  const float *z;
  int width;
  double largest;
  double sum;  /* of exp (z - largest) */
  double mean; /* of z - largest */
} MienSoftmax;

MienSoftmax mien_softmax_measure (const float *logits, int width);
double mien_softmax_p (const MienSoftmax *self, int k);
double mien_softmax_log_p (const MienSoftmax *self, int k);

/* f (p) = -(1 - p)^g log p, focal loss of the probability whose logarithm is @log_p. @slope: (out):
 * a = -p f' (p), so that for a softmax d f (p_k) / d z_j = a (p_j - [j = k]), and for a sigmoid
 * d f (p) / d z = -a (1 - p). */
double mien_focal (double log_p, double gamma, double *slope);

G_END_DECLS
