/* Where the parts of a built-in face lie: moved by its action units, turned by its pose. */
#pragma once

#include "engine/samples/drawn/drawn-face.h"

G_BEGIN_DECLS

typedef struct {
  double x, y;
} MienDrawnPoint;

/* Points in the head's own measure: half head widths from between the eyes; y points down. */
typedef struct {
  MienDrawnPoint inner, middle, outer;
} MienDrawnBrow;

typedef struct {
  MienDrawnPoint inner, outer;
  double centre_x, centre_y, top, bottom; /* heights of the lids' middles */
} MienDrawnEye;

typedef struct {
  MienDrawnPoint left, right;
  double middle_x;
  double upper_outside, upper_inside, lower_inside, lower_outside; /* heights in the middle */
} MienDrawnMouth;

/* @side: -1 left in the picture, 1 right */
MienDrawnBrow mien_drawn_brow (const MienDrawnFace *face, int side);
MienDrawnEye mien_drawn_eye (const MienDrawnFace *face, int side);
MienDrawnMouth mien_drawn_mouth (const MienDrawnFace *face);
double mien_drawn_nose_tip (const MienDrawnFace *face); /* its y */
double mien_drawn_wing (const MienDrawnFace *face);     /* y of the nostrils' wings */
double mien_drawn_chin (const MienDrawnFace *face);     /* y of the lowest point */

/* Into the picture, 0 … 1 each way. @lift: how far in front of the head's surface, the nose say */
MienDrawnPoint mien_drawn_project (const MienDrawnFace *face, double x, double y, double lift);
/* The same for the outline, which turning hardly moves; @depth: in front of the head's middle */
MienDrawnPoint mien_drawn_project_rim (const MienDrawnFace *face, double x, double y, double depth);

#define MIEN_DRAWN_N_LANDMARKS 22

/**
 * mien_drawn_landmarks:
 * @points: (out caller-allocates): in fractions of the picture; "left" is the picture's left
 *
 * 0–2 left brow: outer end, middle, inner end; 3–5 right brow: inner end, middle, outer end;
 * 6–9 left eye: outer corner, top, inner corner, bottom; 10–13 right eye: inner corner, top, outer
 * corner, bottom; 14 tip of the nose; 15, 16 its left and right wing; 17, 18 left and right corner
 * of the mouth; 19, 20 top of the upper and bottom of the lower lip; 21 chin.
 */
void mien_drawn_landmarks (const MienDrawnFace *face,
                           MienDrawnPoint points[MIEN_DRAWN_N_LANDMARKS]);
/* [MIEN_DRAWN_N_LANDMARKS]: the landmark that each one becomes in the mirrored picture */
const int *mien_drawn_mirror_pairs (void);

G_END_DECLS
