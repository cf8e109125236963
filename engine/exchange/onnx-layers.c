#include "engine/exchange/onnx-layers.h"

/* What a layer becomes nodes from: names of its inputs and of its output. */
typedef struct {
  MienOnnxGraph *graph;
  const MienLayer *layer;
  const MienOnnxValue *inputs; /* [layer->n_inputs] */
  const char *x, *y;           /* the first of them; what comes out */
  gboolean flat; /* x is */
} Nodes;

void
mien_onnx_value_clear (MienOnnxValue *self)
{
  g_clear_pointer (&self->name, g_free);
}

static const char *
parameter_name (const MienLayer *layer, guint i)
{
  return i < layer->parameters->len ? mien_layer_parameter (layer, i)->name : NULL;
}

/* Returns: (transfer full): a value of the layer's own, between its nodes */
static char *
inner (const Nodes *it, const char *what)
{
  return g_strdup_printf ("%s/%s", it->y, what);
}

/* y = op (x) */
static MienOnnxNode *
add_one (const Nodes *it, const char *op)
{
  return mien_onnx_graph_add_node (it->graph, op, it->y, it->x, NULL);
}

static void
set_window (const Nodes *it, MienOnnxNode *node)
{
  const MienSlide *window = &it->layer->window;
  const int *padding = window->padding, pads[] = {padding[0], padding[1], padding[0], padding[1]};

  mien_onnx_graph_set_ints (it->graph, node, "kernel_shape", window->kernel, 2);
  mien_onnx_graph_set_ints (it->graph, node, "pads", pads, 4);
  mien_onnx_graph_set_ints (it->graph, node, "strides", window->stride, 2);
}

static void
add_conv (const Nodes *it)
{
  MienOnnxNode *node =
      mien_onnx_graph_add_node (it->graph, "Conv", it->y, it->x, parameter_name (it->layer, 0),
                                parameter_name (it->layer, 1), NULL);

  set_window (it, node);
  mien_onnx_graph_set_int (it->graph, node, "group", it->layer->groups);
}

static void
add_average_pool (const Nodes *it)
{
  MienOnnxNode *node = add_one (it, "AveragePool");

  set_window (it, node);
  mien_onnx_graph_set_int (it->graph, node, "count_include_pad", 1);
}

static void
add_global_average (const Nodes *it)
{
  g_autofree char *means = inner (it, "means");

  mien_onnx_graph_add_node (it->graph, "GlobalAveragePool", means, it->x, NULL);
  mien_onnx_graph_set_int (
      it->graph, mien_onnx_graph_add_node (it->graph, "Flatten", it->y, means, NULL), "axis", 1);
}

static void
add_batch_norm (const Nodes *it)
{
  const MienLayer *layer = it->layer;
  MienOnnxNode *node = mien_onnx_graph_add_node (
      it->graph, "BatchNormalization", it->y, it->x, parameter_name (layer, 0),
      parameter_name (layer, 1), parameter_name (layer, 2), parameter_name (layer, 3), NULL);

  mien_onnx_graph_set_float (it->graph, node, "epsilon", layer->epsilon);
}

static void
add_linear (const Nodes *it)
{
  MienOnnxNode *node =
      mien_onnx_graph_add_node (it->graph, "Gemm", it->y, it->x, parameter_name (it->layer, 0),
                                parameter_name (it->layer, 1), NULL);

  mien_onnx_graph_set_int (it->graph, node, "transB", 1);
}

