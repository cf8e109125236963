#include "engine/network/fused.h"

#include "engine/network/batch-norm.h"

#include <math.h>
#include <string.h>

enum {
  GROUP = MIEN_GROUP
};

static int
n_groups (const MienFusedLayer *self)
{
  return mien_n_groups (self->extents.out);
}

static gsize
z_len (const MienFusedLayer *self)
{
  return mien_fused_conv_grouped_len (self->extents.out, self->extents.height, self->extents.width);
}

/* --- what runs as one --- */

static const MienLayer *
layer_at (GPtrArray *layers, guint i)
{
  return i < layers->len ? g_ptr_array_index (layers, i) : NULL;
}

/* Whether layer @i is of @type and takes up what the one before it gives, and nobody else does; and
 * both learn or neither does. */
static gboolean
follows (GPtrArray *layers, guint i, MienLayerType type)
{
  const MienLayer *layer = layer_at (layers, i);

  if (layer == NULL || layer->type != type || layer->inputs[0] != (int) i - 1 ||
      (layer->parameters->len > 0 && layer->frozen != layer_at (layers, i - 1)->frozen))
    return FALSE;
  for (guint other = i + 1; other < layers->len; other++)
    for (int k = 0; k < layer_at (layers, other)->n_inputs; k++)
      if (layer_at (layers, other)->inputs[k] == (int) i - 1)
        return FALSE;
  return TRUE;
}

static gboolean
slides (const MienLayer *layer, int kernel, int stride, int padding)
{
  MienSlide wanted = mien_slide_square (kernel, stride, padding);

  return memcmp (&layer->window, &wanted, sizeof wanted) == 0;
}

static gboolean
is_3x3_conv (const MienLayer *layer)
{
  gboolean has_bias = layer->parameters->len > 1;

  return layer->type == MIEN_LAYER_CONV && slides (layer, 3, 1, 1) && layer->groups == 1 &&
         !has_bias;
}

/* No gradient goes back to where few channels come from, and so that has to be the picture. */
static gboolean
can_go_back (const MienLayer *conv)
{
  return conv->inputs[0] < 0 || conv->in.c > MIEN_MAX_NARROW;
}

guint
mien_fused_match (GPtrArray *layers, guint first)
{
  if (!is_3x3_conv (layer_at (layers, first)) || !can_go_back (layer_at (layers, first)) ||
      !follows (layers, first + 1, MIEN_LAYER_BATCH_NORM))
    return 0;
  if (!follows (layers, first + 2, MIEN_LAYER_RELU))
    return 2;
  return follows (layers, first + 3, MIEN_LAYER_MAX_POOL) &&
                 slides (layer_at (layers, first + 3), 2, 2, 0)
             ? 4
             : 3;
}

/* --- forwards --- */

static MienFusedPass
begin (const MienFusedLayer *self, const MienLayerPass *pass)
{
  return (MienFusedPass){.conv = &self->extents,
                         .pool = pass->pool,
                         .n = pass->n,
                         .predicts = self->predicts,
                         .scratch = pass->scratch,
                         .partials = pass->partials,
                         .weights = pass->shared};
}

static MienPictures
source (const MienFusedLayer *self, const MienLayerPass *pass)
{
  gboolean lazy = self->before != NULL && self->before->lazy;

  return (MienPictures){(float *) pass->x, self->before != NULL,
                        lazy ? self->before->affine : NULL};
}

/* Batch norm with these statistics as a scale and a shift, and what the way back needs of it. */
static void
set_channel (MienFusedLayer *self, int channel, double mean, double variance)
{
  MienAffine *affine = self->affine + channel / GROUP;
  MienNormBack *norm = self->norm_back + channel / GROUP;
  int lane = channel % GROUP;
  float weight = mien_layer_parameter (self->norm, MIEN_NORM_WEIGHT)->value[channel];
  float bias = mien_layer_parameter (self->norm, MIEN_NORM_BIAS)->value[channel];
  float inverse = (float) (1.0 / sqrt (variance + self->norm->epsilon));

  affine->scale[lane] = weight * inverse;
  affine->shift[lane] = bias - affine->scale[lane] * (float) mean;
  norm->scale[lane] = affine->scale[lane];
  norm->centre[lane] = (float) mean;
  self->inverse[channel] = inverse;
}

