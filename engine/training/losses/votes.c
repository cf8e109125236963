#include "engine/training/losses/votes.h"

#include "engine/training/losses/softmax.h"

/* NaN where one is missing. */
static double
count_votes (const float *votes, int width)
{
  double sum = 0.0;

  for (int k = 0; k < width; k++)
    sum += (double) votes[k];
  return sum;
}

static double
divergence (const MienLossBatch *batch, int i, double votes, double share)
{
  gsize start = (gsize) i * (gsize) batch->width;
  MienSoftmax softmax = mien_softmax_measure (batch->logits + start, batch->width);
  double sum = 0.0;

  for (int k = 0; k < batch->width; k++) {
    double target = (double) batch->targets[start + (gsize) k] / votes;

    if (target > 0.0)
      sum += target * (log (target) - mien_softmax_log_p (&softmax, k));
    if (batch->d_logits != NULL)
      batch->d_logits[start + (gsize) k] +=
          (float) (share * (mien_softmax_p (&softmax, k) - target));
  }
  return sum;
}

static double
soft (const MienLossBatch *batch, double *n_labelled)
{
  double sum = 0.0;

  for (int i = 0; i < batch->n; i++) {
    double votes = count_votes (batch->targets + (gsize) i * (gsize) batch->width, batch->width);
    double share = mien_loss_share (batch, i);

    if (!(votes > 0.0))
      continue;
    sum += share * divergence (batch, i, votes, share);
    *n_labelled += share;
  }
  return sum;
}

const MienLossMethod mien_loss_soft = {
    .name = "soft",
    .kinds = 1 << MIEN_KIND_DISTRIBUTION,
    .add_up = soft,
};
