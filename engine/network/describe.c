/* A network in words: the rows of its diagram, and where a parameter stands. */
#include "engine/network/network-private.h"

void
mien_stage_free (MienStage *stage)
{
  g_free (stage->name);
  g_free (stage->text);
  g_array_unref (stage->sources);
  g_free (stage);
}

/* Returns: the stage that @layer stands in; -1 where it is the picture */
static int
find_stage_of (MienNetwork *self, int layer)
{
  for (guint s = 0; s < self->graph->stages->len; s++) {
    const MienGraphStage *stage = mien_graph_stage (self->graph, s);

    if (layer >= (int) stage->first && layer < (int) (stage->first + stage->n_layers))
      return (int) s;
  }
  return -1;
}

static gboolean
has_source (const MienStage *stage, int source)
{
  for (guint i = 0; i < stage->sources->len; i++)
    if (g_array_index (stage->sources, int, i) == source)
      return TRUE;
  return FALSE;
}

/* @first: where the stage begins */
static void
add_sources (MienNetwork *self, MienStage *stage, guint first, const MienLayer *layer)
{
  for (int k = 0; k < layer->n_inputs; k++) {
    int source = find_stage_of (self, layer->inputs[k]);

    if (layer->inputs[k] < (int) first && !has_source (stage, source))
      g_array_append_val (stage->sources, source);
  }
}

static void
add_up (MienStage *stage, const MienLayer *layer)
{
  stage->out = layer->out;
  if (layer->klass->flops != NULL)
    stage->flops += layer->klass->flops (layer);
  for (guint i = 0; i < layer->parameters->len; i++) {
    const MienParameter *parameter = mien_layer_parameter (layer, i);

    stage->n_parameters += parameter->is_statistic ? 0 : parameter->len;
  }
}

/* @text: (transfer full) */
static MienStage *
make_stage (MienNetwork *self, const char *name, char *text, int task, guint first, guint end)
{
  MienStage *stage = g_new0 (MienStage, 1);

  stage->name = g_strdup (name);
  stage->text = text;
  stage->task = task;
  stage->sources = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = first; i < end; i++) {
    add_up (stage, mien_network_layer (self, i));
    add_sources (self, stage, first, mien_network_layer (self, i));
  }
  return stage;
}

static char *
write_head (const MienTask *task)
{
  g_autofree char *times =
      task->n_hidden > 1 ? g_strdup_printf ("%d × ", task->n_hidden) : g_strdup ("");

  if (task->n_hidden == 0)
    return g_strdup_printf ("fully connected %d", task->width);
  return g_strdup_printf ("%sfully connected %d, ReLU; fully connected %d", times,
                          task->hidden_width, task->width);
}

static MienStage *
describe_head (MienNetwork *self, guint t)
{
  const MienTask *task = g_ptr_array_index (self->tasks, t);
  MienStage *stage = make_stage (self, task->name, write_head (task), (int) t, self->heads[t].first,
                                 self->heads[t].end);

  stage->is_head = TRUE;
  return stage;
}

GPtrArray *
mien_network_describe (MienNetwork *self)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_stage_free);

  for (guint s = 0; s < self->graph->stages->len; s++) {
    const MienGraphStage *from = mien_graph_stage (self->graph, s);

    g_ptr_array_add (stages, make_stage (self, from->name, g_strdup (from->text), from->task,
                                         from->first, from->first + from->n_layers));
  }
  for (guint t = 0; t < self->tasks->len; t++)
    g_ptr_array_add (stages, describe_head (self, t));
  return stages;
}

static const MienLayer *
find_layer (MienNetwork *self, const MienParameter *parameter, int *number)
{
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    *number = (int) i;
    if (g_ptr_array_find (mien_network_layer (self, i)->parameters, parameter, NULL))
      return mien_network_layer (self, i);
  }
  return NULL;
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
  int number = -1, stage = -1;

  if (find_layer (self, parameter, &number) != NULL)
    stage = find_stage_of (self, number);
  return stage >= 0 ? mien_graph_stage (self->graph, (guint) stage)->name : NULL;
}

char *
mien_network_locate (MienNetwork *self, const MienParameter *parameter)
{
  int number = -1;
  const MienLayer *layer = find_layer (self, parameter, &number);
  int stage = layer != NULL ? find_stage_of (self, number) : -1;
  const char *task = layer != NULL && layer->task >= 0
                         ? ((MienTask *) g_ptr_array_index (self->tasks, (guint) layer->task))->name
                         : NULL;

  if (stage < 0)
    return task != NULL ? g_strdup_printf ("the head of %s", task) : g_strdup (parameter->name);

  const char *name = mien_graph_stage (self->graph, (guint) stage)->name;
  g_autofree char *what = name_layer (layer);
  return task != NULL ? g_strdup_printf ("%s of %s, %s", name, task, what)
                      : g_strdup_printf ("%s, %s", name, what);
}
