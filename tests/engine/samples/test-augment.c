#include "engine/samples/augment.h"

#include <math.h>
#include <string.h>

#define SIZE 24
#define PIXELS (SIZE * SIZE)

static MienRng
rng_of (guint64 sample)
{
  return mien_rng_keyed (1, MIEN_STREAM_AUGMENT, 0, sample);
}

static void
mirror (const MienColumn *column, float *values)
{
  g_autoptr (MienMirror) self = mien_mirror_new (column);

  mien_mirror_apply (self, values);
}

static void
follow (const MienAugment *augment, MienRng rng, int size, const MienColumn *column, float *values)
{
  g_autoptr (MienMirror) self = mien_mirror_new (column);

  mien_augment_follow (augment, rng, size, self, values);
}

static void
fill_ramp (guint8 *pixels)
{
  for (int i = 0; i < PIXELS; i++)
    pixels[i] = (guint8) (i % SIZE * 9 + i / SIZE);
}

static void
test_none_changes_nothing (void)
{
  MienAugment augment;
  guint8 in[PIXELS];
  float out[PIXELS];

  fill_ramp (in);
  g_assert_true (mien_augment_from_preset ("none", &augment));
  for (guint64 sample = 0; sample < 20; sample++) {
    g_assert_false (mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out));
    for (int i = 0; i < PIXELS; i++)
      g_assert_cmpfloat (out[i], ==, in[i]);
  }
}

static void
test_half_of_the_faces_are_mirrored (void)
{
  MienAugment augment = {.flip = TRUE};
  guint8 in[PIXELS];
  float out[PIXELS];
  int n_mirrored = 0;

  fill_ramp (in);
  for (guint64 sample = 0; sample < 400; sample++) {
    gboolean mirrored = mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);

    n_mirrored += mirrored;
    for (int x = 0; x < SIZE; x++)
      g_assert_cmpfloat (out[x], ==, in[mirrored ? SIZE - 1 - x : x]);
  }
  g_assert_cmpint (n_mirrored, >, 150);
  g_assert_cmpint (n_mirrored, <, 250);
}

static void
test_presets_stay_within_grey_levels_and_repeat (void)
{
  guint8 in[3 * PIXELS];
  float out[3 * PIXELS], again[3 * PIXELS];

  for (int c = 0; c < 3; c++)
    fill_ramp (in + c * PIXELS);
  for (const char *const *name = mien_augment_presets (); *name != NULL; name++) {
    MienAugment augment;

    g_assert_true (mien_augment_from_preset (*name, &augment));
    for (guint64 sample = 0; sample < 50; sample++) {
      mien_augment_draw (&augment, rng_of (sample), in, 3, SIZE, out);
      mien_augment_draw (&augment, rng_of (sample), in, 3, SIZE, again);
      g_assert_cmpmem (out, sizeof out, again, sizeof again);
      for (int i = 0; i < 3 * PIXELS; i++)
        g_assert_true (out[i] >= 0.0f && out[i] <= 255.0f);
    }
  }
}

static void
test_an_erased_rectangle_is_grey_and_not_the_whole_face (void)
{
  MienAugment augment = {.erase = 1.0};
  guint8 in[PIXELS] = {0};
  float out[PIXELS];

  for (guint64 sample = 0; sample < 50; sample++) {
    int n = 0;

    mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);
    for (int i = 0; i < PIXELS; i++)
      n += out[i] > 127.0f && out[i] < 128.0f;
    g_assert_cmpint (n, >, 0);
    g_assert_cmpint (n, <, PIXELS / 4);
  }
}

/* The middle of what is bright, as fractions of the sides. */
static void
find_spot (const float *pixels, double *x, double *y)
{
  double sum = 0.0;

  *x = *y = 0.0;
  for (int i = 0; i < PIXELS; i++) {
    sum += (double) pixels[i];
    *x += (double) pixels[i] * (i % SIZE + 0.5) / SIZE;
    *y += (double) pixels[i] * (i / SIZE + 0.5) / SIZE;
  }
  *x /= sum;
  *y /= sum;
}

