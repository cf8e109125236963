#include "engine/figures/heat.h"

#include <math.h>

/* Cairo's pixels: premultiplied, in the machine's byte order */
static guint32
to_pixel (MienColour colour)
{
  guint32 alpha = (guint32) lrint (colour.alpha * 255.0);
  guint32 red = (guint32) lrint (colour.red * colour.alpha * 255.0);
  guint32 green = (guint32) lrint (colour.green * colour.alpha * 255.0);
  guint32 blue = (guint32) lrint (colour.blue * colour.alpha * 255.0);

  return alpha << 24 | red << 16 | green << 8 | blue;
}

static void
put_pixel (cairo_surface_t *surface, int x, int y, MienColour colour)
{
  guchar *row = cairo_image_surface_get_data (surface) +
                (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  ((guint32 *) (void *) row)[x] = to_pixel (colour);
}

static cairo_surface_t *
face_surface (const guint8 *face, int channels, int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  gsize plane = (gsize) size * (gsize) size;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++) {
      const guint8 *at = face + (gsize) y * (gsize) size + x;
      gsize second = channels >= 3 ? plane : 0;

      put_pixel (surface, x, y,
                 (MienColour){at[0] / 255.0, at[second] / 255.0, at[2 * second] / 255.0, 1.0});
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* Up to half strength the map shows where it is large; from there on it also hides the face. */
static double
cover (double magnitude, double strength)
{
  double shown = pow (magnitude, 0.7);

  return shown * MIN (1.0, 2.0 * strength) + (1.0 - shown) * MAX (0.0, 2.0 * strength - 1.0);
}

static cairo_surface_t *
map_surface (const float *map, int size, double strength)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  gsize n = (gsize) size * (gsize) size;
  double largest = 0.0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (map[i]))
      largest = MAX (largest, fabs ((double) map[i]));
  for (gsize i = 0; i < n; i++) {
    double value = isfinite (map[i]) && largest > 0.0 ? (double) map[i] / largest : 0.0;
    MienColour colour = mien_diverging (value);

    colour.alpha = cover (fabs (value), strength);
    put_pixel (surface, (int) (i % (gsize) size), (int) (i / (gsize) size), colour);
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_surface (cairo_t *cr, cairo_surface_t *surface)
{
  cairo_set_source_surface (cr, surface, 0, 0);
  /* Without PAD the picture would fade out at its edge. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

void
mien_heat_paint (cairo_t *cr,
                 double width,
                 double height,
                 const guint8 *face,
                 int channels,
                 int size,
                 const float *map,
                 double strength)
{
  double side = MIN (width, height);

  if (size < 1 || !(side > 0.0))
    return;
  cairo_save (cr);
  cairo_translate (cr, (width - side) / 2.0, (height - side) / 2.0);
  cairo_scale (cr, side / size, side / size);
  cairo_rectangle (cr, 0, 0, size, size);
  cairo_clip (cr);
  if (face != NULL)
    paint_surface (cr, face_surface (face, channels, size));
  if (map != NULL && strength > 0.0)
    paint_surface (cr, map_surface (map, size, CLAMP (strength, 0.0, 1.0)));
  cairo_restore (cr);
}
