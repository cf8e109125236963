/* Passes over a network: step by step, and back. */
#include "engine/network/network-private.h"

#include <string.h>

void
mien_network_set_profile (MienNetwork *self, MienProfile *profile)
{
  self->profile = profile;
}

/* The work of one layer, or of several as one, measured where somebody asked for it. */
static void
run_layer (MienNetwork *self,
           guint number,
           MienLayer *layer,
           MienProfileWay way,
           const MienLayerPass *pass)
{
  gint64 begun = mien_profile_begin (self->profile);

  if (way == MIEN_PROFILE_FORWARD)
    layer->klass->forward (layer, pass);
  else
    layer->klass->backward (layer, pass);
  mien_profile_end (self->profile, (int) number, layer->klass->name, way, begun);
}

static MienLayerPass
new_pass (MienNetwork *self, MienPool *pool, const MienLayer *layer)
{
  return (MienLayerPass){.pool = pool,
                         .n = self->n,
                         .training = self->pass.training && !layer->frozen,
                         .again = self->pass.again,
                         .seed = self->pass.seed,
                         .step = self->pass.step,
                         .scratch = self->scratch,
                         .partials = self->partials,
                         .shared = self->shared};
}

/* NULL is the picture, or a view of it. */
static const float *
output_of (MienNetwork *self, int layer)
{
  const float *y = mien_network_tensor (self, layer)->y;

  return y != NULL ? y : self->x;
}

static void
set_inputs (MienNetwork *self, guint step, MienLayerPass *pass)
{
  const MienLayer *reader = mien_step_layer (self, step);

  for (int k = 0; k < reader->n_inputs; k++)
    self->inputs[k] = output_of (self, reader->inputs[k]);
  pass->inputs = self->inputs;
  pass->x = self->inputs[0];
}

static void
forward_step (MienNetwork *self, MienPool *pool, guint step)
{
  MienLayer *layer = mien_step_layer (self, step);
  MienLayerPass pass = new_pass (self, pool, layer);

  set_inputs (self, step, &pass);
  pass.y = mien_network_tensor (self, mien_step_output (self, step))->y;
  run_layer (self, mien_network_step (self, step)->first, layer, MIEN_PROFILE_FORWARD, &pass);
}

void
mien_network_forward (MienNetwork *self,
                      MienPool *pool,
                      const float *x,
                      int n,
                      const MienPass *pass)
{
  g_return_if_fail (self->arena != NULL && n >= 1 && n <= self->max_batch);
  g_return_if_fail (mien_pool_get_n_workers (pool) <= self->n_workers);
  g_return_if_fail (!pass->training || self->plan != MIEN_PLAN_PREDICT);

  self->x = x;
  self->n = n;
  self->pass = *pass;
  for (guint s = 0; s < self->steps->len; s++)
    forward_step (self, pool, s);
}

/* --- backwards: what belongs to a task goes back as if its loss were all there is; its factors are
 * put in where its gradients are written, and where they leave for what is shared --- */

static gsize
n_numbers (MienNetwork *self, int layer)
{
  return (gsize) self->n * mien_network_tensor (self, layer)->len;
}

static void
scale (float *values, float factor, gsize len)
{
  for (gsize i = 0; factor != 1.0f && i < len; i++)
    values[i] *= factor;
}

static void
scale_gradients (MienNetwork *self, guint step, float factor)
{
  const MienStep *it = mien_network_step (self, step);

  for (guint i = it->first; i < it->first + it->n_layers; i++) {
    const MienLayer *layer = mien_network_layer (self, i);

    for (guint p = 0; p < layer->parameters->len; p++)
      if (mien_layer_parameter (layer, p)->grad != NULL)
        scale (mien_layer_parameter (layer, p)->grad, factor, mien_layer_parameter (layer, p)->len);
  }
}

static void
keep_stage (MienNetwork *self, int layer, const float *d_y)
{
  for (guint s = 0; s < self->graph->stages->len; s++)
    if (mien_network_stage_end (self, s) == layer)
      memcpy (self->stages[s].d_y, d_y, n_numbers (self, layer) * sizeof (float));
}

/* Where the gradients by the inputs go: aside if another reader of one was here before. */
static void
set_gradients (MienNetwork *self, guint step, MienLayerPass *pass)
{
  const MienLayer *reader = mien_step_layer (self, step);
  float *const *asides = mien_network_tensor (self, mien_step_output (self, step))->d_more;

  for (int k = 0; k < reader->n_inputs; k++)
    self->d_inputs[k] =
        asides[k] != NULL ? asides[k] : mien_network_tensor (self, reader->inputs[k])->d_y;
  pass->d_inputs = self->d_inputs;
  pass->d_x = self->d_inputs[0];
}

typedef struct {
  float *sum;
  const float *more;
  float factor;
  gsize len; /* of a picture */
} Addition;

static void
add_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Addition *it = data;
  float *sum = it->sum + (gsize) picture * it->len;
  const float *more = it->more + (gsize) picture * it->len;

  for (gsize i = 0; i < it->len; i++)
    sum[i] += it->factor * more[i];
}

static gboolean
is_shared (MienNetwork *self, int layer)
{
  return layer < 0 || mien_network_layer (self, (guint) layer)->task < 0;
}

/* Adds what was written aside. What a task's own layer says of what is shared is scaled. */
static void
add_asides (MienNetwork *self, MienPool *pool, guint step, const float *shared)
{
  const MienLayer *reader = mien_step_layer (self, step);
  float *const *asides = mien_network_tensor (self, mien_step_output (self, step))->d_more;

  for (int k = 0; k < reader->n_inputs; k++) {
    int input = reader->inputs[k];
    const MienTensor *tensor = mien_network_tensor (self, input);
    float factor = reader->task >= 0 && is_shared (self, input) ? shared[reader->task] : 1.0f;
    Addition addition = {tensor->d_y, asides[k], factor, tensor->len};

    if (asides[k] != NULL)
      mien_pool_run (pool, self->n, add_picture, &addition);
    else if (tensor->d_y != NULL)
      scale (tensor->d_y, factor, n_numbers (self, input));
  }
}

static void
backward_step (MienNetwork *self,
               MienPool *pool,
               guint step,
               const float *heads,
               const float *shared)
{
  MienLayer *layer = mien_step_layer (self, step);
  int output = mien_step_output (self, step);
  MienLayerPass pass = new_pass (self, pool, layer);

  set_inputs (self, step, &pass);
  set_gradients (self, step, &pass);
  pass.y = mien_network_tensor (self, output)->y;
  pass.d_y = mien_network_tensor (self, output)->d_y;
  run_layer (self, mien_network_step (self, step)->first, layer, MIEN_PROFILE_BACKWARD, &pass);
  if (layer->task >= 0)
    scale_gradients (self, step, heads[layer->task]);
  add_asides (self, pool, step, shared);
}

void
mien_network_backward (MienNetwork *self, MienPool *pool, const float *heads, const float *shared)
{
  g_return_if_fail (self->arena != NULL && self->plan != MIEN_PLAN_PREDICT && self->n > 0);

  for (guint s = self->steps->len; s-- > 0;) {
    int output = mien_step_output (self, s);
    const MienTensor *tensor = mien_network_tensor (self, output);

    if (self->plan == MIEN_PLAN_EXPLAIN)
      keep_stage (self, output, tensor->d_y);
    if (tensor->wanted) /* neither it nor anything before it learns otherwise */
      backward_step (self, pool, s, heads, shared);
  }
}
