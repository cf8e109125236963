#include "engine/core/error.h"
#include "engine/samples/faces.h"
#include "engine/samples/files/picture.h"
#include "tests/engine/samples/files.h"

#include <math.h>
#include <string.h>

static GdkPixbuf *
load (Files *files, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (files->folder, name, NULL);

  return mien_picture_load (path, error);
}

static guchar
red_at (GdkPixbuf *picture, int x, int y)
{
  return gdk_pixbuf_read_pixels (
      picture)[y * gdk_pixbuf_get_rowstride (picture) + x * gdk_pixbuf_get_n_channels (picture)];
}

static void
assert_refused (Files *files, const char *name, int code, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (files, name, &error));
  g_assert_error (error, MIEN_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, hint));
}

static void
test_text_and_binary_pgm_are_scaled_by_their_top_value (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  static const char wide[] = "P5\n1 2\n510\n\x00\xff\x01\xfe";
  g_autoptr (GError) error = NULL;

  files_write (files, "text.pgm", "P2\n# by hand\n2 2 139\n0 139\n70 1\n", -1);
  files_write (files, "binary.pgm", "P5 2 1 119\n\x77\x3c", -1);
  files_write (files, "wide.pgm", wide, sizeof wide - 1);

  g_autoptr (GdkPixbuf) text = load (files, "text.pgm", &error);
  g_autoptr (GdkPixbuf) binary = load (files, "binary.pgm", &error);
  g_autoptr (GdkPixbuf) two_bytes = load (files, "wide.pgm", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (red_at (text, 0, 0), ==, 0);
  g_assert_cmpuint (red_at (text, 1, 0), ==, 255);
  g_assert_cmpuint (red_at (text, 0, 1), ==, 128);
  g_assert_cmpuint (red_at (text, 1, 1), ==, 2);
  g_assert_cmpuint (red_at (binary, 0, 0), ==, 255);
  g_assert_cmpuint (red_at (binary, 1, 0), ==, 129);
  g_assert_cmpuint (red_at (two_bytes, 0, 0), ==, 128);
  g_assert_cmpuint (red_at (two_bytes, 0, 1), ==, 255);
}

static void
test_cut_and_foreign_files_are_refused_by_name (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_picture (files, "cut.png", 40, 40, 9);
  files_cut (files, "cut.png", 120);
  files_write_picture (files, "cut.jpg", 200, 200, 9);
  files_cut (files, "cut.jpg", 1500);
  files_write_picture (files, "cut.pgm", 40, 40, 9);
  files_cut (files, "cut.pgm", 1000);
  files_write (files, "above.pgm", "P2 2 1 100\n7 101\n", -1);
  files_write (files, "words.png", "no picture", -1);
  files_write (files, "empty.png", "", 0);

  assert_refused (files, "cut.png", MIEN_ERROR_FORMAT, "ends before");
  assert_refused (files, "cut.jpg", MIEN_ERROR_FORMAT, "ends before");
  assert_refused (files, "cut.pgm", MIEN_ERROR_FORMAT, "ends before");
  assert_refused (files, "above.pgm", MIEN_ERROR_FORMAT, "above its top");
  assert_refused (files, "words.png", MIEN_ERROR_FORMAT, "replace it");
  assert_refused (files, "empty.png", MIEN_ERROR_FORMAT, "is empty");
}

/* Headers alone, of 20,001 x 20,000 pixels: nothing is taken for the pixels that they promise. */
static void
test_huge_pictures_are_refused_by_their_header (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
                            "\x00\x00\x4e\x21\x00\x00\x4e\x20\x08\0\0\0\0"
                            "\x29\xd9\x72\xdb"
                            "\x00\x00\x00\x0cIDAT"
                            "\x78\x9c\x63\x60\x20\x15\x00\x00\x00\x32\x00\x01\x41\x3c\x9c\x16"
                            "\0\0\0\0IEND\xae\x42\x60\x82";

  files_write (files, "huge.pgm", "P5\n20001 20000\n255\nxx", -1);
  files_write (files, "huge.png", png, sizeof png - 1);
  assert_refused (files, "huge.pgm", MIEN_ERROR_RANGE, "100 million");
  assert_refused (files, "huge.png", MIEN_ERROR_RANGE, "100 million");
}

static void
test_sizes_are_read_from_headers (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *name = (const char *const[]){"a.png", "a.jpg", "a.pgm", NULL};
       *name != NULL; name++) {
    g_autofree char *path = g_build_filename (files->folder, *name, NULL);
    g_autoptr (GMappedFile) file = NULL;
    g_autoptr (GBytes) bytes = NULL;
    int width = 0, height = 0;

    files_write_picture (files, *name, 13, 7, 0);
    file = g_mapped_file_new (path, FALSE, NULL);
    bytes = g_mapped_file_get_bytes (file);
    g_assert_true (mien_picture_measure (bytes, &width, &height));
    g_assert_cmpint (width, ==, 13);
    g_assert_cmpint (height, ==, 7);
  }
}

