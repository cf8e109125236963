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
    mien_augment_follow (&augment, rng_of (sample), SIZE, marks, point);
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

  mien_augment_mirror (pose, &left);
  mien_augment_mirror (pose, &straight);
  mien_augment_mirror (pose, &missing);
  mien_augment_mirror (wink, winks);
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

  mien_augment_mirror (yaw, &angles[0]);
  mien_augment_mirror (pitch, &angles[1]);
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
  mien_augment_mirror (five, face);
  g_assert_cmpmem (face, sizeof face, kept, sizeof kept);

  for (int i = 0; i < 136; i++)
    before[i] = values[i] = (float) i / 256.0f;
  mien_augment_mirror (many, values);
  g_assert_cmpfloat (values[0], ==, 1.0f - before[32]);  /* jaw: 0 and 16 */
  g_assert_cmpfloat (values[16], ==, 1.0f - before[16]); /* the chin is in the middle */
  mien_augment_mirror (many, values);
  g_assert_cmpmem (values, sizeof values, before, sizeof before);
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
  return g_test_run ();
}
