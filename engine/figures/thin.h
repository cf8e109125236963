/* Long curves cut down to what the pixels can show. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double x, y; /* @y NaN where the line breaks */
} MienPoint;

/**
 * mien_thin:
 * @x: [n] rising
 * @y: [n]; what is not finite leaves a gap
 * @columns: pixel columns that @x_low to @x_high are spread over
 *
 * Where there are few points all are kept; else each column keeps its first, smallest, largest and
 * last point, in their order, so that no peak is lost. One point to either side of the range is
 * kept for the line to run out of the picture.
 *
 * Returns: (transfer full) (element-type MienPoint)
 */
GArray *
mien_thin (const double *x, const double *y, guint n, double x_low, double x_high, guint columns);

G_END_DECLS