/* A picture of 3-channel pixels, each of them @rgb. */
static GdkPixbuf *
plain_picture (int width, int height, guint8 red, guint8 green, guint8 blue)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (picture, (guint32) red << 24 | (guint32) green << 16 | (guint32) blue << 8);
  return picture;
}

static void
set_grey (GdkPixbuf *picture, int x, int y, guint8 value)
{
  memset (gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + 3 * x, value,
          3);
}

static void
test_grey_is_weighed_as_rec_601_says (void)
{
  MienPreprocessing preprocessing = {.size = 1, .channels = 1};
  g_autoptr (GdkPixbuf) red = plain_picture (3, 3, 255, 0, 0);
  g_autoptr (GdkPixbuf) green = plain_picture (3, 3, 0, 255, 0);
  g_autoptr (GdkPixbuf) blue = plain_picture (3, 3, 0, 0, 255);
  guint8 grey[3];

  mien_faces_prepare (red, &preprocessing, &grey[0]);
  mien_faces_prepare (green, &preprocessing, &grey[1]);
  mien_faces_prepare (blue, &preprocessing, &grey[2]);
  g_assert_cmpuint (grey[0], ==, 76);
  g_assert_cmpuint (grey[1], ==, 150);
  g_assert_cmpuint (grey[2], ==, 29);
}

static void
test_the_same_size_is_left_alone_and_shrinking_takes_the_mean (void)
{
  MienPreprocessing same = {.size = 6, .channels = 1}, half = {.size = 3, .channels = 1};
  g_autoptr (GdkPixbuf) picture = plain_picture (6, 6, 0, 0, 0);
  guint8 big[36], small[9];

  for (int i = 0; i < 36; i++)
    set_grey (picture, i % 6, i / 6, (guint8) (i * 7));
  mien_faces_prepare (picture, &same, big);
  mien_faces_prepare (picture, &half, small);
  for (int i = 0; i < 36; i++)
    g_assert_cmpuint (big[i], ==, i * 7);
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 3; x++) {
      int at = 12 * y + 2 * x;
      double mean = (big[at] + big[at + 1] + big[at + 6] + big[at + 7]) / 4.0;

      g_assert_cmpfloat (fabs (small[3 * y + x] - mean), <=, 0.5);
    }
}

static void
test_enlarging_keeps_the_mirror_image (void)
{
  MienPreprocessing preprocessing = {.size = 7, .channels = 1};
  g_autoptr (GdkPixbuf) picture = plain_picture (2, 2, 0, 0, 0);
  guint8 pixels[49];

  set_grey (picture, 1, 0, 200);
  set_grey (picture, 1, 1, 200);
  mien_faces_prepare (picture, &preprocessing, pixels);
  for (int x = 0; x < 7; x++)
    g_assert_cmpint (abs (pixels[x] + pixels[6 - x] - 200), <=, 1);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[6], ==, 200);
}

static void
test_the_middle_square_is_cropped (void)
{
  MienPreprocessing preprocessing = {.size = 2, .channels = 1, .crop = MIEN_CROP_CENTRE};
  g_autoptr (GdkPixbuf) picture = plain_picture (6, 2, 10, 10, 10);
  guint8 pixels[4];

  for (int i = 0; i < 4; i++)
    set_grey (picture, 2 + i % 2, i / 2, (guint8) (100 + i));
  mien_faces_prepare (picture, &preprocessing, pixels);
  for (int i = 0; i < 4; i++)
    g_assert_cmpuint (pixels[i], ==, 100 + i);
}

