/* The arithmetic of saliency maps, apart from any network. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_map_grad_cam:
 * @map: (out caller-allocates): [H,W]
 * @a: [C,H,W] feature maps
 * @d_a: [C,H,W] gradient of the score by them
 *
 *     map = ReLU (sum_c mean_hw (d_a[c]) a[c])
 *
 * Source: Selvaraju et al., "Grad-CAM", ICCV 2017, eqs. 1 and 2.
 */
void mien_map_grad_cam (float *map,
                        const float *a,
                        const float *d_a,
                        int channels,
                        int height,
                        int width);

/* Bilinear, pixel centres at (i + 1/2), edges repeated: [H,W] to [size,size]. */
void mien_map_enlarge (float *out, int size, const float *map, int height, int width);

/* Adds up [C,n] over C into [n]; @weights: (nullable): [C,n] factors. */
void
mien_map_sum_channels (float *map, const float *x, const float *weights, int channels, gsize n);

G_END_DECLS
