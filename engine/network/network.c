#include "engine/network/network.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/kernels/gemm.h"
#include "engine/network/presets.h"

#include <math.h>
#include <string.h>

/* What one stage keeps for those who ask how an answer came about. */
typedef struct {
  const float *y;
  float *d_y; /* EXPLAIN only */
} StageBuffers;

typedef struct {
  GPtrArray *layers; /* of MienLayer: a head is one linear layer */
  float *logits;
  float *d_logits;
  float *d_weighted; /* d_logits times the task's weight */
} Head;

struct _MienNetwork {
  char *preset;
  MienPreprocessing preprocessing;
  GPtrArray *tasks;
  MienTrunk *trunk;
  Head *heads;
  GPtrArray *parameters; /* borrowed from the layers */

  MienArena *arena;
  gsize planned; /* floats, while a plan is being added up */
  MienPlan plan;
  int max_batch, n_workers;
  float **outputs; /* [n_layers] of the trunk */
  float *spare[2]; /* gradients, or outputs of a PREDICT plan, in turns */
  float *d_head;   /* what one head says of the trunk's end */
  float *scratch, *partials;
  StageBuffers *stages;
  float *d_input;

  const float *x; /* of the last forward pass, with what it was asked for */
  int n;
  MienPass pass;
};

static MienShape
input_shape (const MienPreprocessing *preprocessing)
{
  return (MienShape){1, preprocessing->channels, preprocessing->size, preprocessing->size};
}

static MienLayer *
trunk_layer (MienNetwork *self, guint i)
{
  return g_ptr_array_index (self->trunk->layers, i);
}

static guint
n_layers (MienNetwork *self)
{
  return self->trunk->layers->len;
}

static MienShape
trunk_end (MienNetwork *self)
{
  return trunk_layer (self, n_layers (self) - 1)->out;
}

static MienLayer *
head_layer (MienNetwork *self, guint task)
{
  return g_ptr_array_index (self->heads[task].layers, 0);
}

/* --- building --- */

static gboolean
check_tasks (GPtrArray *tasks, GError **error)
{
  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);

    if (!g_str_equal (task->branch, "trunk")) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "Task “%s” branches from “%s”; this version branches from “trunk” alone",
                   task->name, task->branch);
      return FALSE;
    }
    if (task->width < 1) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "Task “%s” has nothing to answer",
                   task->name);
      return FALSE;
    }
  }
  return TRUE;
}

static void
collect (MienNetwork *self, MienLayer *layer, gboolean shared, const char *prefix)
{
  for (guint i = 0; i < layer->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (layer->parameters, i);
    char *name = g_strconcat (prefix, ".", parameter->name, NULL);

    g_free (parameter->name);
    parameter->name = name;
    parameter->shared = shared;
    g_ptr_array_add (self->parameters, parameter);
  }
}

static void
collect_parameters (MienNetwork *self)
{
  self->parameters = g_ptr_array_new ();
  for (guint i = 0; i < n_layers (self); i++) {
    g_autofree char *prefix = g_strdup_printf ("trunk.%u", i);

    collect (self, trunk_layer (self, i), TRUE, prefix);
  }
  for (guint t = 0; t < self->tasks->len; t++) {
    g_autofree char *prefix =
        g_strconcat ("heads.", ((MienTask *) g_ptr_array_index (self->tasks, t))->name, NULL);

    collect (self, head_layer (self, t), FALSE, prefix);
  }
}

static gboolean
feeds_sigmoid (MienNetwork *self, guint layer)
{
  return layer + 1 < n_layers (self) && trunk_layer (self, layer + 1)->type == MIEN_LAYER_SIGMOID;
}

/* Convolutions, whose ReLU follows: He et al., "Delving Deep into Rectifiers", ICCV 2015, eq. 10.
 * Before a sigmoid: Glorot & Bengio, "Understanding the Difficulty of Training Deep Feedforward
 * Neural Networks", AISTATS 2010, eq. 12, as a normal distribution. Other linear layers and heads:
 * a third of the variance of LeCun et al., "Efficient BackProp", 1998, section 4.6, which keeps
 * first answers near chance behind dropout, and is what PyTorch gives a linear layer. */
