#include "engine/training/losses.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  gboolean suits[MIEN_KIND_DISTRIBUTION + 1];
} losses[MIEN_N_LOSSES] = {
    [MIEN_LOSS_CROSS_ENTROPY] = {"cross-entropy", {[MIEN_KIND_CLASS] = TRUE}},
    [MIEN_LOSS_BCE] = {"bce", {[MIEN_KIND_FLAGS] = TRUE}},
    [MIEN_LOSS_MSE] = {"mse", {[MIEN_KIND_SCALAR] = TRUE, [MIEN_KIND_POINTS] = TRUE}},
    [MIEN_LOSS_CCC] = {"ccc", {[MIEN_KIND_SCALAR] = TRUE}},
};

const char *
mien_loss_name (MienLossKind loss)
{
  return losses[loss].name;
}

gboolean
mien_loss_from_name (const char *name, MienLossKind *loss)
{
  for (int i = 0; i < MIEN_N_LOSSES; i++)
    if (g_str_equal (losses[i].name, name)) {
      *loss = (MienLossKind) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
mien_loss_suits (MienLossKind loss, MienKind kind)
{
  return losses[loss].suits[kind];
}

MienLossKind
mien_loss_default (MienKind kind)
{
  switch (kind) {
  case MIEN_KIND_FLAGS:
    return MIEN_LOSS_BCE;
  case MIEN_KIND_SCALAR:
  case MIEN_KIND_POINTS:
    return MIEN_LOSS_MSE;
  default:
    return MIEN_LOSS_CROSS_ENTROPY;
  }
}

typedef struct {
  int n, width;
  const float *logits, *targets;
  float *d_logits; /* (nullable): unscaled, added to: divided by the labels at the end */
  const MienLossTerms *terms;
  gboolean other; /* the targets are those of the faces mixed in */
} Batch;

/* How much the labels of one side of face @i count. */
static double
share_of (const Batch *batch, int i)
{
  if (batch->terms->others == NULL)
    return 1.0;
  return batch->other ? 1.0 - (double) batch->terms->shares[i] : (double) batch->terms->shares[i];
}

/* -log softmax around the largest logit, of the true class or, smoothed, of all a little;
 * d = softmax - target. */
static double
cross_entropy_row (const float *z, int width, int truth, double smoothing, double weight, float *d)
{
  double largest = (double) z[0], sum = 0.0, mean = 0.0;

  for (int k = 1; k < width; k++)
    largest = MAX (largest, (double) z[k]);
  for (int k = 0; k < width; k++) {
    sum += exp ((double) z[k] - largest);
    mean += ((double) z[k] - largest) / width;
  }
  for (int k = 0; d != NULL && k < width; k++) {
    double target = (k == truth ? 1.0 - smoothing : 0.0) + smoothing / width;

    d[k] += (float) (weight * (exp ((double) z[k] - largest) / sum - target));
  }
  double expected = (double) z[truth] - largest;
  if (smoothing > 0.0)
    expected = (1.0 - smoothing) * expected + smoothing * mean;
  return log (sum) - expected;
}

static double
cross_entropy (const Batch *batch, double *n_labelled)
{
  const double *class_weights = batch->terms->class_weights;
  double sum = 0.0;

  for (int i = 0; i < batch->n; i++) {
    gsize start = (gsize) i * (gsize) batch->width;

    if (isnan (batch->targets[i]))
      continue;
    int truth = (int) batch->targets[i];
    double share = share_of (batch, i);
    double weight = class_weights != NULL ? share * class_weights[truth] : share;
    sum += weight * cross_entropy_row (batch->logits + start, batch->width, truth,
                                       batch->terms->smoothing, weight,
                                       batch->d_logits != NULL ? batch->d_logits + start : NULL);
    *n_labelled += share;
  }
  return sum;
}

/* log (1 + e^-|z|) + max (z, 0) - z y, which overflows for no z; the mean is over single flags. */
static double
binary_cross_entropy (const Batch *batch, double *n_labelled)
{
  double sum = 0.0;

  for (int i = 0; i < batch->n * batch->width; i++) {
    double z = (double) batch->logits[i], y = (double) batch->targets[i];

    if (isnan (y))
      continue;
    double share = share_of (batch, i / batch->width);
    sum += share * (log1p (exp (-fabs (z))) + MAX (z, 0.0) - z * y + (isnan (z) ? z : 0.0));
    if (batch->d_logits != NULL)
      batch->d_logits[i] += (float) (share * (1.0 / (1.0 + exp (-z)) - y));
    *n_labelled += share;
  }
  return sum;
}

static double
squared_error (const Batch *batch, double *n_labelled)
{
  double sum = 0.0;

  for (int i = 0; i < batch->n * batch->width; i++) {
    double off = (double) batch->logits[i] - (double) batch->targets[i];

    if (isnan (batch->targets[i]))
      continue;
    double share = share_of (batch, i / batch->width);
    sum += share * (off * off);
    if (batch->d_logits != NULL)
      batch->d_logits[i] += (float) (share * (2.0 * off));
    *n_labelled += share;
  }
  return sum;
}

/* The target of face @i, mixed where there are two, and how much it counts: 0 where it is missing.
 */
static double
mixed_target (const Batch *batch, int i, double *target)
{
  double a = (double) batch->targets[i], own = share_of (batch, i);
  double b = batch->terms->others != NULL ? (double) batch->terms->others[i] : (double) NAN;
  double both = own * a + (1.0 - own) * b;

  *target = isnan (a) ? b : isnan (b) ? a : both;
  return isnan (*target) ? 0.0 : isnan (a) ? 1.0 - own : isnan (b) ? own : 1.0;
}

typedef struct {
  double n, mean_x, mean_y, var_x, var_y, cov;
} Moments;

static Moments
measure (const Batch *batch)
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

/* 1 - 2 s_xy / (s_x^2 + s_y^2 + (m_x - m_y)^2), population moments over the batch: Lin, "A
 * Concordance Correlation Coefficient to Evaluate Reproducibility", Biometrics 45, 1989. A batch in
 * which nothing varies and nothing is off has nothing to learn from: loss 1, gradient 0. */
static double
concordance (const Batch *batch, double *n_labelled)
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

/* The sum over both sides' labels, where faces were mixed. */
static double
add_up (MienLossKind loss, Batch *batch, double *n_labelled)
{
  static double (*const functions[MIEN_N_LOSSES]) (const Batch *batch, double *n_labelled) = {
      [MIEN_LOSS_CROSS_ENTROPY] = cross_entropy,
      [MIEN_LOSS_BCE] = binary_cross_entropy,
      [MIEN_LOSS_MSE] = squared_error,
      [MIEN_LOSS_CCC] = concordance,
  };
  double sum = functions[loss](batch, n_labelled);

  if (batch->terms->others == NULL || loss == MIEN_LOSS_CCC)
    return sum;
  batch->targets = batch->terms->others;
  batch->other = TRUE;
  return sum + functions[loss](batch, n_labelled);
}

double
mien_loss_forward_training (MienLossKind loss,
                            const MienLossTerms *terms,
                            int n,
                            int width,
                            const float *logits,
                            const float *targets,
                            float *d_logits,
                            double *n_labelled)
{
  Batch batch = {n, width, logits, targets, d_logits, terms, FALSE};
  gsize len = (gsize) n * (gsize) width;
  double counted = 0.0;

  if (d_logits != NULL)
    memset (d_logits, 0, len * sizeof (float));
  double sum = add_up (loss, &batch, &counted);
  if (n_labelled != NULL)
    *n_labelled = counted;
  if (!(counted > 0.0))
    return 0.0;
  if (loss == MIEN_LOSS_CCC)
    return sum; /* a figure of the whole batch already */

  for (gsize i = 0; d_logits != NULL && i < len; i++)
    d_logits[i] /= (float) counted;
  return sum / counted;
}

double
mien_loss_forward (MienLossKind loss,
                   int n,
                   int width,
                   const float *logits,
                   const float *targets,
                   float *d_logits,
                   int *n_labelled)
{
  const MienLossTerms plain = {0};
  double counted = 0.0;
  double mean =
      mien_loss_forward_training (loss, &plain, n, width, logits, targets, d_logits, &counted);

  if (n_labelled != NULL)
    *n_labelled = (int) counted;
  return mean;
}
