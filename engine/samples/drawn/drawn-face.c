#include "engine/samples/drawn/drawn-face.h"

#include "engine/core/rng.h"

#include <math.h>

enum {
  USE_PERSON,
  USE_CLASS,
  USE_EXPRESSION,
  USE_POSE,
  USE_SCENE,
};

const char *const *
mien_drawn_expressions (void)
{
  static const char *const names[] = {"angry",   "disgust", "fear",     "happy",
                                      "neutral", "sad",     "surprise", NULL};

  return names;
}

const char *const *
mien_drawn_units (void)
{
  static const char *const names[] = {"AU1",  "AU2",  "AU4",  "AU5",  "AU6",  "AU7",  "AU9",
                                      "AU12", "AU15", "AU16", "AU20", "AU23", "AU26", NULL};

  return names;
}

const char *const *
mien_drawn_glasses (void)
{
  static const char *const names[] = {"none", "glasses", "sunglasses", NULL};

  return names;
}

#define UNIT(name) (1u << MIEN_AU##name)

/* In the order of mien_drawn_expressions() */
static const struct {
  guint units;
  double valence, arousal;
} prototypes[MIEN_DRAWN_N_EXPRESSIONS] = {
    {UNIT (4) | UNIT (5) | UNIT (7) | UNIT (23), -0.51, 0.59},
    {UNIT (9) | UNIT (15) | UNIT (16), -0.60, 0.35},
    {UNIT (1) | UNIT (2) | UNIT (4) | UNIT (5) | UNIT (7) | UNIT (20) | UNIT (26), -0.64, 0.60},
    {UNIT (6) | UNIT (12), 0.81, 0.51},
    {0, 0.0, 0.0},
    {UNIT (1) | UNIT (4) | UNIT (15), -0.63, -0.27},
    {UNIT (1) | UNIT (2) | UNIT (5) | UNIT (26), 0.40, 0.67},
};

static double
between (MienRng *rng, double low, double high)
{
  return low + (high - low) * mien_rng_uniform (rng);
}

/* A function, as CLAMP would draw anew for each comparison. */
static double
limited (double value, double low, double high)
{
  return CLAMP (value, low, high);
}

static MienDrawnColour
mix (MienDrawnColour a, MienDrawnColour b, double share)
{
  return (MienDrawnColour){a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                           a.blue + (b.blue - a.blue) * share};
}

/* Somewhere between two neighbours of a row of colours */
static MienDrawnColour
choose_colour (MienRng *rng, const MienDrawnColour *colours, guint n)
{
  guint first = mien_rng_below (rng, n - 1);

  return mix (colours[first], colours[first + 1], mien_rng_uniform (rng));
}

static void
colour_person (MienRng *rng, MienDrawnPerson *who)
{
  static const MienDrawnColour skins[] = {{0.98, 0.86, 0.76}, {0.93, 0.76, 0.62},
                                          {0.84, 0.64, 0.48}, {0.68, 0.47, 0.33},
                                          {0.56, 0.38, 0.26}, {0.46, 0.31, 0.22}};
  static const MienDrawnColour hairs[] = {{0.10, 0.08, 0.08}, {0.24, 0.15, 0.10},
                                          {0.42, 0.26, 0.15}, {0.62, 0.32, 0.16},
                                          {0.82, 0.64, 0.36}, {0.72, 0.70, 0.68}};
  static const MienDrawnColour irises[] = {
      {0.22, 0.13, 0.08}, {0.40, 0.25, 0.12}, {0.30, 0.42, 0.24}, {0.28, 0.45, 0.62}};

  who->skin = choose_colour (rng, skins, G_N_ELEMENTS (skins));
  /* Dark skin mostly has dark hair. */
  who->hair = choose_colour (rng, hairs, who->skin.red < 0.72 ? 3 : G_N_ELEMENTS (hairs));
  who->iris = choose_colour (rng, irises, G_N_ELEMENTS (irises));
  who->lips = mix (who->skin, (MienDrawnColour){0.60, 0.14, 0.18}, between (rng, 0.5, 0.8));
  who->clothes = (MienDrawnColour){between (rng, 0.1, 0.85), between (rng, 0.1, 0.85),
                                   between (rng, 0.1, 0.85)};
}

