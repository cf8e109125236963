#include "engine/samples/drawn/drawn-pen.h"

MienDrawnColour
mien_drawn_mix (MienDrawnColour a, MienDrawnColour b, double share)
{
  return (MienDrawnColour){a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                           a.blue + (b.blue - a.blue) * share};
}

void
mien_drawn_set (const MienDrawnPen *pen, MienDrawnColour colour, double alpha)
{
  cairo_set_source_rgba (pen->cr, colour.red, colour.green, colour.blue, alpha);
}

void
mien_drawn_set_width (const MienDrawnPen *pen, double width)
{
  cairo_set_line_width (pen->cr, width * pen->face->scale);
}

void
mien_drawn_trace (const MienDrawnPen *pen, const MienDrawnPoint *points, guint n, gboolean closed)
{
  guint n_pieces = closed ? n : n - 1;

  cairo_move_to (pen->cr, points[0].x, points[0].y);
  for (guint i = 0; i < n_pieces; i++) {
    MienDrawnPoint a = points[i], b = points[(i + 1) % n];
    MienDrawnPoint before = closed ? points[(i + n - 1) % n] : points[i > 0 ? i - 1 : 0];
    MienDrawnPoint after = closed ? points[(i + 2) % n] : points[MIN (i + 2, n - 1)];

    cairo_curve_to (pen->cr, a.x + (b.x - before.x) / 6.0, a.y + (b.y - before.y) / 6.0,
                    b.x - (after.x - a.x) / 6.0, b.y - (after.y - a.y) / 6.0, b.x, b.y);
  }
  if (closed)
    cairo_close_path (pen->cr);
}

#define MAX_POINTS 32

void
mien_drawn_trace_head (const MienDrawnPen *pen,
                       const MienDrawnPoint *points,
                       guint n,
                       gboolean closed)
{
  MienDrawnPoint placed[MAX_POINTS];

  g_return_if_fail (n >= 2 && n <= MAX_POINTS);

  for (guint i = 0; i < n; i++)
    placed[i] = mien_drawn_project (pen->face, points[i].x, points[i].y, 0.0);
  mien_drawn_trace (pen, placed, n, closed);
}
