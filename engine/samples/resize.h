/* The part of a picture that a network sees, at the size at which it sees it. */
#pragma once

#include "engine/samples/files/pixels.h"
#include "engine/samples/frame.h"

G_BEGIN_DECLS

/**
 * mien_resize:
 * @frame: what is taken; where it reaches outside, the picture's edges are repeated
 * @channels: 1 grey, by ITU-R BT.601's weights; 3 red, green, blue
 * @out: [channels,size,size]
 *
 * Shrinking takes the mean over the area that a pixel comes to cover, enlarging interpolates
 * between the middles of the two nearest pixels. A turned frame is read at a grid of points as fine
 * as the picture, each between its four neighbours, and the mean taken over those of a pixel.
 */
void
mien_resize (const MienPixels *pixels, const MienFrame *frame, int channels, int size, guint8 *out);

/* The scale down to which a picture of that size may be decoded smaller than it is without showing
 * it: two pixels are left for each of @size along the frame. Above 1 where there are not so many.
 */
double mien_resize_least_scale (const MienFrame *frame, int width, int height, int size);

G_END_DECLS