static void
set_running (MienFusedLayer *self)
{
  const float *mean = mien_layer_parameter (self->norm, MIEN_NORM_RUNNING_MEAN)->value;
  const float *variance = mien_layer_parameter (self->norm, MIEN_NORM_RUNNING_VAR)->value;

  for (int c = 0; c < self->extents.out; c++)
    set_channel (self, c, (double) mean[c], (double) variance[c]);
}

static double
count_numbers (const MienFusedLayer *self, const MienLayerPass *pass)
{
  return (double) pass->n * self->extents.height * self->extents.width;
}

/* @moments are sums around self->centre. */
static void
learn_statistics (MienFusedLayer *self, double count, gboolean again)
{
  for (int c = 0; c < self->extents.out; c++) {
    const double *sums = self->moments + c / GROUP * 2 * GROUP + c % GROUP;
    double off = sums[0] / count, mean = (double) self->centre[c] + off;
    double variance = sums[GROUP] / count - off * off;

    variance = variance < 0.0 ? 0.0 : variance; /* and what is no number stays so */
    set_channel (self, c, mean, variance);
    if (!again)
      mien_batch_norm_follow (self->norm, c, count, mean, variance);
  }
}

static void
clear_norms (MienFusedLayer *self)
{
  memset (self->affine, 0, (gsize) n_groups (self) * sizeof *self->affine);
  memset (self->norm_back, 0, (gsize) n_groups (self) * sizeof *self->norm_back);
  for (int g = 0; g < n_groups (self); g++)
    self->affine[g].relu = self->extents.relu;
}

/* Sums are taken around the running means: once these have caught up, a large mean costs no digits.
 */
static void
set_centre (MienFusedLayer *self)
{
  memset (self->centre, 0, (gsize) n_groups (self) * GROUP * sizeof (float));
  memcpy (self->centre, mien_layer_parameter (self->norm, MIEN_NORM_RUNNING_MEAN)->value,
          (gsize) self->extents.out * sizeof (float));
}

/* Floats of everything but z, in whole lines of the cache. */
static gsize
norms_len (const MienFusedLayer *self)
{
  gsize groups = (gsize) n_groups (self), lanes = groups * GROUP;
  gsize norms = groups * (sizeof (MienAffine) + sizeof (MienNormBack)) / sizeof (float);

  return (4 * lanes + 2 * lanes + norms + GROUP - 1) / GROUP * GROUP;
}

/* The parts of what the plan keeps for this layer; z comes last, since its length is the batch's.
 */
static void
find_kept (MienFusedLayer *self)
{
  gsize groups = (gsize) n_groups (self), lanes = groups * GROUP;

  self->moments = (double *) (void *) self->layer.kept;
  self->centre = (float *) (self->moments + 2 * lanes);
  self->inverse = self->centre + lanes;
  self->affine = (MienAffine *) (void *) (self->inverse + lanes);
  self->norm_back = (MienNormBack *) (void *) (self->affine + groups);
  self->z = self->layer.kept + norms_len (self);
}

static void
forward (MienLayer *layer, const MienLayerPass *pass)
{
  MienFusedLayer *self = (MienFusedLayer *) layer;
  const float *weight = mien_layer_parameter (self->conv, 0)->value;
  MienFusedPass fused = begin (self, pass);
  MienPictures from = source (self, pass), to = {pass->y, self->grouped, NULL};
  find_kept (self);
  float *z = self->lazy ? pass->y : self->z;
  clear_norms (self);
  if (!pass->training)
    set_running (self);
  if (self->predicts) {
    mien_fused_conv_predict (&fused, &to, &from, weight, self->affine);
    return;
  }
  set_centre (self);
  mien_fused_conv_forward (&fused, z, &from, weight, self->centre,
                           pass->training ? self->moments : NULL);
  if (pass->training)
    learn_statistics (self, count_numbers (self, pass), pass->again);
  if (!self->lazy)
    mien_fused_conv_activate (&fused, &to, z, self->affine);
}

/* --- backwards --- */

/* d_x = w / s (d_y - mean (d_y) - xhat mean (d_y xhat)); without the means at running statistics.
 */
