/* What both ways of a fused convolution share: a job's work, a worker's bench, sizes. Private to
 * kernels. */
#pragma once

#include "engine/kernels/conv-method.h"

G_BEGIN_DECLS

/* Pictures that one worker takes at a time; part of what fixes the bits. */
#define MIEN_FUSED_CHUNK 4
/* Floats of the moments of one group of channels. */
#define MIEN_FUSED_MOMENTS (2 * MIEN_GROUP)

/* One job of the pool; each function sets what its chunks read. */
typedef struct {
  const MienFusedPass *pass;
  const MienConvMethod *method;
  const MienPictures *from, *to; /* @to: d_x on the way back */
  const MienPictures *d_y;
  float *z;
  const float *weight;
  float *d_weight;
  const float *centre;
  const MienAffine *affine;
  const MienNormBack *norm;
} MienFusedWork;

/* What a worker holds of a few pictures, in this order. */
typedef struct {
  float *prepared; /* [together][prepared] */
  float *d_z;      /* [together][z] */
  float *picture;  /* one picture, grouped, on its way in or out */
  float *method;
  float *d_prepared, *d_weights; /* not where only predictions are made */
} MienFusedBench;

const MienConvMethod *mien_fused_method (const MienFusedConv *conv);
int mien_fused_together (const MienFusedConv *conv); /* pictures that a worker takes at once */

/* Floats of one group of z; of one picture as z, as input and as output, grouped; of a chunk's taps
 * and moments. */
gsize mien_fused_plane_len (const MienFusedConv *conv);
gsize mien_fused_z_len (const MienFusedConv *conv);
gsize mien_fused_x_len (const MienFusedConv *conv);
gsize mien_fused_y_len (const MienFusedConv *conv);
gsize mien_fused_taps_len (const MienFusedConv *conv);
gsize mien_fused_moments_len (const MienFusedConv *conv);
int mien_fused_y_height (const MienFusedConv *conv);
int mien_fused_y_width (const MienFusedConv *conv);

MienFusedBench mien_fused_bench (const MienFusedWork *work, int worker);

/* [C,H,W] to [C/16][H][W][16] and the reverse. */
void mien_group_picture (float *grouped, const float *plain, int channels, gsize n_pixels);
void mien_ungroup_picture (float *plain, const float *grouped, int channels, gsize n_pixels);

/* Pictures @first … of the work's input onto the bench, which has to be clear outside of them. */
void mien_fused_prepare (const MienFusedWork *work, const MienFusedBench *bench, int first, int n);
void mien_fused_clear (const MienFusedWork *work, float *prepared, int n);
/* The sum of all chunks' moments, in order. */
void mien_fused_add_moments (const MienFusedPass *pass, double *moments);

G_END_DECLS
