/* The networks that go by a name. */
#pragma once

#include "engine/network/graph.h"

G_BEGIN_DECLS

/**
 * mien_preset_build:
 * @preset: one of mien_network_presets()
 * @error: %MIEN_ERROR_RANGE for an unknown preset, %MIEN_ERROR_SHAPE where @input is too small
 *
 * reference: six 3x3 convolutions with batch norm and ReLU in three blocks, each followed by a
 *   2x2 max pool, then a full layer with dropout.
 *
 * mlp: two full layers with sigmoids.
 *
 * mini-xception: Arriaga, Valdenegro-Toro & Plöger, "Real-time Convolutional Neural Networks for
 *   Emotion and Gender Classification", arXiv:1710.07557, figure 2, in the sizes of their code:
 *   two unpadded 3x3 convolutions of 8 maps, then residual modules of 16, 32, 64 and 128 maps.
 *   Theirs ends with a 3x3 convolution to the classes and a global mean, both linear, so that
 *   means of every map at the nine places of the 3x3 window, and then a full layer, come to the
 *   same numbers from the same 58,423 parameters (with 7 classes), and the nine means can be
 *   shared by all heads. Apart from the original, pooling pads both ends alike, and batch norm is
 *   the engine's.
 *
 * resnet-small: He, Zhang, Ren & Sun, "Deep Residual Learning for Image Recognition", CVPR 2016,
 *   section 4.2, with two blocks of two convolutions a stage (n = 2, 14 layers with the head) and
 *   projections (option B) where the size changes.
 *
 * Returns: (transfer full) (nullable): ends flat
 */
MienGraph *mien_preset_build (const char *preset, MienShape input, GError **error);

G_END_DECLS
