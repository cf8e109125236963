/* Convolution, batch norm, ReLU and max pooling of the trunk, run as one step of a plan. Private to
 * network. */
#pragma once

#include "engine/kernels/fused-conv.h"
#include "engine/network/layer.h"

G_BEGIN_DECLS

typedef struct _MienFusedLayer MienFusedLayer;

/**
 * MienFusedLayer: a layer that stands for several of the trunk while a plan lasts
 * @layer: what runs; its parameters are those of @conv and @norm, which keep them
 * @before: (nullable): the fused layer whose output this one reads grouped; %NULL where it reads
 * plain pictures
 * @grouped: whether its output is grouped; then only fused layers read it
 * @lazy: its output is the convolution's own, and who reads it applies @affine: nothing is written
 * twice
 * @predicts: there is no way back, so z is not kept
 * @moments and what follows: in @layer.kept, as the last forward pass left them
 */
struct _MienFusedLayer {
  MienLayer layer;
  MienLayer *conv, *norm;
  MienFusedConv extents;
  const MienFusedLayer *before;
  gboolean grouped, lazy, predicts;
  double *moments; /* [out/16][2][16] */
  float *centre;   /* [out/16][16] what moments are taken around */
  float *inverse;  /* [out/16][16] 1 / standard deviation */
  MienAffine *affine;
  MienNormBack *norm_back;
  float *z; /* [n][out/16][H][W][16] unless lazy or predicting */
};

/**
 * mien_fused_match:
 * @layers: (element-type MienLayer): the trunk
 * @first: where to look
 *
 * Returns: how many layers from @first on can run as one: a 3x3 convolution and its batch norm,
 * with ReLU and 2x2 pooling if they follow; 0 where there is no such group. Each must be the only
 * reader of the one before.
 */
guint mien_fused_match (GPtrArray *layers, guint first);

/* (transfer full): for layers @first … @first + @n_layers - 1 as mien_fused_match() found them */
MienFusedLayer *mien_fused_layer_new (GPtrArray *layers, guint first, guint n_layers);
void mien_fused_layer_free (MienFusedLayer *self);

/* What its output is, as the struct has it; @lazy only together with @grouped. */
void mien_fused_layer_set_output (MienFusedLayer *self, gboolean grouped, gboolean lazy);

/* Whether it can read grouped pictures: those of a few channels it reads plain. */
gboolean mien_fused_layer_reads_groups (const MienFusedLayer *self);
/* Floats of its output, one picture, as it is stored. */
gsize mien_fused_layer_out_len (const MienFusedLayer *self);

G_END_DECLS
