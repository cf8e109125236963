#include "engine/network/sharing.h"

#include "engine/network/presets.h"
#include "engine/network/sharing-private.h"

static const char *const names[] = {
    [MIEN_SHARING_HARD] = "hard",
    [MIEN_SHARING_CROSS_STITCH] = "cross-stitch",
    [MIEN_SHARING_MMOE] = "mmoe",
    [MIEN_SHARING_MTAN] = "mtan",
};

const char *
mien_sharing_name (MienSharingKind kind)
{
  return (guint) kind < MIEN_N_SHARINGS ? names[kind] : NULL;
}

gboolean
mien_sharing_from_name (const char *name, MienSharingKind *kind)
{
  for (guint i = 0; i < MIEN_N_SHARINGS; i++)
    if (g_str_equal (names[i], name)) {
      *kind = (MienSharingKind) i;
      return TRUE;
    }
  return FALSE;
}

/* --- what all are built from --- */

static gboolean
learns (const MienGraph *preset, guint stage)
{
  const MienGraphStage *it = mien_graph_stage (preset, stage);

  for (guint i = it->first; i < it->first + it->n_layers; i++)
    if (mien_graph_layer (preset, (int) i)->parameters->len > 0)
      return TRUE;
  return FALSE;
}

GArray *
mien_sharing_find_units (const MienGraph *preset)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (MienUnit));

  for (guint stage = 0; stage < preset->stages->len; stage++) {
    const MienUnit unit = {stage, 1};

    if (units->len == 0 || learns (preset, stage))
      g_array_append_val (units, unit);
    else
      g_array_index (units, MienUnit, units->len - 1).n_stages++;
  }
  return units;
}

int
mien_sharing_copy_stage (MienGraph *self,
                         const MienGraph *preset,
                         guint stage,
                         int input,
                         const char *of)
{
  const MienGraphStage *from = mien_graph_stage (preset, stage);
  g_autofree char *name = of != NULL ? g_strdup_printf ("%s of %s", from->name, of) : NULL;
  int first = (int) from->first, moved = mien_graph_last (self) + 1 - first;

  for (int i = first; i < first + (int) from->n_layers; i++) {
    const MienLayer *layer = mien_graph_layer (preset, i);
    g_autofree int *inputs = g_new (int, layer->n_inputs);

    for (int k = 0; k < layer->n_inputs; k++)
      inputs[k] = layer->inputs[k] >= first ? layer->inputs[k] + moved : input;
    mien_graph_add_reading (self, mien_layer_copy (layer), inputs);
  }
  mien_graph_end_stage (self, name != NULL ? name : from->name, g_strdup (from->text));
  return mien_graph_last (self);
}

/* --- any of them --- */

MienGraph *
mien_sharing_build (const MienSharing *self,
                    const char *preset,
                    MienShape input,
                    GPtrArray *tasks,
                    GError **error)
{
  g_autoptr (MienGraph) from = mien_preset_build (preset, input, error);

  if (from == NULL)
    return NULL;
  switch (self->kind) {
  case MIEN_SHARING_CROSS_STITCH:
    return mien_build_cross_stitch (from, tasks);
  case MIEN_SHARING_MMOE:
    return mien_build_mmoe (from, input, tasks, self->experts);
  case MIEN_SHARING_MTAN:
    return mien_build_mtan (from, tasks);
  case MIEN_SHARING_HARD:
  default:
    return g_steal_pointer (&from);
  }
}