static void
test_equalising_spreads_the_levels (void)
{
  MienPreprocessing preprocessing = {.size = 2, .channels = 1, .equalise = MIEN_EQUALISE_HISTOGRAM};
  g_autoptr (GdkPixbuf) picture = plain_picture (2, 2, 0, 0, 0);
  g_autoptr (GdkPixbuf) flat = plain_picture (2, 2, 60, 60, 60);
  guint8 pixels[4];

  for (int i = 0; i < 4; i++)
    set_grey (picture, i % 2, i / 2, (guint8) (100 + i));
  mien_faces_prepare (picture, &preprocessing, pixels);
  for (int i = 0; i < 4; i++)
    g_assert_cmpuint (pixels[i], ==, 85 * i);
  mien_faces_prepare (flat, &preprocessing, pixels);
  g_assert_cmpuint (pixels[0], ==, 60);
}

static MienFaces *
load_faces (MienDataset *dataset, int n_workers)
{
  MienPreprocessing preprocessing = {.size = 8, .channels = 1};
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  g_autoptr (GError) error = NULL;
  MienFaces *faces = mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return faces;
}

static void
test_a_broken_face_is_told_and_the_rest_goes_on (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf ("%s/%02d.png", i % 2 ? "happy" : "sad", i);

    files_write_picture (files, name, 16, 16, (guint8) i);
  }
  files_write (files, "happy/99.png", "no picture", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  g_autoptr (MienFaces) one = load_faces (dataset, 1);
  g_autoptr (MienFaces) four = load_faces (dataset, 4);
  int broken = mien_dataset_find (dataset, "happy/99.png");
  const MienProblem *problem = g_ptr_array_index (one->problems, 0);

  g_assert_cmpuint (one->n, ==, 41);
  g_assert_cmpuint (one->problems->len, ==, 1);
  g_assert_cmpstr (problem->path, ==, "happy/99.png");
  g_assert_false (one->usable[broken]);
  g_assert_true (one->usable[0]);
  g_assert_cmpmem (one->pixels, 41 * 64, four->pixels, 41 * 64);
}

static void
test_mean_and_deviation_are_over_the_faces_in_use (void)
{
  guint8 pixels[] = {10, 20, 30, 40, 200, 200, 200, 200, 0, 0, 0, 0};
  gboolean usable[] = {TRUE, TRUE, FALSE}, use[] = {TRUE, FALSE, TRUE};
  MienFaces faces = {.n = 3, .channels = 1, .size = 2, .pixels = pixels, .usable = usable};
  MienPreprocessing preprocessing = {.size = 2, .channels = 1};

  mien_faces_measure (&faces, use, &preprocessing);
  g_assert_cmpfloat_with_epsilon (preprocessing.mean[0], 25.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (preprocessing.sd[0], sqrt (125.0), 1e-9);
}

static void
test_decoding_can_be_cancelled (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (GError) error = NULL;
  MienPreprocessing preprocessing = {.size = 8, .channels = 1};

  files_write_picture (files, "happy/1.png", 16, 16, 0);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_cancellable_cancel (cancellable);
  g_assert_null (mien_faces_load (dataset, &preprocessing, pool, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/faces/pgm-top-value", test_text_and_binary_pgm_are_scaled_by_their_top_value);
  FILES_TEST ("/faces/cut-and-foreign", test_cut_and_foreign_files_are_refused_by_name);
  FILES_TEST ("/faces/huge", test_huge_pictures_are_refused_by_their_header);
  FILES_TEST ("/faces/measure", test_sizes_are_read_from_headers);
  g_test_add_func ("/faces/grey", test_grey_is_weighed_as_rec_601_says);
  g_test_add_func ("/faces/shrink", test_the_same_size_is_left_alone_and_shrinking_takes_the_mean);
  g_test_add_func ("/faces/enlarge", test_enlarging_keeps_the_mirror_image);
  g_test_add_func ("/faces/crop", test_the_middle_square_is_cropped);
  g_test_add_func ("/faces/equalise", test_equalising_spreads_the_levels);
  FILES_TEST ("/faces/broken", test_a_broken_face_is_told_and_the_rest_goes_on);
  g_test_add_func ("/faces/statistics", test_mean_and_deviation_are_over_the_faces_in_use);
  FILES_TEST ("/faces/cancel", test_decoding_can_be_cancelled);
  return g_test_run ();
}
