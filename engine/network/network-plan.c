/* Memory of a network: which steps may work in place, and which tensors can share memory because
 * they are never needed at the same time. */
#include "engine/core/error.h"
#include "engine/network/network-private.h"
#include "engine/network/slots.h"

/* --- moments: step s runs at s, losses are taken at n, step s goes back at 2 n - s, then all is
 * done --- */

static guint
losses_moment (MienNetwork *self)
{
  return self->steps->len;
}

static guint
back_moment (MienNetwork *self, guint step)
{
  return 2 * self->steps->len - step;
}

static guint
end_moment (MienNetwork *self)
{
  return 2 * self->steps->len + 1;
}

/* --- who reads what --- */

static void
count_readers (MienNetwork *self)
{
  for (guint i = 0; i <= mien_network_n_layers (self); i++)
    self->tensors[i].n_readers = 0;
  for (guint s = 0; s < self->steps->len; s++) {
    const MienLayer *reader = mien_step_layer (self, s);

    for (int k = 0; k < reader->n_inputs; k++) {
      MienTensor *input = mien_network_tensor (self, reader->inputs[k]);

      input->n_readers++;
      input->last_reader = s;
    }
  }
}

static gboolean
ends_stage (MienNetwork *self, int layer)
{
  for (guint s = 0; s < self->graph->stages->len; s++)
    if (mien_network_stage_end (self, s) == layer)
      return TRUE;
  return FALSE;
}

/* A view of the picture needs no memory; other layers work in place on what nobody else reads and
 * nobody needs again. */
static gboolean
works_in_place (MienNetwork *self, guint step)
{
  const MienLayerClass *klass = mien_step_layer (self, step)->klass;
  const MienTensor *input = mien_network_tensor (self, mien_step_layer (self, step)->inputs[0]);

  if (input->root < 0)
    return klass->is_view;
  return klass->in_place && input->n_readers == 1 && !input->fixed;
}

static void
find_roots (MienNetwork *self)
{
  self->tensors[0].root = -1;
  for (guint s = 0; s < self->steps->len; s++) {
    int output = mien_step_output (self, s);
    const MienTensor *input = mien_network_tensor (self, mien_step_layer (self, s)->inputs[0]);
    MienTensor *tensor = mien_network_tensor (self, output);
    gboolean in_place = works_in_place (self, s);

    tensor->root = in_place ? input->root : output;
    tensor->fixed = self->plan != MIEN_PLAN_PREDICT &&
                    (mien_step_layer (self, s)->klass->needs_y || (in_place && input->fixed));
    if (self->plan == MIEN_PLAN_EXPLAIN && ends_stage (self, output))
      tensor->fixed = TRUE;
  }
}

static gboolean
learns (const MienLayer *layer)
{
  for (guint i = 0; i < layer->parameters->len; i++)
    if (mien_layer_parameter (layer, i)->trainable)
      return TRUE;
  return FALSE;
}

/* The gradient by an output is asked for where something before it learns. */
static void
find_wanted (MienNetwork *self)
{
  gboolean explain = self->plan == MIEN_PLAN_EXPLAIN;

  self->tensors[0].wanted = explain;
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    const MienLayer *layer = mien_network_layer (self, i);
    MienTensor *tensor = mien_network_tensor (self, (int) i);

    tensor->wanted = explain || learns (layer);
    for (int k = 0; k < layer->n_inputs; k++)
      tensor->wanted |= mien_network_tensor (self, layer->inputs[k])->wanted;
  }
}

/* A gradient may be worked on in place by the only reader of an input. */
static void
find_gradient_roots (MienNetwork *self)
{
  for (guint i = 0; i <= mien_network_n_layers (self); i++)
    self->tensors[i].d_root = (int) i - 1;
  for (guint s = self->steps->len; s-- > 0;) {
    const MienLayerClass *klass = mien_step_layer (self, s)->klass;
    MienTensor *input = mien_network_tensor (self, mien_step_layer (self, s)->inputs[0]);

    if ((klass->in_place || klass->back_in_place) && input->n_readers == 1)
      input->d_root = mien_network_tensor (self, mien_step_output (self, s))->d_root;
  }
}

/* --- how long it is needed --- */

static gsize
batch_len (MienNetwork *self, gsize len)
{
  return len > G_MAXSIZE / 16 / (gsize) self->max_batch ? G_MAXSIZE / 16
                                                        : len * (gsize) self->max_batch;
}

