#include "engine/network/batch-norm.h"

#include <math.h>

/* Share of the newest batch in the running statistics, as in PyTorch. */
#define MOMENTUM 0.1

enum {
  LANES = 16
};

typedef struct {
  MienLayer *layer;
  const MienLayerPass *pass;
  float *mean, *inverse; /* [C] of the pass, kept for the way back */
} Work;

static gsize
n_pixels (const MienLayer *self)
{
  return (gsize) self->in.h * (gsize) self->in.w;
}

/* Sums of a row in lanes, and then in double: fast, exact enough, and always in the same order. */
static void
add_moments (const float *x, gsize len, double *sum, double *squares, float centre)
{
  float lanes[LANES] = {0}, square_lanes[LANES] = {0};
  gsize i = 0;

  for (; i + LANES <= len; i += LANES)
    for (int k = 0; k < LANES; k++) {
      float v = x[i + (gsize) k] - centre;
      lanes[k] += v;
      square_lanes[k] += v * v;
    }
  for (; i < len; i++) {
    double v = (double) (x[i] - centre);
    *sum += v;
    *squares += v * v;
  }
  for (int k = 0; k < LANES; k++) {
    *sum += (double) lanes[k];
    *squares += (double) square_lanes[k];
  }
}

static void
add_products (const float *a,
              const float *b,
              gsize len,
              float centre,
              double *sum,
              double *products)
{
  float lanes[LANES] = {0}, product_lanes[LANES] = {0};
  gsize i = 0;

  for (; i + LANES <= len; i += LANES)
    for (int k = 0; k < LANES; k++) {
      lanes[k] += a[i + (gsize) k];
      product_lanes[k] += a[i + (gsize) k] * (b[i + (gsize) k] - centre);
    }
  for (; i < len; i++) {
    *sum += (double) a[i];
    *products += (double) a[i] * (double) (b[i] - centre);
  }
  for (int k = 0; k < LANES; k++) {
    *sum += (double) lanes[k];
    *products += (double) product_lanes[k];
  }
}

static const float *
row (const float *x, const MienLayer *layer, int picture, int channel)
{
  return x + ((gsize) picture * (gsize) layer->in.c + (gsize) channel) * n_pixels (layer);
}

/* Moments around the first value, so that a large mean costs no digits. */
static void
measure (const Work *work, int channel, double *mean, double *variance)
{
  const MienLayerPass *pass = work->pass;
  float centre = row (pass->x, work->layer, 0, channel)[0];
  double count = (double) pass->n * (double) n_pixels (work->layer), sum = 0.0, squares = 0.0;

  for (int i = 0; i < pass->n; i++)
    add_moments (row (pass->x, work->layer, i, channel), n_pixels (work->layer), &sum, &squares,
                 centre);
  *mean = (double) centre + sum / count;
  *variance = MAX (squares / count - sum / count * (sum / count), 0.0);
}

void
mien_batch_norm_follow (MienLayer *self, int channel, double count, double mean, double variance)
{
  double unbiased = count > 1.0 ? variance * count / (count - 1.0) : variance;
  float *running_mean = &mien_layer_parameter (self, MIEN_NORM_RUNNING_MEAN)->value[channel];
  float *running_var = &mien_layer_parameter (self, MIEN_NORM_RUNNING_VAR)->value[channel];

  *running_mean = (float) ((1.0 - MOMENTUM) * (double) *running_mean + MOMENTUM * mean);
  *running_var = (float) ((1.0 - MOMENTUM) * (double) *running_var + MOMENTUM * unbiased);
}

