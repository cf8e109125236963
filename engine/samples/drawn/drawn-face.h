/* What a built-in face is drawn from, and the labels that follow from it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIEN_DRAWN_N_UNITS 13
#define MIEN_DRAWN_N_EXPRESSIONS 7
#define MIEN_DRAWN_N_GLASSES 3

/* Facial action units in the order of the flags; names as in FACS, "AU1" … "AU26". */
typedef enum {
  MIEN_AU1,  /* inner brow raised */
  MIEN_AU2,  /* outer brow raised */
  MIEN_AU4,  /* brows lowered and drawn together */
  MIEN_AU5,  /* upper lid raised */
  MIEN_AU6,  /* cheeks raised */
  MIEN_AU7,  /* lids tightened */
  MIEN_AU9,  /* nose wrinkled */
  MIEN_AU12, /* lip corners pulled up */
  MIEN_AU15, /* lip corners pulled down */
  MIEN_AU16, /* lower lip pulled down */
  MIEN_AU20, /* lips stretched */
  MIEN_AU23, /* lips tightened */
  MIEN_AU26, /* jaw dropped */
} MienDrawnUnit;

/* Flags say which units are drawn stronger than this. */
#define MIEN_DRAWN_UNIT_SEEN 0.2

typedef struct {
  double red, green, blue;
} MienDrawnColour;

/* Styles of hair; the last is for counting. */
typedef enum {
  MIEN_DRAWN_BALD,
  MIEN_DRAWN_SHORT,
  MIEN_DRAWN_PARTED,
  MIEN_DRAWN_CURLY,
  MIEN_DRAWN_FRINGE,
  MIEN_DRAWN_LONG,
  MIEN_DRAWN_LONG_FRINGE,
  MIEN_DRAWN_BUN,
  MIEN_DRAWN_N_HAIR_STYLES,
} MienDrawnHair;

/* Somebody's face at rest; lengths in half head widths. */
typedef struct {
  double head_height, jaw_width, chin;
  double eye_spacing, eye_width, eye_height, eye_tilt;
  double brow_height, brow_tilt, brow_thickness;
  double nose_width, nose_length;
  double mouth_width, mouth_curve, lip_thickness;
  double ear_size, age;
  MienDrawnHair hair_style;
  int beard_style; /* 0 none, 1 stubble, 2 full, 3 moustache, 4 with goatee */
  double beard_density;
  double glasses_habit; /* how often with glasses */
  MienDrawnColour skin, hair, iris, lips, clothes;
} MienDrawnPerson;

/* One picture of somebody. */
typedef struct {
  guint person;
  MienDrawnPerson who;
  int expression;                   /* index into mien_drawn_expressions() */
  double units[MIEN_DRAWN_N_UNITS]; /* 0 … 1 */
  double valence, arousal;          /* -1 … 1 */
  double yaw, roll, pitch;          /* degrees */
  double gaze_x, gaze_y;
  int glasses;                      /* index into mien_drawn_glasses() */
  double centre_x, centre_y, scale; /* in picture sides; the scale is half a head's width */
  double light_direction, light_strength, exposure;
  double blur, noise;
  MienDrawnColour background[2];
  guint64 seed, index;
} MienDrawnFace;

const char *const *mien_drawn_expressions (void); /* angry … surprise; NULL-terminated */
const char *const *mien_drawn_units (void);       /* AU1 … AU26 */
const char *const *mien_drawn_glasses (void);     /* none, glasses, sunglasses */

/**
 * mien_drawn_face_make:
 * @index: number of the face in its data set
 * @n_persons: whose faces there are; face @index shows person @index modulo @n_persons
 * @face: (out caller-allocates): what to draw, and its labels
 *
 * Depends on its arguments alone. How each label comes about:
 *
 * - expression: each run of seven faces has every class once, in random order.
 * - units: those that the EMFACS tables give for the expression (Ekman & Friesen 1983), all scaled
 * by one intensity of the face, 0.4 to 1, and each varied on its own; one in twelve is missing, and
 *   now and then a unit is there that does not belong. So a weak fear can look like a surprise, and
 *   a person whose mouth hangs at rest can look sad.
 * - valence and arousal: the place of the expression on the plane of Russell & Mehrabian, "Evidence
 *   for a three-factor theory of emotions", 1977, times the intensity, plus noise (deviation 0.08)
 *   that nothing in the picture tells of.
 * - yaw, roll: normal, deviations 10 and 5 degrees, drawn by turning the points of a head. Positive
 *   yaw looks to the right edge of the picture; positive roll leans clockwise.
 * - person: fixed proportions, hair and colours; light, place and pose change from face to face.
 * - glasses: a person's habit, not always followed; sunglasses hide the eyes.
 *
 * Apart from the units following the expression, the draws are independent, so that whether another
 * task helps the expression is for the experiment to say.
 */
void mien_drawn_face_make (guint64 seed, guint64 index, guint n_persons, MienDrawnFace *face);

/* Persons that @count faces are shared between: one for 50, at least 4. */
guint mien_drawn_n_persons (guint count);

G_END_DECLS
