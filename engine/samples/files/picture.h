/* One picture read into pixels, with the checks that GdkPixbuf leaves out. */
#pragma once

#include "engine/samples/files/pixels.h"

G_BEGIN_DECLS

/* More than any face needs; a header that claims more is refused before anything is decoded. */
#define MIEN_PICTURE_MAX_PIXELS G_GINT64_CONSTANT (100000000)

/**
 * mien_picture_decode:
 * @bytes: a whole picture file
 * @name: what messages call it
 * @error: %MIEN_ERROR_FORMAT or %MIEN_ERROR_RANGE; names the picture
 *
 * Grey and colour maps (PGM, PPM) are scaled by their top value; everything else is GdkPixbuf's. A
 * picture that ends early is refused, and turned upright where its camera said so. Any thread.
 *
 * Returns: (transfer full) (nullable): 8 bits a channel
 */
GdkPixbuf *mien_picture_decode (GBytes *bytes, const char *name, GError **error);
/* (transfer full) (nullable): the file at @path, mapped; the message names it. */
GBytes *mien_picture_read (const char *path, GError **error);
/* mien_picture_decode() of the file at @path */
GdkPixbuf *mien_picture_load (const char *path, GError **error);

/* The scale, 1 or less, down to which a picture of that size still serves. */
typedef double (*MienScaleFunc) (int width, int height, gpointer data);

/* What is wanted of a picture, so that no more is decoded. */
typedef struct {
  int channels; /* 1 grey, 3 colour; what comes may have more */
  MienScaleFunc scale;
  gpointer data;
} MienPictureWish;

/**
 * mien_picture_decode_pixels:
 * @pixels: (out caller-allocates): to be cleared by the caller
 *
 * The same for preparing faces, and quick with JPEG: grey is taken from the file as it is, and
 * pictures that are much too large come out at a half, a quarter or an eighth, never below the
 * scale that @wish asks for. What needs turning, and what has more inks than three, is decoded as
 * mien_picture_decode() does. Any thread.
 */
gboolean mien_picture_decode_pixels (GBytes *bytes,
                                     const char *name,
                                     const MienPictureWish *wish,
                                     MienPixels *pixels,
                                     GError **error);

/* Width and height from the header alone; FALSE where there is none. */
gboolean mien_picture_measure (GBytes *bytes, int *width, int *height);

G_END_DECLS
