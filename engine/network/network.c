/* Networks built from a preset, and what can be asked of them. */
#include "engine/core/error.h"
#include "engine/kernels/gemm.h"
#include "engine/network/initial.h"
#include "engine/network/network-private.h"

/* --- building --- */

static void
collect (MienNetwork *self, MienLayer *layer)
{
  for (guint i = 0; i < layer->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (layer->parameters, i);
    char *name = g_strconcat (layer->name, ".", parameter->name, NULL);

    g_free (parameter->name);
    parameter->name = name;
    parameter->task = layer->task;
    g_ptr_array_add (self->parameters, parameter);
  }
}

/* The trunk's, and then each task's. */
static void
collect_parameters (MienNetwork *self)
{
  guint n_given = self->heads[self->tasks->len - 1].first_copy;

  self->parameters = g_ptr_array_new ();
  for (guint i = 0; i < n_given; i++)
    collect (self, mien_network_layer (self, i));
  for (guint t = 0; t < self->tasks->len; t++)
    for (guint i = self->heads[t].first_copy; i < self->heads[t].end; i++)
      collect (self, mien_network_layer (self, i));
}

static gboolean
reads (const MienLayer *reader, guint layer)
{
  for (int k = 0; k < reader->n_inputs; k++)
    if (reader->inputs[k] == (int) layer)
      return TRUE;
  return FALSE;
}

/* Norms, poolings and sums hand on what they get; the first that reads an output stands for all. */
static MienLeads
leads (MienNetwork *self, guint layer)
{
  for (guint i = layer + 1; i < mien_network_n_layers (self); i++) {
    const MienLayer *reader = mien_network_layer (self, i);

    if (!reads (reader, layer))
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
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    MienLayer *layer = mien_network_layer (self, i);

    mien_initial_draw (layer, leads (self, i), seed, layer->number);
  }
}

static void
step_clear (gpointer data)
{
  mien_fused_layer_free (((MienStep *) data)->fused);
}

static void
add_tensors (MienNetwork *self)
{
  int most = 1;

  self->tensors = g_new0 (MienTensor, mien_network_n_layers (self) + 1);
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    int n = mien_network_layer (self, i)->n_inputs;

    mien_network_tensor (self, (int) i)->d_more = g_new0 (float *, n);
    most = MAX (most, n);
  }
  self->inputs = g_new0 (const float *, most);
  self->d_inputs = g_new0 (float *, most);
}

static GPtrArray *
copy_tasks (GPtrArray *tasks)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  for (guint t = 0; t < tasks->len; t++)
    g_ptr_array_add (copies, mien_task_copy (g_ptr_array_index (tasks, t)));
  return copies;
}

MienNetwork *
mien_network_new_with_graph (const char *name,
                             MienGraph *graph,
                             const MienPreprocessing *preprocessing,
                             GPtrArray *tasks,
                             guint64 seed,
                             GError **error)
{
  g_autoptr (MienNetwork) self = g_new0 (MienNetwork, 1);

  g_return_val_if_fail (tasks->len > 0 && graph->layers->len > 0, NULL);

  self->graph = graph;
  self->heads = g_new0 (MienHead, tasks->len);
  if (!mien_graph_add_tasks (graph, tasks, self->heads, error))
    return NULL;

  mien_gemm_init ();
  self->preset = g_strdup (name);
  self->preprocessing = *preprocessing;
  self->tasks = copy_tasks (tasks);
  self->steps = g_array_new (FALSE, FALSE, sizeof (MienStep));
  g_array_set_clear_func (self->steps, step_clear);
  add_tensors (self);
  self->stages = g_new0 (MienStageBuffers, graph->stages->len);
  initialise_all (self, seed);
  collect_parameters (self);
  return g_steal_pointer (&self);
}

MienNetwork *
mien_network_new_sharing (const char *preset,
                          const MienSharing *sharing,
                          const MienPreprocessing *preprocessing,
                          GPtrArray *tasks,
                          guint64 seed,
                          GError **error)
{
  const MienShape picture = {1, preprocessing->channels, preprocessing->size, preprocessing->size};
  MienGraph *graph = mien_sharing_build (sharing, preset, picture, tasks, error);
  MienNetwork *self;

  if (graph == NULL)
    return NULL;
  self = mien_network_new_with_graph (preset, graph, preprocessing, tasks, seed, error);
  if (self != NULL)
    self->sharing = *sharing;
  return self;
}

MienNetwork *
mien_network_new (const char *preset,
                  const MienPreprocessing *preprocessing,
                  GPtrArray *tasks,
                  guint64 seed,
                  GError **error)
{
  const MienSharing hard = {.kind = MIEN_SHARING_HARD};

  return mien_network_new_sharing (preset, &hard, preprocessing, tasks, seed, error);
}

void
mien_network_free (MienNetwork *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; self->tensors != NULL && i < mien_network_n_layers (self); i++)
    g_free (mien_network_tensor (self, (int) i)->d_more);
  g_free (self->tensors);
  g_free (self->inputs);
  g_free (self->d_inputs);
  g_free (self->heads);
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self->stages);
  mien_graph_free (self->graph);
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

const MienSharing *
mien_network_get_sharing (MienNetwork *self)
{
  return &self->sharing;
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
  return mien_network_tensor (self, mien_network_answer (self, (guint) task))->y;
}

float *
mien_network_get_d_logits (MienNetwork *self, int task)
{
  return mien_network_tensor (self, mien_network_answer (self, (guint) task))->d_y;
}

const float *
mien_network_get_d_input (MienNetwork *self)
{
  g_return_val_if_fail (self->plan == MIEN_PLAN_EXPLAIN, NULL);

  return mien_network_tensor (self, -1)->d_y;
}

void
mien_network_get_stage (MienNetwork *self,
                        guint stage,
                        MienShape *shape,
                        const float **y,
                        const float **d_y)
{
  g_return_if_fail (self->plan == MIEN_PLAN_EXPLAIN && stage < self->graph->stages->len);

  *shape = mien_network_shape (self, mien_network_stage_end (self, stage));
  shape->n = self->n;
  *y = self->stages[stage].y;
  *d_y = self->stages[stage].d_y;
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

    sum += parameter->is_statistic ? 0 : parameter->len;
  }
  return sum;
}

GPtrArray *
mien_network_get_layers (MienNetwork *self)
{
  return self->graph->layers;
}

int
mien_network_get_answer (MienNetwork *self, int task)
{
  return mien_network_answer (self, (guint) task);
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
