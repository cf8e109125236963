#include "engine/network/trunk.h"

static void
stage_clear (gpointer data)
{
  g_free (((MienTrunkStage *) data)->text);
}

MienTrunk *
mien_trunk_new (void)
{
  MienTrunk *self = g_new0 (MienTrunk, 1);

  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);
  self->stages = g_array_new (FALSE, FALSE, sizeof (MienTrunkStage));
  g_array_set_clear_func (self->stages, stage_clear);
  return self;
}

void
mien_trunk_free (MienTrunk *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->layers);
  g_array_unref (self->stages);
  g_free (self);
}

int
mien_trunk_last (const MienTrunk *self)
{
  return (int) self->layers->len - 1;
}

MienShape
mien_trunk_add (MienTrunk *self, MienLayer *layer)
{
  return mien_trunk_add_behind (self, layer, mien_trunk_last (self));
}

MienShape
mien_trunk_add_behind (MienTrunk *self, MienLayer *layer, int input)
{
  layer->inputs[0] = input;
  g_ptr_array_add (self->layers, layer);
  return layer->out;
}

MienShape
mien_trunk_add_sum (MienTrunk *self, int first, int second)
{
  MienLayer *layer =
      mien_layer_sum_new (((MienLayer *) g_ptr_array_index (self->layers, (guint) first))->out);

  layer->inputs[1] = second;
  return mien_trunk_add_behind (self, layer, first);
}

void
mien_trunk_end_stage (MienTrunk *self, const char *name, char *text)
{
  guint first = 0;

  if (self->stages->len > 0) {
    const MienTrunkStage *last =
        &g_array_index (self->stages, MienTrunkStage, self->stages->len - 1);

    first = last->first + last->n_layers;
  }
  MienTrunkStage stage = {g_intern_string (name), text, first, self->layers->len - first};

  g_array_append_val (self->stages, stage);
}