static void
test_points_follow_the_picture (void)
{
  MienAugment augment = {.flip = TRUE, .shift = 0.1, .rotate = 20, .scale = 0.15};
  g_autoptr (MienColumn) marks = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 2, 1);
  guint8 in[PIXELS] = {0};
  float out[PIXELS];

  in[8 * SIZE + 15] = in[8 * SIZE + 16] = in[9 * SIZE + 15] = in[9 * SIZE + 16] = 255;
  for (guint64 sample = 0; sample < 50; sample++) {
    float point[2] = {16.0f / SIZE, 9.0f / SIZE};
    double x, y;

    mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);
    follow (&augment, rng_of (sample), SIZE, marks, point);
    find_spot (out, &x, &y);
    g_assert_cmpfloat_with_epsilon ((double) point[0], x, 0.6 / SIZE);
    g_assert_cmpfloat_with_epsilon ((double) point[1], y, 0.6 / SIZE);
  }
}

static void
test_sides_in_names_change_places (void)
{
  static const char *const poses[] = {"left", "right", "straight", NULL};
  static const char *const flags[] = {"wink_Left", "cleft chin", "wink_Right", NULL};
  g_autoptr (MienColumn) pose = mien_column_new ("pose", MIEN_KIND_CLASS, poses, 1, 1);
  g_autoptr (MienColumn) wink = mien_column_new ("wink", MIEN_KIND_FLAGS, flags, 3, 1);
  float left = 0.0f, straight = 2.0f, missing = NAN, winks[3] = {1.0f, 1.0f, 0.0f};

  mirror (pose, &left);
  mirror (pose, &straight);
  mirror (pose, &missing);
  mirror (wink, winks);
  g_assert_cmpfloat (left, ==, 1.0f);
  g_assert_cmpfloat (straight, ==, 2.0f);
  g_assert_true (isnan (missing));
  g_assert_true (winks[0] == 0.0f && winks[1] == 1.0f && winks[2] == 1.0f);
}

static void
test_angles_to_the_side_change_their_sign (void)
{
  g_autoptr (MienColumn) yaw = mien_column_new ("head_yaw", MIEN_KIND_SCALAR, NULL, 1, 1);
  g_autoptr (MienColumn) pitch = mien_column_new ("pitch", MIEN_KIND_SCALAR, NULL, 1, 1);
  float angles[2] = {12.0f, 12.0f};

  mirror (yaw, &angles[0]);
  mirror (pitch, &angles[1]);
  g_assert_cmpfloat (angles[0], ==, -12.0f);
  g_assert_cmpfloat (angles[1], ==, 12.0f);
}

/* A face that is its own mirror image must come out the same, and a second mirror undo the first.
 */
static void
test_landmarks_change_places_with_their_partners (void)
{
  g_autoptr (MienColumn) five = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 10, 1);
  g_autoptr (MienColumn) many = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 136, 1);
  float face[10] = {0.25f, 0.4f, 0.75f, 0.4f, 0.5f, 0.6f, 0.375f, 0.8f, 0.625f, 0.8f};
  float kept[10], values[136], before[136];

  memcpy (kept, face, sizeof face);
  mirror (five, face);
  g_assert_cmpmem (face, sizeof face, kept, sizeof kept);

  for (int i = 0; i < 136; i++)
    before[i] = values[i] = (float) i / 256.0f;
  mirror (many, values);
  g_assert_cmpfloat (values[0], ==, 1.0f - before[32]);  /* jaw: 0 and 16 */
  g_assert_cmpfloat (values[16], ==, 1.0f - before[16]); /* the chin is in the middle */
  mirror (many, values);
  g_assert_cmpmem (values, sizeof values, before, sizeof before);
}

/* Bilinear in double precision, pixel by pixel, as augment.h's order of changes says it. */
static double
look_up (const guint8 *in, double x, double y)
{
  double at_x = CLAMP (x, 0.0, SIZE - 1.0), at_y = CLAMP (y, 0.0, SIZE - 1.0);
  int left = MIN ((int) at_x, SIZE - 2), top = MIN ((int) at_y, SIZE - 2);
  double u = at_x - left, v = at_y - top;
  const guint8 *p = in + top * SIZE + left;

  return (p[0] * (1.0 - u) + p[1] * u) * (1.0 - v) + (p[SIZE] * (1.0 - u) + p[SIZE + 1] * u) * v;
}

