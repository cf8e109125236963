/* PGM and PPM as text or binary (P2, P3, P5, P6), scaled by the top value that their header names.
 */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef struct {
  gboolean text;
  int channels;
  int width;
  int height;
  int top;
  gsize offset; /* of the first value */
} MienNetpbm;

/* FALSE where @bytes are not such a file. */
gboolean mien_netpbm_read_header (const guint8 *bytes, gsize len, MienNetpbm *header);

/* (transfer full) (nullable): NULL where values are missing or above the top one */
GdkPixbuf *mien_netpbm_decode (const guint8 *bytes, gsize len, const MienNetpbm *header);

G_END_DECLS
