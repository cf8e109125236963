#include "engine/network/presets.h"

#include "engine/core/error.h"
#include "engine/network/network.h"

static MienShape
add_conv (MienGraph *self, MienShape shape, int width, int kernel, int stride, int padding)
{
  const MienSlide window = mien_slide_square (kernel, stride, padding);

  return mien_graph_add (self, mien_layer_conv_new_full (shape, width, &window, 1, FALSE));
}

static MienShape
add_norm (MienGraph *self, MienShape shape)
{
  return mien_graph_add (self, mien_layer_batch_norm_new (shape));
}

static MienShape
add_norm_and_relu (MienGraph *self, MienShape shape)
{
  return mien_graph_add (self, mien_layer_relu_new (add_norm (self, shape)));
}

/* A projection of layer @input to the shape that the other branch ends with. */
static int
add_shortcut (MienGraph *self, MienShape shape, int width, int input)
{
  const MienSlide window = mien_slide_square (1, 2, 0);

  shape = mien_graph_add_behind (self, mien_layer_conv_new_full (shape, width, &window, 1, FALSE),
                                 input);
  add_norm (self, shape);
  return mien_graph_last (self);
}

/* --- reference --- */

static MienShape
add_conv_block (MienGraph *self, MienShape shape, int number, int width)
{
  g_autofree char *name = g_strdup_printf ("block%d", number);
  g_autofree char *pool = g_strdup_printf ("pool%d", number);

  for (int i = 0; i < 2; i++)
    shape = add_norm_and_relu (self, add_conv (self, shape, width, 3, 1, 1));
  mien_graph_end_stage (self, name, g_strdup_printf ("2 × conv 3×3, %d, batch norm, ReLU", width));
  shape = mien_graph_add (self, mien_layer_max_pool_new (shape));
  mien_graph_end_stage (self, pool, g_strdup ("max pool 2×2"));
  return shape;
}

static void
build_reference (MienGraph *self, MienShape shape)
{
  for (int block = 0; block < 3; block++)
    shape = add_conv_block (self, shape, block + 1, 32 << block);

  shape = mien_graph_add (self, mien_layer_flatten_new (shape));
  shape = mien_graph_add (self, mien_layer_linear_new (shape, 256));
  shape = mien_graph_add (self, mien_layer_relu_new (shape));
  mien_graph_add (self, mien_layer_dropout_new (shape, 0.5));
  mien_graph_end_stage (self, "trunk", g_strdup ("fully connected 256, ReLU, dropout 0.5"));
}

/* --- mlp --- */

static void
build_mlp (MienGraph *self, MienShape shape)
{
  shape = mien_graph_add (self, mien_layer_flatten_new (shape));
  shape = mien_graph_add (self, mien_layer_linear_new (shape, 512));
  shape = mien_graph_add (self, mien_layer_sigmoid_new (shape));
  mien_graph_end_stage (self, "hidden1", g_strdup ("fully connected 512, sigmoid"));

  shape = mien_graph_add (self, mien_layer_linear_new (shape, 256));
  mien_graph_add (self, mien_layer_sigmoid_new (shape));
  mien_graph_end_stage (self, "trunk", g_strdup ("fully connected 256, sigmoid"));
}

/* --- mini-xception --- */

/* A window for each map of layer @input, then mixtures of the maps. */
static MienShape
add_separable_conv (MienGraph *self, MienShape shape, int width, int input)
{
  const MienSlide window = mien_slide_square (3, 1, 1);

  shape = mien_graph_add_behind (
      self, mien_layer_conv_new_full (shape, shape.c, &window, shape.c, FALSE), input);
  return add_conv (self, shape, width, 1, 1, 0);
}

static MienShape
add_module (MienGraph *self, MienShape shape, int number, int width)
{
  const MienSlide window = mien_slide_square (3, 2, 1);
  g_autofree char *name = g_strdup_printf ("module%d", number);
  int input = mien_graph_last (self), shortcut = add_shortcut (self, shape, width, input);

  shape = add_norm_and_relu (self, add_separable_conv (self, shape, width, input));
  shape = add_norm (self, add_separable_conv (self, shape, width, mien_graph_last (self)));
  mien_graph_add (self, mien_layer_max_pool_new_full (shape, &window));
  shape = mien_graph_add_sum (self, mien_graph_last (self), shortcut);
  mien_graph_end_stage (self, name,
                        g_strdup_printf ("residual: 2 × separable conv 3×3, %d, max pool", width));
  return shape;
}