/* Where two marks went gives the turn, the scale and the shift back; then each pixel is checked. */
static void
test_warped_pixels_equal_the_double_precision_form (void)
{
  MienAugment augment = {.flip = TRUE, .shift = 0.2, .rotate = 180, .scale = 0.5};
  g_autoptr (MienColumn) marks = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 2, 1);
  guint8 in[PIXELS];
  float out[PIXELS];

  for (int i = 0; i < PIXELS; i++)
    in[i] = (guint8) (i * 37 % 251);
  for (guint64 sample = 0; sample < 40; sample++) {
    float o[2] = {0.0f, 0.0f}, r[2] = {1.0f, 0.0f}, d[2] = {0.0f, 1.0f};

    mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);
    follow (&augment, rng_of (sample), SIZE, marks, o);
    follow (&augment, rng_of (sample), SIZE, marks, r);
    follow (&augment, rng_of (sample), SIZE, marks, d);
    double rx = (double) (r[0] - o[0]), ry = (double) (r[1] - o[1]);
    double dx = (double) (d[0] - o[0]), dy = (double) (d[1] - o[1]), area = rx * dy - ry * dx;
    for (int i = 0; i < PIXELS; i++) {
      double x = (i % SIZE + 0.5) / SIZE - (double) o[0];
      double y = (i / SIZE + 0.5) / SIZE - (double) o[1];

      g_assert_cmpfloat_with_epsilon ((double) out[i],
                                      look_up (in, (x * dy - y * dx) / area * SIZE - 0.5,
                                               (y * rx - x * ry) / area * SIZE - 0.5),
                                      0.1);
    }
  }
}

static void
test_noise_is_normal_and_of_a_deviation_of_its_own (void)
{
  MienAugment augment = {.noise = 0.1};
  guint8 in[PIXELS];
  float out[PIXELS];
  double least = 1e9, most = 0.0, fourth = 0.0, second = 0.0;

  memset (in, 128, sizeof in);
  for (guint64 sample = 0; sample < 200; sample++) {
    double squares = 0.0, mean = 0.0;

    mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);
    for (int i = 0; i < PIXELS; i++) {
      mean += ((double) out[i] - 128.0) / PIXELS;
      squares += pow ((double) out[i] - 128.0, 2.0) / PIXELS;
    }
    g_assert_cmpfloat (fabs (mean), <, 5.0);
    least = MIN (least, sqrt (squares));
    most = MAX (most, sqrt (squares));
    for (int i = 0; i < PIXELS; i++) {
      double z = ((double) out[i] - 128.0) / sqrt (squares);

      second += z * z;
      fourth += z * z * z * z;
    }
  }
  g_assert_cmpfloat (least, <, 2.5);
  g_assert_cmpfloat (most, >, 23.0);
  g_assert_cmpfloat (most, <, 27.5);
  g_assert_cmpfloat_with_epsilon (fourth * 200 * PIXELS / (second * second), 3.0, 0.1);
}

static void
test_what_is_new_leaves_the_other_draws_alone (void)
{
  MienAugment augment, with_noise;
  guint8 in[PIXELS];
  float out[PIXELS], noisy[PIXELS], mean = 0.0f;

  fill_ramp (in);
  mien_augment_from_preset ("standard", &augment);
  with_noise = augment;
  with_noise.noise = 0.004;
  with_noise.mixup = 0.3;
  for (guint64 sample = 0; sample < 20; sample++) {
    mien_augment_draw (&augment, rng_of (sample), in, 1, SIZE, out);
    mien_augment_draw (&with_noise, rng_of (sample), in, 1, SIZE, noisy);
    for (int i = 0; i < PIXELS; i++)
      mean += fabsf (out[i] - noisy[i]) / PIXELS / 20;
  }
  g_assert_cmpfloat (mean, >, 0.0f);
  g_assert_cmpfloat (mean, <, 1.0f);
}

