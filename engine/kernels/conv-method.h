/* How a fused convolution's products are made. Private to kernels: fused-conv.c cuts the batch and
 * handles what comes before and after, a method does the convolution of a few pictures at a time.
 */
#pragma once

#include "engine/kernels/fused-conv.h"

G_BEGIN_DECLS

/**
 * MienConvMethod: sizes in floats
 *
 * @together: pictures that one call had best be given
 * @prepared_len: of one picture as the method reads it
 * @weights_len: of the transformed weights, one direction
 * @d_weights_len: of their gradient
 * @taps_plane: of one group of outputs among the taps: [out/16][in x 9 …][16]
 * @scratch_len: of what forward and backward need besides
 * @prepare: picture @number of @from; @prepared holds zeros wherever the method does not write
 * @transform, @transform_back: one group of outputs of the weights for forward, one group of inputs
 * of those for the way back
 * @forward: z [n][out/16][H][W][16]
 * @backward: @d_weights (+)=; @d_prepared (nullable) +=
 * @finish: one group of outputs of @d_weights as taps
 * @collect: what @d_prepared says of one picture, [in/16][H][W][16]
 */
typedef struct {
  int (*together) (const MienFusedConv *conv);
  gsize (*prepared_len) (const MienFusedConv *conv);
  gsize (*weights_len) (const MienFusedConv *conv);
  gsize (*d_weights_len) (const MienFusedConv *conv);
  gsize (*taps_plane) (const MienFusedConv *conv);
  gsize (*scratch_len) (const MienFusedConv *conv);
  void (*prepare) (const MienFusedConv *conv,
                   float *prepared,
                   const MienPictures *from,
                   int number);
  void (*transform) (const MienFusedConv *conv, float *weights, const float *weight, int group);
  void (*transform_back) (const MienFusedConv *conv,
                          float *weights,
                          const float *weight,
                          int group);
  void (*forward) (const MienFusedConv *conv,
                   float *z,
                   const float *prepared,
                   int n,
                   const float *weights,
                   float *scratch);
  void (*backward) (const MienFusedConv *conv,
                    float *d_prepared,
                    float *d_weights,
                    gboolean add,
                    const float *d_z,
                    const float *prepared,
                    int n,
                    const float *weights_back,
                    float *scratch);
  void (*finish) (const MienFusedConv *conv, float *taps, const float *d_weights, int group);
  void (*collect) (const MienFusedConv *conv, float *d_x, const float *d_prepared);
} MienConvMethod;

extern const MienConvMethod mien_conv_winograd; /* any number of channels */
extern const MienConvMethod mien_conv_narrow;   /* up to MIEN_MAX_NARROW; no gradient by them */

/* Taps of channel @c for outputs 16 @group … , [9][16], zeros where there is no such output. */
void mien_conv_gather_taps (const MienFusedConv *conv,
                            float *taps,
                            const float *weight,
                            int group,
                            int c);

G_END_DECLS
