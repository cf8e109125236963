#include "engine/network/layer.h"

#include <math.h>

/* Numbers of a picture whose weights one worker goes through; part of what fixes the bits. */
enum {
  BLOCK = 256
};

enum {
  WEIGHT,
  BIAS
};

typedef struct {
  MienLayer *layer;
  const MienLayerPass *pass;
  gsize len;
  float *kept; /* [n,2] mean and 1 / s of each picture */
} Work;

static Work
make_work (MienLayer *self, const MienLayerPass *pass)
{
  return (Work){self, pass, mien_shape_len (self->in), self->kept};
}

/* The variance around the mean, in a second turn, so that a large mean costs no digits. */
static void
measure (const float *x, gsize len, double epsilon, float *kept)
{
  double sum = 0.0, squares = 0.0;

  for (gsize i = 0; i < len; i++)
    sum += (double) x[i];
  double mean = sum / (double) len;
  for (gsize i = 0; i < len; i++)
    squares += ((double) x[i] - mean) * ((double) x[i] - mean);
  kept[0] = (float) mean;
  kept[1] = (float) (1.0 / sqrt (squares / (double) len + epsilon));
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *weight = mien_layer_parameter (work->layer, WEIGHT)->value;
  const float *bias = mien_layer_parameter (work->layer, BIAS)->value;
  const float *x = work->pass->x + (gsize) picture * work->len;
  float *y = work->pass->y + (gsize) picture * work->len, *kept = work->kept + 2 * picture;

  measure (x, work->len, work->layer->epsilon, kept);
  for (gsize i = 0; i < work->len; i++)
    y[i] = weight[i] * ((x[i] - kept[0]) * kept[1]) + bias[i];
}

/* d_w = sum over pictures of d_y xhat, d_b of d_y; in order of pictures. */
static void
weight_block (int block, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize last = MIN (((gsize) block + 1) * BLOCK, work->len);

  for (gsize i = (gsize) block * BLOCK; i < last; i++) {
    double sum = 0.0, products = 0.0;

    for (int p = 0; p < work->pass->n; p++) {
      const float *kept = work->kept + 2 * p;
      double d_y = (double) work->pass->d_y[(gsize) p * work->len + i];

      sum += d_y;
      products += d_y * (double) ((work->pass->x[(gsize) p * work->len + i] - kept[0]) * kept[1]);
    }
    mien_layer_parameter (work->layer, WEIGHT)->grad[i] = (float) products;
    mien_layer_parameter (work->layer, BIAS)->grad[i] = (float) sum;
  }
}

/* d_x = (w d_y - mean (w d_y) - xhat mean (w d_y xhat)) / s */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *weight = mien_layer_parameter (work->layer, WEIGHT)->value;
  const float *x = work->pass->x + (gsize) picture * work->len;
  const float *d_y = work->pass->d_y + (gsize) picture * work->len;
  const float *kept = work->kept + 2 * picture;
  float *d_x = work->pass->d_x + (gsize) picture * work->len;
  double sum = 0.0, products = 0.0;

  for (gsize i = 0; i < work->len; i++) {
    double d_hat = (double) weight[i] * (double) d_y[i];

    sum += d_hat;
    products += d_hat * (double) ((x[i] - kept[0]) * kept[1]);
  }
  float shift = (float) (sum / (double) work->len);
  float slope = (float) (products / (double) work->len);
  for (gsize i = 0; i < work->len; i++)
    d_x[i] = kept[1] * (weight[i] * d_y[i] - shift - (x[i] - kept[0]) * kept[1] * slope);
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, pass->n, forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, (int) ((work.len + BLOCK - 1) / BLOCK), weight_block, &work);
  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static gsize
kept (const MienLayer *self G_GNUC_UNUSED, int n)
{
  return 2 * (gsize) n;
}

static const MienLayerClass klass = {
    .name = "layer norm",
    .back_in_place = TRUE,
    .needs_x = TRUE,
    .forward = forward,
    .backward = backward,
    .kept = kept,
};

MienLayer *
mien_layer_layer_norm_new (MienShape in)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_LAYER_NORM, &klass, in, in);
  const int dims[] = {in.c, in.h, in.w};
  int n_dims = in.h * in.w > 1 ? 3 : 1;
  MienParameter *weight = mien_layer_add_parameter (self, "weight", dims, n_dims);

  self->epsilon = 1e-5;
  for (gsize i = 0; i < weight->len; i++)
    weight->value[i] = 1.0f;
  mien_layer_add_parameter (self, "bias", dims, n_dims);
  return self;
}