static void
forward_channel (int channel, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienLayer *self = work->layer;
  gsize len = n_pixels (self);
  double mean = (double) mien_layer_parameter (self, MIEN_NORM_RUNNING_MEAN)->value[channel];
  double variance = (double) mien_layer_parameter (self, MIEN_NORM_RUNNING_VAR)->value[channel];

  if (work->pass->training) {
    measure (work, channel, &mean, &variance);
    if (!work->pass->again)
      mien_batch_norm_follow (self, channel, (double) work->pass->n * (double) len, mean, variance);
  }
  work->mean[channel] = (float) mean;
  work->inverse[channel] = (float) (1.0 / sqrt (variance + self->epsilon));

  float scale =
      mien_layer_parameter (self, MIEN_NORM_WEIGHT)->value[channel] * work->inverse[channel];
  float offset =
      mien_layer_parameter (self, MIEN_NORM_BIAS)->value[channel] - scale * work->mean[channel];
  for (int i = 0; i < work->pass->n; i++) {
    const float *x = row (work->pass->x, self, i, channel);
    float *y = work->pass->y + (x - work->pass->x);

    for (gsize j = 0; j < len; j++)
      y[j] = scale * x[j] + offset;
  }
}

/* d_x = w / s (d_y - mean (d_y) - xhat mean (d_y xhat)); without the means at running statistics.
 */
static void
backward_channel (int channel, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayerPass *pass = work->pass;
  MienLayer *self = work->layer;
  gsize len = n_pixels (self);
  float mean = work->mean[channel], inverse = work->inverse[channel];
  double count = (double) pass->n * (double) len, sum = 0.0, products = 0.0;

  for (int i = 0; i < pass->n; i++) {
    const float *x = row (pass->x, self, i, channel);

    add_products (pass->d_y + (x - pass->x), x, len, mean, &sum, &products);
  }
  mien_layer_parameter (self, MIEN_NORM_WEIGHT)->grad[channel] =
      (float) (products * (double) inverse);
  mien_layer_parameter (self, MIEN_NORM_BIAS)->grad[channel] = (float) sum;

  float scale = mien_layer_parameter (self, MIEN_NORM_WEIGHT)->value[channel] * inverse;
  if (pass->d_x == NULL)
    return;
  float slope = pass->training ? (float) (products / count) * inverse * inverse : 0.0f;
  float shift = pass->training ? (float) (sum / count) : 0.0f;
  for (int i = 0; i < pass->n; i++) {
    const float *x = row (pass->x, self, i, channel);
    const float *d_y = pass->d_y + (x - pass->x);
    float *d_x = pass->d_x + (x - pass->x);

    for (gsize j = 0; j < len; j++)
      d_x[j] = scale * (d_y[j] - shift - (x[j] - mean) * slope);
  }
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, self->kept, self->kept + self->in.c};

  mien_pool_run (pass->pool, self->in.c, forward_channel, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, self->kept, self->kept + self->in.c};

  mien_pool_run (pass->pool, self->in.c, backward_channel, &work);
}

static gsize
kept (const MienLayer *self, int n G_GNUC_UNUSED)
{
  return 2 * (gsize) self->in.c;
}

static const MienLayerClass klass = {
    .name = "batch norm",
    .forward = forward,
    .backward = backward,
    .back_in_place = TRUE,
    .needs_x = TRUE,
    .kept = kept,
};

static void
add_statistic (MienLayer *self, const char *name, float start)
{
  MienParameter *parameter = mien_layer_add_parameter (self, name, &self->in.c, 1);

  parameter->trainable = FALSE;
  parameter->is_statistic = TRUE;
  for (gsize i = 0; i < parameter->len; i++)
    parameter->value[i] = start;
}

MienLayer *
mien_layer_batch_norm_new (MienShape in)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_BATCH_NORM, &klass, in, in);
  MienParameter *weight = mien_layer_add_parameter (self, "weight", &in.c, 1);

  self->epsilon = 1e-5;
  for (gsize i = 0; i < weight->len; i++)
    weight->value[i] = 1.0f;
  mien_layer_add_parameter (self, "bias", &in.c, 1);
  add_statistic (self, "running_mean", 0.0f);
  add_statistic (self, "running_var", 1.0f);
  return self;
}