/* The way back may be gone again and again, so what it reads stays to the end. */
static guint
last_needed (MienNetwork *self, guint step)
{
  int output = mien_step_output (self, step);
  const MienTensor *tensor = mien_network_tensor (self, output);
  gboolean needed = self->plan == MIEN_PLAN_EXPLAIN || mien_step_layer (self, step)->klass->needs_y;

  for (guint s = step + 1; s < self->steps->len; s++) {
    const MienLayer *reader = mien_step_layer (self, s);

    for (int k = 0; k < reader->n_inputs; k++)
      needed |= reader->inputs[k] == output && mien_step_layer (self, s)->klass->needs_x;
  }
  if (tensor->is_answer)
    return end_moment (self);
  return needed && self->plan != MIEN_PLAN_PREDICT ? end_moment (self) : tensor->last_reader;
}

static void
add_outputs (MienNetwork *self, GArray *slots)
{
  for (guint s = 0; s < self->steps->len; s++) {
    int root = mien_network_tensor (self, mien_step_output (self, s))->root;
    MienSlot slot = {0, s, 0, 0, NULL};

    if (root != mien_step_output (self, s))
      continue;
    slot.target = &mien_network_tensor (self, root)->y;
    slot.len = batch_len (self, mien_network_tensor (self, root)->len);
    for (guint other = s; other < self->steps->len; other++)
      if (mien_network_tensor (self, mien_step_output (self, other))->root == root)
        slot.to = MAX (slot.to, last_needed (self, other));
    g_array_append_val (slots, slot);
  }
}

/* When the first number is written into the gradient by @layer's output. That by an answer comes
 * from outside and stays. */
static guint
gradient_begins (MienNetwork *self, int layer)
{
  const MienTensor *tensor = mien_network_tensor (self, layer);

  return tensor->n_readers == 0 ? losses_moment (self) : back_moment (self, tensor->last_reader);
}

static guint
gradient_ends (MienNetwork *self, int layer)
{
  return layer < 0 || mien_network_tensor (self, layer)->is_answer
             ? end_moment (self)
             : back_moment (self, mien_network_tensor (self, layer)->step);
}

static void
add_gradients (MienNetwork *self, GArray *slots)
{
  for (int root = -1; root < (int) mien_network_n_layers (self); root++) {
    MienTensor *tensor = mien_network_tensor (self, root);
    MienSlot slot = {batch_len (self, tensor->len), gradient_begins (self, root), 0, 0,
                     &tensor->d_y};

    if (tensor->d_root != root || !tensor->wanted)
      continue;
    for (int i = -1; i <= root; i++)
      if (mien_network_tensor (self, i)->d_root == root)
        slot.to = MAX (slot.to, gradient_ends (self, i));
    g_array_append_val (slots, slot);
  }
}

/* Whether @reader names its input @k before. */
static gboolean
is_double (const MienLayer *reader, int k)
{
  for (int j = 0; j < k; j++)
    if (reader->inputs[j] == reader->inputs[k])
      return TRUE;
  return FALSE;
}

/* Of several readers the last is the first on the way back and sets the gradient; the others write
 * theirs aside, and it is added. */
static void
add_asides (MienNetwork *self, GArray *slots)
{
  for (guint s = 0; s < self->steps->len; s++) {
    const MienLayer *reader = mien_step_layer (self, s);
    MienTensor *own = mien_network_tensor (self, mien_step_output (self, s));

    for (int k = 0; k < reader->n_inputs; k++) {
      const MienTensor *input = mien_network_tensor (self, reader->inputs[k]);
      gboolean first = input->last_reader == s && !is_double (reader, k);
      MienSlot slot = {batch_len (self, input->len), back_moment (self, s), back_moment (self, s),
                       0, &own->d_more[k]};

      if (input->wanted && !first)
        g_array_append_val (slots, slot);
    }
  }
}

/* Returns: (element-type MienSlot) (transfer full): everything that may share memory */
static GArray *
find_slots (MienNetwork *self)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (MienSlot));

  add_outputs (self, slots);
  if (self->plan != MIEN_PLAN_PREDICT) {
    add_gradients (self, slots);
    add_asides (self, slots);
  }
  return slots;
}

/* --- laying it out --- */

/* Counts while there is no arena, hands out once there is. */
static float *
take (MienNetwork *self, gsize n_floats)
{
  gsize step = MIEN_ALIGNMENT / sizeof (float);

  if (self->arena != NULL)
    return mien_arena_take (self->arena, n_floats);
  if (n_floats > G_MAXSIZE / 16 - self->planned)
    self->planned = G_MAXSIZE / 16; /* more than any machine has: the arena says so */
  else
    self->planned += (n_floats + step - 1) / step * step;
  return NULL;
}