/* Each of the nine means is of the whole map, moved by one pixel or none: what a 3x3 convolution
 * with padding 1 and then a global mean multiply with one weight. */
static void
build_mini_xception (MienGraph *self, MienShape shape)
{
  for (int i = 0; i < 2; i++)
    shape = add_norm_and_relu (self, add_conv (self, shape, 8, 3, 1, 0));
  mien_graph_end_stage (self, "stem", g_strdup ("2 × conv 3×3, 8, batch norm, ReLU"));
  for (int module = 0; module < 4; module++)
    shape = add_module (self, shape, module + 1, 16 << module);

  const MienSlide whole = {{shape.h, shape.w}, {1, 1}, {1, 1}};
  shape = mien_graph_add (self, mien_layer_average_pool_new (shape, &whole));
  mien_graph_add (self, mien_layer_flatten_new (shape));
  mien_graph_end_stage (self, "trunk", g_strdup ("means of each map, 9 places"));
}

/* --- resnet-small --- */

/* The first block of a stage halves the map and doubles its width. */
static MienShape
add_block (MienGraph *self, MienShape shape, int width)
{
  gboolean halves = shape.c != width;
  const MienSlide window = mien_slide_square (3, halves ? 2 : 1, 1);
  int input = mien_graph_last (self);
  int shortcut = halves ? add_shortcut (self, shape, width, input) : input;

  shape = mien_graph_add_behind (self, mien_layer_conv_new_full (shape, width, &window, 1, FALSE),
                                 input);
  shape = add_norm_and_relu (self, shape);
  add_norm (self, add_conv (self, shape, width, 3, 1, 1));
  shape = mien_graph_add_sum (self, mien_graph_last (self), shortcut);
  return mien_graph_add (self, mien_layer_relu_new (shape));
}

static void
build_resnet_small (MienGraph *self, MienShape shape)
{
  shape = add_norm_and_relu (self, add_conv (self, shape, 16, 3, 1, 1));
  mien_graph_end_stage (self, "stem", g_strdup ("conv 3×3, 16, batch norm, ReLU"));
  for (int stage = 0; stage < 3; stage++) {
    g_autofree char *name = g_strdup_printf ("stage%d", stage + 1);

    for (int block = 0; block < 2; block++)
      shape = add_block (self, shape, 16 << stage);
    mien_graph_end_stage (self, name,
                          g_strdup_printf ("2 × residual: 2 × conv 3×3, %d", 16 << stage));
  }
  mien_graph_add (self, mien_layer_global_average_new (shape));
  mien_graph_end_stage (self, "trunk", g_strdup ("mean of each map"));
}

/* --- all of them --- */

/* Names stand in mien_network_presets(), in the same order. */
static const struct {
  int least; /* pixels a side: below, a map would have none left to slide over */
  void (*build) (MienGraph *self, MienShape shape);
} presets[] = {
    {8, build_reference},
    {1, build_mlp},
    {21, build_mini_xception},
    {8, build_resnet_small},
};

const char *const *
mien_network_presets (void)
{
  static const char *const names[] = {"reference", "mlp", "mini-xception", "resnet-small", NULL};

  return names;
}

static int
find_preset (const char *preset, GError **error)
{
  const char *const *names = mien_network_presets ();

  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], preset))
      return i;

  g_autofree char *known = g_strjoinv (", ", (char **) names);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "There is no network “%s”; there is %s", preset,
               known);
  return -1;
}

MienGraph *
mien_preset_build (const char *preset, MienShape input, GError **error)
{
  int number = find_preset (preset, error);

  if (number < 0)
    return NULL;
  if (input.h < presets[number].least || input.w < presets[number].least) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
                 "Pictures of %d pixels are too small for the network “%s”; it needs at least %d",
                 input.h, preset, presets[number].least);
    return NULL;
  }

  MienGraph *self = mien_graph_new ();
  presets[number].build (self, input);
  return self;
}