static void
test_presets_are_found_by_what_they_do (void)
{
  MienAugment augment;

  for (const char *const *name = mien_augment_presets (); *name != NULL; name++) {
    mien_augment_from_preset (*name, &augment);
    g_assert_cmpstr (mien_augment_find_preset (&augment), ==, *name);
  }
  augment.mixup = 0.2;
  g_assert_null (mien_augment_find_preset (&augment));
}

/* Faces are mixed with any other; lambda's larger part is the face's own. */
static void
test_partners_and_shares_are_drawn_as_said (void)
{
  MienAugment augment = {.mixup = 1.0};
  guint partners[5] = {0};
  double mean = 0.0;

  for (guint64 sample = 0; sample < 2000; sample++) {
    guint partner;
    float share;

    mien_augment_mix (&augment, mien_rng_keyed (1, MIEN_STREAM_MIX, 0, sample), 5, &partner,
                      &share);
    g_assert_true (share >= 0.5f && share <= 1.0f);
    partners[partner]++;
    mean += (double) share / 2000;
  }
  g_assert_cmpfloat_with_epsilon (mean, 0.75, 0.015);
  for (int i = 0; i < 5; i++)
    g_assert_cmpuint (partners[i], >, 320);
}

/* A line that is turned clockwise leans by as much: the tilt of its points and the label agree. */
static void
test_roll_follows_the_turn (void)
{
  MienAugment augment = {.flip = TRUE, .rotate = 30};
  g_autoptr (MienColumn) marks = mien_column_new ("eyes", MIEN_KIND_POINTS, NULL, 4, 1);
  g_autoptr (MienColumn) roll = mien_column_new ("head_roll", MIEN_KIND_SCALAR, NULL, 1, 1);
  g_autoptr (MienColumn) yaw = mien_column_new ("yaw", MIEN_KIND_SCALAR, NULL, 1, 1);
  const double tilt = 8.0 * G_PI / 180.0;

  for (guint64 sample = 0; sample < 50; sample++) {
    float eyes[4] = {(float) (0.5 - 0.2 * cos (tilt)), (float) (0.4 - 0.2 * sin (tilt)),
                     (float) (0.5 + 0.2 * cos (tilt)), (float) (0.4 + 0.2 * sin (tilt))};
    float leans = 8.0f, looks = 5.0f;

    follow (&augment, rng_of (sample), SIZE, marks, eyes);
    follow (&augment, rng_of (sample), SIZE, roll, &leans);
    follow (&augment, rng_of (sample), SIZE, yaw, &looks);
    double seen = atan2 ((double) (eyes[3] - eyes[1]), (double) (eyes[2] - eyes[0]));
    g_assert_cmpfloat_with_epsilon ((double) leans, seen * 180.0 / G_PI, 1e-3);
    g_assert_cmpfloat (fabsf (looks), ==, 5.0f);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/augment/none", test_none_changes_nothing);
  g_test_add_func ("/augment/flip", test_half_of_the_faces_are_mirrored);
  g_test_add_func ("/augment/presets", test_presets_stay_within_grey_levels_and_repeat);
  g_test_add_func ("/augment/erase", test_an_erased_rectangle_is_grey_and_not_the_whole_face);
  g_test_add_func ("/augment/points", test_points_follow_the_picture);
  g_test_add_func ("/augment/mirror-names", test_sides_in_names_change_places);
  g_test_add_func ("/augment/mirror-angles", test_angles_to_the_side_change_their_sign);
  g_test_add_func ("/augment/mirror-landmarks", test_landmarks_change_places_with_their_partners);
  g_test_add_func ("/augment/double", test_warped_pixels_equal_the_double_precision_form);
  g_test_add_func ("/augment/noise", test_noise_is_normal_and_of_a_deviation_of_its_own);
  g_test_add_func ("/augment/draws", test_what_is_new_leaves_the_other_draws_alone);
  g_test_add_func ("/augment/names", test_presets_are_found_by_what_they_do);
  g_test_add_func ("/augment/mix", test_partners_and_shares_are_drawn_as_said);
  g_test_add_func ("/augment/roll", test_roll_follows_the_turn);
  return g_test_run ();
}
