#include "engine/training/losses/flags.h"

#include "engine/training/losses/softmax.h"

/* What flag @k costs with logit @z and label @y. */
typedef double (*FlagFunc) (const MienLossBatch *batch, int k, double z, double y, double *d);

static double
cross_entropy_flag (const MienLossBatch *batch, int k, double z, double y, double *d)
{
  const double *weights = batch->terms->weights;
  double p = 1.0 / (1.0 + exp (-z));

  if (weights == NULL || y <= 0.0) {
    *d = p - y;
    return mien_softplus (z) - z * y;
  }
  *d = (1.0 - y) * p - weights[k] * y * (1.0 - p);
  return (1.0 - y) * mien_softplus (z) + weights[k] * y * mien_softplus (-z);
}

/* A no: -q^g log (1 - q) with q = max (p - clip, 0). */
static double
asymmetric_no (double z, double gamma, double clip, double *d)
{
  double p = 1.0 / (1.0 + exp (-z)), rest = 1.0 / (1.0 + exp (z));
  double q = MAX (p - clip, 0.0);
  double log_rest = clip > 0.0 ? log1p (-q) : -mien_softplus (z);
  double change = clip > 0.0 ? p * rest / (rest + clip) : p; /* p (1 - p) / (1 - q) */

  *d = 0.0;
  if (!(q > 0.0))
    return isnan (z) ? z : 0.0;
  *d = pow (q, gamma) * (change - gamma * (log_rest / q) * p * rest);
  return -pow (q, gamma) * log_rest;
}

static double
asymmetric_flag (const MienLossBatch *batch, int k G_GNUC_UNUSED, double z, double y, double *d)
{
  double yes, no, slope, d_no;

  yes = mien_focal (-mien_softplus (-z), batch->options[0], &slope);
  no = asymmetric_no (z, batch->options[1], batch->options[2], &d_no);
  *d = y * (-slope / (1.0 + exp (z))) + (1.0 - y) * d_no;
  return y * yes + (1.0 - y) * no;
}

static double
add_up_flags (const MienLossBatch *batch, FlagFunc flag, double *n_labelled)
{
  double sum = 0.0, d;

  for (int i = 0; i < batch->n; i++)
    for (int k = 0; k < batch->width; k++) {
      gsize at = (gsize) i * (gsize) batch->width + (gsize) k;
      double share = mien_loss_share (batch, i);

      if (isnan (batch->targets[at]))
        continue;
      sum += share * flag (batch, k, (double) batch->logits[at], (double) batch->targets[at], &d);
      if (batch->d_logits != NULL)
        batch->d_logits[at] += (float) (share * d);
      *n_labelled += share;
    }
  return sum;
}

static double
binary_cross_entropy (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_flags (batch, cross_entropy_flag, n_labelled);
}

static double
asymmetric (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_flags (batch, asymmetric_flag, n_labelled);
}

static const MienLossOption bce_options[] = {{"positive", 0.0, 0.0, 1.0}, {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_bce = {
    .name = "bce",
    .kinds = 1 << MIEN_KIND_FLAGS,
    .options = bce_options,
    .add_up = binary_cross_entropy,
};

static const MienLossOption asymmetric_options[] = {{"gamma_positive", 0.0, 0.0, 10.0},
                                                    {"gamma_negative", 4.0, 0.0, 10.0},
                                                    {"clip", 0.05, 0.0, 0.5},
                                                    {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_asymmetric = {
    .name = "asymmetric",
    .kinds = 1 << MIEN_KIND_FLAGS,
    .options = asymmetric_options,
    .add_up = asymmetric,
};