static double
initial_variance (const MienLayer *layer, gboolean sigmoid)
{
  const MienParameter *weight = mien_layer_parameter (layer, 0);
  double fan_out = weight->dims[0], fan_in = (double) weight->len / fan_out;

  if (layer->type == MIEN_LAYER_CONV)
    return 2.0 / fan_in;
  return sigmoid ? 2.0 / (fan_in + fan_out) : 1.0 / (3.0 * fan_in);
}

static void
initialise (MienLayer *layer, gboolean sigmoid, guint64 seed, guint number)
{
  if (layer->type != MIEN_LAYER_CONV && layer->type != MIEN_LAYER_LINEAR)
    return;

  MienParameter *weight = mien_layer_parameter (layer, 0);
  double deviation = sqrt (initial_variance (layer, sigmoid));
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_WEIGHTS, number, 0);
  for (gsize i = 0; i < weight->len; i++)
    weight->value[i] = (float) (deviation * mien_rng_normal (&rng));
}

static void
initialise_all (MienNetwork *self, guint64 seed)
{
  for (guint i = 0; i < n_layers (self); i++)
    initialise (trunk_layer (self, i), feeds_sigmoid (self, i), seed, i);
  for (guint t = 0; t < self->tasks->len; t++)
    initialise (head_layer (self, t), FALSE, seed, n_layers (self) + t);
}

MienNetwork *
mien_network_new (const char *preset,
                  const MienPreprocessing *preprocessing,
                  GPtrArray *tasks,
                  guint64 seed,
                  GError **error)
{
  g_autoptr (MienNetwork) self = g_new0 (MienNetwork, 1);

  g_return_val_if_fail (tasks->len > 0, NULL);

  mien_gemm_init ();
  if (!check_tasks (tasks, error))
    return NULL;
  self->trunk = mien_trunk_new (preset, input_shape (preprocessing), error);
  if (self->trunk == NULL)
    return NULL;

  self->preset = g_strdup (preset);
  self->preprocessing = *preprocessing;
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  self->heads = g_new0 (Head, tasks->len);
  self->outputs = g_new0 (float *, n_layers (self));
  self->stages = g_new0 (StageBuffers, self->trunk->stages->len);
  for (guint t = 0; t < tasks->len; t++) {
    MienTask *task = mien_task_copy (g_ptr_array_index (tasks, t));

    g_ptr_array_add (self->tasks, task);
    self->heads[t].layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);
    g_ptr_array_add (self->heads[t].layers, mien_layer_linear_new (trunk_end (self), task->width));
  }
  initialise_all (self, seed);
  collect_parameters (self);
  return g_steal_pointer (&self);
}

void
mien_network_free (MienNetwork *self)
{
  if (self == NULL)
    return;

  for (guint t = 0; self->heads != NULL && t < self->tasks->len; t++)
    g_ptr_array_unref (self->heads[t].layers);
  g_free (self->heads);
  g_free (self->outputs);
  g_free (self->stages);
  mien_trunk_free (self->trunk);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  mien_arena_free (self->arena);
  g_free (self->preset);
  g_free (self);
}

/* --- planning --- */

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

static gsize
batch_len (MienNetwork *self, MienShape shape)
{
  return (gsize) self->max_batch * mien_shape_len (shape);
}

static gsize
largest_output (MienNetwork *self)
{
  gsize largest = mien_shape_len (input_shape (&self->preprocessing));

  for (guint i = 0; i < n_layers (self); i++)
    largest = MAX (largest, mien_shape_len (trunk_layer (self, i)->out));
  return largest * (gsize) self->max_batch;
}

static void
lay_out_gradients (MienNetwork *self)
{
  for (guint i = 0; i < self->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (self->parameters, i);

    parameter->grad = NULL;
    if (self->plan != MIEN_PLAN_PREDICT && parameter->trainable)
      parameter->grad = take (self, parameter->len);
  }
}

