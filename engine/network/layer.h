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
  int inputs[2];         /* layers of the trunk whose outputs it reads; -1 is the picture */
  int n_inputs;          /* 1 or 2 */
  GPtrArray *parameters; /* of MienParameter, owned; weight first */
  double epsilon;        /* batch norm */
  double rate;           /* dropout: share of numbers dropped */
  guint number;          /* dropout: keys its draws */
  float *kept;           /* what forward leaves for backward */
};

/* One pass of one layer. Every buffer is planned by the network; a layer allocates nothing. */
typedef struct {
  MienPool *pool;
  int n;              /* pictures */
  gboolean training;  /* batch statistics, dropout */
  guint64 seed, step; /* keys of dropout */
  const float *x;     /* [n,in] */
  const float *x2;    /* [n,in] of the second input, for layers with two */
  float *y;           /* [n,out]; may be @x itself for layers in place */
  float *d_y;         /* [n,out]; backward only; a layer may overwrite it */
  float *d_x;         /* [n,in]; NULL where nobody asks; may be @d_y itself for layers in place */
  float *d_x2;        /* [n,in] of the second input; never @d_y itself */
  float *scratch;     /* [n_workers,scratch_len of the plan] */
  float *partials;    /* rows that chunks write and that are added in order; not in PREDICT */
  float *shared;      /* what is worked out once for all workers */
} MienLayerPass;

struct _MienLayerClass {
  const char *name;
  gboolean in_place;      /* y may be x, and d_x may be d_y */
  gboolean back_in_place; /* d_x may be d_y */
  gboolean is_view;       /* y is x under another shape; in place even on the picture */
  gboolean needs_x;       /* backward reads x; never together with @in_place */
  gboolean needs_y;       /* backward reads y */
  void (*forward) (MienLayer *self, const MienLayerPass *pass);
  void (*backward) (MienLayer *self, const MienLayerPass *pass);
  gsize (*scratch) (const MienLayer *self);         /* floats a worker; NULL for none */
  gsize (*partials) (const MienLayer *self, int n); /* floats; NULL for none */
  gsize (*shared) (const MienLayer *self);      /* floats that all workers read; NULL for none */
  gsize (*kept) (const MienLayer *self, int n); /* floats from forward to backward; NULL for none */
  double (*flops) (const MienLayer *self); /* of one picture forward; NULL for none to speak of */
};

MienLayer *mien_layer_conv_new (MienShape in, int out);
MienLayer *mien_layer_batch_norm_new (MienShape in);
MienLayer *mien_layer_relu_new (MienShape in);
MienLayer *mien_layer_sigmoid_new (MienShape in);
MienLayer *mien_layer_max_pool_new (MienShape in);
MienLayer *mien_layer_flatten_new (MienShape in);
MienLayer *mien_layer_linear_new (MienShape in, int out);
MienLayer *mien_layer_dropout_new (MienShape in, double rate, guint number);
void mien_layer_free (MienLayer *self);

/* For the layers' own files. */
MienLayer *
mien_layer_alloc (MienLayerType type, const MienLayerClass *klass, MienShape in, MienShape out);
MienParameter *
mien_layer_add_parameter (MienLayer *self, const char *name, const int *dims, int n_dims);
void mien_parameter_free (MienParameter *self);

static inline MienParameter *
mien_layer_parameter (const MienLayer *self, guint index)
{
  return (MienParameter *) g_ptr_array_index (self->parameters, index);
}

G_END_DECLS
