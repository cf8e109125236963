#include "engine/network/dot.h"
#include "engine/network/layer.h"

typedef struct {
  MienLayer *layer;
  const MienLayerPass *pass;
} Work;

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *alpha = mien_layer_parameter (work->layer, 0)->value;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  float *y = work->pass->y + start;

  for (int b = 0; b < work->layer->n_inputs; b++) {
    const float *x = work->pass->inputs[b] + start;

    for (gsize i = 0; i < len; i++)
      y[i] = (b > 0 ? y[i] : 0.0f) + alpha[b] * x[i];
  }
}

/* d_x_b = alpha_b d_y, and this picture's part of d_alpha_b = sum of d_y x_b */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *alpha = mien_layer_parameter (work->layer, 0)->value;
  int n_inputs = work->layer->n_inputs;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *d_y = work->pass->d_y + start;
  float *d_alpha = work->pass->partials + (gsize) picture * (gsize) n_inputs;

  for (int b = 0; b < n_inputs; b++) {
    float *d_x = work->pass->d_inputs[b];

    d_alpha[b] = (float) mien_dot (d_y, work->pass->inputs[b] + start, len);
    for (gsize i = 0; d_x != NULL && i < len; i++)
      d_x[start + i] = alpha[b] * d_y[i];
  }
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  mien_pool_run (pass->pool, pass->n, forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};
  MienParameter *alpha = mien_layer_parameter (self, 0);

  mien_pool_run (pass->pool, pass->n, backward_picture, &work);
  mien_sum_in_order (alpha->grad, pass->partials, pass->n, alpha->len);
}

static gsize
partials (const MienLayer *self, int n)
{
  return (gsize) n * (gsize) self->n_inputs;
}

static double
flops (const MienLayer *self)
{
  return 2.0 * self->n_inputs * (double) mien_shape_len (self->in);
}

static const MienLayerClass klass = {.name = "cross-stitch",
                                     .needs_x = TRUE,
                                     .forward = forward,
                                     .backward = backward,
                                     .partials = partials,
                                     .flops = flops};

MienLayer *
mien_layer_stitch_new (MienShape in, int n_inputs, int own)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_STITCH, &klass, in, in);
  MienParameter *alpha = mien_layer_add_parameter (self, "weight", &n_inputs, 1);

  mien_layer_set_n_inputs (self, n_inputs);
  for (int b = 0; b < n_inputs; b++)
    alpha->value[b] = 0.1f / (float) MAX (n_inputs - 1, 1);
  alpha->value[own] = n_inputs > 1 ? 0.9f : 1.0f;
  return self;
}