/* Operator sets before 20 have no Gelu: x (1 + erf (x / sqrt 2)) / 2. */
static void
add_gelu (const Nodes *it)
{
  const double one = 1.0, half = 0.5, scale = G_SQRT2 / 2.0;
  const char *const values[] = {"one", "half", "scale", "scaled", "erf", "twice", "share"};
  char *names[G_N_ELEMENTS (values) + 1] = {NULL};

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    names[i] = inner (it, values[i]);
  mien_onnx_graph_add_channels (it->graph, names[0], &one, 1);
  mien_onnx_graph_add_channels (it->graph, names[1], &half, 1);
  mien_onnx_graph_add_channels (it->graph, names[2], &scale, 1);
  mien_onnx_graph_add_node (it->graph, "Mul", names[3], it->x, names[2], NULL);
  mien_onnx_graph_add_node (it->graph, "Erf", names[4], names[3], NULL);
  mien_onnx_graph_add_node (it->graph, "Add", names[5], names[4], names[0], NULL);
  mien_onnx_graph_add_node (it->graph, "Mul", names[6], names[5], names[1], NULL);
  mien_onnx_graph_add_node (it->graph, "Mul", it->y, it->x, names[6], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (names[i]);
}

static void
add_mean (const Nodes *it, const char *y, const char *x)
{
  const int axes[] = {1, 2, 3};
  MienOnnxNode *node = mien_onnx_graph_add_node (it->graph, "ReduceMean", y, x, NULL);

  mien_onnx_graph_set_ints (it->graph, node, "axes", axes, it->flat ? 1 : 3);
}

/* Operator sets before 17 have no LayerNormalization. */
static void
add_layer_norm (const Nodes *it)
{
  const char *const values[] = {"epsilon", "mean",      "centred",    "squares", "variance",
                                "above",   "deviation", "normalised", "weighted"};
  char *names[G_N_ELEMENTS (values)];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    names[i] = inner (it, values[i]);
  mien_onnx_graph_add_channels (it->graph, names[0], &it->layer->epsilon, 1);
  add_mean (it, names[1], it->x);
  mien_onnx_graph_add_node (it->graph, "Sub", names[2], it->x, names[1], NULL);
  mien_onnx_graph_add_node (it->graph, "Mul", names[3], names[2], names[2], NULL);
  add_mean (it, names[4], names[3]);
  mien_onnx_graph_add_node (it->graph, "Add", names[5], names[4], names[0], NULL);
  mien_onnx_graph_add_node (it->graph, "Sqrt", names[6], names[5], NULL);
  mien_onnx_graph_add_node (it->graph, "Div", names[7], names[2], names[6], NULL);
  mien_onnx_graph_add_node (it->graph, "Mul", names[8], names[7], parameter_name (it->layer, 0),
                            NULL);
  mien_onnx_graph_add_node (it->graph, "Add", it->y, names[8], parameter_name (it->layer, 1), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (names[i]);
}

static void
add_operators (const Nodes *it)
{
  switch (it->layer->type) {
  case MIEN_LAYER_CONV:
    add_conv (it);
    break;
  case MIEN_LAYER_BATCH_NORM:
    add_batch_norm (it);
    break;
  case MIEN_LAYER_LAYER_NORM:
    add_layer_norm (it);
    break;
  case MIEN_LAYER_RELU:
    add_one (it, "Relu");
    break;
  case MIEN_LAYER_LEAKY_RELU:
    mien_onnx_graph_set_float (it->graph, add_one (it, "LeakyRelu"), "alpha", it->layer->slope);
    break;
  case MIEN_LAYER_SIGMOID:
    add_one (it, "Sigmoid");
    break;
  case MIEN_LAYER_TANH:
    add_one (it, "Tanh");
    break;
  case MIEN_LAYER_GELU:
    add_gelu (it);
    break;
  case MIEN_LAYER_MAX_POOL:
    set_window (it, add_one (it, "MaxPool"));
    break;
  case MIEN_LAYER_AVERAGE_POOL:
    add_average_pool (it);
    break;
  case MIEN_LAYER_GLOBAL_AVERAGE:
    add_global_average (it);
    break;
  case MIEN_LAYER_SUM:
    mien_onnx_graph_add_node (it->graph, "Add", it->y, it->x, it->inputs[1].name, NULL);
    break;
  case MIEN_LAYER_FLATTEN:
    mien_onnx_graph_set_int (it->graph, add_one (it, "Flatten"), "axis", 1);
    break;
  case MIEN_LAYER_LINEAR:
    add_linear (it);
    break;
  case MIEN_LAYER_DROPOUT:
  default:
    add_one (it, "Identity");
    break;
  }
}

static gboolean
becomes_flat (const MienLayer *layer, gboolean flat)
{
  return flat || layer->type == MIEN_LAYER_FLATTEN || layer->type == MIEN_LAYER_LINEAR ||
         layer->type == MIEN_LAYER_GLOBAL_AVERAGE;
}

/* Weights of a layer norm stand beside a picture's numbers, so they take their shape. */
static void
add_constants (const Nodes *it)
{
  const MienLayer *layer = it->layer;
  const int map[] = {layer->in.c, layer->in.h, layer->in.w};

  for (guint p = 0; p < layer->parameters->len; p++) {
    const MienParameter *parameter = mien_layer_parameter (layer, p);
    gboolean by_map = layer->type == MIEN_LAYER_LAYER_NORM && !it->flat;

    mien_onnx_graph_add_floats (it->graph, parameter->name, by_map ? map : parameter->dims,
                                by_map ? 3 : parameter->n_dims, parameter->value);
  }
}

MienOnnxValue
mien_onnx_add_layer (MienOnnxGraph *graph,
                     const MienLayer *layer,
                     const MienOnnxValue *inputs,
                     const char *name)
{
  const Nodes nodes = {.graph = graph,
                       .layer = layer,
                       .x = inputs[0].name,
                       .inputs = inputs,
                       .y = name,
                       .flat = inputs[0].flat};

  if (layer->type == MIEN_LAYER_DROPOUT)
    return (MienOnnxValue){g_strdup (inputs[0].name), inputs[0].flat};
  add_constants (&nodes);
  add_operators (&nodes);
  return (MienOnnxValue){g_strdup (name), becomes_flat (layer, inputs[0].flat)};
}
