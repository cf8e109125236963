/* 3x3 convolution, batch norm, ReLU and max pooling as one: where most of the time goes.
 *
 * A worker takes a few pictures at a time through all of it while they are in its cache; what is
 * kept for the way back is the convolution's output z alone. Activations are made again from z
 * where they are read, since memory is slower than the multiplication. */
#pragma once

#include "engine/core/pool.h"
#include "engine/kernels/kernels.h"

G_BEGIN_DECLS

/* Stride 1, padding 1, no bias: batch norm follows. */
typedef struct {
  int in, out; /* channels */
  int height, width;
  gboolean relu; /* after batch norm */
  gboolean pool; /* 2x2, stride 2, after ReLU and only with it */
} MienFusedConv;

/* Pictures as a fused convolution reads or writes them. */
typedef struct {
  float *x; /* [n,C,H,W], or with @grouped [n][C/16][H][W][16] */
  gboolean grouped;
  const MienAffine
      *affine; /* (nullable): [C/16], applied while @x is read; grouped pictures only */
} MienPictures;

/* Batch norm on the way back, [out/16] groups: d_z = scale (d - shift - (z - centre) slope) */
typedef struct {
  float scale[MIEN_GROUP], shift[MIEN_GROUP], centre[MIEN_GROUP], slope[MIEN_GROUP];
} MienNormBack;

static inline int
mien_n_groups (int n_channels)
{
  return (n_channels + MIEN_GROUP - 1) / MIEN_GROUP;
}

/* Pictures of up to so many channels are read plain, and no gradient by them is made. */
#define MIEN_MAX_NARROW 4
gboolean mien_fused_conv_is_narrow (const MienFusedConv *conv);
/* Floats of z, or of grouped pictures with @channels, one of them. */
gsize mien_fused_conv_grouped_len (int channels, int height, int width);
/* Floats of scratch a worker needs; of rows that the chunks of a batch of @n write and that are
 * added in order; and of transformed weights. */
gsize mien_fused_conv_scratch (const MienFusedConv *conv, gboolean predicts);
gsize mien_fused_conv_partials (const MienFusedConv *conv, int n);
gsize mien_fused_conv_weights (const MienFusedConv *conv);

/* What all of the functions below take. */
typedef struct {
  const MienFusedConv *conv;
  MienPool *pool;
  int n;             /* pictures */
  gboolean predicts; /* scratch is that of forward passes alone */
  float *scratch;    /* [n_workers,mien_fused_conv_scratch()] */
  float *partials;   /* mien_fused_conv_partials() */
  float *weights;    /* mien_fused_conv_weights(): room for the transformed ones */
} MienFusedPass;

/**
 * mien_fused_conv_forward:
 * @z: [n][out/16][H][W][16], overwritten with the convolution of @from
 * @weight: [out,in,3,3]
 * @centre: [out/16][16] any number near each channel's mean; read only for @moments
 * @moments: (out) (nullable): [out/16][2][16] sum of z - centre and of (z - centre)^2 over the
 *   batch: float within a chunk, double between them
 *
 * A chunk of pictures is one worker's, and sums of chunks are added in order: the bits do not
 * depend on how many workers there are.
 */
void mien_fused_conv_forward (const MienFusedPass *pass,
                              float *z,
                              const MienPictures *from,
                              const float *weight,
                              const float *centre,
                              double *moments);

/* @to: batch norm, ReLU and pooling of @z as @affine [out/16] has them; its own affine is not read
 */
void mien_fused_conv_activate (const MienFusedPass *pass,
                               const MienPictures *to,
                               const float *z,
                               const MienAffine *affine);

/* Both in one where no way back is wanted: z never leaves the worker. */
void mien_fused_conv_predict (const MienFusedPass *pass,
                              const MienPictures *to,
                              const MienPictures *from,
                              const float *weight,
                              const MienAffine *affine);

/* @moments: [out/16][2][16] sum of d and of d (z - centre), d being @d_y before ReLU and pooling */
void mien_fused_conv_d_moments (const MienFusedPass *pass,
                                const MienPictures *d_y,
                                const float *z,
                                const MienAffine *affine,
                                const MienNormBack *norm,
                                double *moments);

/**
 * mien_fused_conv_backward:
 * @d_weight: [out,in,3,3], overwritten
 * @d_x: (nullable): overwritten with d total / d @from as it is after its affine
 * @d_y: d total / d what mien_fused_conv_activate() gives
 *
 * @from, @z, @weight and @affine as on the way there.
 */
void mien_fused_conv_backward (const MienFusedPass *pass,
                               float *d_weight,
                               const MienPictures *d_x,
                               const MienPictures *d_y,
                               const MienPictures *from,
                               const float *z,
                               const float *weight,
                               const MienAffine *affine,
                               const MienNormBack *norm);

G_END_DECLS
