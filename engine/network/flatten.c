#include "engine/network/layer.h"

#include <string.h>

/* The same numbers under another shape: nothing moves where memory is shared. */
static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  if (pass->y != NULL && pass->y != pass->x)
    memcpy (pass->y, pass->x, (gsize) pass->n * mien_shape_len (self->in) * sizeof (float));
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  if (pass->d_x != NULL && pass->d_x != pass->d_y)
    memcpy (pass->d_x, pass->d_y, (gsize) pass->n * mien_shape_len (self->in) * sizeof (float));
}

static const MienLayerClass klass = {.name = "flatten",
                                     .in_place = TRUE,
                                     .is_view = TRUE,
                                     .forward = forward,
                                     .backward = backward};

MienLayer *
mien_layer_flatten_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_FLATTEN, &klass, in,
                           (MienShape){1, (int) mien_shape_len (in), 1, 1});
}
