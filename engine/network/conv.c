#include "engine/kernels/conv.h"
#include "engine/kernels/conv-depthwise.h"
#include "engine/kernels/conv-general.h"
#include "engine/network/layer.h"

#include <string.h>

enum {
  WEIGHT,
  BIAS
};

/* Which kernel is the right one. */
typedef enum {
  SMALL, /* 3x3, stride 1, padding 1, one group */
  DEPTHWISE,
  GENERAL,
} Kernel;

static MienConv
small_extents (const MienLayer *self)
{
  return (MienConv){self->in.c, self->out.c, self->in.h, self->in.w};
}

static MienConvGeneral
extents (const MienLayer *self)
{
  return (MienConvGeneral){.in = self->in.c,
                           .out = self->out.c,
                           .groups = self->groups,
                           .height = self->in.h,
                           .width = self->in.w,
                           .out_height = self->out.h,
                           .out_width = self->out.w,
                           .window = self->window};
}

static Kernel
choose_kernel (const MienLayer *self)
{
  const MienSlide small = mien_slide_square (3, 1, 1);
  MienConvGeneral conv = extents (self);

  if (self->groups == 1 && memcmp (&self->window, &small, sizeof small) == 0)
    return SMALL;
  return mien_conv_is_depthwise (&conv) ? DEPTHWISE : GENERAL;
}

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

static gsize
out_plane (const MienLayer *self)
{
  return (gsize) self->out.h * (gsize) self->out.w;
}

static void
bias_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize plane = out_plane (work->layer);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (work->layer->out);

  for (int c = 0; c < work->layer->out.c; c++, y += plane) {
    float bias = mien_layer_parameter (work->layer, BIAS)->value[c];

    for (gsize i = 0; i < plane; i++)
      y[i] += bias;
  }
}

/* d_b[c] = sum of d_y[:,c,:,:] */
static void
bias_channel (int channel, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize plane = out_plane (work->layer);
  double sum = 0.0;

  for (int i = 0; i < work->pass->n; i++) {
    const float *d_y =
        work->pass->d_y + (gsize) i * mien_shape_len (work->layer->out) + (gsize) channel * plane;

    for (gsize j = 0; j < plane; j++)
      sum += (double) d_y[j];
  }
  mien_layer_parameter (work->layer, BIAS)->grad[channel] = (float) sum;
}

static gboolean
has_bias (const MienLayer *self)
{
  return self->parameters->len > BIAS;
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  MienConvGeneral conv = extents (self);
  MienConv small = small_extents (self);
  const float *weight = mien_layer_parameter (self, WEIGHT)->value;
  Work work = {self, pass};

  switch (choose_kernel (self)) {
  case SMALL:
    mien_conv_forward (&small, pass->pool, pass->n, pass->y, pass->x, weight, pass->scratch);
    break;
  case DEPTHWISE:
    mien_conv_depthwise_forward (&conv, pass->pool, pass->n, pass->y, pass->x, weight);
    break;
  case GENERAL:
    mien_conv_general_forward (&conv, pass->pool, pass->n, pass->y, pass->x, weight, pass->scratch);
    break;
  }
  if (has_bias (self))
    mien_pool_run (pass->pool, pass->n, bias_picture, &work);
}

static void
backward_weight (MienLayer *self, const MienLayerPass *pass)
{
  MienConvGeneral conv = extents (self);
  MienConv small = small_extents (self);
  float *grad = mien_layer_parameter (self, WEIGHT)->grad;

  switch (choose_kernel (self)) {
  case SMALL:
    mien_conv_backward_weight (&small, pass->pool, pass->n, grad, pass->d_y, pass->x,
                               pass->partials, pass->scratch);
    break;
  case DEPTHWISE:
    mien_conv_depthwise_backward_weight (&conv, pass->pool, pass->n, grad, pass->d_y, pass->x,
                                         pass->partials);
    break;
  case GENERAL:
    mien_conv_general_backward_weight (&conv, pass->pool, pass->n, grad, pass->d_y, pass->x,
                                       pass->partials, pass->scratch);
    break;
  }
}

static void
backward_input (MienLayer *self, const MienLayerPass *pass)
{
  MienConvGeneral conv = extents (self);
  MienConv small = small_extents (self);
  const float *weight = mien_layer_parameter (self, WEIGHT)->value;

  switch (choose_kernel (self)) {
  case SMALL:
    mien_conv_backward_input (&small, pass->pool, pass->n, pass->d_x, pass->d_y, weight,
                              pass->scratch);
    break;
  case DEPTHWISE:
    mien_conv_depthwise_backward_input (&conv, pass->pool, pass->n, pass->d_x, pass->d_y, weight);
    break;
  case GENERAL:
    mien_conv_general_backward_input (&conv, pass->pool, pass->n, pass->d_x, pass->d_y, weight,
                                      pass->scratch);
    break;
  }
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  backward_weight (self, pass);
  if (has_bias (self))
    mien_pool_run (pass->pool, self->out.c, bias_channel, &work);
  if (pass->d_x != NULL)
    backward_input (self, pass);
}

static gsize
scratch (const MienLayer *self)
{
  MienConvGeneral conv = extents (self);
  MienConv small = small_extents (self);

  switch (choose_kernel (self)) {
  case SMALL:
    return mien_conv_scratch (&small);
  case GENERAL:
    return mien_conv_general_scratch (&conv);
  case DEPTHWISE:
  default:
    return 0;
  }
}

static gsize
partials (const MienLayer *self, int n)
{
  MienConvGeneral conv = extents (self);
  MienConv small = small_extents (self);

  switch (choose_kernel (self)) {
  case SMALL:
    return mien_conv_partials (&small, n);
  case DEPTHWISE:
    return mien_conv_depthwise_partials (&conv, n);
  case GENERAL:
  default:
    return mien_conv_general_partials (&conv, n);
  }
}

static double
flops (const MienLayer *self)
{
  return 2.0 * (double) mien_layer_parameter (self, WEIGHT)->len * (double) out_plane (self);
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
mien_layer_conv_new_full (MienShape in, int out, const MienSlide *window, int groups, gboolean bias)
{
  g_return_val_if_fail (groups >= 1 && in.c % groups == 0 && out % groups == 0, NULL);

  const int dims[] = {out, in.c / groups, window->kernel[0], window->kernel[1]};
  MienLayer *self =
      mien_layer_alloc (MIEN_LAYER_CONV, &klass, in, mien_layer_slide (in, out, window));

  self->window = *window;
  self->groups = groups;
  mien_layer_add_parameter (self, "weight", dims, G_N_ELEMENTS (dims))->decays = TRUE;
  if (bias)
    mien_layer_add_parameter (self, "bias", &out, 1);
  return self;
}

MienLayer *
mien_layer_conv_new (MienShape in, int out)
{
  const MienSlide window = mien_slide_square (3, 1, 1);

  return mien_layer_conv_new_full (in, out, &window, 1, FALSE);
}
