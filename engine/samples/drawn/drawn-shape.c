#include "engine/samples/drawn/drawn-shape.h"

#include <math.h>

/* Of the head's half, in half widths */
#define HEAD_DEPTH 0.78

MienDrawnBrow
mien_drawn_brow (const MienDrawnFace *face, int side)
{
  const MienDrawnPerson *who = &face->who;
  const double *au = face->units;
  double y = -who->brow_height;
  double in = 0.17 - 0.07 * au[MIEN_AU4] - 0.02 * au[MIEN_AU9];
  MienDrawnBrow brow;

  brow.inner = (MienDrawnPoint){side * in, y + who->brow_tilt - 0.23 * au[MIEN_AU1] +
                                               0.20 * au[MIEN_AU4] + 0.07 * au[MIEN_AU9]};
  brow.middle = (MienDrawnPoint){side * (who->eye_spacing + 0.02),
                                 y - 0.07 - 0.12 * au[MIEN_AU1] - 0.16 * au[MIEN_AU2] +
                                     0.16 * au[MIEN_AU4] + 0.03 * au[MIEN_AU9]};
  brow.outer =
      (MienDrawnPoint){side * (who->eye_spacing + who->eye_width + 0.06),
                       y + 0.03 - who->brow_tilt - 0.23 * au[MIEN_AU2] + 0.03 * au[MIEN_AU4]};
  return brow;
}

MienDrawnEye
mien_drawn_eye (const MienDrawnFace *face, int side)
{
  const MienDrawnPerson *who = &face->who;
  const double *au = face->units;
  double upper = 1.0 + 0.75 * au[MIEN_AU5] - 0.3 * au[MIEN_AU7] - 0.22 * au[MIEN_AU6] -
                 0.25 * au[MIEN_AU9] - 0.1 * au[MIEN_AU4];
  double lower =
      0.75 + 0.15 * au[MIEN_AU5] - 0.45 * au[MIEN_AU7] - 0.5 * au[MIEN_AU6] - 0.25 * au[MIEN_AU9];
  MienDrawnEye eye;

  eye.centre_x = side * who->eye_spacing;
  eye.centre_y = 0.0;
  eye.top = -who->eye_height * MAX (upper, 0.2);
  eye.bottom = who->eye_height * MAX (lower, 0.05);
  eye.inner = (MienDrawnPoint){side * (who->eye_spacing - who->eye_width), 0.02};
  eye.outer = (MienDrawnPoint){side * (who->eye_spacing + who->eye_width), -who->eye_tilt};
  return eye;
}

MienDrawnMouth
mien_drawn_mouth (const MienDrawnFace *face)
{
  const MienDrawnPerson *who = &face->who;
  const double *au = face->units;
  double y = who->nose_length + 0.36;
  double half = who->mouth_width * (1.0 + 0.32 * au[MIEN_AU12] + 0.30 * au[MIEN_AU20] -
                                    0.16 * au[MIEN_AU23] - 0.14 * au[MIEN_AU26]);
  double corner =
      y - who->mouth_curve - 0.25 * au[MIEN_AU12] + 0.25 * au[MIEN_AU15] + 0.04 * au[MIEN_AU20];
  double lip = who->lip_thickness * (1.0 - 0.6 * au[MIEN_AU23] - 0.2 * au[MIEN_AU20]);
  MienDrawnMouth mouth;

  mouth.left = (MienDrawnPoint){-half, corner};
  mouth.right = (MienDrawnPoint){half, corner};
  mouth.middle_x = 0.0;
  mouth.upper_inside =
      y - 0.05 * au[MIEN_AU26] - 0.13 * au[MIEN_AU9] - 0.04 * au[MIEN_AU15] + 0.02 * au[MIEN_AU12];
  mouth.lower_inside = y + 0.36 * au[MIEN_AU26] + 0.17 * au[MIEN_AU12] + 0.15 * au[MIEN_AU16] +
                       0.10 * au[MIEN_AU20] - 0.04 * au[MIEN_AU15];
  mouth.lower_inside = MAX (mouth.lower_inside, mouth.upper_inside);
  mouth.upper_outside = mouth.upper_inside - lip * 0.8;
  mouth.lower_outside = mouth.lower_inside + lip;
  return mouth;
}

