/* Hair, beards and glasses of a built-in face. */
#include "engine/samples/drawn/drawn-pen.h"

#include <math.h>

static const MienDrawnColour black = {0.05, 0.05, 0.06};

static void
fill_rim (const MienDrawnPen *pen, const MienDrawnPoint *points, guint n, double depth)
{
  MienDrawnPoint placed[24];

  g_return_if_fail (n <= G_N_ELEMENTS (placed));

  for (guint i = 0; i < n; i++)
    placed[i] = mien_drawn_project_rim (pen->face, points[i].x, points[i].y, depth);
  mien_drawn_trace (pen, placed, n, TRUE);
  cairo_fill (pen->cr);
}

static void
paint_locks (const MienDrawnPen *pen)
{
  double top = pen->face->who.head_height;

  for (int i = 0; i < 15; i++) {
    double turn = G_PI * (0.02 + 0.96 * i / 14.0);
    MienDrawnPoint at = mien_drawn_project_rim (pen->face, 1.06 * cos (turn),
                                                -0.1 - (top - 0.03) * sin (turn) * 0.98, -0.2);

    cairo_arc (pen->cr, at.x, at.y, pen->face->scale * (0.22 + 0.05 * (i % 3)), 0, 2 * G_PI);
    cairo_fill (pen->cr);
  }
}

void
mien_drawn_paint_back_hair (const MienDrawnPen *pen)
{
  const MienDrawnPerson *who = &pen->face->who;
  double top = -who->head_height - 0.1;
  MienDrawnPoint volume[] = {{0, top},     {0.75, top + 0.22}, {1.12, -0.35},  {1.18, 0.35},
                             {1.22, 1.1},  {0.9, 1.6},         {0, 1.5},       {-0.9, 1.6},
                             {-1.22, 1.1}, {-1.18, 0.35},      {-1.12, -0.35}, {-0.75, top + 0.22}};

  mien_drawn_set (pen, mien_drawn_mix (who->hair, black, 0.18), 1.0);
  if (who->hair_style == MIEN_DRAWN_LONG || who->hair_style == MIEN_DRAWN_LONG_FRINGE)
    fill_rim (pen, volume, G_N_ELEMENTS (volume), -0.35);
  else if (who->hair_style == MIEN_DRAWN_CURLY)
    paint_locks (pen);
  else if (who->hair_style == MIEN_DRAWN_BUN) {
    MienDrawnPoint at = mien_drawn_project_rim (pen->face, 0, top - 0.06, -0.3);

    cairo_arc (pen->cr, at.x, at.y, 0.36 * pen->face->scale, 0, 2 * G_PI);
    cairo_fill (pen->cr);
  }
}

/* From ear to ear over the crown, and back along the hairline */
static void
fill_cap (const MienDrawnPen *pen, const MienDrawnPoint *line, guint n)
{
  double top = -pen->face->who.head_height - 0.1;
  MienDrawnPoint around[] = {{-1.04, 0.05},      {-1.09, -0.45},    {-0.80, top + 0.22},
                             {-0.3, top + 0.01}, {0.3, top + 0.01}, {0.80, top + 0.22},
                             {1.09, -0.45},      {1.04, 0.05}};
  MienDrawnPoint placed[24];
  guint n_around = G_N_ELEMENTS (around);

  g_return_if_fail (n_around + n <= G_N_ELEMENTS (placed));

  for (guint i = 0; i < n_around; i++)
    placed[i] = mien_drawn_project_rim (pen->face, around[i].x, around[i].y, -0.08);
  for (guint i = 0; i < n; i++)
    placed[n_around + i] = mien_drawn_project (pen->face, line[i].x, line[i].y, 0.05);

  /* A hairline turned out of sight stays behind the head. */
  cairo_save (pen->cr);
  mien_drawn_trace (pen, placed, n_around, TRUE);
  cairo_clip (pen->cr);
  mien_drawn_trace (pen, placed, n_around + n, TRUE);
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
}

void
mien_drawn_paint_front_hair (const MienDrawnPen *pen)
{
  static const MienDrawnPoint short_line[] = {{0.93, -0.3},  {0.78, -0.68},  {0.3, -0.84},
                                              {-0.3, -0.84}, {-0.78, -0.68}, {-0.93, -0.3}};
  static const MienDrawnPoint parted[] = {{0.96, -0.2},  {0.82, -0.6}, {0.45, -0.96},
                                          {-0.1, -0.66}, {-0.7, -0.5}, {-0.96, -0.1}};
  static const MienDrawnPoint fringe[] = {{0.95, -0.1},   {0.85, -0.42}, {0.5, -0.55},
                                          {0.2, -0.52},   {-0.2, -0.57}, {-0.5, -0.52},
                                          {-0.85, -0.42}, {-0.95, -0.1}};
  static const MienDrawnPoint middle[] = {{0.98, 0.0},   {0.86, -0.5},  {0.4, -0.85}, {0.0, -1.08},
                                          {-0.4, -0.85}, {-0.86, -0.5}, {-0.98, 0.0}};
  const MienDrawnPerson *who = &pen->face->who;

  mien_drawn_set (pen, who->hair, 1.0);
  switch (who->hair_style) {
  case MIEN_DRAWN_BALD:
    break;
  case MIEN_DRAWN_PARTED:
    fill_cap (pen, parted, G_N_ELEMENTS (parted));
    break;
  case MIEN_DRAWN_FRINGE:
  case MIEN_DRAWN_LONG_FRINGE:
    fill_cap (pen, fringe, G_N_ELEMENTS (fringe));
    break;
  case MIEN_DRAWN_LONG:
    fill_cap (pen, middle, G_N_ELEMENTS (middle));
    break;
  default:
    fill_cap (pen, short_line, G_N_ELEMENTS (short_line));
  }
}

