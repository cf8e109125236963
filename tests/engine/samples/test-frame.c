#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/samples/faces.h"
#include "engine/samples/resize.h"
#include "tests/engine/samples/files.h"

#include <math.h>
#include <string.h>

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon ((double) (a), (b), 1e-4)

static void
test_turned_eyes_come_to_lie_level_at_their_places (void)
{
  /* 200 x 100 pixels: the right eye is 40 right of and 30 below the left one */
  float points[10] = {0.4f, 0.3f, 0.6f, 0.6f, 0.5f, 0.5f, 0.4f, 0.7f, 0.6f, 0.8f};
  MienFrame frame;

  g_assert_true (mien_frame_find (MIEN_CROP_EYES, 200, 100, points, 5, &frame));
  mien_frame_follow (&frame, points, 5);
  NEAR (points[0], MIEN_CROP_EYE_X);
  NEAR (points[1], MIEN_CROP_EYE_Y);
  NEAR (points[2], 1.0 - MIEN_CROP_EYE_X);
  NEAR (points[3], MIEN_CROP_EYE_Y);
}

/* The means of six points each, whichever is named first. */
static void
test_eyes_are_found_among_68_points (void)
{
  float points[136];
  MienFrame frame;

  for (int i = 0; i < 68; i++) {
    points[2 * i] = 0.5f;
    points[2 * i + 1] = 0.9f;
  }
  for (int i = 0; i < 6; i++) {
    points[2 * (36 + i)] = 0.2f + 0.04f * (float) i;
    points[2 * (42 + i)] = 0.6f + 0.04f * (float) i;
    points[2 * (36 + i) + 1] = points[2 * (42 + i) + 1] = i % 2 == 0 ? 0.38f : 0.42f;
  }
  g_assert_true (mien_frame_find (MIEN_CROP_EYES, 100, 100, points, 68, &frame));
  NEAR (frame.xx, 0.4 / (1.0 - 2.0 * MIEN_CROP_EYE_X));
  NEAR (frame.xy, 0.0);
  NEAR (frame.y0 + MIEN_CROP_EYE_Y * frame.yy, 0.4);
}

static void
test_no_face_is_turned_upside_down (void)
{
  float points[10] = {0.7f, 0.4f, 0.3f, 0.4f, 0.5f, 0.5f, 0.4f, 0.7f, 0.6f, 0.7f};
  MienFrame frame;

  g_assert_true (mien_frame_find (MIEN_CROP_EYES, 100, 100, points, 5, &frame));
  g_assert_cmpfloat (frame.xx, >, 0.0);
  g_assert_cmpfloat (frame.yy, >, 0.0);
}

static void
test_landmarks_get_a_square_around_them (void)
{
  float points[6] = {0.25f, 0.2f, 0.35f, 0.6f, 0.3f, 0.4f};
  MienFrame frame;

  /* 400 x 100: 40 pixels wide and 40 high, and 4 on each side */
  g_assert_true (mien_frame_find (MIEN_CROP_LANDMARKS, 400, 100, points, 3, &frame));
  NEAR (frame.xx * 400, 48.0);
  NEAR (frame.yy * 100, 48.0);
  NEAR (frame.x0 * 400, 96.0);
  NEAR (frame.y0 * 100, 16.0);
}

static void
test_points_follow_the_middle_square (void)
{
  float points[4] = {0.5f, 0.5f, 0.25f, 0.0f};
  MienFrame frame;

  g_assert_true (mien_frame_find (MIEN_CROP_CENTRE, 200, 100, NULL, 0, &frame));
  mien_frame_follow (&frame, points, 2);
  NEAR (points[0], 0.5);
  NEAR (points[1], 0.5);
  NEAR (points[2], 0.0);
  NEAR (points[3], 0.0);
}

static void
test_faces_without_points_fall_back_to_the_middle (void)
{
  float missing[10] = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  float one_place[10] = {0};
  MienFrame frame, centre;

  mien_frame_find (MIEN_CROP_CENTRE, 60, 40, NULL, 0, &centre);
  g_assert_false (mien_frame_find (MIEN_CROP_EYES, 60, 40, missing, 5, &frame));
  g_assert_cmpmem (&frame, sizeof frame, &centre, sizeof centre);
  g_assert_false (mien_frame_find (MIEN_CROP_LANDMARKS, 60, 40, missing, 5, &frame));
  g_assert_cmpmem (&frame, sizeof frame, &centre, sizeof centre);
  g_assert_false (mien_frame_find (MIEN_CROP_EYES, 60, 40, one_place, 5, &frame));
  g_assert_false (mien_frame_find (MIEN_CROP_LANDMARKS, 60, 40, NULL, 0, &frame));
}

