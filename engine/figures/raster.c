#include "engine/figures/raster.h"

#include <math.h>
#include <string.h>
#include <wchar.h>

G_STATIC_ASSERT (sizeof (wchar_t) == sizeof (guint32)); /* the C library's fastest fill of pixels */

/* --- the way from and to the image --- */

static gboolean
is_upright (cairo_t *cr, cairo_matrix_t *matrix)
{
  cairo_get_matrix (cr, matrix);
  return matrix->xy == 0.0 && matrix->yx == 0.0 && matrix->xx > 0.0 && matrix->xx == matrix->yy;
}

static gboolean
is_image (cairo_surface_t *surface)
{
  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_IMAGE)
    return FALSE;
  return cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32 ||
         cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24;
}

/* What of @box the clip leaves; FALSE where that is not one rectangle. */
static gboolean
clip_box (cairo_t *cr, cairo_rectangle_t *box)
{
  cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list (cr);
  gboolean ok = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;

  if (ok) {
    const cairo_rectangle_t *clip = list->rectangles;
    double right = MIN (box->x + box->width, clip->x + clip->width);
    double bottom = MIN (box->y + box->height, clip->y + clip->height);

    box->x = MAX (box->x, clip->x);
    box->y = MAX (box->y, clip->y);
    box->width = right - box->x;
    box->height = bottom - box->y;
  }
  cairo_rectangle_list_destroy (list);
  return ok;
}

/* Sets scale and shift as if the raster were the whole image, then what part of it it is. */
static gboolean
find_place (MienRaster *self, const cairo_matrix_t *matrix, const cairo_rectangle_t *box)
{
  double scale_x, scale_y, offset_x, offset_y;

  cairo_surface_get_device_scale (self->surface, &scale_x, &scale_y);
  cairo_surface_get_device_offset (self->surface, &offset_x, &offset_y);
  self->scale = matrix->xx * scale_x;
  self->shift_x = matrix->x0 * scale_x + offset_x;
  self->shift_y = matrix->y0 * scale_y + offset_y;
  self->left = (int) MAX (rint (box->x * self->scale + self->shift_x), 0.0);
  self->top = (int) MAX (rint (box->y * self->scale + self->shift_y), 0.0);
  self->width = (int) MIN (rint ((box->x + box->width) * self->scale + self->shift_x),
                           cairo_image_surface_get_width (self->surface)) -
                self->left;
  self->height = (int) MIN (rint ((box->y + box->height) * self->scale + self->shift_y),
                            cairo_image_surface_get_height (self->surface)) -
                 self->top;
  self->shift_x -= self->left;
  self->shift_y -= self->top;
  return scale_x == scale_y && self->width > 0 && self->height > 0;
}

/* So many columns are copied at once: a cache line of the image's row. */
#define BLOCK 16

static void
copy (MienRaster *self, gboolean back)
{
  int stride = cairo_image_surface_get_stride (self->surface) / 4;
  guint32 *corner = (guint32 *) (void *) cairo_image_surface_get_data (self->surface) +
                    (gsize) self->top * (gsize) stride + self->left;

  for (int from = 0; from < self->width; from += BLOCK)
    for (int row = 0; row < self->height; row++) {
      guint32 *line = corner + (gsize) row * (gsize) stride;
      guint32 *pixel = self->pixels + (gsize) from * (gsize) self->height + row;
      int to = MIN (from + BLOCK, self->width);

      for (int column = from; column < to; column++, pixel += self->height)
        if (back)
          line[column] = *pixel;
        else
          *pixel = line[column];
    }
}

