/* Grey levels spread over the whole range. */
#pragma once

#include "engine/network/preprocessing.h"

G_BEGIN_DECLS

/**
 * mien_equalise:
 * @pixels: [channels,size,size], changed in place; colours go through the tables of their greys
 *
 * MIEN_EQUALISE_HISTOGRAM makes the cumulative histogram a straight line (Gonzalez & Woods,
 * "Digital Image Processing", section 3.3.1). MIEN_EQUALISE_CLAHE does so tile by tile, with
 * clipped histograms, and mixes the tables of the four nearest tiles (Zuiderveld, "Contrast Limited
 * Adaptive Histogram Equalization", Graphics Gems IV, 1994). Where the tiles divide the size, it
 * gives OpenCV's createCLAHE(MIEN_CLAHE_CLIP, tiles) to the grey level. Any thread.
 */
void mien_equalise (MienEqualise method, int channels, int size, guint8 *pixels);

G_END_DECLS
