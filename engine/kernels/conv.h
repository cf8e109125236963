/* Convolution with any window and any number of groups. */
#pragma once

#include "engine/core/pool.h"
#include "engine/kernels/slide.h"

G_BEGIN_DECLS

/* Extents of one picture's convolution; @groups divides both @in and @out. */
typedef struct {
  int in, out, groups; /* channels */
  int height, width;   /* of the input */
  int out_height, out_width;
  MienSlide window;
} MienConv;

/* Floats of scratch that each worker needs; none for a 1x1 window with stride 1. */
gsize mien_conv_scratch (const MienConv *conv);
/* Floats for the partial weight gradients of a batch of @n. */
gsize mien_conv_partials (const MienConv *conv, int n);

/**
 * mien_conv_forward:
 * @y: [n,out,out_height,out_width] overwritten
 * @x: [n,in,height,width]
 * @weight: [out,in/groups,kernel rows,kernel columns]
 * @scratch: [n_workers,mien_conv_scratch()]
 *
 *     y[o,i,j] = sum_{c,a,b} weight[o,c,a,b] x[c of o's group, i stride + a - padding, …]
 *
 * with zeros outside; by im2col and one matrix product a group and picture. A picture is one
 * worker's, so the bits do not depend on how many there are.
 */
void mien_conv_forward (const MienConv *conv,
                        MienPool *pool,
                        int n,
                        float *y,
                        const float *x,
                        const float *weight,
                        float *scratch);

/* d_x: [n,in,height,width] overwritten, d total / d x for d_y: as @y */
void mien_conv_backward_input (const MienConv *conv,
                               MienPool *pool,
                               int n,
                               float *d_x,
                               const float *d_y,
                               const float *weight,
                               float *scratch);

/* d_weight: as @weight, overwritten; @partials: one row a chunk of pictures, added in order */
void mien_conv_backward_weight (const MienConv *conv,
                                MienPool *pool,
                                int n,
                                float *d_weight,
                                const float *d_y,
                                const float *x,
                                float *partials,
                                float *scratch);

G_END_DECLS
