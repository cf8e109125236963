/* Layers of a network as nodes of an ONNX graph. */
#pragma once

#include "engine/exchange/onnx-graph.h"
#include "engine/network/layer.h"

G_BEGIN_DECLS

/* A value inside the graph: between layers. */
typedef struct {
  char *name;    /* owned */
  gboolean flat; /* [N,C] rather than [N,C,H,W] */
} MienOnnxValue;

void mien_onnx_value_clear (MienOnnxValue *self);

/**
 * mien_onnx_add_layer:
 * @inputs: [layer->n_inputs]
 * @name: of what comes out; constants are called as the layer's parameters
 *
 * Adds @layer as it is after training: without dropout, with running statistics.
 *
 * Returns: (transfer full): what comes out
 */
MienOnnxValue mien_onnx_add_layer (MienOnnxGraph *graph,
                                   const MienLayer *layer,
                                   const MienOnnxValue *inputs,
                                   const char *name);

G_END_DECLS