MienRaster *
mien_raster_new (cairo_t *cr, double x, double y, double width, double height)
{
  MienRaster self = {.surface = cairo_get_group_target (cr)};
  cairo_rectangle_t box = {x, y, width, height};
  cairo_matrix_t matrix;

  if (!is_image (self.surface) || !is_upright (cr, &matrix) || !clip_box (cr, &box) ||
      !find_place (&self, &matrix, &box))
    return NULL;

  gsize n = (gsize) self.width * (gsize) self.height;

  cairo_surface_reference (self.surface);
  self.pixels = g_new (guint32, n);
  self.cover = g_new0 (guint8, n);
  self.first = g_new (int, self.width);
  self.beyond = g_new0 (int, self.width);
  for (int column = 0; column < self.width; column++)
    self.first[column] = self.height;
  return g_memdup2 (&self, sizeof self);
}

void
mien_raster_begin (MienRaster *self)
{
  cairo_surface_flush (self->surface);
  copy (self, FALSE);
}

void
mien_raster_finish (MienRaster *self)
{
  copy (self, TRUE);
  cairo_surface_mark_dirty_rectangle (self->surface, self->left, self->top, self->width,
                                      self->height);
  cairo_surface_destroy (self->surface);
  g_free (self->pixels);
  g_free (self->cover);
  g_free (self->first);
  g_free (self->beyond);
  g_free (self);
}

/* --- pixels --- */

static guint32
pack (MienColour colour)
{
  return 0xff000000u | (guint32) rint (colour.red * 255.0) << 16 |
         (guint32) rint (colour.green * 255.0) << 8 | (guint32) rint (colour.blue * 255.0);
}

/* @share: 0 … 256 of @colour, two channels at a time */
static inline guint32
blend (guint32 pixel, guint32 colour, guint32 share)
{
  const guint32 mask = 0x00ff00ff;
  guint32 rest = 256 - share;
  guint32 even = ((colour & mask) * share + (pixel & mask) * rest) >> 8 & mask;
  guint32 odd = (colour >> 8 & mask) * share + (pixel >> 8 & mask) * rest;

  return even | (odd & ~mask);
}

static void
fill (guint32 *pixels, int from, int to, guint32 colour, guint32 share)
{
  if (share >= 256 && to > from)
    wmemset ((wchar_t *) pixels + from, (wchar_t) colour, (gsize) (to - from));
  else
    for (int row = from; row < to; row++)
      pixels[row] = blend (pixels[row], colour, share);
}

void
mien_raster_column (MienRaster *self, int column, double top, double bottom, MienColour colour)
{
  guint32 *pixels = self->pixels + (gsize) column * (gsize) self->height;
  guint32 packed = pack (colour);
  double strength = 256.0 * colour.alpha;

  top = MAX (top, 0.0);
  bottom = MIN (bottom, self->height);
  if (column < 0 || column >= self->width || !(bottom > top))
    return;

  int first = (int) top, last = (int) bottom;

  if (first == last) {
    pixels[first] = blend (pixels[first], packed, (guint32) ((bottom - top) * strength));
    return;
  }
  pixels[first] = blend (pixels[first], packed, (guint32) ((first + 1 - top) * strength));
  fill (pixels, first + 1, last, packed, (guint32) strength);
  if (last < self->height)
    pixels[last] = blend (pixels[last], packed, (guint32) ((bottom - last) * strength));
}

void
mien_raster_paint (MienRaster *self, MienColour colour)
{
  guint32 packed = pack (colour), strength = (guint32) rint (256.0 * colour.alpha);

  for (int column = 0; column < self->width; column++) {
    guint8 *cover = self->cover + (gsize) column * (gsize) self->height;
    guint32 *pixels = self->pixels + (gsize) column * (gsize) self->height;
    int first = self->first[column], beyond = self->beyond[column];

    if (first >= beyond)
      continue;
    for (int row = first; row < beyond; row++) {
      guint32 share = cover[row] + (cover[row] >> 7);

      if (share > 0)
        pixels[row] = blend (pixels[row], packed, share * strength >> 8);
    }
    memset (cover + first, 0, (gsize) (beyond - first));
    self->first[column] = self->height;
    self->beyond[column] = 0;
  }
}
