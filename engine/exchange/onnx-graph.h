/* Putting an ONNX model together: nodes, constants, inputs and outputs, then one file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MienOnnxGraph MienOnnxGraph;
typedef struct Onnx__NodeProto MienOnnxNode;

/* An empty graph @name whose operators are those of @opset. One thread at a time. */
MienOnnxGraph *mien_onnx_graph_new (const char *name, const char *doc, int opset);
void mien_onnx_graph_free (MienOnnxGraph *self);

/* The first extent is free and called "N"; @dims are the [n_dims] others. */
void mien_onnx_graph_add_input (MienOnnxGraph *self,
                                const char *name,
                                const int *dims,
                                int n_dims,
                                const char *doc);
void mien_onnx_graph_add_output (MienOnnxGraph *self,
                                 const char *name,
                                 const int *dims,
                                 int n_dims,
                                 const char *doc);

/* A constant; @values are borrowed until the graph is freed. */
void mien_onnx_graph_add_floats (MienOnnxGraph *self,
                                 const char *name,
                                 const int *dims,
                                 int n_dims,
                                 const float *values);
/* The same for a few numbers that are copied, as a [1,n,1,1] or, for @n 1, a single number. */
void
mien_onnx_graph_add_channels (MienOnnxGraph *self, const char *name, const double *values, int n);

/**
 * mien_onnx_graph_add_node:
 * @op: the operator
 * @output: name of the value it makes; the node is called the same
 * @...: names of the values it takes, then %NULL
 *
 * Returns: (transfer none): for attributes; the graph's
 */
MienOnnxNode *mien_onnx_graph_add_node (MienOnnxGraph *self,
                                        const char *op,
                                        const char *output,
                                        ...) G_GNUC_NULL_TERMINATED;
/* The value @x as @n equal parts along @axis, called @outputs [n]. */
void mien_onnx_graph_add_split (MienOnnxGraph *self,
                                char *const *outputs,
                                int n,
                                const char *x,
                                int axis);

void mien_onnx_graph_set_int (MienOnnxGraph *self, MienOnnxNode *node, const char *name, int value);
void
mien_onnx_graph_set_float (MienOnnxGraph *self, MienOnnxNode *node, const char *name, double value);
void mien_onnx_graph_set_ints (MienOnnxGraph *self,
                               MienOnnxNode *node,
                               const char *name,
                               const int *values,
                               int n);

void mien_onnx_graph_add_metadata (MienOnnxGraph *self, const char *key, const char *value);

/* Whole or not at all. @error: a #GIOErrorEnum with the path, or %MIEN_ERROR_NO_MEMORY */
gboolean mien_onnx_graph_save (MienOnnxGraph *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienOnnxGraph, mien_onnx_graph_free)

G_END_DECLS
