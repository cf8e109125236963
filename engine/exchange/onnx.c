#include "engine/exchange/onnx.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/exchange/model-json.h"
#include "engine/exchange/onnx-graph.h"
#include "engine/exchange/onnx-layers.h"

#include <math.h>

#define INPUT "image"

/* Values inside the graph start with a slash, so that no task's output is called the same. */
static gboolean
check_names (MienNetwork *network, const char *path, GError **error)
{
  GPtrArray *tasks = mien_network_get_tasks (network);
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);
    gboolean taken = g_str_equal (task->name, INPUT) || task->name[0] == '/';
    for (guint p = 0; p < parameters->len; p++)
      taken |=
          g_str_equal (task->name, ((MienParameter *) g_ptr_array_index (parameters, p))->name);
    if (taken || !g_utf8_validate (task->name, -1, NULL)) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "Cannot write %s: an output cannot be called “%s” in ONNX; rename the column",
                   path, task->name);
      return FALSE;
    }
  }
  return TRUE;
}

static const char *
standardise_by_data_set (MienOnnxGraph *graph, const MienPreprocessing *p)
{
  double sd[3];

  for (int c = 0; c < p->channels; c++)
    sd[c] = MAX (p->sd[c], 1e-6);
  mien_onnx_graph_add_channels (graph, "/mean", p->mean, p->channels);
  mien_onnx_graph_add_channels (graph, "/sd", sd, p->channels);
  mien_onnx_graph_add_node (graph, "Sub", "/centred", INPUT, "/mean", NULL);
  mien_onnx_graph_add_node (graph, "Div", "/standardised", "/centred", "/sd", NULL);
  return "/standardised";
}

static const char *
standardise_by_image (MienOnnxGraph *graph, const MienPreprocessing *p)
{
  const int axes[] = {1, 2, 3};
  const double least_sd = 1.0 / sqrt ((double) p->channels * p->size * p->size);

  mien_onnx_graph_add_channels (graph, "/least_sd", &least_sd, 1);
  MienOnnxNode *mean = mien_onnx_graph_add_node (graph, "ReduceMean", "/mean", INPUT, NULL);
  mien_onnx_graph_add_node (graph, "Sub", "/centred", INPUT, "/mean", NULL);
  mien_onnx_graph_add_node (graph, "Mul", "/squares", "/centred", "/centred", NULL);
  MienOnnxNode *variance =
      mien_onnx_graph_add_node (graph, "ReduceMean", "/variance", "/squares", NULL);
  mien_onnx_graph_add_node (graph, "Sqrt", "/sd", "/variance", NULL);
  mien_onnx_graph_add_node (graph, "Max", "/divisor", "/sd", "/least_sd", NULL);
  mien_onnx_graph_add_node (graph, "Div", "/standardised", "/centred", "/divisor", NULL);
  mien_onnx_graph_set_ints (graph, mean, "axes", axes, G_N_ELEMENTS (axes));
  mien_onnx_graph_set_ints (graph, variance, "axes", axes, G_N_ELEMENTS (axes));
  return "/standardised";
}

/* Returns: (transfer none): name of the standardised picture */
static const char *
add_standardising (MienOnnxGraph *graph, const MienPreprocessing *p)
{
  const double white = 255.0;

  switch (p->standardise) {
  case MIEN_STANDARDISE_IMAGE:
    return standardise_by_image (graph, p);
  case MIEN_STANDARDISE_DATASET:
    return standardise_by_data_set (graph, p);
  case MIEN_STANDARDISE_NONE:
  default:
    mien_onnx_graph_add_channels (graph, "/white", &white, 1);
    mien_onnx_graph_add_node (graph, "Div", "/standardised", INPUT, "/white", NULL);
    return "/standardised";
  }
}

static void
add_scaling (MienOnnxGraph *graph, const MienTask *task, const char *x)
{
  g_autofree char *scale = g_strdup_printf ("/%s/scale", task->name);
  g_autofree char *offset = g_strdup_printf ("/%s/offset", task->name);
  g_autofree char *scaled = g_strdup_printf ("/%s/scaled", task->name);

  mien_onnx_graph_add_channels (graph, scale, &task->scale, 1);
  mien_onnx_graph_add_channels (graph, offset, &task->offset, 1);
  mien_onnx_graph_add_node (graph, "Mul", scaled, x, scale, NULL);
  mien_onnx_graph_add_node (graph, "Add", task->name, scaled, offset, NULL);
}

/* The same as mien_task_activate(). */
static void
add_activation (MienOnnxGraph *graph, const MienTask *task, const char *x)
{
  switch (task->kind) {
  case MIEN_KIND_CLASS:
  case MIEN_KIND_DISTRIBUTION:
    mien_onnx_graph_set_int (
        graph, mien_onnx_graph_add_node (graph, "Softmax", task->name, x, NULL), "axis", 1);
    break;
  case MIEN_KIND_FLAGS:
    mien_onnx_graph_add_node (graph, "Sigmoid", task->name, x, NULL);
    break;
  case MIEN_KIND_SCALAR:
  case MIEN_KIND_POINTS:
  default:
    add_scaling (graph, task, x);
    break;
  }
}

