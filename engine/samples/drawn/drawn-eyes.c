/* Eyes, lids and brows of a built-in face. */
#include "engine/samples/drawn/drawn-pen.h"

static const MienDrawnColour black = {0.07, 0.05, 0.05};
static const MienDrawnColour white = {0.97, 0.96, 0.94};

static void
trace_opening (const MienDrawnPen *pen, const MienDrawnEye *eye)
{
  double in = eye->centre_x + (eye->inner.x - eye->centre_x) * 0.5;
  double out = eye->centre_x + (eye->outer.x - eye->centre_x) * 0.5;
  MienDrawnPoint points[] = {
      eye->inner, {in, eye->top * 0.85},     {eye->centre_x, eye->top},    {out, eye->top * 0.85},
      eye->outer, {out, eye->bottom * 0.85}, {eye->centre_x, eye->bottom}, {in, eye->bottom * 0.85},
  };

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
}

static void
paint_iris (const MienDrawnPen *pen, const MienDrawnEye *eye)
{
  const MienDrawnFace *face = pen->face;
  double half = face->who.eye_width;
  double radius = 0.135 * face->scale;
  MienDrawnPoint at = mien_drawn_project (face, eye->centre_x + face->gaze_x * half * 0.6,
                                          eye->centre_y - 0.015 + face->gaze_y * 0.06, 0.0);

  cairo_arc (pen->cr, at.x, at.y, radius, 0, 2 * G_PI);
  mien_drawn_set (pen, mien_drawn_mix (face->who.iris, black, 0.25), 1.0);
  cairo_fill (pen->cr);
  cairo_arc (pen->cr, at.x, at.y, radius * 0.52, 0, 2 * G_PI);
  mien_drawn_set (pen, black, 1.0);
  cairo_fill (pen->cr);
  cairo_arc (pen->cr, at.x - radius * 0.3, at.y - radius * 0.35, radius * 0.24, 0, 2 * G_PI);
  mien_drawn_set (pen, white, 0.95);
  cairo_fill (pen->cr);
}

static void
paint_lids (const MienDrawnPen *pen, const MienDrawnEye *eye)
{
  const MienDrawnFace *face = pen->face;
  double in = eye->centre_x + (eye->inner.x - eye->centre_x) * 0.5;
  double out = eye->centre_x + (eye->outer.x - eye->centre_x) * 0.5;
  double cheek = 0.09 + 0.02 * face->who.age;
  MienDrawnColour crease = mien_drawn_mix (face->who.skin, black, 0.45);
  MienDrawnPoint upper[] = {eye->inner,
                            {in, eye->top * 0.85},
                            {eye->centre_x, eye->top},
                            {out, eye->top * 0.85},
                            eye->outer};
  MienDrawnPoint lower[] = {{in, eye->bottom + cheek},
                            {eye->centre_x, eye->bottom + cheek * 1.15},
                            {out, eye->bottom + cheek * 0.8}};

  mien_drawn_trace_head (pen, upper, G_N_ELEMENTS (upper), FALSE);
  mien_drawn_set (pen, black, 0.9);
  mien_drawn_set_width (pen, 0.05);
  cairo_stroke (pen->cr);
  for (guint i = 0; i < G_N_ELEMENTS (upper); i++)
    upper[i].y -= 0.055;
  mien_drawn_trace_head (pen, upper, G_N_ELEMENTS (upper), FALSE);
  mien_drawn_set (pen, crease, 0.45);
  mien_drawn_set_width (pen, 0.022);
  cairo_stroke (pen->cr);

  double pouch =
      0.12 + 0.3 * face->who.age + 0.5 * face->units[MIEN_AU6] + 0.4 * face->units[MIEN_AU7];

  mien_drawn_trace_head (pen, lower, G_N_ELEMENTS (lower), FALSE);
  mien_drawn_set (pen, crease, MIN (pouch, 0.75));
  mien_drawn_set_width (pen, 0.03);
  cairo_stroke (pen->cr);
}

/* Thick inside, thin outside */
static void
paint_brow (const MienDrawnPen *pen, int side)
{
  const MienDrawnFace *face = pen->face;
  MienDrawnBrow brow = mien_drawn_brow (face, side);
  double thick = face->who.brow_thickness;
  MienDrawnPoint points[] = {
      {brow.inner.x, brow.inner.y - thick * 0.45},   {brow.middle.x, brow.middle.y - thick * 0.5},
      {brow.outer.x, brow.outer.y - thick * 0.05},   {brow.outer.x, brow.outer.y + thick * 0.1},
      {brow.middle.x, brow.middle.y + thick * 0.45}, {brow.inner.x, brow.inner.y + thick * 0.5}};

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
  mien_drawn_set (pen, mien_drawn_mix (face->who.hair, black, 0.35), 0.92);
  cairo_fill (pen->cr);
}

void
mien_drawn_paint_eyes (const MienDrawnPen *pen)
{
  for (int side = -1; side <= 1; side += 2) {
    MienDrawnEye eye = mien_drawn_eye (pen->face, side);

    cairo_save (pen->cr);
    trace_opening (pen, &eye);
    cairo_clip_preserve (pen->cr);
    mien_drawn_set (pen, white, 1.0);
    cairo_fill (pen->cr);
    paint_iris (pen, &eye);
    cairo_restore (pen->cr);
    paint_lids (pen, &eye);
    paint_brow (pen, side);
  }
}