static void
make_person (guint64 seed, guint number, MienDrawnPerson *who)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_FACE, number, USE_PERSON);

  *who = (MienDrawnPerson){
      .head_height = between (&rng, 1.20, 1.38),
      .jaw_width = between (&rng, 0.58, 0.80),
      .chin = between (&rng, 0.20, 0.36),
      .eye_spacing = between (&rng, 0.42, 0.48),
      .eye_width = between (&rng, 0.24, 0.29),
      .eye_height = between (&rng, 0.12, 0.155),
      .eye_tilt = between (&rng, -0.03, 0.04),
      .brow_height = between (&rng, 0.30, 0.37),
      .brow_tilt = between (&rng, -0.04, 0.04),
      .brow_thickness = between (&rng, 0.065, 0.12),
      .nose_width = between (&rng, 0.15, 0.23),
      .nose_length = between (&rng, 0.34, 0.44),
      .mouth_width = between (&rng, 0.36, 0.45),
      .mouth_curve = between (&rng, -0.03, 0.03),
      .lip_thickness = between (&rng, 0.07, 0.12),
      .ear_size = between (&rng, 0.17, 0.25),
      .age = pow (mien_rng_uniform (&rng), 1.5),
      .hair_style = (MienDrawnHair) mien_rng_below (&rng, MIEN_DRAWN_N_HAIR_STYLES),
      .beard_style = (int) limited (mien_rng_below (&rng, 9) - 4.0, 0.0, 4.0),
      .beard_density = between (&rng, 0.35, 0.95),
      .glasses_habit = mien_rng_uniform (&rng) < 0.3 ? 0.85 : 0.07,
  };
  if (who->hair_style >= MIEN_DRAWN_FRINGE)
    who->beard_style = 0;
  colour_person (&rng, who);
}

static int
choose_expression (guint64 seed, guint64 index)
{
  guint order[MIEN_DRAWN_N_EXPRESSIONS];
  MienRng rng =
      mien_rng_keyed (seed, MIEN_STREAM_FACE, index / MIEN_DRAWN_N_EXPRESSIONS, USE_CLASS);

  for (guint i = 0; i < MIEN_DRAWN_N_EXPRESSIONS; i++)
    order[i] = i;
  mien_rng_shuffle (&rng, order, MIEN_DRAWN_N_EXPRESSIONS);
  return (int) order[index % MIEN_DRAWN_N_EXPRESSIONS];
}

static void
make_expression (MienDrawnFace *face)
{
  MienRng rng = mien_rng_keyed (face->seed, MIEN_STREAM_FACE, face->index, USE_EXPRESSION);
  double intensity = between (&rng, 0.4, 1.0);

  for (int i = 0; i < MIEN_DRAWN_N_UNITS; i++) {
    gboolean belongs = (prototypes[face->expression].units & (1u << i)) != 0;
    gboolean odd_one = mien_rng_uniform (&rng) < (belongs ? 0.08 : 0.04);
    double own = intensity * between (&rng, 0.65, 1.15);
    double extra = between (&rng, 0.1, 0.5);

    if (belongs != odd_one)
      face->units[i] = MIN (belongs ? own : extra, 1.0);
  }
  face->valence = prototypes[face->expression].valence * intensity + 0.08 * mien_rng_normal (&rng);
  face->arousal = prototypes[face->expression].arousal * intensity + 0.08 * mien_rng_normal (&rng);
  face->valence = CLAMP (face->valence, -1.0, 1.0);
  face->arousal = CLAMP (face->arousal, -1.0, 1.0);
}

static void
make_pose (MienDrawnFace *face)
{
  MienRng rng = mien_rng_keyed (face->seed, MIEN_STREAM_FACE, face->index, USE_POSE);

  face->yaw = limited (10.0 * mien_rng_normal (&rng), -32.0, 32.0);
  face->roll = limited (5.0 * mien_rng_normal (&rng), -20.0, 20.0);
  face->pitch = limited (4.0 * mien_rng_normal (&rng), -8.0, 8.0);
  face->gaze_x = between (&rng, -0.35, 0.35);
  face->gaze_y = between (&rng, -0.2, 0.2);
  face->centre_x = 0.5 + between (&rng, -0.02, 0.02);
  face->centre_y = 0.45 + between (&rng, -0.015, 0.015);
  face->scale = between (&rng, 0.335, 0.36);
  if (mien_rng_uniform (&rng) < face->who.glasses_habit)
    face->glasses = mien_rng_uniform (&rng) < 0.15 ? 2 : 1;
}

static void
make_scene (MienDrawnFace *face)
{
  MienRng rng = mien_rng_keyed (face->seed, MIEN_STREAM_FACE, face->index, USE_SCENE);
  double grey = between (&rng, 0.2, 0.9);

  for (int i = 0; i < 2; i++) {
    MienDrawnColour colour = {between (&rng, 0.1, 0.95), between (&rng, 0.1, 0.95),
                              between (&rng, 0.1, 0.95)};

    face->background[i] = mix (colour, (MienDrawnColour){grey, grey, grey}, 0.6);
  }
  face->light_direction = between (&rng, -G_PI, G_PI);
  face->light_strength = between (&rng, 0.0, 0.35);
  face->exposure = between (&rng, 0.88, 1.15);
  face->blur = limited (between (&rng, -0.009, 0.009), 0.0, 1.0);
  face->noise = between (&rng, 0.002, 0.022);
}

void
mien_drawn_face_make (guint64 seed, guint64 index, guint n_persons, MienDrawnFace *face)
{
  g_return_if_fail (n_persons > 0);

  *face = (MienDrawnFace){.seed = seed, .index = index, .person = (guint) (index % n_persons)};
  make_person (seed, face->person, &face->who);
  face->expression = choose_expression (seed, index);
  make_expression (face);
  make_pose (face);
  make_scene (face);
}

guint
mien_drawn_n_persons (guint count)
{
  return MAX (count / 50, 4);
}
