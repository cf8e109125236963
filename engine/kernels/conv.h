/* 3x3 convolution, stride 1, padding 1: the step that most of the time goes into. */
#pragma once

#include "engine/core/pool.h"

G_BEGIN_DECLS

/* Extents of one picture's convolution. */
typedef struct {
  int in, out; /* channels */
  int height, width;
} MienConv;

/* Floats of scratch that each worker needs. */
gsize mien_conv_scratch (const MienConv *conv);
/* Floats for the partial weight gradients of a batch of @n. */
gsize mien_conv_partials (const MienConv *conv, int n);

/**
 * mien_conv_forward:
 * @y: [n,out,H,W] overwritten
 * @x: [n,in,H,W]
 * @weight: [out,in,3,3]
 * @scratch: [n_workers,mien_conv_scratch()]
 *
 * By im2col and a matrix product a picture. A picture is one worker's, so the bits do not depend on
 * how many there are.
 */
void mien_conv_forward (const MienConv *conv,
                        MienPool *pool,
                        int n,
                        float *y,
                        const float *x,
                        const float *weight,
                        float *scratch);

/* d_x: [n,in,H,W] overwritten, d total / d x for d_y: [n,out,H,W] */
void mien_conv_backward_input (const MienConv *conv,
                               MienPool *pool,
                               int n,
                               float *d_x,
                               const float *d_y,
                               const float *weight,
                               float *scratch);

/* d_weight: [out,in,3,3] overwritten; @partials: one row a chunk of pictures, added in order */
void mien_conv_backward_weight (const MienConv *conv,
                                MienPool *pool,
                                int n,
                                float *d_weight,
                                const float *d_y,
                                const float *x,
                                float *partials,
                                float *scratch);

G_END_DECLS
