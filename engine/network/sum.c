#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *x = work->pass->x + start, *x2 = work->pass->inputs[1] + start;
  float *y = work->pass->y + start;

  for (gsize i = 0; i < len; i++)
    y[i] = x[i] + x2[i];
}

static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayerPass *pass = work->pass;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *d_y = pass->d_y + start;

  if (pass->d_inputs[1] != NULL)
    memcpy (pass->d_inputs[1] + start, d_y, len * sizeof (float));
  if (pass->d_x != NULL && pass->d_x != pass->d_y)
    memcpy (pass->d_x + start, d_y, len * sizeof (float));
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

static const MienLayerClass klass = {
    .name = "sum",
    .in_place = TRUE,
    .forward = forward,
    .backward = backward,
};

MienLayer *
mien_layer_sum_new (MienShape in)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_SUM, &klass, in, in);

  mien_layer_set_n_inputs (self, 2);
  return self;
}