static void
lay_out_parameters (MienNetwork *self)
{
  for (guint i = 0; i < self->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (self->parameters, i);

    parameter->grad = NULL;
    if (self->plan == MIEN_PLAN_TRAIN ? parameter->trainable
                                      : self->plan == MIEN_PLAN_EXPLAIN && !parameter->is_statistic)
      parameter->grad = take (self, parameter->len);
  }
}

static void
lay_out_tensors (MienNetwork *self, GArray *slots, gsize len)
{
  float *block = take (self, len);

  for (guint i = 0; block != NULL && i < slots->len; i++) {
    const MienSlot *slot = &g_array_index (slots, MienSlot, i);

    *slot->target = block + slot->start;
  }
  for (int i = -1; i < (int) mien_network_n_layers (self); i++) {
    MienTensor *tensor = mien_network_tensor (self, i);

    tensor->y = mien_network_tensor (self, tensor->root)->y;
    tensor->d_y = tensor->wanted ? mien_network_tensor (self, tensor->d_root)->d_y : NULL;
  }
}

static void
lay_out_scratch (MienNetwork *self)
{
  gsize scratch = 0, partials = 0, shared = 0;

  for (guint s = 0; s < self->steps->len; s++) {
    MienLayer *layer = mien_step_layer (self, s);
    const MienLayerClass *klass = layer->klass;

    if (klass->kept != NULL)
      layer->kept = take (self, klass->kept (layer, self->max_batch));
    if (klass->scratch != NULL)
      scratch = MAX (scratch, klass->scratch (layer));
    if (klass->shared != NULL)
      shared = MAX (shared, klass->shared (layer));
    if (klass->partials != NULL && self->plan != MIEN_PLAN_PREDICT)
      partials = MAX (partials, klass->partials (layer, self->max_batch));
  }
  self->scratch = take (self, scratch * (gsize) self->n_workers);
  self->partials = take (self, partials);
  self->shared = take (self, shared);
}

static void
lay_out_stages (MienNetwork *self)
{
  for (guint s = 0; s < self->graph->stages->len; s++) {
    int last = mien_network_stage_end (self, s);

    self->stages[s].y = mien_network_tensor (self, last)->y;
    self->stages[s].d_y = take (self, batch_len (self, mien_network_tensor (self, last)->len));
  }
}

static void
lay_out (MienNetwork *self, GArray *slots, gsize len)
{
  lay_out_parameters (self);
  lay_out_tensors (self, slots, len);
  lay_out_scratch (self);
  if (self->plan == MIEN_PLAN_EXPLAIN)
    lay_out_stages (self);
}

void
mien_network_forget_plan (MienNetwork *self)
{
  g_clear_pointer (&self->arena, mien_arena_free);
  self->planned = 0;
  for (guint i = 0; i <= mien_network_n_layers (self); i++)
    self->tensors[i] = (MienTensor){.d_more = self->tensors[i].d_more};
  for (guint i = 0; i < mien_network_n_layers (self); i++)
    for (int k = 0; k < mien_network_layer (self, i)->n_inputs; k++)
      mien_network_tensor (self, (int) i)->d_more[k] = NULL;
  for (guint t = 0; t < self->tasks->len; t++)
    mien_network_tensor (self, mien_network_answer (self, t))->is_answer = TRUE;
}

gboolean
mien_network_plan (MienNetwork *self, MienPlan plan, int max_batch, int n_workers, GError **error)
{
  g_return_val_if_fail (max_batch >= 1 && n_workers >= 1, FALSE);

  mien_network_forget_plan (self);
  self->plan = plan;
  self->max_batch = max_batch;
  self->n_workers = n_workers;
  mien_network_make_steps (self);
  count_readers (self);
  find_roots (self);
  find_wanted (self);
  find_gradient_roots (self);

  g_autoptr (GArray) slots = find_slots (self);
  gsize len = mien_slots_place ((MienSlot *) (void *) slots->data, slots->len);
  lay_out (self, slots, len);
  self->arena = mien_arena_new (self->planned * sizeof (float), error);
  if (self->arena == NULL)
    return FALSE;
  lay_out (self, slots, len);
  return TRUE;
}

gsize
mien_network_get_plan_bytes (MienNetwork *self)
{
  return self->planned * sizeof (float);
}
