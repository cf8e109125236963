#include "engine/network/presets.h"

#include "engine/core/error.h"
#include "engine/network/network.h"

const char *const *
mien_network_presets (void)
{
  static const char *const presets[] = {"reference", "mlp", NULL};

  return presets;
}

static void
stage_clear (gpointer data)
{
  g_free (((MienTrunkStage *) data)->text);
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

/* Behind the layer added last, or the picture. */
static MienShape
add (MienTrunk *self, MienLayer *layer)
{
  layer->inputs[0] = (int) self->layers->len - 1;
  g_ptr_array_add (self->layers, layer);
  return layer->out;
}

static void
end_stage (MienTrunk *self, const char *name, guint first, char *text)
{
  MienTrunkStage stage = {g_intern_string (name), text, first, self->layers->len - first};

  g_array_append_val (self->stages, stage);
}

static MienShape
add_conv_block (MienTrunk *self, MienShape shape, int number, int width)
{
  guint first = self->layers->len;
  g_autofree char *name = g_strdup_printf ("block%d", number);

  for (int i = 0; i < 2; i++) {
    shape = add (self, mien_layer_conv_new (shape, width));
    shape = add (self, mien_layer_batch_norm_new (shape));
    shape = add (self, mien_layer_relu_new (shape));
  }
  end_stage (self, name, first, g_strdup_printf ("2 × conv 3×3, %d, batch norm, ReLU", width));

  g_autofree char *pool = g_strdup_printf ("pool%d", number);
  first = self->layers->len;
  shape = add (self, mien_layer_max_pool_new (shape));
  end_stage (self, pool, first, g_strdup ("max pool 2×2"));
  return shape;
}

static void
build_reference (MienTrunk *self, MienShape shape)
{
  for (int block = 0; block < 3; block++)
    shape = add_conv_block (self, shape, block + 1, 32 << block);

  guint first = self->layers->len;
  shape = add (self, mien_layer_flatten_new (shape));
  shape = add (self, mien_layer_linear_new (shape, 256));
  shape = add (self, mien_layer_relu_new (shape));
  add (self, mien_layer_dropout_new (shape, 0.5, self->layers->len));
  end_stage (self, "trunk", first, g_strdup ("fully connected 256, ReLU, dropout 0.5"));
}

static void
build_mlp (MienTrunk *self, MienShape shape)
{
  shape = add (self, mien_layer_flatten_new (shape));
  shape = add (self, mien_layer_linear_new (shape, 512));
  shape = add (self, mien_layer_sigmoid_new (shape));
  end_stage (self, "hidden1", 0, g_strdup ("fully connected 512, sigmoid"));

  guint first = self->layers->len;
  shape = add (self, mien_layer_linear_new (shape, 256));
  add (self, mien_layer_sigmoid_new (shape));
  end_stage (self, "trunk", first, g_strdup ("fully connected 256, sigmoid"));
}

static gboolean
check_input (const char *preset, MienShape input, GError **error)
{
  int least = g_str_equal (preset, "reference") ? 8 : 1;

  if (input.h >= least && input.w >= least)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
               "Pictures of %d pixels are too small for the network “%s”; it needs at least %d",
               input.h, preset, least);
  return FALSE;
}

MienTrunk *
mien_trunk_new (const char *preset, MienShape input, GError **error)
{
  g_autoptr (MienTrunk) self = g_new0 (MienTrunk, 1);

  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);
  self->stages = g_array_new (FALSE, FALSE, sizeof (MienTrunkStage));
  g_array_set_clear_func (self->stages, stage_clear);
  if (!g_strv_contains (mien_network_presets (), preset)) {
    g_autofree char *known = g_strjoinv (", ", (char **) mien_network_presets ());

    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "There is no network “%s”; there is %s",
                 preset, known);
    return NULL;
  }
  if (!check_input (preset, input, error))
    return NULL;
  if (g_str_equal (preset, "mlp"))
    build_mlp (self, input);
  else
    build_reference (self, input);
  return g_steal_pointer (&self);
}
