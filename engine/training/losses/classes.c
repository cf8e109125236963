#include "engine/training/losses/classes.h"

#include "engine/training/losses/softmax.h"

/* What one sample costs; adds its gradient to @d (nullable) [width]. */
typedef double (
    *RowFunc) (const MienLossBatch *batch, const float *z, int truth, double weight, float *d);

static double
target_of (const MienLossBatch *batch, int k, int truth)
{
  double smoothing = batch->terms->smoothing;

  return (k == truth ? 1.0 - smoothing : 0.0) + smoothing / batch->width;
}

/* d = p - q */
static double
cross_entropy_row (const MienLossBatch *batch, const float *z, int truth, double weight, float *d)
{
  MienSoftmax softmax = mien_softmax_measure (z, batch->width);
  double smoothing = batch->terms->smoothing;
  double expected = (double) z[truth] - softmax.largest;

  for (int k = 0; d != NULL && k < batch->width; k++)
    d[k] += (float) (weight * (mien_softmax_p (&softmax, k) - target_of (batch, k, truth)));
  if (smoothing > 0.0)
    expected = (1.0 - smoothing) * expected + smoothing * softmax.mean;
  return log (softmax.sum) - expected;
}

/* With a_k the slopes of each class's own part: d_j = p_j sum_k q_k a_k - q_j a_j */
static double
focal_row (const MienLossBatch *batch, const float *z, int truth, double weight, float *d)
{
  MienSoftmax softmax = mien_softmax_measure (z, batch->width);
  double sum = 0.0, slopes = 0.0, slope;

  for (int k = 0; k < batch->width; k++) {
    double target = target_of (batch, k, truth);

    if (target > 0.0) {
      sum += target * mien_focal (mien_softmax_log_p (&softmax, k), batch->options[0], &slope);
      slopes += target * slope;
      if (d != NULL)
        d[k] -= (float) (weight * target * slope);
    }
  }
  for (int k = 0; d != NULL && k < batch->width; k++)
    d[k] += (float) (weight * mien_softmax_p (&softmax, k) * slopes);
  return sum;
}

static double
add_up_rows (const MienLossBatch *batch, RowFunc row, double *n_labelled)
{
  const double *weights = batch->terms->weights;
  double sum = 0.0;

  for (int i = 0; i < batch->n; i++) {
    gsize start = (gsize) i * (gsize) batch->width;
    float *d = batch->d_logits != NULL ? batch->d_logits + start : NULL;

    if (isnan (batch->targets[i]))
      continue;
    int truth = (int) batch->targets[i];
    double share = mien_loss_share (batch, i);
    double weight = weights != NULL ? share * weights[truth] : share;
    sum += weight * row (batch, batch->logits + start, truth, weight, d);
    *n_labelled += share;
  }
  return sum;
}

static double
cross_entropy (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_rows (batch, cross_entropy_row, n_labelled);
}

static double
focal (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_rows (batch, focal_row, n_labelled);
}

const MienLossMethod mien_loss_cross_entropy = {
    .name = "cross-entropy",
    .kinds = 1 << MIEN_KIND_CLASS,
    .add_up = cross_entropy,
};

static const MienLossOption focal_options[] = {{"gamma", 2.0, 0.0, 10.0}, {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_focal = {
    .name = "focal",
    .kinds = 1 << MIEN_KIND_CLASS,
    .options = focal_options,
    .add_up = focal,
};

static const MienLossOption balanced_options[] = {{"beta", 0.999, 0.0, 0.999999},
                                                  {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_class_balanced = {
    .name = "class-balanced",
    .kinds = 1 << MIEN_KIND_CLASS,
    .options = balanced_options,
    .add_up = cross_entropy,
};
