#include "engine/network/layer.h"

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *mask = work->pass->inputs[0] + start, *x = work->pass->inputs[1] + start;
  float *y = work->pass->y + start;

  for (gsize i = 0; i < len; i++)
    y[i] = mask[i] * x[i];
}

/* The second gradient goes first: the first may be written over d_y. */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayerPass *pass = work->pass;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *mask = pass->inputs[0] + start, *x = pass->inputs[1] + start,
              *d_y = pass->d_y + start;

  for (gsize i = 0; pass->d_inputs[1] != NULL && i < len; i++)
    pass->d_inputs[1][start + i] = d_y[i] * mask[i];
  for (gsize i = 0; pass->d_inputs[0] != NULL && i < len; i++)
    pass->d_inputs[0][start + i] = d_y[i] * x[i];
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

  mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static double
flops (const MienLayer *self)
{
  return (double) mien_shape_len (self->in);
}

static const MienLayerClass klass = {.name = "product",
                                     .back_in_place = TRUE,
                                     .needs_x = TRUE,
                                     .forward = forward,
                                     .backward = backward,
                                     .flops = flops};

MienLayer *
mien_layer_product_new (MienShape in)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_PRODUCT, &klass, in, in);

  mien_layer_set_n_inputs (self, 2);
  return self;
}
