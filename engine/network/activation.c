#include "engine/network/layer.h"

#include <math.h>

typedef struct {
  const MienLayerPass *pass;
  gsize len;
} Work;

static gsize
picture_len (const MienLayer *self)
{
  return mien_shape_len (self->in);
}

/* NaN passes through, so that a diverged network stays visible. */
static void
relu_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *x = work->pass->x + (gsize) picture * work->len;
  float *y = work->pass->y + (gsize) picture * work->len;

  for (gsize i = 0; i < work->len; i++)
    y[i] = x[i] <= 0.0f ? 0.0f : x[i];
}

static void
relu_back_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize start = (gsize) picture * work->len;
  const float *y = work->pass->y + start, *d_y = work->pass->d_y + start;
  float *d_x = work->pass->d_x + start;

  for (gsize i = 0; i < work->len; i++)
    d_x[i] = y[i] > 0.0f ? d_y[i] : 0.0f;
}

static void
sigmoid_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *x = work->pass->x + (gsize) picture * work->len;
  float *y = work->pass->y + (gsize) picture * work->len;

  for (gsize i = 0; i < work->len; i++)
    y[i] = 1.0f / (1.0f + expf (-x[i]));
}

static void
sigmoid_back_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize start = (gsize) picture * work->len;
  const float *y = work->pass->y + start, *d_y = work->pass->d_y + start;
  float *d_x = work->pass->d_x + start;

  for (gsize i = 0; i < work->len; i++)
    d_x[i] = d_y[i] * y[i] * (1.0f - y[i]);
}

static void
run (const MienLayer *self, const MienLayerPass *pass, MienChunkFunc func)
{
  Work work = {pass, picture_len (self)};

  mien_pool_run (pass->pool, pass->n, func, &work);
}

static void
relu_forward (MienLayer *self, const MienLayerPass *pass)
{
  run (self, pass, relu_picture);
}

static void
relu_backward (MienLayer *self, const MienLayerPass *pass)
{
  run (self, pass, relu_back_picture);
}

static void
sigmoid_forward (MienLayer *self, const MienLayerPass *pass)
{
  run (self, pass, sigmoid_picture);
}

static void
sigmoid_backward (MienLayer *self, const MienLayerPass *pass)
{
  run (self, pass, sigmoid_back_picture);
}

static const MienLayerClass relu_class = {
    .name = "ReLU",
    .in_place = TRUE,
    .needs_y = TRUE,
    .forward = relu_forward,
    .backward = relu_backward,
};

static const MienLayerClass sigmoid_class = {
    .name = "sigmoid",
    .in_place = TRUE,
    .needs_y = TRUE,
    .forward = sigmoid_forward,
    .backward = sigmoid_backward,
};

MienLayer *
mien_layer_relu_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_RELU, &relu_class, in, in);
}

MienLayer *
mien_layer_sigmoid_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_SIGMOID, &sigmoid_class, in, in);
}