static void
paint_full_beard (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  MienDrawnMouth mouth = mien_drawn_mouth (face);
  double chin = mien_drawn_chin (face);
  double jaw = face->who.jaw_width;
  double corner = mouth.right.x + 0.12;
  MienDrawnPoint points[] = {{-0.93, 0.25},
                             {-jaw - 0.1, 0.72},
                             {-0.4, chin - 0.06},
                             {0, chin - 0.01},
                             {0.4, chin - 0.06},
                             {jaw + 0.1, 0.72},
                             {0.93, 0.25},
                             {0.75, 0.5},
                             {corner, mouth.upper_outside - 0.06},
                             {0.0, mouth.upper_outside - 0.08},
                             {-corner, mouth.upper_outside - 0.06},
                             {-0.75, 0.5}};

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
  cairo_fill (pen->cr);
}

static void
paint_moustache (const MienDrawnPen *pen)
{
  MienDrawnMouth mouth = mien_drawn_mouth (pen->face);
  double y = mouth.upper_outside;
  MienDrawnPoint points[] = {{0, y - 0.07},
                             {mouth.right.x * 0.6, y - 0.05},
                             {mouth.right.x + 0.06, mouth.right.y},
                             {mouth.right.x * 0.5, y + 0.03},
                             {0, y + 0.005},
                             {mouth.left.x * 0.5, y + 0.03},
                             {mouth.left.x - 0.06, mouth.left.y},
                             {mouth.left.x * 0.6, y - 0.05}};

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
  cairo_fill (pen->cr);
}

static void
paint_goatee (const MienDrawnPen *pen)
{
  MienDrawnMouth mouth = mien_drawn_mouth (pen->face);
  double chin = mien_drawn_chin (pen->face);
  MienDrawnPoint points[] = {{-0.16, mouth.lower_outside + 0.05},
                             {0.16, mouth.lower_outside + 0.05},
                             {0.22, chin - 0.1},
                             {0, chin},
                             {-0.22, chin - 0.1}};

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
  cairo_fill (pen->cr);
}

void
mien_drawn_paint_beard (const MienDrawnPen *pen)
{
  const MienDrawnPerson *who = &pen->face->who;
  double density = who->beard_density;

  if (who->beard_style == 0)
    return;
  mien_drawn_set (pen, mien_drawn_mix (who->hair, black, 0.15),
                  who->beard_style == 1 ? density * 0.3 : density);
  if (who->beard_style <= 2)
    paint_full_beard (pen);
  if (who->beard_style >= 3)
    paint_moustache (pen);
  if (who->beard_style == 4)
    paint_goatee (pen);
}

void
mien_drawn_paint_glasses (const MienDrawnPen *pen)
{
  const MienDrawnFace *face = pen->face;
  double spacing = face->who.eye_spacing, half = face->who.eye_width + 0.1;

  if (face->glasses == 0)
    return;
  mien_drawn_set_width (pen, 0.05);
  for (int side = -1; side <= 1; side += 2) {
    MienDrawnPoint rim[] = {
        {side * (spacing - half), -0.06},       {side * (spacing - half * 0.6), -0.19},
        {side * (spacing + half * 0.6), -0.20}, {side * (spacing + half), -0.08},
        {side * (spacing + half * 0.7), 0.19},  {side * (spacing - half * 0.5), 0.21}};
    MienDrawnPoint temple[] = {{side * (spacing + half), -0.08}, {side * 0.98, -0.04}};

    mien_drawn_trace_head (pen, rim, G_N_ELEMENTS (rim), TRUE);
    mien_drawn_set (pen, face->glasses == 2 ? black : (MienDrawnColour){0.9, 0.95, 1.0},
                    face->glasses == 2 ? 0.93 : 0.14);
    cairo_fill_preserve (pen->cr);
    mien_drawn_set (pen, black, 0.9);
    cairo_stroke (pen->cr);
    mien_drawn_trace_head (pen, temple, G_N_ELEMENTS (temple), FALSE);
    cairo_stroke (pen->cr);
  }

  MienDrawnPoint bridge[] = {{-(spacing - half), -0.06}, {0, -0.1}, {spacing - half, -0.06}};

  mien_drawn_trace_head (pen, bridge, G_N_ELEMENTS (bridge), FALSE);
  cairo_stroke (pen->cr);
}
