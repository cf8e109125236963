/* Lips and teeth of a built-in face. */
#include "engine/samples/drawn/drawn-pen.h"

static const MienDrawnColour dark = {0.22, 0.06, 0.07};
static const MienDrawnColour teeth = {0.95, 0.93, 0.88};

/* Between a corner and the middle, bowed as lips are */
static MienDrawnPoint
part_way (MienDrawnPoint corner, double middle_x, double middle_y, double share, double bow)
{
  return (MienDrawnPoint){corner.x + (middle_x - corner.x) * share,
                          corner.y + (middle_y - corner.y) * bow};
}

static void
trace_lips (const MienDrawnPen *pen,
            const MienDrawnMouth *m,
            double upper,
            double lower,
            double notch)
{
  MienDrawnPoint points[] = {
      m->left,
      part_way (m->left, m->middle_x, upper, 0.42, 0.72),
      part_way (m->left, m->middle_x, upper, 0.78, 1.0),
      {m->middle_x, upper + notch},
      part_way (m->right, m->middle_x, upper, 0.78, 1.0),
      part_way (m->right, m->middle_x, upper, 0.42, 0.72),
      m->right,
      part_way (m->right, m->middle_x, lower, 0.42, 0.74),
      {m->middle_x, lower},
      part_way (m->left, m->middle_x, lower, 0.42, 0.74),
  };

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
}

static void
paint_strip (const MienDrawnPen *pen, const MienDrawnMouth *m, double from, double to)
{
  MienDrawnPoint points[] = {{m->left.x, m->left.y + from - m->upper_inside},
                             {m->middle_x, from},
                             {m->right.x, m->right.y + from - m->upper_inside},
                             {m->right.x, m->right.y + to - m->upper_inside},
                             {m->middle_x, to},
                             {m->left.x, m->left.y + to - m->upper_inside}};

  mien_drawn_trace_head (pen, points, G_N_ELEMENTS (points), TRUE);
  mien_drawn_set (pen, teeth, 0.95);
  cairo_fill (pen->cr);
}

static void
paint_inside (const MienDrawnPen *pen, const MienDrawnMouth *m)
{
  const double *au = pen->face->units;
  double open = m->lower_inside - m->upper_inside;
  double smile = au[MIEN_AU12] + 0.8 * au[MIEN_AU20] + 0.3 * au[MIEN_AU9];

  cairo_save (pen->cr);
  trace_lips (pen, m, m->upper_inside, m->lower_inside, 0.0);
  mien_drawn_set (pen, dark, 1.0);
  cairo_fill_preserve (pen->cr);
  cairo_clip (pen->cr);
  if (smile > 0.25 && open > 0.04)
    paint_strip (pen, m, m->upper_inside - 0.05, m->upper_inside + MIN (open * 0.62, 0.11));
  if (au[MIEN_AU16] > 0.25 && open > 0.04)
    paint_strip (pen, m, m->lower_inside - 0.055, m->lower_inside + 0.05);
  cairo_restore (pen->cr);
}

static void
paint_line (const MienDrawnPen *pen, const MienDrawnMouth *m)
{
  MienDrawnPoint line[] = {m->left,
                           part_way (m->left, m->middle_x, m->upper_inside, 0.45, 0.8),
                           {m->middle_x, m->upper_inside},
                           part_way (m->right, m->middle_x, m->upper_inside, 0.45, 0.8),
                           m->right};

  mien_drawn_trace_head (pen, line, G_N_ELEMENTS (line), FALSE);
  mien_drawn_set (pen, dark, 0.85);
  mien_drawn_set_width (pen, 0.05);
  cairo_stroke (pen->cr);
}

/* The folds from the nose to the corners, and those below hanging corners */
static void
paint_folds (const MienDrawnPen *pen, const MienDrawnMouth *m)
{
  const MienDrawnFace *face = pen->face;
  double fold =
      0.15 + 0.3 * face->who.age + 0.5 * face->units[MIEN_AU12] + 0.4 * face->units[MIEN_AU9];
  double hang = 0.7 * face->units[MIEN_AU15] + 0.4 * face->units[MIEN_AU20];
  MienDrawnColour crease = mien_drawn_mix (face->who.skin, dark, 0.5);

  mien_drawn_set_width (pen, 0.03);
  for (int side = -1; side <= 1; side += 2) {
    double corner_x = side * m->right.x;
    MienDrawnPoint down[] = {{side * (face->who.nose_width + 0.05), mien_drawn_wing (face) - 0.04},
                             {corner_x * 0.5 + side * 0.25, mien_drawn_wing (face) + 0.10},
                             {corner_x + side * 0.09, m->right.y - 0.02}};
    MienDrawnPoint below[] = {{corner_x + side * 0.02, m->right.y + 0.03},
                              {corner_x + side * 0.03, m->right.y + 0.14}};

    mien_drawn_trace_head (pen, down, G_N_ELEMENTS (down), FALSE);
    mien_drawn_set (pen, crease, MIN (fold, 0.7));
    cairo_stroke (pen->cr);
    mien_drawn_trace_head (pen, below, G_N_ELEMENTS (below), FALSE);
    mien_drawn_set (pen, crease, MIN (hang, 0.6));
    cairo_stroke (pen->cr);
  }
}

void
mien_drawn_paint_mouth (const MienDrawnPen *pen)
{
  MienDrawnMouth mouth = mien_drawn_mouth (pen->face);

  paint_folds (pen, &mouth);
  trace_lips (pen, &mouth, mouth.upper_outside, mouth.lower_outside, 0.018);
  mien_drawn_set (pen, pen->face->who.lips, 0.95);
  cairo_fill (pen->cr);
  if (mouth.lower_inside - mouth.upper_inside > 0.025)
    paint_inside (pen, &mouth);
  else
    paint_line (pen, &mouth);
}
