#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

/* The part of a window that lies inside the map. */
typedef struct {
  int top, bottom, left, right;
} Part;

static Part
clip (const MienLayer *layer, int i, int j)
{
  const MienSlide *window = &layer->window;
  int row = i * window->stride[0] - window->padding[0];
  int column = j * window->stride[1] - window->padding[1];

  return (Part){MAX (row, 0), MIN (row + window->kernel[0], layer->in.h), MAX (column, 0),
                MIN (column + window->kernel[1], layer->in.w)};
}

static double
share (const MienLayer *layer)
{
  return 1.0 / ((double) layer->window.kernel[0] * layer->window.kernel[1]);
}

static double
add_up (const float *x, int width, Part part)
{
  double sum = 0.0;

  for (int i = part.top; i < part.bottom; i++)
    for (int j = part.left; j < part.right; j++)
      sum += (double) x[(gsize) i * (gsize) width + (gsize) j];
  return sum;
}

static void
hand_out (float *d_x, int width, Part part, float d_y)
{
  for (int i = part.top; i < part.bottom; i++)
    for (int j = part.left; j < part.right; j++)
      d_x[(gsize) i * (gsize) width + (gsize) j] += d_y;
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  gsize plane = (gsize) layer->in.h * (gsize) layer->in.w;
  const float *x = work->pass->x + (gsize) picture * mien_shape_len (layer->in);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (layer->out);

  for (int c = 0; c < layer->in.c; c++, x += plane)
    for (int i = 0; i < layer->out.h; i++)
      for (int j = 0; j < layer->out.w; j++)
        *y++ = (float) (share (layer) * add_up (x, layer->in.w, clip (layer, i, j)));
}

static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  gsize plane = (gsize) layer->in.h * (gsize) layer->in.w;
  const float *d_y = work->pass->d_y + (gsize) picture * mien_shape_len (layer->out);
  float *d_x = work->pass->d_x + (gsize) picture * mien_shape_len (layer->in);

  memset (d_x, 0, mien_shape_len (layer->in) * sizeof (float));
  for (int c = 0; c < layer->in.c; c++, d_x += plane)
    for (int i = 0; i < layer->out.h; i++)
      for (int j = 0; j < layer->out.w; j++)
        hand_out (d_x, layer->in.w, clip (layer, i, j), (float) share (layer) * *d_y++);
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

  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static const MienLayerClass klass = {
    .name = "average pool",
    .forward = forward,
    .backward = backward,
};

static const MienLayerClass global_class = {
    .name = "global average pool",
    .forward = forward,
    .backward = backward,
};

MienLayer *
mien_layer_average_pool_new (MienShape in, const MienSlide *window)
{
  g_return_val_if_fail (
      window->padding[0] < window->kernel[0] && window->padding[1] < window->kernel[1], NULL);

  MienLayer *self =
      mien_layer_alloc (MIEN_LAYER_AVERAGE_POOL, &klass, in, mien_layer_slide (in, in.c, window));

  self->window = *window;
  return self;
}

MienLayer *
mien_layer_global_average_new (MienShape in)
{
  MienLayer *self =
      mien_layer_alloc (MIEN_LAYER_GLOBAL_AVERAGE, &global_class, in, (MienShape){1, in.c, 1, 1});

  self->window = (MienSlide){{in.h, in.w}, {1, 1}, {0, 0}};
  return self;
}