/* As of a table whose pixels were measured in another picture, or are nonsense. */
static void
test_points_far_outside_fall_back_to_the_middle (void)
{
  float far[10] = {1e30f, 0.4f, -1e30f, 0.4f, 0.5f, 0.6f, 0.4f, 0.8f, 0.6f, 0.8f};
  float scaled[10] = {40.0f, 40.0f, 60.0f, 40.0f, 50.0f, 60.0f, 40.0f, 80.0f, 60.0f, 80.0f};
  MienFrame frame, centre;

  mien_frame_find (MIEN_CROP_CENTRE, 60, 40, NULL, 0, &centre);
  for (int crop = MIEN_CROP_EYES; crop <= MIEN_CROP_LANDMARKS; crop++) {
    g_assert_false (mien_frame_find ((MienCrop) crop, 60, 40, far, 5, &frame));
    g_assert_cmpmem (&frame, sizeof frame, &centre, sizeof centre);
    g_assert_false (mien_frame_find ((MienCrop) crop, 60, 40, scaled, 5, &frame));
    g_assert_cmpmem (&frame, sizeof frame, &centre, sizeof centre);
  }
}

/* A white spot at each eye of a turned face must light up where the eyes are to lie. */
static void
test_pixels_go_where_the_points_say (void)
{
  float points[10] = {0.4f, 0.35f, 0.62f, 0.5f, 0.5f, 0.5f, 0.4f, 0.7f, 0.6f, 0.7f};
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 100, 100);
  MienPixels pixels = mien_pixels_of (picture);
  guint8 out[32 * 32];
  MienFrame frame;

  gdk_pixbuf_fill (picture, 0);
  for (int eye = 0; eye < 2; eye++)
    for (int y = -3; y < 3; y++)
      memset (gdk_pixbuf_get_pixels (picture) +
                  ((int) lrintf (100 * points[2 * eye + 1]) + y) *
                      gdk_pixbuf_get_rowstride (picture) +
                  3 * ((int) lrintf (100 * points[2 * eye]) - 3),
              255, 18);
  g_assert_true (mien_frame_find (MIEN_CROP_EYES, 100, 100, points, 5, &frame));
  mien_resize (&pixels, &frame, 1, 32, out);

  int x = (int) (32 * MIEN_CROP_EYE_X), y = (int) (32 * MIEN_CROP_EYE_Y);

  g_assert_cmpuint (out[32 * y + x], >, 200);
  g_assert_cmpuint (out[32 * y + 31 - x], >, 200);
  g_assert_cmpuint (out[32 * y + 16], <, 20);
  g_assert_cmpuint (out[32 * (31 - y / 2) + x], <, 20);
}

/* A frame that is turned by nothing at all is read another way, and must show the same. */
static void
test_both_ways_of_reading_agree (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 90, 80);
  MienFrame straight = {0.7, 0.0, 0.1, 0.0, 0.8, 0.05}, turned = {0.7, 1e-9, 0.1, 0.0, 0.8, 0.05};
  MienPixels pixels = mien_pixels_of (picture);
  guint8 a[3 * 20 * 20], b[3 * 20 * 20];

  for (int y = 0; y < 80; y++)
    for (int x = 0; x < 90; x++) {
      guchar *at = gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + 3 * x;

      at[0] = (guchar) (2 * x);
      at[1] = (guchar) (3 * y);
      at[2] = (guchar) (x + y);
    }
  for (int channels = 1; channels <= 3; channels += 2) {
    mien_resize (&pixels, &straight, channels, 20, a);
    mien_resize (&pixels, &turned, channels, 20, b);
    for (int i = 0; i < channels * 400; i++)
      g_assert_cmpint (abs (a[i] - b[i]), <=, 2);
  }
}

static void
test_the_drawn_faces_are_cropped_by_their_eyes (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (20, 96, 3);
  MienPreprocessing preprocessing = {.size = 48, .channels = 1, .crop = MIEN_CROP_EYES};
  const MienColumn *column = mien_dataset_get_column (dataset, "landmarks");
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienFaces) faces =
      mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++) {
    float points[44];
    double left = 0.0, level = 0.0;

    memcpy (points, column->values + 44 * i, sizeof points);
    mien_faces_place_points (faces, i, points, 44);
    for (int k = 6; k < 10; k++) {
      left += (double) points[2 * k] / 4.0;
      level += (double) points[2 * k + 1] / 4.0;
    }
    NEAR (left, MIEN_CROP_EYE_X);
    NEAR (level, MIEN_CROP_EYE_Y);
  }
}

static void
assert_refused (MienDataset *dataset, MienCrop crop, const char *hint)
{
  MienPreprocessing preprocessing = {.size = 16, .channels = 1, .crop = crop};
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, hint));
}

