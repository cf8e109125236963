/* What augmentation does to the pixels of one plane, fast. Private to samples.
 *
 * Planes are [size,size], rows from the top. Nothing is allocated, any threads may work at once on
 * different planes, and the bits are the same on every machine of one kind.
 */
#pragma once

#include "engine/core/rng.h"

G_BEGIN_DECLS

/* Pixel (x, y) of the new plane is looked up at start + x right + y down of the old one, in pixels;
 * what lies outside repeats the edge. */
typedef struct {
  float start_x, start_y;
  float right_x, right_y;
  float down_x, down_y;
} MienWarp;

/* Bilinear; @size: at least 2 */
void mien_warp_plane (const MienWarp *warp, const guint8 *in, int size, float *out);
/* By whole pixels, right and down, after mirroring: nothing is blurred. */
void
mien_move_plane (int shift_x, int shift_y, gboolean mirror, const guint8 *in, int size, float *out);

/* x = (x - 127.5) contrast + 127.5 + brightness, within 0 to 255 */
void mien_light_pixels (float contrast, float brightness, float *pixels, gsize n);

/* Adds deviation times a draw of a normal distribution to each, within 0 to 255. The distribution
 * comes in 4096 equally likely steps, scaled to variance 1, and ends at 3.7 deviations; four pixels
 * share the bits of one draw of @rng. */
void mien_add_noise (MienRng rng, float deviation, float *pixels, gsize n);

G_END_DECLS
