#include "engine/samples/drawn/drawn-paint.h"

#include "engine/samples/drawn/drawn-pen.h"

#include <math.h>

static const MienDrawnColour black = {0.10, 0.05, 0.04};
static const MienDrawnColour white = {1.0, 0.98, 0.95};

static void
paint_background (const MienDrawnPen *pen)
{
  const MienDrawnColour *colours = pen->face->background;
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0.4, 1);

  cairo_pattern_add_color_stop_rgb (pattern, 0, colours[0].red, colours[0].green, colours[0].blue);
  cairo_pattern_add_color_stop_rgb (pattern, 1, colours[1].red, colours[1].green, colours[1].blue);
  cairo_set_source (pen->cr, pattern);
  cairo_paint (pen->cr);
  cairo_pattern_destroy (pattern);
}

static void
paint_body (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  double chin = face->who.head_height;
  MienDrawnPoint left = {face->centre_x - 0.46 * face->scale, face->centre_y + 0.5 * face->scale};
  double width = 0.92 * face->scale;
  MienDrawnPoint shoulders[] = {
      {face->centre_x - 1.9 * face->scale, 1.4},
      {face->centre_x - 1.6 * face->scale, face->centre_y + (chin + 0.55) * face->scale},
      {face->centre_x - 0.5 * face->scale, face->centre_y + (chin + 0.22) * face->scale},
      {face->centre_x, face->centre_y + (chin + 0.36) * face->scale},
      {face->centre_x + 0.5 * face->scale, face->centre_y + (chin + 0.22) * face->scale},
      {face->centre_x + 1.6 * face->scale, face->centre_y + (chin + 0.55) * face->scale},
      {face->centre_x + 1.9 * face->scale, 1.4}};

  mien_drawn_set (pen, mien_drawn_mix (face->who.skin, black, 0.28), 1.0);
  cairo_rectangle (pen->cr, left.x, left.y, width, 1.0);
  cairo_fill (pen->cr);
  mien_drawn_set (pen, face->who.clothes, 1.0);
  mien_drawn_trace (pen, shoulders, G_N_ELEMENTS (shoulders), TRUE);
  cairo_fill (pen->cr);
}

static void
paint_ears (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;

  for (int side = -1; side <= 1; side += 2) {
    MienDrawnPoint at = mien_drawn_project_rim (face, side * 1.0, 0.12, -0.15);

    cairo_save (pen->cr);
    cairo_translate (pen->cr, at.x, at.y);
    cairo_rotate (pen->cr, face->roll * G_PI / 180.0);
    cairo_scale (pen->cr, face->who.ear_size * 0.62 * face->scale,
                 face->who.ear_size * 1.15 * face->scale);
    cairo_arc (pen->cr, 0, 0, 1.0, 0, 2 * G_PI);
    cairo_restore (pen->cr);
    mien_drawn_set (pen, mien_drawn_mix (face->who.skin, black, 0.14), 1.0);
    cairo_fill (pen->cr);
  }
}

static void
trace_head (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  double top = -face->who.head_height, chin = mien_drawn_chin (face);
  double jaw = face->who.jaw_width, square = face->who.chin;
  double drop = 0.06 * face->units[MIEN_AU26];
  const struct {
    double x, y, depth;
  } rim[] = {{0, top, 0},
             {0.55, top + 0.13, 0},
             {0.92, -0.62, 0},
             {1.0, -0.1, 0},
             {0.96, 0.38, 0.02},
             {jaw + 0.08, 0.76 + drop, 0.12},
             {square + 0.06, chin - 0.09, 0.34},
             {0, chin, 0.42},
             {-square - 0.06, chin - 0.09, 0.34},
             {-jaw - 0.08, 0.76 + drop, 0.12},
             {-0.96, 0.38, 0.02},
             {-1.0, -0.1, 0},
             {-0.92, -0.62, 0},
             {-0.55, top + 0.13, 0}};
  MienDrawnPoint points[G_N_ELEMENTS (rim)];

  for (guint i = 0; i < G_N_ELEMENTS (rim); i++)
    points[i] = mien_drawn_project_rim (face, rim[i].x, rim[i].y, rim[i].depth);
  mien_drawn_trace (pen, points, G_N_ELEMENTS (points), TRUE);
}

