/* Which feature maps an answer comes from last. */
#include "engine/network/network-private.h"

/* Returns: the stage that @layer ends with maps of more than one pixel, but for a max pool, whose
 * maps are the coarser ones of the stage before; -1 where there is none */
static int
find_map (MienNetwork *self, int layer)
{
  const MienLayer *last = mien_network_layer (self, (guint) layer);

  if (last->type == MIEN_LAYER_MAX_POOL || last->out.h * last->out.w <= 1)
    return -1;
  for (guint s = 0; s < self->graph->stages->len; s++)
    if (mien_network_stage_end (self, s) == layer)
      return (int) s;
  return -1;
}

/* Every stage of maps that the answer is reached from without another in between, the last first.
 */
static GArray *
find_last_maps (MienNetwork *self, int answer)
{
  g_autofree gboolean *reached = g_new0 (gboolean, (guint) answer + 1);
  GArray *maps = g_array_new (FALSE, FALSE, sizeof (guint));

  reached[answer] = TRUE;
  for (int i = answer; i >= 0; i--) {
    const MienLayer *layer = mien_network_layer (self, (guint) i);
    int stage = reached[i] ? find_map (self, i) : -1;

    if (stage >= 0)
      g_array_append_val (maps, stage);
    for (int k = 0; reached[i] && stage < 0 && k < layer->n_inputs; k++)
      if (layer->inputs[k] >= 0)
        reached[layer->inputs[k]] = TRUE;
  }
  return maps;
}

static gboolean
reads (MienNetwork *self, guint stage, guint other)
{
  int end = mien_network_stage_end (self, stage), source = mien_network_stage_end (self, other);
  g_autofree gboolean *sources = mien_graph_find_sources (self->graph, end);

  return source < end && sources[source];
}

static gboolean
reads_any (MienNetwork *self, guint stage, GArray *others)
{
  for (guint i = 0; i < others->len; i++)
    if (reads (self, stage, g_array_index (others, guint, i)))
      return TRUE;
  return FALSE;
}

GArray *
mien_network_find_maps (MienNetwork *self, int task)
{
  g_autoptr (GArray) last = find_last_maps (self, mien_network_answer (self, (guint) task));
  GArray *maps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = last->len; i-- > 0;) {
    guint stage = g_array_index (last, guint, i);

    if (!reads_any (self, stage, last))
      g_array_append_val (maps, stage);
  }
  return maps;
}
