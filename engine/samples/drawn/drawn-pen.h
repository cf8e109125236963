/* What the painters of a built-in face share; nobody else needs this. */
#pragma once

#include "engine/samples/drawn/drawn-shape.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* @cr works in picture sides, 0 … 1 each way. */
typedef struct {
  cairo_t *cr;
  const MienDrawnFace *face;
} MienDrawnPen;

MienDrawnColour mien_drawn_mix (MienDrawnColour a, MienDrawnColour b, double share);
void mien_drawn_set (const MienDrawnPen *pen, MienDrawnColour colour, double alpha);
/* @width in half head widths */
void mien_drawn_set_width (const MienDrawnPen *pen, double width);
/* A smooth path (Catmull & Rom 1974) through points of the picture */
void
mien_drawn_trace (const MienDrawnPen *pen, const MienDrawnPoint *points, guint n, gboolean closed);
/* The same through points of the head, on its surface */
void mien_drawn_trace_head (const MienDrawnPen *pen,
                            const MienDrawnPoint *points,
                            guint n,
                            gboolean closed);

void mien_drawn_paint_back_hair (const MienDrawnPen *pen);
void mien_drawn_paint_front_hair (const MienDrawnPen *pen);
void mien_drawn_paint_beard (const MienDrawnPen *pen);
void mien_drawn_paint_glasses (const MienDrawnPen *pen);
void mien_drawn_paint_eyes (const MienDrawnPen *pen);
void mien_drawn_paint_mouth (const MienDrawnPen *pen);

/* Light, blur and noise, as a camera adds them. @pixels: [size,size] of CAIRO_FORMAT_RGB24 */
GdkPixbuf *
mien_drawn_develop (const MienDrawnFace *face, const guint32 *pixels, int stride, int size);

G_END_DECLS
