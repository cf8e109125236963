/* What a network has learned about sharing. */
#include "engine/network/network-private.h"

#include <string.h>

static void
stitch_free (gpointer data)
{
  MienStitch *self = data;

  g_free (self->stage);
  g_free (self->alphas);
  g_free (self);
}

/* The stage that @layer ends, without whose copy of it it is. */
static char *
name_stage (MienNetwork *self, int layer)
{
  for (guint s = 0; s < self->graph->stages->len; s++)
    if (mien_network_stage_end (self, s) == layer) {
      const char *name = mien_graph_stage (self->graph, s)->name, *of = strstr (name, " of ");

      return of != NULL ? g_strndup (name, (gsize) (of - name)) : g_strdup (name);
    }
  return g_strdup ("");
}

GPtrArray *
mien_network_get_stitches (MienNetwork *self)
{
  GPtrArray *stitches = g_ptr_array_new_with_free_func (stitch_free);
  guint n_rows = 0;

  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    const MienLayer *layer = mien_network_layer (self, i);

    if (layer->type != MIEN_LAYER_STITCH)
      continue;
    if (n_rows % self->tasks->len == 0) {
      MienStitch *stitch = g_new0 (MienStitch, 1);

      stitch->stage = name_stage (self, layer->inputs[0]);
      stitch->alphas = g_new0 (const float *, self->tasks->len);
      g_ptr_array_add (stitches, stitch);
    }
    MienStitch *last = g_ptr_array_index (stitches, stitches->len - 1);
    last->alphas[n_rows++ % self->tasks->len] = mien_layer_parameter (layer, 0)->value;
  }
  return stitches;
}

const float *
mien_network_get_gates (MienNetwork *self, int task)
{
  for (guint i = 0; i < mien_network_n_layers (self); i++) {
    const MienLayer *layer = mien_network_layer (self, i);

    if (layer->type == MIEN_LAYER_MIXTURE && layer->task == task)
      return layer->kept;
  }
  return NULL;
}
