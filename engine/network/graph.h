/* The layers of a network, each behind those that it reads: what is shared by all tasks, what
 * single tasks have for themselves, and where each task's answer begins.
 *
 * Whose a layer is (MienLayer.task) decides which of mien_network_backward()'s factors its gradient
 * is given: what belongs to a task is read by layers of that task alone, and where such a layer
 * reads what is shared, the gradient that it sends back is scaled by the task's share. Another way
 * of sharing is built so:
 *
 *     mien_graph_set_owner (graph, -1, "experts");      everybody's: "experts.7.weight"
 *     mien_graph_add (graph, mien_layer_conv_new (…)); …
 *     mien_graph_end_stage (graph, "expert1", text);
 *     mien_graph_set_owner (graph, t, "gates.pose");    task t's own
 *     mien_graph_add_reading (graph, gate, inputs); …
 *     mien_graph_end_stage (graph, "gate", text);
 *     mien_graph_set_end (graph, t, mien_graph_last (graph));
 *
 * and handed to mien_network_new_with_graph(), which adds the heads. */
#pragma once

#include "engine/network/layer.h"

G_BEGIN_DECLS

/* Neighbouring layers that go by one name in the diagram, and whose end can be looked at. */
typedef struct {
  const char *name; /* "block1", "trunk": interned */
  char *text;       /* "2 × conv 3×3, 32": owned */
  guint first, n_layers;
  int task; /* whose own it is; -1 where it is shared */
} MienGraphStage;

/* Somebody reads every output: a layer, or a head. */
typedef struct {
  GPtrArray *layers; /* of MienLayer, owned */
  GArray *stages;    /* of MienGraphStage */
  GArray *ends;      /* of int: mien_graph_end() of the tasks that have one of their own */
  int task;          /* whose the layers are that are added now */
  char *prefix;      /* of their names */
} MienGraph;

MienGraph *mien_graph_new (void);
void mien_graph_free (MienGraph *self);

/* Number of the layer added last, -1 where that is the picture. */
int mien_graph_last (const MienGraph *self);
MienLayer *mien_graph_layer (const MienGraph *self, int layer);

/**
 * mien_graph_set_owner:
 * @task: number of the task whose own the layers and stages are that are added from now on; -1
 *   where nobody owns them, as at first
 * @prefix: their parameters are called PREFIX.N.weight and so on, where N is the layer's number;
 *   "trunk" at first
 */
void mien_graph_set_owner (MienGraph *self, int task, const char *prefix);

/* Each takes @layer and returns its output's shape. It reads the layer added last, layer @input,
 * layers @inputs [layer->n_inputs] (put the one that nobody else reads first: layers in place work
 * on that), or, for a sum, layers @first and @second. -1 is the picture. */
MienShape mien_graph_add (MienGraph *self, MienLayer *layer);
MienShape mien_graph_add_behind (MienGraph *self, MienLayer *layer, int input);
MienShape mien_graph_add_reading (MienGraph *self, MienLayer *layer, const int *inputs);
MienShape mien_graph_add_sum (MienGraph *self, int first, int second);

/* Names the layers since the last stage. @text: (transfer full) */
void mien_graph_end_stage (MienGraph *self, const char *name, char *text);
const MienGraphStage *mien_graph_stage (const MienGraph *self, guint stage);

/* The layer that the head of @task reads: the last that nobody owns, unless set. */
void mien_graph_set_end (MienGraph *self, guint task, int layer);
int mien_graph_end (const MienGraph *self, guint task);

/* (transfer full): [layer + 1] whether @layer reads each layer, itself, or through others */
gboolean *mien_graph_find_sources (const MienGraph *self, int layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienGraph, mien_graph_free)

G_END_DECLS
