/* Decoded pixels, whoever holds them, at the picture's own size or already smaller. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * MienPixels:
 * @width, @height: of the whole picture, upright
 * @scale: pixels here for one of the picture along either side, at most 1; the last one of a row or
 * column may lie partly outside the picture
 * @columns, @rows: of pixels here: @width and @height times @scale, rounded up
 * @channels: 1 grey; 3 or 4 red, green, blue and something that is left out
 * @stride: bytes from row to row
 * @data: [rows,stride]
 */
typedef struct {
  int width;
  int height;
  double scale;
  int columns;
  int rows;
  int channels;
  gsize stride;
  const guint8 *data;

  gpointer owner; /* of @data, for mien_pixels_clear() */
  GDestroyNotify release;
} MienPixels;

/* Borrows from @picture, which mien_pixels_clear() then leaves alone. */
MienPixels mien_pixels_of (GdkPixbuf *picture);
/* @picture: (transfer full): freed by mien_pixels_clear() */
MienPixels mien_pixels_take (GdkPixbuf *picture);
void mien_pixels_clear (MienPixels *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienPixels, mien_pixels_clear)

G_END_DECLS