double
mien_drawn_nose_tip (const MienDrawnFace *face)
{
  return face->who.nose_length - 0.03 * face->units[MIEN_AU9];
}

double
mien_drawn_wing (const MienDrawnFace *face)
{
  return face->who.nose_length + 0.02 - 0.07 * face->units[MIEN_AU9];
}

/* The brows, eyes, nose and mouth sit in the lower two thirds of a head. */
double
mien_drawn_chin (const MienDrawnFace *face)
{
  return face->who.head_height - 0.10 + 0.15 * face->units[MIEN_AU26];
}

static MienDrawnPoint
place (const MienDrawnFace *face, double across, double down)
{
  double roll = face->roll * G_PI / 180.0;

  return (MienDrawnPoint){
      face->centre_x + face->scale * (across * cos (roll) - down * sin (roll)),
      face->centre_y + face->scale * (across * sin (roll) + down * cos (roll)),
  };
}

static MienDrawnPoint
turn (const MienDrawnFace *face, double x, double y, double depth)
{
  double yaw = face->yaw * G_PI / 180.0;
  double pitch = face->pitch * G_PI / 180.0;

  return place (face, x * cos (yaw) + depth * sin (yaw), y * cos (pitch) - depth * sin (pitch));
}

MienDrawnPoint
mien_drawn_project_rim (const MienDrawnFace *face, double x, double y, double depth)
{
  double yaw = face->yaw * G_PI / 180.0;
  double turned = sqrt (cos (yaw) * cos (yaw) + HEAD_DEPTH * HEAD_DEPTH * sin (yaw) * sin (yaw));

  return turn (face, x * turned / cos (yaw), y, depth);
}

/* The head is an ellipsoid a little wider than the outline, so that its rim has some depth. */
MienDrawnPoint
mien_drawn_project (const MienDrawnFace *face, double x, double y, double lift)
{
  double rest = 1.0 - x * x / (1.15 * 1.15) - y * y / (1.8 * 1.8);

  return turn (face, x, y, HEAD_DEPTH * sqrt (MAX (rest, 0.0)) + lift);
}

void
mien_drawn_landmarks (const MienDrawnFace *face, MienDrawnPoint points[MIEN_DRAWN_N_LANDMARKS])
{
  MienDrawnBrow brows[] = {mien_drawn_brow (face, -1), mien_drawn_brow (face, 1)};
  MienDrawnEye eyes[] = {mien_drawn_eye (face, -1), mien_drawn_eye (face, 1)};
  MienDrawnMouth mouth = mien_drawn_mouth (face);
  double wing = mien_drawn_wing (face), wide = face->who.nose_width;
  MienDrawnPoint own[] = {
      brows[0].outer,
      brows[0].middle,
      brows[0].inner,
      brows[1].inner,
      brows[1].middle,
      brows[1].outer,
      eyes[0].outer,
      {eyes[0].centre_x, eyes[0].top},
      eyes[0].inner,
      {eyes[0].centre_x, eyes[0].bottom},
      eyes[1].inner,
      {eyes[1].centre_x, eyes[1].top},
      eyes[1].outer,
      {eyes[1].centre_x, eyes[1].bottom},
      {0.0, mien_drawn_nose_tip (face)},
      {-wide, wing},
      {wide, wing},
      mouth.left,
      mouth.right,
      {mouth.middle_x, mouth.upper_outside},
      {mouth.middle_x, mouth.lower_outside},
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    points[i] = mien_drawn_project (face, own[i].x, own[i].y, i == 14 ? 0.22 : 0.0);
  points[21] = mien_drawn_project_rim (face, 0.0, mien_drawn_chin (face), 0.42);
}

const int *
mien_drawn_mirror_pairs (void)
{
  static const int pairs[MIEN_DRAWN_N_LANDMARKS] = {5, 4, 3, 2,  1,  0,  12, 11, 10, 13, 8,
                                                    7, 6, 9, 14, 16, 15, 18, 17, 19, 20, 21};

  return pairs;
}
