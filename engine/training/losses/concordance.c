#include "engine/training/losses/concordance.h"

/* The target of face @i, mixed where there are two, and how much it counts: 0 where it is missing.
 */
static double
mixed_target (const MienLossBatch *batch, int i, double *target)
{
  double a = (double) batch->targets[i], own = mien_loss_share (batch, i);
  double b = batch->terms->others != NULL ? (double) batch->terms->others[i] : (double) NAN;
  double both = own * a + (1.0 - own) * b;

  *target = isnan (a) ? b : isnan (b) ? a : both;
  return isnan (*target) ? 0.0 : isnan (a) ? 1.0 - own : isnan (b) ? own : 1.0;
}

typedef struct {
  double n, mean_x, mean_y, var_x, var_y, cov;
} Moments;

static Moments
measure (const MienLossBatch *batch)
{
  Moments m = {0};
  double target, share;

  for (int i = 0; i < batch->n; i++)
    if ((share = mixed_target (batch, i, &target)) > 0.0) {
      m.n += share;
      m.mean_x += share * (double) batch->logits[i];
      m.mean_y += share * target;
    }
  m.mean_x /= m.n > 0.0 ? m.n : 1.0;
  m.mean_y /= m.n > 0.0 ? m.n : 1.0;
  for (int i = 0; i < batch->n; i++)
    if ((share = mixed_target (batch, i, &target)) > 0.0) {
      double x = (double) batch->logits[i] - m.mean_x, y = target - m.mean_y;

      m.var_x += share * x * x / m.n;
      m.var_y += share * y * y / m.n;
      m.cov += share * x * y / m.n;
    }
  return m;
}

static double
concordance (const MienLossBatch *batch, double *n_labelled)
{
  Moments m = measure (batch);
  double gap = m.mean_x - m.mean_y, below = m.var_x + m.var_y + gap * gap;
  double target, share;

  *n_labelled = m.n;
  if (!(m.n > 0.0))
    return 0.0;
  if (below < 1e-12)
    return 1.0;
  for (int i = 0; batch->d_logits != NULL && i < batch->n; i++)
    if ((share = mixed_target (batch, i, &target)) > 0.0) {
      double x = (double) batch->logits[i] - m.mean_x, y = target - m.mean_y;

      batch->d_logits[i] =
          (float) (-2.0 * share / m.n * (y * below - m.cov * 2.0 * (x + gap)) / (below * below));
    }
  return 1.0 - 2.0 * m.cov / below;
}

const MienLossMethod mien_loss_ccc = {
    .name = "ccc",
    .kinds = 1 << MIEN_KIND_SCALAR,
    .whole_batch = TRUE,
    .add_up = concordance,
};
