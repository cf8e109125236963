/* A built-in face painted with Cairo. */
#pragma once

#include "engine/samples/drawn/drawn-face.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* (transfer full): @size pixels a side, RGB. The same bytes for the same face; any thread. */
GdkPixbuf *mien_drawn_paint (const MienDrawnFace *face, int size);

G_END_DECLS
