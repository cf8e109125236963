#include "engine/network/layer.h"

/* The same numbers under another shape: nothing moves. */
static void
nothing (MienLayer *self G_GNUC_UNUSED, const MienLayerPass *pass G_GNUC_UNUSED)
{
}

static const MienLayerClass klass = {.name = "flatten",
                                     .in_place = TRUE,
                                     .forward = nothing,
                                     .backward = nothing};

MienLayer *
mien_layer_flatten_new (MienShape in)
{
  return mien_layer_alloc (MIEN_LAYER_FLATTEN, &klass, in,
                           (MienShape){1, (int) mien_shape_len (in), 1, 1});
}