/* A PREDICT plan needs no output but the newest, so two buffers serve in turns. */
static void
lay_out_outputs (MienNetwork *self)
{
  guint turn = 0;

  self->spare[0] = take (self, largest_output (self));
  self->spare[1] = take (self, largest_output (self));
  for (guint i = 0; i < n_layers (self); i++) {
    MienLayer *layer = trunk_layer (self, i);

    if (layer->klass->in_place)
      self->outputs[i] = i > 0 ? self->outputs[i - 1] : NULL;
    else if (self->plan == MIEN_PLAN_PREDICT)
      self->outputs[i] = self->spare[turn++ % 2];
    else
      self->outputs[i] = take (self, batch_len (self, layer->out));
    if (layer->klass->kept != NULL)
      layer->kept = take (self, layer->klass->kept (layer));
  }
}

static void
lay_out_scratch (MienNetwork *self)
{
  gsize scratch = 0, partials = 0;

  for (guint i = 0; i < n_layers (self); i++) {
    MienLayer *layer = trunk_layer (self, i);

    if (layer->klass->scratch != NULL)
      scratch = MAX (scratch, layer->klass->scratch (layer));
    if (layer->klass->partials != NULL && self->plan != MIEN_PLAN_PREDICT)
      partials = MAX (partials, layer->klass->partials (layer, self->max_batch));
  }
  self->scratch = take (self, scratch * (gsize) self->n_workers);
  self->partials = take (self, partials);
}

static void
lay_out_heads (MienNetwork *self)
{
  for (guint t = 0; t < self->tasks->len; t++) {
    gsize len = batch_len (self, head_layer (self, t)->out);

    self->heads[t].logits = take (self, len);
    self->heads[t].d_logits = take (self, len);
    self->heads[t].d_weighted = take (self, len);
  }
  self->d_head = take (self, batch_len (self, trunk_end (self)));
}

static void
lay_out_stages (MienNetwork *self)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);
    guint last = stage->first + stage->n_layers - 1;

    self->stages[s].y = self->outputs[last];
    self->stages[s].d_y = take (self, batch_len (self, trunk_layer (self, last)->out));
  }
  self->d_input = take (self, batch_len (self, input_shape (&self->preprocessing)));
}

static void
lay_out (MienNetwork *self)
{
  lay_out_gradients (self);
  lay_out_outputs (self);
  lay_out_scratch (self);
  lay_out_heads (self);
  if (self->plan == MIEN_PLAN_EXPLAIN)
    lay_out_stages (self);
}

gboolean
mien_network_plan (MienNetwork *self, MienPlan plan, int max_batch, int n_workers, GError **error)
{
  g_return_val_if_fail (max_batch >= 1 && n_workers >= 1, FALSE);

  g_clear_pointer (&self->arena, mien_arena_free);
  self->plan = plan;
  self->max_batch = max_batch;
  self->n_workers = n_workers;
  self->planned = 0;
  lay_out (self);
  self->arena = mien_arena_new (self->planned * sizeof (float), error);
  if (self->arena == NULL)
    return FALSE;
  lay_out (self);
  return TRUE;
}

gsize
mien_network_get_plan_bytes (MienNetwork *self)
{
  return self->planned * sizeof (float);
}

/* --- running --- */

static MienLayerPass
new_pass (MienNetwork *self, MienPool *pool)
{
  return (MienLayerPass){.pool = pool,
                         .n = self->n,
                         .training = self->pass.training,
                         .seed = self->pass.seed,
                         .step = self->pass.step,
                         .scratch = self->scratch,
                         .partials = self->partials};
}

static const float *
output_of (MienNetwork *self, int layer)
{
  while (layer >= 0 && self->outputs[layer] == NULL)
    layer--; /* a view of the picture itself */
  return layer >= 0 ? self->outputs[layer] : self->x;
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

  self->x = x;
  self->n = n;
  self->pass = *pass;
  for (guint i = 0; i < n_layers (self); i++) {
    MienLayerPass step = new_pass (self, pool);

    step.x = output_of (self, (int) i - 1);
    step.y = self->outputs[i];
    trunk_layer (self, i)->klass->forward (trunk_layer (self, i), &step);
  }
  for (guint t = 0; t < self->tasks->len; t++) {
    MienLayerPass step = new_pass (self, pool);

    step.x = output_of (self, (int) n_layers (self) - 1);
    step.y = self->heads[t].logits;
    head_layer (self, t)->klass->forward (head_layer (self, t), &step);
  }
}

