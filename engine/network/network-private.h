/* What the parts of a network share: building and asking (network.c), words (describe.c), steps
 * (network-steps.c), memory (network-plan.c), running (network-run.c), freezing (freeze.c). */
#pragma once

#include "engine/network/branch.h"
#include "engine/network/fused.h"
#include "engine/network/graph.h"
#include "engine/network/network.h"

G_BEGIN_DECLS

/* Layers of the graph that run as one, from the picture on: no one else sees what lies between
 * them. The first reads the step's inputs, the last gives its output. */
typedef struct {
  guint first, n_layers;
  MienLayer *layer;      /* what runs: the only one, or @fused */
  MienFusedLayer *fused; /* (nullable): owned */
} MienStep;

/* The output of a layer, or the picture. */
typedef struct {
  float *y;   /* NULL for the picture and its views, and for what lies inside a step */
  float *d_y; /* gradient by it; NULL where nobody asks */
  int root;   /* the output, -1 the picture, whose memory @y is, where layers work in place */
  int d_root; /* the same for @d_y: a later output */
  gsize len;  /* floats of one picture */
  guint step; /* that makes it */
  guint n_readers, last_reader; /* steps that read it; a step may count twice */
  gboolean is_answer; /* a head's, so that it outlasts the pass, and who reads it is outside */
  gboolean fixed;     /* no later layer may write over it */
  gboolean wanted;    /* the gradient by it is asked for */
  float *
      *d_more; /* [n_inputs] where its layer writes d_x of an input that has a gradient already */
} MienTensor;

/* What one stage keeps for those who ask how an answer came about; EXPLAIN only. */
typedef struct {
  const float *y;
  float *d_y;
} MienStageBuffers;

struct _MienNetwork {
  char *preset;
  MienSharing sharing;
  MienPreprocessing preprocessing;
  GPtrArray *tasks;
  MienGraph *graph;
  MienHead *heads;       /* [n_tasks] */
  GPtrArray *parameters; /* borrowed from the layers */

  MienArena *arena;
  gsize planned; /* floats, while a plan is being added up */
  MienPlan plan;
  int max_batch, n_workers;
  GArray *steps;       /* of MienStep */
  MienTensor *tensors; /* [n_layers + 1]: the picture, then every layer's output */
  float *scratch, *partials, *shared;
  MienStageBuffers *stages;
  const float **inputs; /* of the layer that runs, as MienLayerPass has them */
  float **d_inputs;

  const float *x; /* of the last forward pass, with what it was asked for */
  int n;
  MienPass pass;
  MienProfile *profile; /* borrowed; NULL unless somebody measures */
};

static inline guint
mien_network_n_layers (const MienNetwork *self)
{
  return self->graph->layers->len;
}

static inline MienLayer *
mien_network_layer (const MienNetwork *self, guint i)
{
  return (MienLayer *) g_ptr_array_index (self->graph->layers, i);
}

static inline int
mien_network_stage_end (const MienNetwork *self, guint stage)
{
  const MienGraphStage *it = mien_graph_stage (self->graph, stage);

  return (int) (it->first + it->n_layers) - 1;
}

/* The layer that gives @task's answer. */
static inline int
mien_network_answer (const MienNetwork *self, guint task)
{
  return (int) self->heads[task].end - 1;
}

static inline MienShape
mien_network_picture (const MienNetwork *self)
{
  const MienPreprocessing *p = &self->preprocessing;

  return (MienShape){1, p->channels, p->size, p->size};
}

/* @layer: -1 for the picture */
static inline MienTensor *
mien_network_tensor (const MienNetwork *self, int layer)
{
  return &self->tensors[layer + 1];
}

static inline MienShape
mien_network_shape (const MienNetwork *self, int layer)
{
  return layer < 0 ? mien_network_picture (self) : mien_network_layer (self, (guint) layer)->out;
}

static inline const MienStep *
mien_network_step (const MienNetwork *self, guint step)
{
  return &g_array_index (self->steps, MienStep, step);
}

/* The layer that runs a step, and reads its inputs. */
static inline MienLayer *
mien_step_layer (const MienNetwork *self, guint step)
{
  return mien_network_step (self, step)->layer;
}

/* The layer whose output a step makes. */
static inline int
mien_step_output (const MienNetwork *self, guint step)
{
  const MienStep *it = mien_network_step (self, step);

  return (int) (it->first + it->n_layers - 1);
}

/* Gives the plan's memory back. */
void mien_network_forget_plan (MienNetwork *self);

/* Fills the steps for the plan that is being made, and every tensor's step and length. */
void mien_network_make_steps (MienNetwork *self);

G_END_DECLS
