#include "engine/exchange/onnx-graph.h"

#include "config.h"
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "onnx.pb-c.h"

/* Version 7 of the format came with operator set 13 (ONNX 1.8). */
#define IR_VERSION 7

/* The messages point into each other, so all that is taken for them lives until the graph goes. */
struct _MienOnnxGraph {
  GPtrArray *owned;
  GPtrArray *nodes, *constants, *inputs, *outputs, *metadata;
  char *name, *doc;
  int opset;
};

MienOnnxGraph *
mien_onnx_graph_new (const char *name, const char *doc, int opset)
{
  MienOnnxGraph *self = g_new0 (MienOnnxGraph, 1);

  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_ptr_array_new ();
  self->constants = g_ptr_array_new ();
  self->inputs = g_ptr_array_new ();
  self->outputs = g_ptr_array_new ();
  self->metadata = g_ptr_array_new ();
  self->name = g_strdup (name);
  self->doc = g_strdup (doc);
  self->opset = opset;
  return self;
}

void
mien_onnx_graph_free (MienOnnxGraph *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->constants);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->metadata);
  g_ptr_array_unref (self->owned);
  g_free (self->name);
  g_free (self->doc);
  g_free (self);
}

static gpointer
keep (MienOnnxGraph *self, gpointer memory)
{
  g_ptr_array_add (self->owned, memory);
  return memory;
}

static char *
keep_text (MienOnnxGraph *self, const char *text)
{
  return keep (self, g_strdup (text));
}

/* A message set to what its generated initialiser says. */
#define NEW(self, Type, INIT) ((Type *) keep (self, g_memdup2 (&(Type) INIT, sizeof (Type))))

static Onnx__TensorShapeProto__Dimension *
new_extent (MienOnnxGraph *self, int extent)
{
  Onnx__TensorShapeProto__Dimension *dim =
      NEW (self, Onnx__TensorShapeProto__Dimension, ONNX__TENSOR_SHAPE_PROTO__DIMENSION__INIT);

  if (extent < 0) {
    dim->value_case = ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_PARAM;
    dim->dim_param = keep_text (self, "N");
  } else {
    dim->value_case = ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_VALUE;
    dim->dim_value = extent;
  }
  return dim;
}

static Onnx__TypeProto *
new_type (MienOnnxGraph *self, const int *dims, int n_dims)
{
  Onnx__TypeProto *type = NEW (self, Onnx__TypeProto, ONNX__TYPE_PROTO__INIT);
  Onnx__TypeProto__Tensor *tensor =
      NEW (self, Onnx__TypeProto__Tensor, ONNX__TYPE_PROTO__TENSOR__INIT);
  Onnx__TensorShapeProto *shape =
      NEW (self, Onnx__TensorShapeProto, ONNX__TENSOR_SHAPE_PROTO__INIT);

  shape->n_dim = (gsize) n_dims + 1;
  shape->dim = keep (self, g_new (Onnx__TensorShapeProto__Dimension *, shape->n_dim));
  shape->dim[0] = new_extent (self, -1);
  for (int i = 0; i < n_dims; i++)
    shape->dim[i + 1] = new_extent (self, dims[i]);

  tensor->has_elem_type = TRUE;
  tensor->elem_type = ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  tensor->shape = shape;
  type->value_case = ONNX__TYPE_PROTO__VALUE_TENSOR_TYPE;
  type->tensor_type = tensor;
  return type;
}

static Onnx__ValueInfoProto *
new_value (MienOnnxGraph *self, const char *name, const int *dims, int n_dims, const char *doc)
{
  Onnx__ValueInfoProto *value = NEW (self, Onnx__ValueInfoProto, ONNX__VALUE_INFO_PROTO__INIT);

  value->name = keep_text (self, name);
  value->type = new_type (self, dims, n_dims);
  value->doc_string = keep_text (self, doc);
  return value;
}

void
mien_onnx_graph_add_input (MienOnnxGraph *self,
                           const char *name,
                           const int *dims,
                           int n_dims,
                           const char *doc)
{
  g_ptr_array_add (self->inputs, new_value (self, name, dims, n_dims, doc));
}

void
mien_onnx_graph_add_output (MienOnnxGraph *self,
                            const char *name,
                            const int *dims,
                            int n_dims,
                            const char *doc)
{
  g_ptr_array_add (self->outputs, new_value (self, name, dims, n_dims, doc));
}

void
mien_onnx_graph_add_floats (MienOnnxGraph *self,
                            const char *name,
                            const int *dims,
                            int n_dims,
                            const float *values)
{
  Onnx__TensorProto *tensor = NEW (self, Onnx__TensorProto, ONNX__TENSOR_PROTO__INIT);

  tensor->name = keep_text (self, name);
  tensor->has_data_type = TRUE;
  tensor->data_type = ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT;
  tensor->n_dims = (gsize) n_dims;
  tensor->dims = keep (self, g_new (int64_t, n_dims));
  tensor->n_float_data = 1;
  for (int i = 0; i < n_dims; i++) {
    tensor->dims[i] = dims[i];
    tensor->n_float_data *= (gsize) dims[i];
  }
  tensor->float_data = (float *) values;
  g_ptr_array_add (self->constants, tensor);
}

void
mien_onnx_graph_add_channels (MienOnnxGraph *self, const char *name, const double *values, int n)
{
  float *copy = keep (self, g_new (float, n));

  for (int i = 0; i < n; i++)
    copy[i] = (float) values[i];
  mien_onnx_graph_add_floats (self, name, (const int[]){1, n, 1, 1}, n > 1 ? 4 : 0, copy);
}