static char *
describe_output (const MienTask *task)
{
  static const char *const meanings[] = {
      [MIEN_KIND_CLASS] = "probabilities, adding up to 1, of",
      [MIEN_KIND_FLAGS] = "a probability for each of",
      [MIEN_KIND_SCALAR] = "a value in the column's own unit",
      [MIEN_KIND_POINTS] = "x1 y1 x2 y2 … in fractions of the picture's width and height",
      [MIEN_KIND_DISTRIBUTION] = "shares, adding up to 1, of",
  };

  if (task->names == NULL)
    return g_strdup (meanings[task->kind]);
  g_autofree char *names = g_strjoinv (", ", task->names);
  return g_strdup_printf ("%s %s", meanings[task->kind], names);
}

static void
add_task_metadata (MienOnnxGraph *graph, const MienTask *task)
{
  g_autofree char *key = g_strdup_printf ("names.%s", task->name);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (task->names == NULL)
    return;
  json_builder_begin_array (builder);
  for (int i = 0; i < task->width; i++)
    json_builder_add_string_value (builder, task->names[i]);
  json_builder_end_array (builder);

  g_autoptr (JsonNode) names = json_builder_get_root (builder);
  g_autofree char *text = mien_json_to_text (names, FALSE);
  mien_onnx_graph_add_metadata (graph, key, text);
}

/* @x: what the head gives */
static void
add_answer (MienOnnxGraph *graph, const MienTask *task, const char *x)
{
  g_autofree char *doc = describe_output (task);

  add_activation (graph, task, x);
  mien_onnx_graph_add_output (graph, task->name, &task->width, 1, doc);
  add_task_metadata (graph, task);
}

/* @picture: name of the standardised picture
 *
 * Returns: (element-type MienOnnxValue) (transfer full): the picture, and what each layer gives */
static GArray *
add_layers (MienOnnxGraph *graph, GPtrArray *layers, const char *picture)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (MienOnnxValue));
  MienOnnxValue value = {g_strdup (picture), FALSE};

  g_array_set_clear_func (values, (GDestroyNotify) mien_onnx_value_clear);
  g_array_append_val (values, value);
  for (guint i = 0; i < layers->len; i++) {
    const MienLayer *layer = g_ptr_array_index (layers, i);
    g_autofree char *name = g_strconcat ("/", layer->name, NULL);
    g_autofree MienOnnxValue *inputs = g_new (MienOnnxValue, layer->n_inputs);

    for (int k = 0; k < layer->n_inputs; k++)
      inputs[k] = g_array_index (values, MienOnnxValue, layer->inputs[k] + 1);
    value = mien_onnx_add_layer (graph, layer, inputs, name);
    g_array_append_val (values, value);
  }
  return values;
}

/* What has to be done with a picture before it is asked about. */
static char *
describe_input (const MienPreprocessing *p)
{
  g_autoptr (GString) text = g_string_new (
      "grey levels 0 to 255, cropped, resized and equalised as the metadata say; they are "
      "standardised inside");

  if (p->crop == MIEN_CROP_EYES)
    g_string_append_printf (
        text,
        "; cropping by the eyes turns, scales and shifts a face so that they lie "
        "level, %.3f of the width from either side and %.3f of the height from "
        "the top",
        MIEN_CROP_EYE_X, MIEN_CROP_EYE_Y);
  else if (p->crop == MIEN_CROP_LANDMARKS)
    g_string_append_printf (
        text,
        "; cropping by the landmarks takes a square around them that leaves %.0f "
        "%% of their extent on each side",
        100.0 * MIEN_CROP_MARGIN);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
mien_onnx_save (MienNetwork *network, const char *path, GError **error)
{
  const MienPreprocessing *p = mien_network_get_preprocessing (network);
  const int dims[] = {p->channels, p->size, p->size};
  g_autoptr (MienOnnxGraph) graph =
      mien_onnx_graph_new (mien_network_get_preset (network),
                           "What a face shows, by a network that Mien trained", MIEN_ONNX_OPSET);

  if (!check_names (network, path, error))
    return FALSE;
  g_autofree char *words = mien_model_describe (network, NULL, NULL, error);
  if (words == NULL)
    return FALSE;

  g_autofree char *input = describe_input (p);
  mien_onnx_graph_add_input (graph, INPUT, dims, G_N_ELEMENTS (dims), input);
  g_autoptr (GArray) values =
      add_layers (graph, mien_network_get_layers (network), add_standardising (graph, p));
  for (guint t = 0; t < mien_network_get_tasks (network)->len; t++) {
    int answer = mien_network_get_answer (network, (int) t);

    add_answer (graph, g_ptr_array_index (mien_network_get_tasks (network), t),
                g_array_index (values, MienOnnxValue, answer + 1).name);
  }

  mien_onnx_graph_add_metadata (graph, "mien", words);
  return mien_onnx_graph_save (graph, path, error);
}
