/* Convolution of each channel with a window of its own: groups = in = out. */
#pragma once

#include "engine/kernels/conv.h"

G_BEGIN_DECLS

gboolean mien_conv_is_depthwise (const MienConv *conv);

/* Floats for the partial weight gradients of a batch of @n. */
gsize mien_conv_depthwise_partials (const MienConv *conv, int n);

/**
 * mien_conv_depthwise_forward:
 * @y: [n,C,out_height,out_width] overwritten
 * @x: [n,C,height,width]
 * @weight: [C,1,kernel rows,kernel columns]
 *
 * Row by row and tap by tap, which needs no scratch and is in cache, where a matrix product of one
 * row would be spent on copying. A picture is one worker's.
 */
void mien_conv_depthwise_forward (const MienConv *conv,
                                  MienPool *pool,
                                  int n,
                                  float *y,
                                  const float *x,
                                  const float *weight);

/* d_x: [n,C,height,width] overwritten, d total / d x for d_y: as @y */
void mien_conv_depthwise_backward_input (const MienConv *conv,
                                         MienPool *pool,
                                         int n,
                                         float *d_x,
                                         const float *d_y,
                                         const float *weight);

/* d_weight: as @weight, overwritten; @partials: one row a chunk of pictures, added in order */
void mien_conv_depthwise_backward_weight (const MienConv *conv,
                                          MienPool *pool,
                                          int n,
                                          float *d_weight,
                                          const float *d_y,
                                          const float *x,
                                          float *partials);

G_END_DECLS
