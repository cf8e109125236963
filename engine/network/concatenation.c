#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayerPass *pass;
  gsize lens[2], len; /* of a picture of each input, and of both */
} Work;

static Work
make_work (const MienLayer *self, const MienLayerPass *pass)
{
  gsize first = mien_shape_len (self->in), both = mien_shape_len (self->out);

  return (Work){pass, {first, both - first}, both};
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  float *y = work->pass->y + (gsize) picture * work->len;

  for (int k = 0; k < 2; y += work->lens[k++])
    memcpy (y, work->pass->inputs[k] + (gsize) picture * work->lens[k],
            work->lens[k] * sizeof (float));
}

static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *d_y = work->pass->d_y + (gsize) picture * work->len;

  for (int k = 0; k < 2; d_y += work->lens[k++])
    if (work->pass->d_inputs[k] != NULL)
      memcpy (work->pass->d_inputs[k] + (gsize) picture * work->lens[k], d_y,
              work->lens[k] * sizeof (float));
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

  mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static const MienLayerClass klass = {.name = "concatenation",
                                     .forward = forward,
                                     .backward = backward};

MienLayer *
mien_layer_concatenation_new (MienShape in, int more)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_CONCATENATION, &klass, in,
                                      (MienShape){1, in.c + more, in.h, in.w});

  mien_layer_set_n_inputs (self, 2);
  return self;
}
