/* JPEG decoded without more work than its use needs; for picture.c. */
#pragma once

#include "engine/samples/files/picture.h"

G_BEGIN_DECLS

gboolean mien_jpeg_is (const guint8 *bytes, gsize len);

/* As mien_picture_decode_pixels() says. FALSE where this is not for the quick way: damage, inks, a
 * camera held sideways, more than MIEN_PICTURE_MAX_PIXELS. The slow way then has the last word. */
gboolean
mien_jpeg_decode (const guint8 *bytes, gsize len, const MienPictureWish *wish, MienPixels *pixels);

/* What the camera said about how it was held, 1 to 8; 1 where it said nothing. CIPA DC-008 (Exif
 * 2.32), tag 0x0112. */
int mien_jpeg_orientation (const guint8 *bytes, gsize len);

G_END_DECLS
