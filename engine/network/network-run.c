/* Passes over a network: the trunk step by step, then the heads, and back. */
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
new_pass (MienNetwork *self, MienPool *pool)
{
  return (MienLayerPass){.pool = pool,
                         .n = self->n,
                         .training = self->pass.training,
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

static int
trunk_end (MienNetwork *self)
{
  return (int) mien_network_n_layers (self) - 1;
}

static void
set_inputs (MienNetwork *self, guint step, MienLayerPass *pass)
{
  const MienLayer *reader = mien_step_layer (self, step);

  pass->x = output_of (self, reader->inputs[0]);
  if (reader->n_inputs > 1)
    pass->x2 = output_of (self, reader->inputs[1]);
}

static void
forward_step (MienNetwork *self, MienPool *pool, guint step)
{
  MienLayer *layer = mien_step_layer (self, step);
  MienLayerPass pass = new_pass (self, pool);

  set_inputs (self, step, &pass);
  pass.y = mien_network_tensor (self, mien_step_output (self, step))->y;
  run_layer (self, mien_network_step (self, step)->first, layer, MIEN_PROFILE_FORWARD, &pass);
}

static void
forward_head (MienNetwork *self, MienPool *pool, guint task)
{
  MienLayer *layer = mien_network_head (self, task);
  MienLayerPass pass = new_pass (self, pool);

  pass.x = output_of (self, trunk_end (self));
  pass.y = self->heads[task].logits;
  run_layer (self, mien_network_n_layers (self) + task, layer, MIEN_PROFILE_FORWARD, &pass);
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
  for (guint t = 0; t < self->tasks->len; t++)
    forward_head (self, pool, t);
}

static gsize
n_numbers (MienNetwork *self, int layer)
{
  return (gsize) self->n * mien_network_tensor (self, layer)->len;
}

static void
add (float *sum, const float *more, gsize len)
{
  for (gsize i = 0; i < len; i++)
    sum[i] += more[i];
}

static void
add_times (float *sum, float factor, const float *more, gsize len)
{
  for (gsize i = 0; i < len; i++)
    sum[i] += factor * more[i];
}

static void
scale_gradients (const MienLayer *layer, float factor)
{
  for (guint i = 0; i < layer->parameters->len; i++) {
    const MienParameter *parameter = mien_layer_parameter (layer, i);

    for (gsize k = 0; parameter->trainable && k < parameter->len; k++)
      parameter->grad[k] *= factor;
  }
}

/* Gradient by the trunk's end: what each head says, added in the heads' order. NULL where nothing
 * in the trunk learns. */
static void
backward_heads (MienNetwork *self, MienPool *pool, const float *heads, const float *shared)
{
  float *d_end = mien_network_tensor (self, trunk_end (self))->d_y;
  gsize end_len = n_numbers (self, trunk_end (self));

  if (d_end != NULL)
    memset (d_end, 0, end_len * sizeof (float));
  for (guint t = 0; t < self->tasks->len; t++) {
    MienHead *head = &self->heads[t];
    MienLayer *layer = mien_network_head (self, t);
    MienLayerPass pass = new_pass (self, pool);

    pass.x = output_of (self, trunk_end (self));
    pass.d_y = head->d_logits;
    pass.d_x = d_end != NULL ? self->d_head : NULL;
    run_layer (self, mien_network_n_layers (self) + t, layer, MIEN_PROFILE_BACKWARD, &pass);
    scale_gradients (layer, heads[t]);
    if (d_end != NULL)
      add_times (d_end, shared[t], self->d_head, end_len);
  }
}

static void
keep_stage (MienNetwork *self, int layer, const float *d_y)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);

    if ((int) (stage->first + stage->n_layers) - 1 == layer)
      memcpy (self->stages[s].d_y, d_y, n_numbers (self, layer) * sizeof (float));
  }
}

/* Where the gradient by input @k goes: aside if another reader of it was here before. */
static float *
gradient_of (MienNetwork *self, guint step, int k)
{
  const MienLayer *reader = mien_step_layer (self, step);
  float *aside = mien_network_tensor (self, mien_step_output (self, step))->d_more[k];

  if (k >= reader->n_inputs)
    return NULL;
  return aside != NULL ? aside : mien_network_tensor (self, reader->inputs[k])->d_y;
}

typedef struct {
  float *sum;
  const float *more;
  gsize len; /* of a picture */
} Addition;

static void
add_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Addition *it = data;
  gsize start = (gsize) picture * it->len;

  add (it->sum + start, it->more + start, it->len);
}

static void
add_asides (MienNetwork *self, MienPool *pool, guint step)
{
  const MienLayer *reader = mien_step_layer (self, step);
  const MienTensor *own = mien_network_tensor (self, mien_step_output (self, step));

  for (int k = 0; k < reader->n_inputs; k++) {
    int input = reader->inputs[k];
    Addition addition = {mien_network_tensor (self, input)->d_y, own->d_more[k],
                         mien_network_tensor (self, input)->len};

    if (addition.more != NULL)
      mien_pool_run (pool, self->n, add_picture, &addition);
  }
}

static void
backward_step (MienNetwork *self, MienPool *pool, guint step)
{
  MienLayer *layer = mien_step_layer (self, step);
  int output = mien_step_output (self, step);
  MienLayerPass pass = new_pass (self, pool);

  set_inputs (self, step, &pass);
  pass.y = mien_network_tensor (self, output)->y;
  pass.d_y = mien_network_tensor (self, output)->d_y;
  pass.d_x = gradient_of (self, step, 0);
  pass.d_x2 = gradient_of (self, step, 1);
  run_layer (self, mien_network_step (self, step)->first, layer, MIEN_PROFILE_BACKWARD, &pass);
  add_asides (self, pool, step);
}

void
mien_network_backward (MienNetwork *self, MienPool *pool, const float *heads, const float *shared)
{
  g_return_if_fail (self->arena != NULL && self->plan != MIEN_PLAN_PREDICT && self->n > 0);

  backward_heads (self, pool, heads, shared);
  for (guint s = self->steps->len; s-- > 0;) {
    int output = mien_step_output (self, s);
    const MienTensor *tensor = mien_network_tensor (self, output);

    if (self->plan == MIEN_PLAN_EXPLAIN)
      keep_stage (self, output, tensor->d_y);
    if (tensor->wanted) /* neither it nor anything before it learns otherwise */
      backward_step (self, pool, s);
  }
}
