/* Networks built from a preset, and what can be asked of them. */
#include "engine/core/error.h"
#include "engine/kernels/gemm.h"
#include "engine/network/initial.h"
#include "engine/network/network-private.h"
#include "engine/network/presets.h"

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
collect (MienNetwork *self, MienLayer *layer, int task, const char *prefix)
{
  for (guint i = 0; i < layer->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (layer->parameters, i);
    char *name = g_strconcat (prefix, ".", parameter->name, NULL);

    g_free (parameter->name);
    parameter->name = name;
    parameter->task = task;
    g_ptr_array_add (self->parameters, parameter);
  }
}

static void
collect_parameters (MienNetwork *self)
{
  self->parameters = g_ptr_array_new ();
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    g_autofree char *prefix = g_strdup_printf ("trunk.%u", i);

    collect (self, mien_network_layer (self, i), -1, prefix);
  }
  for (guint t = 0; t < self->tasks->len; t++) {
    g_autofree char *prefix =
        g_strconcat ("heads.", ((MienTask *) g_ptr_array_index (self->tasks, t))->name, NULL);

    collect (self, mien_network_head (self, t), (int) t, prefix);
  }
}

/* Norms, poolings and sums hand on what they get; the first that reads an output stands for all. */
static MienLeads
leads (MienNetwork *self, guint layer)
{
  for (guint i = layer + 1; i < mien_network_n_layers (self); i++) {
    const MienLayer *reader = mien_network_layer (self, i);

    if (reader->inputs[0] != (int) layer &&
        (reader->n_inputs < 2 || reader->inputs[1] != (int) layer))
      continue;
    switch (reader->type) {
    case MIEN_LAYER_RELU:
    case MIEN_LAYER_LEAKY_RELU:
    case MIEN_LAYER_GELU:
      return MIEN_LEADS_TO_RELU;
    case MIEN_LAYER_SIGMOID:
    case MIEN_LAYER_TANH:
      return MIEN_LEADS_TO_CURVE;
    case MIEN_LAYER_CONV:
    case MIEN_LAYER_LINEAR:
      return MIEN_LEADS_ON;
    default:
      layer = i;
    }
  }
  return MIEN_LEADS_ON;
}

static void
initialise_all (MienNetwork *self, guint64 seed)
{
  for (guint i = 0; i < mien_network_n_layers (self); i++)
    mien_initial_draw (mien_network_layer (self, i), leads (self, i), seed, i);
  for (guint t = 0; t < self->tasks->len; t++)
    mien_initial_draw (mien_network_head (self, t), MIEN_LEADS_ON, seed,
                       mien_network_n_layers (self) + t);
}

static void
step_clear (gpointer data)
{
  mien_fused_layer_free (((MienStep *) data)->fused);
}

static void
add_heads (MienNetwork *self, GPtrArray *tasks)
{
  MienShape end = mien_network_shape (self, (int) mien_network_n_layers (self) - 1);

  self->heads = g_new0 (MienHead, tasks->len);
  for (guint t = 0; t < tasks->len; t++) {
    MienTask *task = mien_task_copy (g_ptr_array_index (tasks, t));

    g_ptr_array_add (self->tasks, task);
    self->heads[t].layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);
    g_ptr_array_add (self->heads[t].layers, mien_layer_linear_new (end, task->width));
  }
}

MienNetwork *
mien_network_new_with_trunk (const char *name,
                             MienTrunk *trunk,
                             const MienPreprocessing *preprocessing,
                             GPtrArray *tasks,
                             guint64 seed,
                             GError **error)
{
  g_autoptr (MienNetwork) self = g_new0 (MienNetwork, 1);

  g_return_val_if_fail (tasks->len > 0 && trunk->layers->len > 0, NULL);

  self->trunk = trunk;
  if (!check_tasks (tasks, error))
    return NULL;

  mien_gemm_init ();
  self->preset = g_strdup (name);
  self->preprocessing = *preprocessing;
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (MienStep));
  g_array_set_clear_func (self->steps, step_clear);
  self->tensors = g_new0 (MienTensor, mien_network_n_layers (self) + 1);
  self->stages = g_new0 (MienStageBuffers, self->trunk->stages->len);
  add_heads (self, tasks);
  initialise_all (self, seed);
  collect_parameters (self);
  return g_steal_pointer (&self);
}

MienNetwork *
mien_network_new (const char *preset,
                  const MienPreprocessing *preprocessing,
                  GPtrArray *tasks,
                  guint64 seed,
                  GError **error)
{
  const MienShape picture = {1, preprocessing->channels, preprocessing->size, preprocessing->size};
  MienTrunk *trunk = mien_preset_build (preset, picture, error);

  if (trunk == NULL)
    return NULL;
  return mien_network_new_with_trunk (preset, trunk, preprocessing, tasks, seed, error);
}

void
mien_network_free (MienNetwork *self)
{
  if (self == NULL)
    return;

  for (guint t = 0; self->heads != NULL && t < self->tasks->len; t++)
    g_ptr_array_unref (self->heads[t].layers);
  g_free (self->heads);
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self->tensors);
  g_free (self->stages);
  mien_trunk_free (self->trunk);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  mien_arena_free (self->arena);
  g_free (self->preset);
  g_free (self);
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

  return mien_network_tensor (self, -1)->d_y;
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
    MienLayer *last = mien_network_layer (self, stage->first + stage->n_layers - 1);
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
      add_up (stage, mien_network_layer (self, from->first + i));
    g_ptr_array_add (stages, stage);
  }
  for (guint t = 0; t < self->tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (self->tasks, t);
    MienStage *stage = g_new0 (MienStage, 1);

    stage->name = g_strdup (task->name);
    stage->text = g_strdup_printf ("fully connected %d", task->width);
    stage->is_head = TRUE;
    add_up (stage, mien_network_head (self, t));
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

const char *
mien_network_find_stage (MienNetwork *self, const MienParameter *parameter)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);

    for (guint i = stage->first; i < stage->first + stage->n_layers; i++)
      if (has_parameter (mien_network_layer (self, i), parameter))
        return stage->name;
  }
  return NULL;
}

char *
mien_network_locate (MienNetwork *self, const MienParameter *parameter)
{
  for (guint s = 0; s < self->trunk->stages->len; s++) {
    const MienTrunkStage *stage = &g_array_index (self->trunk->stages, MienTrunkStage, s);

    for (guint i = stage->first; i < stage->first + stage->n_layers; i++)
      if (has_parameter (mien_network_layer (self, i), parameter)) {
        g_autofree char *layer = name_layer (mien_network_layer (self, i));

        return g_strdup_printf ("%s, %s", stage->name, layer);
      }
  }
  for (guint t = 0; t < self->tasks->len; t++)
    if (has_parameter (mien_network_head (self, t), parameter))
      return g_strdup_printf ("the head of %s",
                              ((MienTask *) g_ptr_array_index (self->tasks, t))->name);
  return g_strdup (parameter->name);
}
