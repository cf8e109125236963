/* The window that a convolution or a pooling slides over a map. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows, then columns; all >= 1 but @padding, which is >= 0 and the same at both ends. */
typedef struct {
  int kernel[2];
  int stride[2];
  int padding[2];
} MienSlide;

static inline MienSlide
mien_slide_square (int kernel, int stride, int padding)
{
  return (MienSlide){{kernel, kernel}, {stride, stride}, {padding, padding}};
}

/* Steps that the window makes along @axis of a map of @extent; below 1 where it does not fit. */
static inline int
mien_slide_steps (const MienSlide *self, int axis, int extent)
{
  int room = extent + 2 * self->padding[axis] - self->kernel[axis];

  return room < 0 ? 0 : room / self->stride[axis] + 1;
}

/* The steps @first … @last - 1 at which @tap of the window lies inside a map of @extent. */
static inline void
mien_slide_range (const MienSlide *self, int axis, int tap, int extent, int *first, int *last)
{
  int stride = self->stride[axis], before = self->padding[axis] - tap, n = 0;

  *first = before > 0 ? (before + stride - 1) / stride : 0;
  n = extent + before <= 0 ? 0 : (extent - 1 + before) / stride + 1;
  *last = MIN (n, mien_slide_steps (self, axis, extent));
  *first = MIN (*first, *last);
}

G_END_DECLS
