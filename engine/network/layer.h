/* One step of a network: what every layer can do, and what exporters may read of it. */
#pragma once

#include "engine/core/arena.h"
#include "engine/core/pool.h"
#include "engine/core/shape.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_LAYER_CONV,       /* 3x3, stride 1, padding 1; weight [out,in,3,3], no bias (norm follows) */
  MIEN_LAYER_BATCH_NORM, /* over N, H and W; weight, bias, running_mean, running_var [C] */
  MIEN_LAYER_RELU,
  MIEN_LAYER_SIGMOID,
  MIEN_LAYER_MAX_POOL, /* 2x2, stride 2, an odd last row or column dropped */
  MIEN_LAYER_FLATTEN,
  MIEN_LAYER_LINEAR, /* weight [out,in], bias [out] */
  MIEN_LAYER_DROPOUT,
} MienLayerType;

/* A tensor of numbers that belong to the network. */
typedef struct {
  char *name; /* as PyTorch would name it: "trunk.0.weight", "heads.expression.bias" */
  int dims[4];
  int n_dims;
  gsize len;
  float *value;       /* [len], owned by the network */
  float *grad;        /* [len] after a backward pass; NULL when not trainable or not planned */
  gboolean trainable; /* running statistics are not */
  gboolean decays;    /* weights do; biases and norms do not */
  gboolean shared;    /* in the trunk */
} MienParameter;

typedef struct _MienLayer MienLayer;
typedef struct _MienLayerClass MienLayerClass;

/* What exporters and the diagram read; the network alone changes it. */
struct _MienLayer {
  MienLayerType type;
  const MienLayerClass *klass;
  MienShape in, out;     /* of one picture: n = 1 */
  GPtrArray *parameters; /* of MienParameter, owned; weight first */
  double epsilon;        /* batch norm */
  double rate;           /* dropout: share of numbers dropped */
};

G_END_DECLS
