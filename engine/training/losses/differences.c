#include "engine/training/losses/differences.h"

/* What a difference of @x costs; @d: (out): its slope. */
typedef double (*DifferenceFunc) (double x, const double *options, double *d);

static double
squared (double x, const double *options G_GNUC_UNUSED, double *d)
{
  *d = 2.0 * x;
  return x * x;
}

static double
absolute (double x, const double *options G_GNUC_UNUSED, double *d)
{
  *d = (x > 0.0) - (x < 0.0);
  return fabs (x);
}

static double
huber (double x, const double *options, double *d)
{
  double delta = options[0];

  *d = CLAMP (x, -delta, delta);
  return fabs (x) < delta ? x * x / 2.0 : delta * (fabs (x) - delta / 2.0);
}

static double
smooth_l1 (double x, const double *options, double *d)
{
  double loss = huber (x, options, d) / options[0];

  *d /= options[0];
  return loss;
}

static double
wing (double x, const double *options, double *d)
{
  double w = options[0], epsilon = options[1], sign = (x > 0.0) - (x < 0.0);

  if (fabs (x) < w) {
    *d = sign * w / (epsilon + fabs (x));
    return w * log1p (fabs (x) / epsilon);
  }
  *d = sign;
  return fabs (x) - (w - w * log1p (w / epsilon));
}

static double
add_up_differences (const MienLossBatch *batch, DifferenceFunc difference, double *n_labelled)
{
  double sum = 0.0, d;

  for (int i = 0; i < batch->n * batch->width; i++) {
    double share = mien_loss_share (batch, i / batch->width);

    if (isnan (batch->targets[i]))
      continue;
    sum += share *
           difference ((double) batch->logits[i] - (double) batch->targets[i], batch->options, &d);
    if (batch->d_logits != NULL)
      batch->d_logits[i] += (float) (share * d);
    *n_labelled += share;
  }
  return sum;
}

static double
add_up_squared (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_differences (batch, squared, n_labelled);
}

static double
add_up_absolute (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_differences (batch, absolute, n_labelled);
}

static double
add_up_huber (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_differences (batch, huber, n_labelled);
}

static double
add_up_smooth_l1 (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_differences (batch, smooth_l1, n_labelled);
}

static double
add_up_wing (const MienLossBatch *batch, double *n_labelled)
{
  return add_up_differences (batch, wing, n_labelled);
}

const MienLossMethod mien_loss_mse = {
    .name = "mse",
    .kinds = 1 << MIEN_KIND_SCALAR,
    .add_up = add_up_squared,
};

const MienLossMethod mien_loss_mae = {
    .name = "mae",
    .kinds = 1 << MIEN_KIND_SCALAR,
    .add_up = add_up_absolute,
};

static const MienLossOption huber_options[] = {{"delta", 1.0, 0.001, 100.0}, {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_huber = {
    .name = "huber",
    .kinds = 1 << MIEN_KIND_SCALAR,
    .options = huber_options,
    .add_up = add_up_huber,
};

const MienLossMethod mien_loss_l2 = {
    .name = "l2",
    .kinds = 1 << MIEN_KIND_POINTS,
    .add_up = add_up_squared,
};

static const MienLossOption smooth_options[] = {{"beta", 0.04, 0.0001, 1.0}, {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_smooth_l1 = {
    .name = "smooth-l1",
    .kinds = 1 << MIEN_KIND_POINTS,
    .options = smooth_options,
    .add_up = add_up_smooth_l1,
};

static const MienLossOption wing_options[] = {{"w", 0.04, 0.0001, 1.0},
                                              {"epsilon", 0.008, 0.0001, 1.0},
                                              {NULL, 0.0, 0.0, 0.0}};

const MienLossMethod mien_loss_wing = {
    .name = "wing",
    .kinds = 1 << MIEN_KIND_POINTS,
    .options = wing_options,
    .add_up = add_up_wing,
};
