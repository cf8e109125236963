/* One picture file read into pixels, with the checks that GdkPixbuf leaves out. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* More than any face needs; a header that claims more is refused before anything is decoded. */
#define MIEN_PICTURE_MAX_PIXELS G_GINT64_CONSTANT (100000000)

/**
 * mien_picture_decode:
 * @bytes: a whole picture file
 * @name: what messages call it
 * @error: of #GFileError, %MIEN_ERROR_FORMAT or %MIEN_ERROR_RANGE; names the file
 *
 * Grey and colour maps (PGM, PPM) are scaled by their top value; everything else is GdkPixbuf's. A
 * picture that ends early is refused, and turned upright where its camera said so. Any thread.
 *
 * Returns: (transfer full) (nullable): 8 bits a channel
 */
GdkPixbuf *mien_picture_decode (GBytes *bytes, const char *name, GError **error);
/* The same of the file at @path. */
GdkPixbuf *mien_picture_load (const char *path, GError **error);

/* Width and height from the header alone; FALSE where there is none. */
gboolean mien_picture_measure (GBytes *bytes, int *width, int *height);

G_END_DECLS