/* Rounded by a light from where the face's light is, so that it is a head and not a disc */
static void
paint_head (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  double dx = 0.35 * face->scale * cos (face->light_direction);
  double dy = 0.35 * face->scale * sin (face->light_direction);
  MienDrawnColour lit = mien_drawn_mix (face->who.skin, white, 0.10);
  MienDrawnColour shade = mien_drawn_mix (face->who.skin, black, 0.20 + 0.2 * face->light_strength);
  cairo_pattern_t *pattern = cairo_pattern_create_radial (
      face->centre_x + dx, face->centre_y + dy, 0.2 * face->scale, face->centre_x + dx * 0.4,
      face->centre_y + dy * 0.4, 1.45 * face->scale);

  cairo_pattern_add_color_stop_rgb (pattern, 0.0, lit.red, lit.green, lit.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 0.55, face->who.skin.red, face->who.skin.green,
                                    face->who.skin.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 1.0, shade.red, shade.green, shade.blue);
  trace_head (pen);
  cairo_set_source (pen->cr, pattern);
  cairo_fill (pen->cr);
  cairo_pattern_destroy (pattern);
}

static void
paint_cheeks (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;

  for (int side = -1; side <= 1; side += 2) {
    MienDrawnPoint at =
        mien_drawn_project (face, side * 0.55, 0.36 - 0.08 * face->units[MIEN_AU6], 0);
    double radius = 0.3 * face->scale;
    cairo_pattern_t *pattern = cairo_pattern_create_radial (at.x, at.y, 0, at.x, at.y, radius);
    double alpha = 0.16 + 0.25 * face->units[MIEN_AU6];

    cairo_pattern_add_color_stop_rgba (pattern, 0, 0.85, 0.30, 0.25, alpha);
    cairo_pattern_add_color_stop_rgba (pattern, 1, 0.85, 0.30, 0.25, 0);
    cairo_set_source (pen->cr, pattern);
    cairo_arc (pen->cr, at.x, at.y, radius, 0, 2 * G_PI);
    cairo_fill (pen->cr);
    cairo_pattern_destroy (pattern);
  }
}

static void
paint_crease (const MienDrawnPen *pen, const MienDrawnPoint *points, guint n, double strength)
{
  if (strength < 0.05)
    return;
  mien_drawn_trace_head (pen, points, n, FALSE);
  mien_drawn_set (pen, mien_drawn_mix (pen->face->who.skin, black, 0.6), MIN (strength, 0.75));
  mien_drawn_set_width (pen, 0.04);
  cairo_stroke (pen->cr);
}

/* On the forehead, between the brows, on the nose and beside the eyes */
static void
paint_creases (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  const double *au = face->units;
  double raised = 0.5 * au[MIEN_AU1] + 0.35 * au[MIEN_AU2] + 0.25 * face->who.age;

  for (int line = 0; line < 2; line++) {
    double y = -0.62 - 0.13 * line - 0.06 * (au[MIEN_AU1] + au[MIEN_AU2]);
    double wide = 0.25 + 0.25 * au[MIEN_AU2];
    MienDrawnPoint across[] = {{-wide, y + 0.03}, {0, y}, {wide, y + 0.03}};

    paint_crease (pen, across, 3, raised * 0.6);
  }
  for (int side = -1; side <= 1; side += 2) {
    MienDrawnPoint between[] = {{side * 0.07, -0.40}, {side * 0.05, -0.16}};
    MienDrawnPoint nose[] = {{side * 0.03, 0.02}, {side * 0.13, 0.09}};
    MienDrawnPoint flank[] = {{side * 0.05, 0.10}, {side * 0.17, 0.18}};
    double corner = face->who.eye_spacing + face->who.eye_width + 0.05;
    MienDrawnPoint up[] = {{side * corner, -0.04}, {side * (corner + 0.12), -0.10}};
    MienDrawnPoint down[] = {{side * corner, 0.03}, {side * (corner + 0.12), 0.09}};

    paint_crease (pen, between, 2, 0.8 * au[MIEN_AU4] + 0.1 * face->who.age);
    paint_crease (pen, nose, 2, 0.85 * au[MIEN_AU9]);
    paint_crease (pen, flank, 2, 0.85 * au[MIEN_AU9]);
    paint_crease (pen, up, 2, 0.6 * au[MIEN_AU6] + 0.2 * face->who.age);
    paint_crease (pen, down, 2, 0.6 * au[MIEN_AU6] + 0.2 * face->who.age);
  }
}

