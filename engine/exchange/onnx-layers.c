#include "engine/exchange/onnx-layers.h"

/* What a layer becomes nodes from: names of its inputs and of its output. */
typedef struct {
  MienOnnxGraph *graph;
  const MienLayer *layer;
  const MienOnnxValue *inputs; /* [layer->n_inputs] */
  const char *x, *y;           /* the first of them; what comes out */
  gboolean flat;               /* x is */
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

/* y = op (x, second) */
static MienOnnxNode *
add_two (const Nodes *it, const char *op)
{
  return mien_onnx_graph_add_node (it->graph, op, it->y, it->x, it->inputs[1].name, NULL);
}

/* Returns: (transfer full): [n + 1] values of the layer's own, numbered, then NULL */
static char **
inners (const Nodes *it, const char *what, int n)
{
  char **names = g_new0 (char *, n + 1);

  for (int i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%s/%s%d", it->y, what, i);
  return names;
}

/* y = sum over k < n of weights_k x_k, where @weights are the value's parts along @axis */
static void
add_weighted_sum (const Nodes *it, const char *weights, int n, int axis)
{
  g_auto (GStrv) parts = inners (it, "part", n), weighted = inners (it, "weighted", n);
  g_auto (GStrv) sums = inners (it, "sum", n);

  mien_onnx_graph_add_split (it->graph, parts, n, weights, axis);
  for (int k = 0; k < n; k++) {
    const char *sum = k + 1 < n ? sums[k] : it->y, *product = k > 0 ? weighted[k] : sum;

    mien_onnx_graph_add_node (it->graph, "Mul", product, it->inputs[k].name, parts[k], NULL);
    if (k > 0)
      mien_onnx_graph_add_node (it->graph, "Add", sum, sums[k - 1], product, NULL);
  }
}

/* Experts are flat, as every preset's end is, so that a gate's [N,1] goes with their [N,C]. */
static void
add_mixture (const Nodes *it)
{
  int n = it->layer->n_inputs - 1;
  g_autofree char *gates = inner (it, "gates");

  mien_onnx_graph_set_int (
      it->graph, mien_onnx_graph_add_node (it->graph, "Softmax", gates, it->inputs[n].name, NULL),
      "axis", 1);
  add_weighted_sum (it, gates, n, 1);
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

/* (nullable): the operator that is all of a layer */
static const char *
whole_operator (MienLayerType type)
{
  switch (type) {
  case MIEN_LAYER_RELU:
    return "Relu";
  case MIEN_LAYER_SIGMOID:
    return "Sigmoid";
  case MIEN_LAYER_TANH:
    return "Tanh";
  case MIEN_LAYER_DROPOUT:
    return "Identity";
  default:
    return NULL;
  }
}

/* Layers of more than one input. */
static gboolean
add_joint (const Nodes *it)
{
  switch (it->layer->type) {
  case MIEN_LAYER_SUM:
    add_two (it, "Add");
    return TRUE;
  case MIEN_LAYER_PRODUCT:
    add_two (it, "Mul");
    return TRUE;
  case MIEN_LAYER_CONCATENATION:
    mien_onnx_graph_set_int (it->graph, add_two (it, "Concat"), "axis", 1);
    return TRUE;
  case MIEN_LAYER_STITCH:
    add_weighted_sum (it, parameter_name (it->layer, 0), it->layer->n_inputs, 0);
    return TRUE;
  case MIEN_LAYER_MIXTURE:
    add_mixture (it);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
add_pooling (const Nodes *it)
{
  switch (it->layer->type) {
  case MIEN_LAYER_MAX_POOL:
    set_window (it, add_one (it, "MaxPool"));
    return TRUE;
  case MIEN_LAYER_AVERAGE_POOL:
    add_average_pool (it);
    return TRUE;
  case MIEN_LAYER_GLOBAL_AVERAGE:
    add_global_average (it);
    return TRUE;
  default:
    return FALSE;
  }
}

/* Layers with numbers of their own, or made of several operators. */
static void
add_single (const Nodes *it)
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
  case MIEN_LAYER_LEAKY_RELU:
    mien_onnx_graph_set_float (it->graph, add_one (it, "LeakyRelu"), "alpha", it->layer->slope);
    break;
  case MIEN_LAYER_GELU:
    add_gelu (it);
    break;
  case MIEN_LAYER_FLATTEN:
    mien_onnx_graph_set_int (it->graph, add_one (it, "Flatten"), "axis", 1);
    break;
  case MIEN_LAYER_LINEAR:
    add_linear (it);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
add_operators (const Nodes *it)
{
  const char *whole = whole_operator (it->layer->type);

  if (whole != NULL)
    add_one (it, whole);
  else if (!add_joint (it) && !add_pooling (it))
    add_single (it);
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
                       .inputs = inputs,
                       .x = inputs[0].name,
                       .y = name,
                       .flat = inputs[0].flat};

  if (layer->type == MIEN_LAYER_DROPOUT)
    return (MienOnnxValue){g_strdup (inputs[0].name), inputs[0].flat};
  add_constants (&nodes);
  add_operators (&nodes);
  return (MienOnnxValue){g_strdup (name), becomes_flat (layer, inputs[0].flat)};
}
