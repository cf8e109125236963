/* One step of a network: what every layer can do, and what exporters may read of it. */
#pragma once

#include "engine/core/arena.h"
#include "engine/core/pool.h"
#include "engine/core/shape.h"
#include "engine/kernels/slide.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_LAYER_CONV,       /* weight [out,in/groups,rows,columns]; bias [out] unless a norm follows */
  MIEN_LAYER_BATCH_NORM, /* over N, H and W; weight, bias, running_mean, running_var [C] */
  MIEN_LAYER_RELU,
  MIEN_LAYER_SIGMOID,
  MIEN_LAYER_MAX_POOL, /* rows and columns that the last window does not reach are dropped */
  MIEN_LAYER_FLATTEN,
  MIEN_LAYER_LINEAR, /* weight [out,in], bias [out] */
  MIEN_LAYER_DROPOUT,
  MIEN_LAYER_AVERAGE_POOL,   /* zeros of the padding count */
  MIEN_LAYER_GLOBAL_AVERAGE, /* over H and W, flat */
  MIEN_LAYER_SUM,            /* of two inputs of one shape */
  MIEN_LAYER_TANH,
  MIEN_LAYER_LEAKY_RELU,
  MIEN_LAYER_GELU,
  MIEN_LAYER_LAYER_NORM, /* over C, H and W of a picture; weight, bias [C,H,W], [C] where flat */
  MIEN_LAYER_STITCH,     /* of inputs of one shape; weight [n_inputs] */
  MIEN_LAYER_MIXTURE,    /* of experts of one shape; its last input are the gate's logits, flat */
  MIEN_LAYER_PRODUCT,    /* of two inputs of one shape */
  MIEN_LAYER_CONCATENATION, /* of two inputs of one height and width, over channels */
} MienLayerType;

/* A tensor of numbers that belong to the network. */
typedef struct {
  char *name; /* as PyTorch would name it: "trunk.0.weight", "heads.expression.bias" */
  int dims[4];
  int n_dims;
  gsize len;
  float *value;       /* [len], owned by the network */
  float *grad;        /* [len] after a backward pass; NULL when not trainable or not planned; where
                       * answers are explained, of frozen ones too */
  gboolean trainable; /* running statistics are not, nor what is frozen */
  gboolean is_statistic; /* running statistics: they follow the batches */
  gboolean decays;       /* weights do; biases and norms do not */
  int task;              /* whose own it is; -1 where it is shared */
} MienParameter;

typedef struct _MienLayer MienLayer;
typedef struct _MienLayerClass MienLayerClass;

/* What exporters and the diagram read; the network alone changes it. */
struct _MienLayer {
  MienLayerType type;
  const MienLayerClass *klass;
  MienShape in, out;     /* of one picture: n = 1 */
  int *inputs;           /* [n_inputs] layers of the graph whose outputs it reads; -1 the picture */
  int n_inputs;          /* at least 1 */
  int task;              /* whose own it is; -1 where it is shared */
  gboolean frozen;       /* runs as in prediction, and does not learn */
  char *name;            /* "trunk.3", "heads.pose": its parameters' names begin so */
  GPtrArray *parameters; /* of MienParameter, owned; weight first */
  double epsilon;        /* norms */
  MienSlide window;      /* convolution and poolings */
  int groups;            /* convolution */
  double slope;          /* leaky ReLU: left of 0, above 0 */
  double rate;           /* dropout: share of numbers dropped */
  guint number;          /* keys its first weights, and what dropout draws */
  float *kept;           /* what forward leaves for backward */
};

