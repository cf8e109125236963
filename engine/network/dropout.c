#include "engine/core/rng.h"
#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
  float *to;
  const float *from;
} Work;

/* The same draws forwards and backwards: they are keyed by step, layer and picture. */
static void
drop_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  float keep = (float) (1.0 / (1.0 - work->layer->rate));
  MienRng rng = mien_rng_keyed (work->pass->seed, MIEN_STREAM_DROPOUT, work->pass->step,
                                ((guint64) work->layer->number << 32) | (guint64) picture);

  for (gsize i = 0; i < len; i++)
    work->to[start + i] =
        mien_rng_uniform (&rng) < work->layer->rate ? 0.0f : work->from[start + i] * keep;
}

/* Without training nothing is dropped. */
static void
run (const Work *work)
{
  gsize len = (gsize) work->pass->n * mien_shape_len (work->layer->in);

  if (work->pass->training)
    mien_pool_run (work->pass->pool, work->pass->n, drop_picture, (gpointer) work);
  else if (work->to != work->from)
    memcpy (work->to, work->from, len * sizeof (float));
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, pass->y, pass->x};

  run (&work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass, pass->d_x, pass->d_y};

  run (&work);
}

static const MienLayerClass klass = {.name = "dropout",
                                     .in_place = TRUE,
                                     .forward = forward,
                                     .backward = backward};

MienLayer *
mien_layer_dropout_new (MienShape in, double rate)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_DROPOUT, &klass, in, in);

  self->rate = rate;
  return self;
}
