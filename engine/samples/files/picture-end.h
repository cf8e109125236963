/* Whether a JPEG or PNG file is all there: their decoders fill a cut one with grey and say nothing.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE where the file's own end mark is found, and for every other format. */
gboolean mien_picture_has_end (const guint8 *bytes, gsize len);

G_END_DECLS