static void
test_data_without_the_right_points_is_refused_in_words (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  files_write_picture (files, "a.png", 20, 20, 9);
  files_write_picture (files, "b.png", 20, 20, 50);
  files_write (files, "none.csv", "path,emotion\na.png,sad\nb.png,happy\n", -1);
  files_write (files, "three.csv",
               "path,emotion,landmarks\na.png,sad,1 1 9 9 5 5\nb.png,happy,2 2 8 8 5 6\n", -1);

  g_autoptr (MienDataset) none = files_open (files, "none.csv", NULL);
  g_autoptr (MienDataset) three = files_open (files, "three.csv", NULL);

  assert_refused (none, MIEN_CROP_EYES, "no column of points");
  assert_refused (none, MIEN_CROP_LANDMARKS, "no column of points");
  assert_refused (three, MIEN_CROP_EYES, "“landmarks” has 3 points");
}

static void
test_a_face_without_points_is_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  MienPreprocessing preprocessing = {.size = 16, .channels = 1, .crop = MIEN_CROP_LANDMARKS};
  g_autoptr (MienPool) pool = mien_pool_new (1);

  files_write_picture (files, "a.png", 20, 20, 9);
  files_write_picture (files, "b.png", 20, 20, 50);
  files_write_picture (files, "c.png", 20, 20, 90);
  files_write (files, "faces.csv",
               "path,emotion,landmarks\na.png,sad,1 1 9 9 5 5\nb.png,happy,\n"
               "c.png,sad,2 2 9 8 5 5\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, "faces.csv", NULL);
  g_autoptr (MienFaces) faces =
      mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, NULL);
  const MienProblem *problem = g_ptr_array_index (faces->problems, 0);

  g_assert_cmpuint (faces->n_usable, ==, 3);
  g_assert_cmpuint (faces->problems->len, ==, 1);
  g_assert_cmpstr (problem->path, ==, "landmarks");
  g_assert_cmpuint (problem->samples->len, ==, 1);
  g_assert_cmpuint (g_array_index (problem->samples, guint, 0), ==, 1);
}

/* The same bytes as those of a picture that was cut out beforehand, whatever the file's kind. */
static void
test_a_face_in_a_larger_picture_is_cut_out (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = {"a.png", "b.jpg"};
  MienPreprocessing preprocessing = {.size = 16, .channels = 1, .crop = MIEN_CROP_CENTRE};
  MienDatasetBuilder *builder = mien_dataset_builder_new (files->folder, "folder");
  g_autoptr (MienFiles) folder = mien_files_new_folder (files->folder);
  guint8 seen[256], right[256];

  mien_dataset_builder_set_files (builder, folder);
  for (guint i = 0; i < 2; i++) {
    files_write_picture (files, names[i], 120, 90, 7);
    mien_dataset_builder_add_sample (builder, names[i], MIEN_PART_NONE);
    mien_dataset_builder_set_picture (builder, i, NULL, &(MienBox){31, -5, 60, 50});
  }
  mien_dataset_builder_add_sample (builder, "whole.png", MIEN_PART_NONE);
  files_write_picture (files, "whole.png", 16, 16, 7);

  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, i, &error);

    g_assert_no_error (error);
    mien_faces_prepare (picture, &preprocessing, right);
    g_assert_true (mien_faces_prepare_sample (dataset, i, &preprocessing, seen, &error));
    for (int k = 0; k < 256; k++)
      g_assert_cmpint (abs (seen[k] - right[k]), <=, 2);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/eyes", test_turned_eyes_come_to_lie_level_at_their_places);
  g_test_add_func ("/frame/68", test_eyes_are_found_among_68_points);
  g_test_add_func ("/frame/upright", test_no_face_is_turned_upside_down);
  g_test_add_func ("/frame/landmarks", test_landmarks_get_a_square_around_them);
  g_test_add_func ("/frame/centre", test_points_follow_the_middle_square);
  g_test_add_func ("/frame/fall-back", test_faces_without_points_fall_back_to_the_middle);
  g_test_add_func ("/frame/far", test_points_far_outside_fall_back_to_the_middle);
  g_test_add_func ("/frame/pixels", test_pixels_go_where_the_points_say);
  g_test_add_func ("/frame/ways", test_both_ways_of_reading_agree);
  g_test_add_func ("/frame/drawn", test_the_drawn_faces_are_cropped_by_their_eyes);
  FILES_TEST ("/frame/refused", test_data_without_the_right_points_is_refused_in_words);
  FILES_TEST ("/frame/box", test_a_face_in_a_larger_picture_is_cut_out);
  FILES_TEST ("/frame/told", test_a_face_without_points_is_told);
  return g_test_run ();
}
