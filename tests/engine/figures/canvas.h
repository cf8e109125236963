/* A picture to paint figures on and to look for ink in. */
#pragma once

#include "engine/figures/style.h"

#define CANVAS_WIDTH 600
#define CANVAS_HEIGHT 400

static inline cairo_t *
canvas_new (void)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, CANVAS_WIDTH, CANVAS_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

/* 0xAARRGGBB */
static inline guint32
canvas_pixel (cairo_t *cr, double x, double y)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  int column = CLAMP ((int) x, 0, CANVAS_WIDTH - 1), row = CLAMP ((int) y, 0, CANVAS_HEIGHT - 1);

  cairo_surface_flush (surface);
  return (
      (const guint32 *) (const void *) (cairo_image_surface_get_data (surface) +
                                        row * cairo_image_surface_get_stride (surface)))[column];
}

/* How far a pixel is from white, 0 to 765 */
static inline guint
canvas_ink (cairo_t *cr, double x, double y)
{
  guint32 pixel = canvas_pixel (cr, x, y);

  return 765 - ((pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff));
}

/* Pixels in the rectangle that are nearer to @colour than anything grey is */
static inline guint
canvas_count (cairo_t *cr, double left, double top, double right, double bottom, MienColour colour)
{
  guint n = 0;

  for (int y = (int) top; y < (int) bottom; y++)
    for (int x = (int) left; x < (int) right; x++) {
      guint32 pixel = canvas_pixel (cr, x, y);
      double red = (pixel >> 16 & 0xff) / 255.0 - colour.red;
      double green = (pixel >> 8 & 0xff) / 255.0 - colour.green;
      double blue = (pixel & 0xff) / 255.0 - colour.blue;

      n += red * red + green * green + blue * blue < 0.03;
    }
  return n;
}
