#include "engine/kernels/conv.h"
#include "engine/network/layer.h"

static MienConv
extents (const MienLayer *self)
{
  return (MienConv){self->in.c, self->out.c, self->in.h, self->in.w};
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  MienConv conv = extents (self);

  mien_conv_forward (&conv, pass->pool, pass->n, pass->y, pass->x,
                     mien_layer_parameter (self, 0)->value, pass->scratch);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  MienConv conv = extents (self);
  MienParameter *weight = mien_layer_parameter (self, 0);

  mien_conv_backward_weight (&conv, pass->pool, pass->n, weight->grad, pass->d_y, pass->x,
                             pass->partials, pass->scratch);
  if (pass->d_x != NULL)
    mien_conv_backward_input (&conv, pass->pool, pass->n, pass->d_x, pass->d_y, weight->value,
                              pass->scratch);
}

static gsize
scratch (const MienLayer *self)
{
  MienConv conv = extents (self);

  return mien_conv_scratch (&conv);
}

static gsize
partials (const MienLayer *self, int n)
{
  MienConv conv = extents (self);

  return mien_conv_partials (&conv, n);
}

static double
flops (const MienLayer *self)
{
  return 2.0 * 9.0 * self->in.c * self->out.c * self->out.h * self->out.w;
}

static const MienLayerClass klass = {
    .name = "conv",
    .needs_x = TRUE,
    .forward = forward,
    .backward = backward,
    .scratch = scratch,
    .partials = partials,
    .flops = flops,
};

MienLayer *
mien_layer_conv_new (MienShape in, int out)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_CONV, &klass, in, (MienShape){1, out, in.h, in.w});
  MienParameter *weight =
      mien_layer_add_parameter (self, "weight", (const int[]){out, in.c, 3, 3}, 4);

  weight->decays = TRUE;
  return self;
}
