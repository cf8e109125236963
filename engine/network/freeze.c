/* Shared stages that stay as they are. */
#include "engine/core/error.h"
#include "engine/network/network-private.h"

static void
set_frozen (MienLayer *layer, gboolean frozen)
{
  layer->frozen = frozen;
  for (guint i = 0; i < layer->parameters->len; i++) {
    MienParameter *parameter = mien_layer_parameter (layer, i);

    parameter->trainable = !frozen && !parameter->is_statistic;
  }
}

static void
freeze_up_to (MienNetwork *self, int end)
{
  g_autofree gboolean *read = mien_graph_find_sources (self->graph, end);

  for (int i = 0; i <= end; i++)
    if (read[i] && mien_graph_layer (self->graph, i)->task < 0)
      set_frozen (mien_graph_layer (self->graph, i), TRUE);
}

static char *
list_shared (MienNetwork *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint s = 0; s < self->graph->stages->len; s++)
    if (mien_graph_stage (self->graph, s)->task < 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              mien_graph_stage (self->graph, s)->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

gboolean
mien_network_freeze (MienNetwork *self, const char *stage, GError **error)
{
  gboolean found = stage == NULL || *stage == '\0';

  mien_network_forget_plan (self);
  for (guint i = 0; i < mien_network_n_layers (self); i++)
    set_frozen (mien_network_layer (self, i), FALSE);
  for (guint s = 0; s < self->graph->stages->len && stage != NULL; s++)
    if (mien_graph_stage (self->graph, s)->task < 0 &&
        g_str_equal (mien_graph_stage (self->graph, s)->name, stage)) {
      freeze_up_to (self, mien_network_stage_end (self, s));
      found = TRUE;
    }
  if (found)
    return TRUE;

  g_autofree char *known = list_shared (self);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The network “%s” has no shared stage “%s” to freeze; it shares %s", self->preset,
               stage, known);
  return FALSE;
}