/* Gradient by the trunk's end: what each head says, added in the heads' order. */
static void
backward_heads (MienNetwork *self, MienPool *pool, const float *weights, float *d_end)
{
  gsize end_len = (gsize) self->n * mien_shape_len (trunk_end (self));

  memset (d_end, 0, end_len * sizeof (float));
  for (guint t = 0; t < self->tasks->len; t++) {
    Head *head = &self->heads[t];
    MienLayer *layer = head_layer (self, t);
    gsize len = (gsize) self->n * mien_shape_len (layer->out);
    MienLayerPass step = new_pass (self, pool);

    for (gsize i = 0; i < len; i++)
      head->d_weighted[i] = weights[t] * head->d_logits[i];
    step.x = output_of (self, (int) n_layers (self) - 1);
    step.d_y = head->d_weighted;
    step.d_x = self->d_head;
    layer->klass->backward (layer, &step);
    for (gsize i = 0; i < end_len; i++)
      d_end[i] += self->d_head[i];
  }
}

/* Nobody asks for the gradient by the picture unless it is to be explained. */
static gboolean
needs_d_x (MienNetwork *self, guint layer)
{
  if (self->plan == MIEN_PLAN_EXPLAIN)
    return TRUE;
  for (guint i = 0; i < layer; i++)
    if (trunk_layer (self, i)->parameters->len > 0)
      return TRUE;
  return FALSE;
}

static void
keep_stage (MienNetwork *self, guint layer, const float *d_y)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);

    if (stage->first + stage->n_layers - 1 == layer)
      memcpy (self->stages[s].d_y, d_y,
              (gsize) self->n * mien_shape_len (trunk_layer (self, layer)->out) * sizeof (float));
  }
}

void
mien_network_backward (MienNetwork *self, MienPool *pool, const float *weights)
{
  float *d_y = self->spare[0];

  g_return_if_fail (self->arena != NULL && self->plan != MIEN_PLAN_PREDICT && self->n > 0);

  backward_heads (self, pool, weights, d_y);
  for (guint i = n_layers (self); i-- > 0;) {
    MienLayer *layer = trunk_layer (self, i);
    MienLayerPass step = new_pass (self, pool);
    gboolean same = layer->klass->in_place || layer->klass->back_in_place;
    float *d_x = same ? d_y : d_y == self->spare[0] ? self->spare[1] : self->spare[0];

    if (self->plan == MIEN_PLAN_EXPLAIN)
      keep_stage (self, i, d_y);
    step.x = output_of (self, (int) i - 1);
    step.y = self->outputs[i];
    step.d_y = d_y;
    step.d_x = needs_d_x (self, i) || same ? d_x : NULL;
    layer->klass->backward (layer, &step);
    d_y = d_x;
  }
  if (self->plan == MIEN_PLAN_EXPLAIN)
    memcpy (self->d_input, d_y,
            (gsize) self->n * mien_shape_len (input_shape (&self->preprocessing)) * sizeof (float));
}

/* --- asking --- */

const char *
mien_network_get_preset (MienNetwork *self)
{
  return self->preset;
}

const MienPreprocessing *
mien_network_get_preprocessing (MienNetwork *self)
{
  return &self->preprocessing;
}

void
mien_network_set_preprocessing (MienNetwork *self, const MienPreprocessing *preprocessing)
{
  g_return_if_fail (preprocessing->size == self->preprocessing.size &&
                    preprocessing->channels == self->preprocessing.channels);

  self->preprocessing = *preprocessing;
}

GPtrArray *
mien_network_get_tasks (MienNetwork *self)
{
  return self->tasks;
}

int
mien_network_find_task (MienNetwork *self, const char *name)
{
  for (guint t = 0; t < self->tasks->len; t++)
    if (g_str_equal (((MienTask *) g_ptr_array_index (self->tasks, t))->name, name))
      return (int) t;
  return -1;
}

const float *
mien_network_get_logits (MienNetwork *self, int task)
{
  return self->heads[task].logits;
}

float *
mien_network_get_d_logits (MienNetwork *self, int task)
{
  return self->heads[task].d_logits;
}

const float *
mien_network_get_d_input (MienNetwork *self)
{
  g_return_val_if_fail (self->plan == MIEN_PLAN_EXPLAIN, NULL);

  return self->d_input;
}