static void
go_back_through_norm (MienFusedLayer *self, const MienLayerPass *pass)
{
  double count = count_numbers (self, pass);

  for (int c = 0; c < self->extents.out; c++) {
    const double *sums = self->moments + c / GROUP * 2 * GROUP + c % GROUP;
    MienAffine *affine = self->affine + c / GROUP;
    MienNormBack *norm = self->norm_back + c / GROUP;
    int lane = c % GROUP;
    const MienParameter *weight = mien_layer_parameter (self->norm, MIEN_NORM_WEIGHT);
    double inverse = (double) self->inverse[c];

    weight->grad[c] = (float) (sums[GROUP] * inverse);
    mien_layer_parameter (self->norm, MIEN_NORM_BIAS)->grad[c] = (float) sums[0];
    norm->scale[lane] = affine->scale[lane];
    norm->shift[lane] = pass->training ? (float) (sums[0] / count) : 0.0f;
    norm->slope[lane] = pass->training ? (float) (sums[GROUP] / count * inverse * inverse) : 0.0f;
  }
}

static void
backward (MienLayer *layer, const MienLayerPass *pass)
{
  MienFusedLayer *self = (MienFusedLayer *) layer;
  const MienParameter *weight = mien_layer_parameter (self->conv, 0);
  MienFusedPass fused = begin (self, pass);
  MienPictures from = source (self, pass), d_y = {pass->d_y, self->grouped, NULL};
  MienPictures d_x = {pass->d_x, self->before != NULL, NULL};
  const float *z = self->lazy ? pass->y : self->z;

  mien_fused_conv_d_moments (&fused, &d_y, z, self->affine, self->norm_back, self->moments);
  go_back_through_norm (self, pass);
  mien_fused_conv_backward (&fused, weight->grad, pass->d_x != NULL ? &d_x : NULL, &d_y, &from, z,
                            weight->value, self->affine, self->norm_back);
}

static gsize
kept (const MienLayer *layer, int n)
{
  const MienFusedLayer *self = (const MienFusedLayer *) layer;
  gsize z = self->lazy || self->predicts ? 0 : (gsize) n * z_len (self);

  return norms_len (self) + z;
}

static gsize
scratch (const MienLayer *layer)
{
  const MienFusedLayer *self = (const MienFusedLayer *) layer;

  return mien_fused_conv_scratch (&self->extents, self->predicts);
}

static gsize
partials (const MienLayer *layer, int n)
{
  return mien_fused_conv_partials (&((const MienFusedLayer *) layer)->extents, n);
}

static gsize
shared (const MienLayer *layer)
{
  return mien_fused_conv_weights (&((const MienFusedLayer *) layer)->extents);
}

#define CLASS(NEEDS_Y)                                                                             \
  {                                                                                                \
    .name = "conv, batch norm", .needs_x = TRUE, .needs_y = NEEDS_Y, .forward = forward,           \
    .backward = backward, .scratch = scratch, .partials = partials, .shared = shared, .kept = kept \
  }

static const MienLayerClass eager_class = CLASS (FALSE), lazy_class = CLASS (TRUE);

MienFusedLayer *
mien_fused_layer_new (GPtrArray *layers, guint first, guint n_layers)
{
  MienFusedLayer *self = g_new0 (MienFusedLayer, 1);
  const MienLayer *last = layer_at (layers, first + n_layers - 1);

  self->conv = g_ptr_array_index (layers, first);
  self->norm = g_ptr_array_index (layers, first + 1);
  self->extents = (MienFusedConv){.in = self->conv->in.c,
                                  .out = self->conv->out.c,
                                  .height = self->conv->in.h,
                                  .width = self->conv->in.w,
                                  .relu = n_layers > 2,
                                  .pool = n_layers > 3};
  self->layer = *self->conv;
  self->layer.klass = &eager_class;
  self->layer.out = last->out;
  self->layer.kept = NULL;
  return self;
}

void
mien_fused_layer_set_output (MienFusedLayer *self, gboolean grouped, gboolean lazy)
{
  self->grouped = grouped;
  self->lazy = lazy;
  self->layer.klass = lazy ? &lazy_class : &eager_class;
}

void
mien_fused_layer_free (MienFusedLayer *self)
{
  g_free (self); /* its parameters are the conv's own */
}

gboolean
mien_fused_layer_reads_groups (const MienFusedLayer *self)
{
  return !mien_fused_conv_is_narrow (&self->extents);
}

gsize
mien_fused_layer_out_len (const MienFusedLayer *self)
{
  MienShape out = self->layer.out;

  return self->grouped ? mien_fused_conv_grouped_len (out.c, out.h, out.w) : mien_shape_len (out);
}
