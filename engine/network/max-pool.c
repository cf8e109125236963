#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

/* Which of the four is the largest, the first of equals; NaN wins, so that it stays visible. */
static gsize
find_largest (const float *x, gsize width)
{
  const gsize offsets[] = {0, 1, width, width + 1};
  gsize best = 0;

  for (int k = 1; k < 4; k++)
    if (!(x[offsets[k]] <= x[best]))
      best = offsets[k];
  return best;
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienShape in = work->layer->in, out = work->layer->out;
  const float *x = work->pass->x + (gsize) picture * mien_shape_len (in);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (out);

  for (int c = 0; c < in.c; c++)
    for (int i = 0; i < out.h; i++)
      for (int j = 0; j < out.w; j++) {
        const float *corner =
            x + ((gsize) c * (gsize) in.h + 2 * (gsize) i) * (gsize) in.w + 2 * (gsize) j;

        *y++ = corner[find_largest (corner, (gsize) in.w)];
      }
}

static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienShape in = work->layer->in, out = work->layer->out;
  gsize start = (gsize) picture * mien_shape_len (in);
  const float *d_y = work->pass->d_y + (gsize) picture * mien_shape_len (out);
  float *d_x = work->pass->d_x + start;

  memset (d_x, 0, mien_shape_len (in) * sizeof (float));
  for (int c = 0; c < in.c; c++)
    for (int i = 0; i < out.h; i++)
      for (int j = 0; j < out.w; j++) {
        gsize at = ((gsize) c * (gsize) in.h + 2 * (gsize) i) * (gsize) in.w + 2 * (gsize) j;

        d_x[at + find_largest (work->pass->x + start + at, (gsize) in.w)] = *d_y++;
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

  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static const MienLayerClass klass = {
    .name = "max pool",
    .needs_x = TRUE,
    .forward = forward,
    .backward = backward,
};

MienLayer *
mien_layer_max_pool_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_MAX_POOL, &klass, in,
                           (MienShape){1, in.c, in.h / 2, in.w / 2});
}
