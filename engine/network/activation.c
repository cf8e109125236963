#include "engine/network/layer.h"

#include <math.h>

/* What every machine compares at once: longer vectors are taken apart number by number. */
enum {
  LANES = 4
};

typedef float Vec __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));
typedef gint32 Mask __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));

/* One picture of a layer; for those in place @y is @x, and @d_x may be @d_y. */
typedef struct _Row Row;
struct _Row {
  const float *x;
  float *y;
  const float *d_y;
  float *d_x;
  gsize len;
  float slope;
};

typedef void (*RowFunc) (const Row *row);

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
  RowFunc func;
} Work;

/* NaN passes through, so that a diverged network stays visible. */
static void
relu_forward_row (const Row *row)
{
  gsize i = 0;

  for (; i + LANES <= row->len; i += LANES) {
    Vec x = *(const Vec *) (row->x + i);

    *(Vec *) (row->y + i) = (Vec) ((Mask) x & ~(Mask) (x <= 0.0f));
  }
  for (; i < row->len; i++)
    row->y[i] = row->x[i] <= 0.0f ? 0.0f : row->x[i];
}

static void
relu_backward_row (const Row *row)
{
  gsize i = 0;

  for (; i + LANES <= row->len; i += LANES) {
    Vec y = *(const Vec *) (row->y + i), d_y = *(const Vec *) (row->d_y + i);

    *(Vec *) (row->d_x + i) = (Vec) ((Mask) d_y & (Mask) (y > 0.0f));
  }
  for (; i < row->len; i++)
    row->d_x[i] = row->y[i] > 0.0f ? row->d_y[i] : 0.0f;
}

static void
leaky_forward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->y[i] = row->x[i] <= 0.0f ? row->slope * row->x[i] : row->x[i];
}

/* y has the sign of x. */
static void
leaky_backward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->d_x[i] = row->y[i] > 0.0f ? row->d_y[i] : row->slope * row->d_y[i];
}

static void
sigmoid_forward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->y[i] = 1.0f / (1.0f + expf (-row->x[i]));
}

static void
sigmoid_backward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->d_x[i] = row->d_y[i] * row->y[i] * (1.0f - row->y[i]);
}

static void
tanh_forward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->y[i] = tanhf (row->x[i]);
}

static void
tanh_backward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->d_x[i] = row->d_y[i] * (1.0f - row->y[i] * row->y[i]);
}

/* P(x), the share of the normal distribution below x; far to the left erf would leave no digits. */
static float
normal_share (float x)
{
  return 0.5f * erfcf (-x * (float) G_SQRT2 * 0.5f);
}

static void
gelu_forward_row (const Row *row)
{
  for (gsize i = 0; i < row->len; i++)
    row->y[i] = row->x[i] * normal_share (row->x[i]);
}

/* P(x) + x p(x) */
static void
gelu_backward_row (const Row *row)
{
  const float peak = (float) (1.0 / sqrt (2.0 * G_PI));

  for (gsize i = 0; i < row->len; i++) {
    float x = row->x[i], density = peak * expf (-0.5f * x * x);

    row->d_x[i] = row->d_y[i] * (normal_share (x) + x * density);
  }
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  Row row = {.x = work->pass->x + start,
             .y = work->pass->y + start,
             .len = len,
             .slope = (float) work->layer->slope};

  work->func (&row);
}

/* Those that need only one of x and y do not look at the other. */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  gboolean by_x = work->layer->klass->needs_x;
  Row row = {.x = by_x ? work->pass->x + start : NULL,
             .y = by_x ? NULL : work->pass->y + start,
             .d_y = work->pass->d_y + start,
             .d_x = work->pass->d_x + start,
             .len = len,
             .slope = (float) work->layer->slope};

  work->func (&row);
}

static RowFunc
find_forward (MienLayerType type)
{
  switch (type) {
  case MIEN_LAYER_LEAKY_RELU:
    return leaky_forward_row;
  case MIEN_LAYER_SIGMOID:
    return sigmoid_forward_row;
  case MIEN_LAYER_TANH:
    return tanh_forward_row;
  case MIEN_LAYER_GELU:
    return gelu_forward_row;
  case MIEN_LAYER_RELU:
  default:
    return relu_forward_row;
  }
}

static RowFunc
find_backward (MienLayerType type)
{
  switch (type) {
  case MIEN_LAYER_LEAKY_RELU:
    return leaky_backward_row;
  case MIEN_LAYER_SIGMOID:
    return sigmoid_backward_row;
  case MIEN_LAYER_TANH:
    return tanh_backward_row;
  case MIEN_LAYER_GELU:
    return gelu_backward_row;
  case MIEN_LAYER_RELU:
  default:
    return relu_backward_row;
  }
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, find_forward (self->type)};

  mien_pool_run (pass->pool, pass->n, forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, find_backward (self->type)};

  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

#define CLASS_IN_PLACE(NAME)                                                                  \
  {                                                                                           \
    .name = NAME, .in_place = TRUE, .needs_y = TRUE, .forward = forward, .backward = backward \
  }

static const MienLayerClass relu_class = CLASS_IN_PLACE ("ReLU");
static const MienLayerClass leaky_relu_class = CLASS_IN_PLACE ("leaky ReLU");
static const MienLayerClass sigmoid_class = CLASS_IN_PLACE ("sigmoid");
static const MienLayerClass tanh_class = CLASS_IN_PLACE ("tanh");

static const MienLayerClass gelu_class = {
    .name = "GELU",
    .back_in_place = TRUE,
    .needs_x = TRUE,
    .forward = forward,
    .backward = backward,
};

MienLayer *
mien_layer_relu_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_RELU, &relu_class, in, in);
}

MienLayer *
mien_layer_leaky_relu_new (MienShape in, double slope)
{
  g_return_val_if_fail (slope > 0.0, NULL);

  MienLayer *self = mien_layer_alloc (MIEN_LAYER_LEAKY_RELU, &leaky_relu_class, in, in);

  self->slope = slope;
  return self;
}

MienLayer *
mien_layer_sigmoid_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_SIGMOID, &sigmoid_class, in, in);
}

MienLayer *
mien_layer_tanh_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_TANH, &tanh_class, in, in);
}

MienLayer *
mien_layer_gelu_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_GELU, &gelu_class, in, in);
}