/* One pass of one layer. Every buffer is planned by the network; a layer allocates nothing. */
typedef struct {
  MienPool *pool;
  int n;                      /* pictures */
  gboolean training;          /* batch statistics, dropout */
  gboolean again;             /* running statistics stay as they are */
  guint64 seed, step;         /* keys of dropout */
  const float *x;             /* [n,in] of the first input */
  const float *const *inputs; /* [n_inputs] of each input: [n,its output]; the first is @x */
  float *y;                   /* [n,out]; may be @x itself for layers in place */
  float *d_y;                 /* [n,out]; backward only; a layer may overwrite it */
  float *d_x; /* [n,in]; NULL where nobody asks; may be @d_y itself for layers in place */
  float *const *d_inputs; /* [n_inputs] of each; the first is @d_x, and no other is ever @d_y */
  float *scratch;         /* [n_workers,scratch_len of the plan] */
  float *partials;        /* rows that chunks write and that are added in order; not in PREDICT */
  float *shared;          /* what is worked out once for all workers */
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

/**
 * mien_layer_conv_new_full:
 * @window: has to fit into @in with its padding, as for poolings
 * @groups: divides both in.c and @out; each group of outputs reads its own group of inputs
 *
 *     y[o,i,j] = bias[o] + sum_{c,a,b} weight[o,c,a,b] x[c of o's group, i stride + a - padding, …]
 */
MienLayer *mien_layer_conv_new_full (MienShape in,
                                     int out,
                                     const MienSlide *window,
                                     int groups,
                                     gboolean bias);
/* 3x3, stride 1, padding 1, no bias. */
MienLayer *mien_layer_conv_new (MienShape in, int out);
MienLayer *mien_layer_batch_norm_new (MienShape in);
MienLayer *mien_layer_relu_new (MienShape in);
MienLayer *mien_layer_sigmoid_new (MienShape in);
MienLayer *mien_layer_tanh_new (MienShape in);

/* y = x above 0, @slope x below. Maas, Hannun & Ng, "Rectifier Nonlinearities Improve Neural
 * Network Acoustic Models", ICML 2013. */
MienLayer *mien_layer_leaky_relu_new (MienShape in, double slope);

/* y = x P(x), P the normal distribution, exact by erf rather than by tanh. Hendrycks & Gimpel,
 * "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415, section 2. */
MienLayer *mien_layer_gelu_new (MienShape in);

/* Padding, at most half the kernel, never wins; of equals the first does, and NaN over all. */
MienLayer *mien_layer_max_pool_new_full (MienShape in, const MienSlide *window);
MienLayer *mien_layer_max_pool_new (MienShape in); /* 2x2, stride 2 */

/* Sum over the window divided by its whole area: zeros of the padding count. */
MienLayer *mien_layer_average_pool_new (MienShape in, const MienSlide *window);
/* [C,H,W] to C means, flat. */
MienLayer *mien_layer_global_average_new (MienShape in);

/* Of two inputs of one shape: the residual sum. */
MienLayer *mien_layer_sum_new (MienShape in);

/**
 * mien_layer_stitch_new:
 * @in: of each of the @n_inputs columns
 * @own: the column whose alpha starts at 0.9; the others share 0.1 (a single one has 1)
 *
 *     y = sum_b weight[b] x_b
 *
 * One row of a cross-stitch unit. Misra, Shrivastava, Gupta & Hebert, "Cross-Stitch Networks for
 * Multi-Task Learning", CVPR 2016, with one alpha a pair of tasks for all channels; they
 * advise such a start.
 */
MienLayer *mien_layer_stitch_new (MienShape in, int n_inputs, int own);

/**
 * mien_layer_mixture_new:
 * @in: of each expert's output
 *
 *     y = sum_e softmax (gate)_e x_e
 *
 * Reads the experts, then the gate's logits, flat. After a forward pass its kept numbers are the
 * gates, [n,n_experts]. Ma et al., "Modeling Task Relationships in Multi-task Learning with
 * Multi-gate Mixture-of-Experts", KDD 2018.
 */
MienLayer *mien_layer_mixture_new (MienShape in, int n_experts);

/* x x2: a mask and what it lets through. */
MienLayer *mien_layer_product_new (MienShape in);
/* The channels of @in, then the @more channels of a second input. */
MienLayer *mien_layer_concatenation_new (MienShape in, int more);

/* y = weight (x - mean) / sqrt (var + 1e-5) + bias, over all numbers of a picture. Ba, Kiros &
 * Hinton, "Layer Normalization", arXiv:1607.06450. */
MienLayer *mien_layer_layer_norm_new (MienShape in);
MienLayer *mien_layer_flatten_new (MienShape in);
MienLayer *mien_layer_linear_new (MienShape in, int out);
MienLayer *mien_layer_dropout_new (MienShape in, double rate);
/* (transfer full): a layer of the same kind with the same numbers, that reads nothing yet */
MienLayer *mien_layer_copy (const MienLayer *self);
void mien_layer_free (MienLayer *self);

/* For the layers' own files. */
MienShape mien_layer_slide (MienShape in, int channels, const MienSlide *window);
MienLayer *
mien_layer_alloc (MienLayerType type, const MienLayerClass *klass, MienShape in, MienShape out);
void mien_layer_set_n_inputs (MienLayer *self, int n_inputs); /* 1 at first; @in is of the first */
MienParameter *
mien_layer_add_parameter (MienLayer *self, const char *name, const int *dims, int n_dims);
void mien_parameter_free (MienParameter *self);

static inline MienParameter *
mien_layer_parameter (const MienLayer *self, guint index)
{
  return (MienParameter *) g_ptr_array_index (self->parameters, index);
}

G_END_DECLS
