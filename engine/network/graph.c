#include "engine/network/graph.h"

enum {
  NO_END = -2
};

static void
stage_clear (gpointer data)
{
  g_free (((MienGraphStage *) data)->text);
}

MienGraph *
mien_graph_new (void)
{
  MienGraph *self = g_new0 (MienGraph, 1);

  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);
  self->stages = g_array_new (FALSE, FALSE, sizeof (MienGraphStage));
  g_array_set_clear_func (self->stages, stage_clear);
  self->ends = g_array_new (FALSE, FALSE, sizeof (int));
  mien_graph_set_owner (self, -1, "trunk");
  return self;
}

void
mien_graph_free (MienGraph *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->layers);
  g_array_unref (self->stages);
  g_array_unref (self->ends);
  g_free (self->prefix);
  g_free (self);
}

int
mien_graph_last (const MienGraph *self)
{
  return (int) self->layers->len - 1;
}

MienLayer *
mien_graph_layer (const MienGraph *self, int layer)
{
  return g_ptr_array_index (self->layers, (guint) layer);
}

void
mien_graph_set_owner (MienGraph *self, int task, const char *prefix)
{
  g_free (self->prefix);
  self->prefix = g_strdup (prefix);
  self->task = task;
}

MienShape
mien_graph_add (MienGraph *self, MienLayer *layer)
{
  return mien_graph_add_behind (self, layer, mien_graph_last (self));
}

MienShape
mien_graph_add_behind (MienGraph *self, MienLayer *layer, int input)
{
  return mien_graph_add_reading (self, layer, &input);
}

MienShape
mien_graph_add_reading (MienGraph *self, MienLayer *layer, const int *inputs)
{
  for (int k = 0; k < layer->n_inputs; k++)
    layer->inputs[k] = inputs[k];
  layer->task = self->task;
  layer->number = self->layers->len;
  if (layer->name == NULL)
    layer->name = g_strdup_printf ("%s.%u", self->prefix, layer->number);
  g_ptr_array_add (self->layers, layer);
  return layer->out;
}

MienShape
mien_graph_add_sum (MienGraph *self, int first, int second)
{
  const int inputs[] = {first, second};

  return mien_graph_add_reading (self, mien_layer_sum_new (mien_graph_layer (self, first)->out),
                                 inputs);
}

void
mien_graph_end_stage (MienGraph *self, const char *name, char *text)
{
  guint first = 0;

  if (self->stages->len > 0) {
    const MienGraphStage *last = mien_graph_stage (self, self->stages->len - 1);

    first = last->first + last->n_layers;
  }
  MienGraphStage stage = {g_intern_string (name), text, first, self->layers->len - first,
                          self->task};

  g_array_append_val (self->stages, stage);
}

const MienGraphStage *
mien_graph_stage (const MienGraph *self, guint stage)
{
  return &g_array_index (self->stages, MienGraphStage, stage);
}

void
mien_graph_set_end (MienGraph *self, guint task, int layer)
{
  const int none = NO_END;

  while (self->ends->len <= task)
    g_array_append_val (self->ends, none);
  g_array_index (self->ends, int, task) = layer;
}

int
mien_graph_end (const MienGraph *self, guint task)
{
  int last = mien_graph_last (self);

  if (task < self->ends->len && g_array_index (self->ends, int, task) != NO_END)
    return g_array_index (self->ends, int, task);
  while (last >= 0 && mien_graph_layer (self, last)->task >= 0)
    last--;
  return last;
}

gboolean *
mien_graph_find_sources (const MienGraph *self, int layer)
{
  gboolean *sources = g_new0 (gboolean, (guint) layer + 1);

  sources[layer] = TRUE;
  for (int i = layer; i >= 0; i--)
    for (int k = 0; sources[i] && k < mien_graph_layer (self, i)->n_inputs; k++)
      if (mien_graph_layer (self, i)->inputs[k] >= 0)
        sources[mien_graph_layer (self, i)->inputs[k]] = TRUE;
  return sources;
}
