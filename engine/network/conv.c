#include "engine/kernels/conv.h"
#include "engine/kernels/conv-depthwise.h"
#include "engine/network/layer.h"

enum {
  WEIGHT,
  BIAS
};

static MienConv
extents (const MienLayer *self)
{
  return (MienConv){.in = self->in.c,
                    .out = self->out.c,
                    .groups = self->groups,
                    .height = self->in.h,
                    .width = self->in.w,
                    .out_height = self->out.h,
                    .out_width = self->out.w,
                    .window = self->window};
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
  MienConv conv = extents (self);
  const float *weight = mien_layer_parameter (self, WEIGHT)->value;
  Work work = {self, pass};

  if (mien_conv_is_depthwise (&conv))
    mien_conv_depthwise_forward (&conv, pass->pool, pass->n, pass->y, pass->x, weight);
  else
    mien_conv_forward (&conv, pass->pool, pass->n, pass->y, pass->x, weight, pass->scratch);
  if (has_bias (self))
    mien_pool_run (pass->pool, pass->n, bias_picture, &work);
}

static void
backward_weight (MienLayer *self, const MienLayerPass *pass)
{
  MienConv conv = extents (self);
  float *grad = mien_layer_parameter (self, WEIGHT)->grad;

  if (mien_conv_is_depthwise (&conv))
    mien_conv_depthwise_backward_weight (&conv, pass->pool, pass->n, grad, pass->d_y, pass->x,
                                         pass->partials);
  else
    mien_conv_backward_weight (&conv, pass->pool, pass->n, grad, pass->d_y, pass->x, pass->partials,
                               pass->scratch);
}

static void
backward_input (MienLayer *self, const MienLayerPass *pass)
{
  MienConv conv = extents (self);
  const float *weight = mien_layer_parameter (self, WEIGHT)->value;

  if (mien_conv_is_depthwise (&conv))
    mien_conv_depthwise_backward_input (&conv, pass->pool, pass->n, pass->d_x, pass->d_y, weight);
  else
    mien_conv_backward_input (&conv, pass->pool, pass->n, pass->d_x, pass->d_y, weight,
                              pass->scratch);
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
  MienConv conv = extents (self);

  return mien_conv_is_depthwise (&conv) ? 0 : mien_conv_scratch (&conv);
}

static gsize
partials (const MienLayer *self, int n)
{
  MienConv conv = extents (self);

  return mien_conv_is_depthwise (&conv) ? mien_conv_depthwise_partials (&conv, n)
                                        : mien_conv_partials (&conv, n);
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