static void
paint_nose (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  double tip = mien_drawn_nose_tip (face), wing = mien_drawn_wing (face),
         wide = face->who.nose_width;
  MienDrawnColour shade = mien_drawn_mix (face->who.skin, black, 0.5);
  int far_side = face->yaw > 0 ? 1 : -1;
  MienDrawnPoint ridge[] = {mien_drawn_project (face, far_side * 0.06, -0.05, 0.05),
                            mien_drawn_project (face, far_side * 0.07, tip * 0.6, 0.14),
                            mien_drawn_project (face, far_side * 0.08, tip - 0.04, 0.2)};
  MienDrawnPoint base[] = {mien_drawn_project (face, -wide, wing - 0.06, 0.02),
                           mien_drawn_project (face, -wide, wing + 0.02, 0.05),
                           mien_drawn_project (face, -wide * 0.4, wing + 0.05, 0.15),
                           mien_drawn_project (face, 0, tip + 0.08, 0.2),
                           mien_drawn_project (face, wide * 0.4, wing + 0.05, 0.15),
                           mien_drawn_project (face, wide, wing + 0.02, 0.05),
                           mien_drawn_project (face, wide, wing - 0.06, 0.02)};
  MienDrawnPoint shine = mien_drawn_project (face, 0, tip - 0.05, 0.22);

  mien_drawn_set (pen, shade, 0.35);
  mien_drawn_set_width (pen, 0.04);
  mien_drawn_trace (pen, ridge, G_N_ELEMENTS (ridge), FALSE);
  cairo_stroke (pen->cr);
  mien_drawn_set (pen, shade, 0.8);
  mien_drawn_set_width (pen, 0.034);
  mien_drawn_trace (pen, base, G_N_ELEMENTS (base), FALSE);
  cairo_stroke (pen->cr);
  for (int side = -1; side <= 1; side += 2) {
    MienDrawnPoint at = mien_drawn_project (face, side * wide * 0.5, wing + 0.02, 0.12);

    cairo_arc (pen->cr, at.x, at.y, 0.035 * face->scale, 0, 2 * G_PI);
    mien_drawn_set (pen, black, 0.6);
    cairo_fill (pen->cr);
  }
  cairo_arc (pen->cr, shine.x, shine.y, 0.05 * face->scale, 0, 2 * G_PI);
  mien_drawn_set (pen, white, 0.3);
  cairo_fill (pen->cr);
}

GdkPixbuf *
mien_drawn_paint (const MienDrawnFace *face, int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);
  MienDrawnPen pen = {cr, face};

  cairo_scale (cr, size, size);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  paint_background (&pen);
  mien_drawn_paint_back_hair (&pen);
  paint_body (&pen);
  paint_ears (&pen);
  paint_head (&pen);
  cairo_save (cr);
  trace_head (&pen);
  cairo_clip (cr);
  paint_cheeks (&pen);
  mien_drawn_paint_beard (&pen);
  paint_creases (&pen);
  paint_nose (&pen);
  mien_drawn_paint_mouth (&pen);
  mien_drawn_paint_eyes (&pen);
  cairo_restore (cr);
  mien_drawn_paint_front_hair (&pen);
  mien_drawn_paint_glasses (&pen);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
  GdkPixbuf *picture =
      mien_drawn_develop (face, pixels, cairo_image_surface_get_stride (surface) / 4, size);

  cairo_surface_destroy (surface);
  return picture;
}
