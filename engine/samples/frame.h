/* Which part of a picture a network sees: where the corners of its square lie. */
#pragma once

#include "engine/network/preprocessing.h"
#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * MienFrame:
 *
 *     x = xx u + xy v + x0
 *     y = yx u + yy v + y0
 *
 * takes (u, v), fractions of the square that the network sees, to (x, y), fractions of the whole
 * picture's width and height; both start at the top left.
 */
typedef struct {
  double xx, xy, x0;
  double yx, yy, y0;
} MienFrame;

/**
 * mien_frame_find:
 * @width, @height: of the picture in pixels; decide what is square
 * @points: (nullable): [2 @n_points] x1 y1 x2 y2 … in fractions of width and height; NaN where
 * missing
 * @frame: (out)
 *
 * Without the points that @crop goes by, where two eyes are nearer than a pixel, or where the frame
 * would lie farther outside than four widths or heights of the picture, as with points that were
 * measured in another one, it is the middle square. A frame may reach outside the picture, whose
 * edges are then repeated.
 *
 * Returns: %FALSE where the middle square had to do
 */
gboolean mien_frame_find (MienCrop crop,
                          int width,
                          int height,
                          const float *points,
                          int n_points,
                          MienFrame *frame);

/* [2 n_points] of the whole picture, so that they mean the same places in the square. */
void mien_frame_follow (const MienFrame *self, float *points, int n_points);

/**
 * mien_frame_find_column:
 * @column: (out) (nullable): the column that @crop goes by; NULL where it needs none
 * @error: %MIEN_ERROR_RANGE in words, where there is none, or none in which the eyes are known
 *
 * Eyes are known among 68 points (Sagonas et al., "300 Faces in-the-Wild Challenge", ICCVW 2013:
 * means of 36–41 and 42–47), among 5 (the first two) and in the drawn faces' own 22; landmarks are
 * the first column of points.
 */
gboolean mien_frame_find_column (MienDataset *dataset,
                                 MienCrop crop,
                                 const MienColumn **column,
                                 GError **error);

G_END_DECLS