gboolean
mien_network_get_stage (MienNetwork *self,
                        const char *name,
                        MienShape *shape,
                        const float **y,
                        const float **d_y)
{
  g_return_val_if_fail (self->plan == MIEN_PLAN_EXPLAIN, FALSE);

  for (guint s = self->trunk->stages->len; s-- > 0;) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);
    MienLayer *last = trunk_layer (self, stage->first + stage->n_layers - 1);
    gboolean wanted = name != NULL
                          ? g_str_equal (stage->name, name)
                          : last->type != MIEN_LAYER_MAX_POOL && last->out.h * last->out.w > 1;

    if (wanted) {
      *shape = last->out;
      shape->n = self->n;
      *y = self->stages[s].y;
      *d_y = self->stages[s].d_y;
      return TRUE;
    }
  }
  return FALSE;
}

GPtrArray *
mien_network_get_parameters (MienNetwork *self)
{
  return self->parameters;
}

gsize
mien_network_count_parameters (MienNetwork *self)
{
  gsize sum = 0;

  for (guint i = 0; i < self->parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (self->parameters, i);

    sum += parameter->trainable ? parameter->len : 0;
  }
  return sum;
}

GPtrArray *
mien_network_get_trunk (MienNetwork *self)
{
  return self->trunk->layers;
}

GPtrArray *
mien_network_get_head (MienNetwork *self, int task)
{
  return self->heads[task].layers;
}

char *
mien_network_fingerprint (MienNetwork *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (self->parameters, i);

    g_checksum_update (sum, (const guchar *) parameter->value,
                       (gssize) (parameter->len * sizeof (float)));
  }
  return g_strdup (g_checksum_get_string (sum));
}

void
mien_stage_free (MienStage *stage)
{
  g_free (stage->name);
  g_free (stage->text);
  g_free (stage);
}

static void
add_up (MienStage *stage, MienLayer *layer)
{
  stage->out = layer->out;
  if (layer->klass->flops != NULL)
    stage->flops += layer->klass->flops (layer);
  for (guint i = 0; i < layer->parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (layer->parameters, i);

    stage->n_parameters += parameter->trainable ? parameter->len : 0;
  }
}

GPtrArray *
mien_network_describe (MienNetwork *self)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_stage_free);

  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *from = &g_array_index (self->trunk->stages, MienTrunkStage, s);
    MienStage *stage = g_new0 (MienStage, 1);

    stage->name = g_strdup (from->name);
    stage->text = g_strdup (from->text);
    for (guint i = 0; i < from->n_layers; i++)
      add_up (stage, trunk_layer (self, from->first + i));
    g_ptr_array_add (stages, stage);
  }
  for (guint t = 0; t < self->tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (self->tasks, t);
    MienStage *stage = g_new0 (MienStage, 1);

    stage->name = g_strdup (task->name);
    stage->text = g_strdup_printf ("fully connected %d", task->width);
    stage->is_head = TRUE;
    add_up (stage, head_layer (self, t));
    g_ptr_array_add (stages, stage);
  }
  return stages;
}

static gboolean
has_parameter (const MienLayer *layer, const MienParameter *parameter)
{
  return g_ptr_array_find (layer->parameters, parameter, NULL);
}

static char *
name_layer (const MienLayer *layer)
{
  const MienParameter *weight = mien_layer_parameter (layer, 0);

  if (layer->type == MIEN_LAYER_LINEAR)
    return g_strdup ("fully connected");
  if (weight->n_dims == 4)
    return g_strdup_printf ("%s %d×%d", layer->klass->name, weight->dims[2], weight->dims[3]);
  return g_strdup (layer->klass->name);
}

char *
mien_network_locate (MienNetwork *self, const MienParameter *parameter)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);

    for (guint i = stage->first; i < stage->first + stage->n_layers; i++)
      if (has_parameter (trunk_layer (self, i), parameter)) {
        g_autofree char *layer = name_layer (trunk_layer (self, i));

        return g_strdup_printf ("%s, %s", stage->name, layer);
      }
  }
  for (guint t = 0; t < self->tasks->len; t++)
    if (has_parameter (head_layer (self, t), parameter))
      return g_strdup_printf ("the head of %s",
                              ((MienTask *) g_ptr_array_index (self->tasks, t))->name);
  return g_strdup (parameter->name);
}