MienOnnxNode *
mien_onnx_graph_add_node (MienOnnxGraph *self, const char *op, const char *output, ...)
{
  Onnx__NodeProto *node = NEW (self, Onnx__NodeProto, ONNX__NODE_PROTO__INIT);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  va_list args;

  va_start (args, output);
  for (const char *input; (input = va_arg (args, const char *)) != NULL;)
    g_ptr_array_add (inputs, keep_text (self, input));
  va_end (args);

  node->op_type = keep_text (self, op);
  node->name = keep_text (self, output);
  node->n_output = 1;
  node->output = keep (self, g_memdup2 (&node->name, sizeof node->name));
  node->n_input = inputs->len;
  node->input = keep (self, g_memdup2 (inputs->pdata, inputs->len * sizeof *inputs->pdata));
  g_ptr_array_add (self->nodes, node);
  return node;
}

static Onnx__AttributeProto *
add_attribute (MienOnnxGraph *self,
               MienOnnxNode *node,
               const char *name,
               Onnx__AttributeProto__AttributeType type)
{
  Onnx__AttributeProto *attribute = NEW (self, Onnx__AttributeProto, ONNX__ATTRIBUTE_PROTO__INIT);
  gsize n = node->n_attribute;
  Onnx__AttributeProto **all = keep (self, g_new (Onnx__AttributeProto *, n + 1));

  attribute->name = keep_text (self, name);
  attribute->has_type = TRUE;
  attribute->type = type;
  for (gsize i = 0; i < n; i++)
    all[i] = node->attribute[i];
  all[n] = attribute;
  node->attribute = all;
  node->n_attribute = n + 1;
  return attribute;
}

void
mien_onnx_graph_set_int (MienOnnxGraph *self, MienOnnxNode *node, const char *name, int value)
{
  Onnx__AttributeProto *attribute =
      add_attribute (self, node, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INT);

  attribute->has_i = TRUE;
  attribute->i = value;
}

void
mien_onnx_graph_set_float (MienOnnxGraph *self, MienOnnxNode *node, const char *name, double value)
{
  Onnx__AttributeProto *attribute =
      add_attribute (self, node, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__FLOAT);

  attribute->has_f = TRUE;
  attribute->f = (float) value;
}

void
mien_onnx_graph_set_ints (MienOnnxGraph *self,
                          MienOnnxNode *node,
                          const char *name,
                          const int *values,
                          int n)
{
  Onnx__AttributeProto *attribute =
      add_attribute (self, node, name, ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INTS);

  attribute->n_ints = (gsize) n;
  attribute->ints = keep (self, g_new (int64_t, n));
  for (int i = 0; i < n; i++)
    attribute->ints[i] = values[i];
}

void
mien_onnx_graph_add_split (MienOnnxGraph *self,
                           char *const *outputs,
                           int n,
                           const char *x,
                           int axis)
{
  MienOnnxNode *node = mien_onnx_graph_add_node (self, "Split", outputs[0], x, NULL);

  node->n_output = (gsize) n;
  node->output = keep (self, g_new (char *, n));
  for (int i = 0; i < n; i++)
    node->output[i] = keep_text (self, outputs[i]);
  mien_onnx_graph_set_int (self, node, "axis", axis);
}

void
mien_onnx_graph_add_metadata (MienOnnxGraph *self, const char *key, const char *value)
{
  Onnx__StringStringEntryProto *entry =
      NEW (self, Onnx__StringStringEntryProto, ONNX__STRING_STRING_ENTRY_PROTO__INIT);

  entry->key = keep_text (self, key);
  entry->value = keep_text (self, value);
  g_ptr_array_add (self->metadata, entry);
}

static void
fill_graph (MienOnnxGraph *self, Onnx__GraphProto *graph)
{
  graph->name = self->name;
  graph->doc_string = self->doc;
  graph->n_node = self->nodes->len;
  graph->node = (Onnx__NodeProto **) self->nodes->pdata;
  graph->n_initializer = self->constants->len;
  graph->initializer = (Onnx__TensorProto **) self->constants->pdata;
  graph->n_input = self->inputs->len;
  graph->input = (Onnx__ValueInfoProto **) self->inputs->pdata;
  graph->n_output = self->outputs->len;
  graph->output = (Onnx__ValueInfoProto **) self->outputs->pdata;
}

gboolean
mien_onnx_graph_save (MienOnnxGraph *self, const char *path, GError **error)
{
  Onnx__ModelProto model = ONNX__MODEL_PROTO__INIT;
  Onnx__GraphProto graph = ONNX__GRAPH_PROTO__INIT;
  Onnx__OperatorSetIdProto opset = ONNX__OPERATOR_SET_ID_PROTO__INIT, *opsets = &opset;
  char producer[] = "Mien", version[] = MIEN_VERSION, domain[] = "";

  fill_graph (self, &graph);
  opset.domain = domain;
  opset.has_version = model.has_ir_version = TRUE;
  opset.version = self->opset;
  model.ir_version = IR_VERSION;
  model.n_opset_import = 1;
  model.opset_import = &opsets;
  model.producer_name = producer;
  model.producer_version = version;
  model.doc_string = self->doc;
  model.graph = &graph;
  model.n_metadata_props = self->metadata->len;
  model.metadata_props = (Onnx__StringStringEntryProto **) self->metadata->pdata;

  guint8 *packed = g_try_malloc (onnx__model_proto__get_packed_size (&model));
  if (packed == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY, "There is not enough memory to write %s",
                 path);
    return FALSE;
  }
  g_autoptr (GBytes) bytes = g_bytes_new_take (packed, onnx__model_proto__pack (&model, packed));
  return mien_file_replace (path, bytes, error);
}
