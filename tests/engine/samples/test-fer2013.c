#include "engine/core/error.h"
#include "tests/engine/samples/files.h"

#include <string.h>

/* Four pixels a face, so that a row can be read. */
#define TABLE               \
  "emotion,pixels,Usage\n"  \
  "0,1 2 3 4,Training\n"    \
  "3,0 255 7 70,Training\n" \
  "6,9 9 9 9,PublicTest\n"  \
  "4,10 20 30 40,PrivateTest\n"

static guint8
pixel (MienDataset *dataset, const char *id, int x, int y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture =
      mien_dataset_load (dataset, (guint) mien_dataset_find (dataset, id), &error);

  g_assert_no_error (error);
  return gdk_pixbuf_get_pixels (picture)[y * gdk_pixbuf_get_rowstride (picture) + 3 * x];
}

static void
check_table (MienDataset *dataset)
{
  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "fer2013");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 4);
  assert_label (dataset, "fer0000000.png", "expression", "anger");
  assert_label (dataset, "fer0000001.png", "expression", "happiness");
  assert_label (dataset, "fer0000003.png", "expression", "sadness");
  g_assert_cmpint (mien_dataset_get_part (dataset, 1), ==, MIEN_PART_TRAIN);
  g_assert_cmpint (mien_dataset_get_part (dataset, 2), ==, MIEN_PART_VALIDATION);
  g_assert_cmpint (mien_dataset_get_part (dataset, 3), ==, MIEN_PART_TEST);
  g_assert_cmpint (pixel (dataset, "fer0000001.png", 1, 0), ==, 255);
  g_assert_cmpint (pixel (dataset, "fer0000001.png", 0, 1), ==, 7);
}

static void
test_codes_are_words_and_usages_are_parts (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write (files, "fer2013.csv", TABLE, -1);
  g_autoptr (MienDataset) alone = files_open (files, "fer2013.csv", NULL);
  g_autoptr (MienDataset) in_folder = files_open (files, NULL, NULL);
  g_autoptr (MienDataset) again = files_open (files, "fer2013.csv", NULL);

  check_table (alone);
  check_table (in_folder);
  check_table (again);
}

/* icml_face_data.csv has another order and blanks; others have quotes, a BOM, CRLF and words. */
static void
test_the_other_forms_are_read (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write (files, "a.csv",
               "emotion, Usage, pixels\n0, Training, 1 2 3 4\n3, Training, 0 255 7 70\n"
               "6, PublicTest, 9 9 9 9\n4, PrivateTest, 10 20 30 40",
               -1);
  files_write (files, "b.csv",
               "\xef\xbb\xbfpixels,emotion,Usage\r\n\"1 2 3 4\",Angry,Training\r\n"
               "\"0 255 7 70\",happy,Training\r\n\"9 9 9 9\",Neutral,PublicTest\r\n"
               "\"10 20 30 40\",sad,PrivateTest\r\n",
               -1);
  g_autoptr (MienDataset) ordered = files_open (files, "a.csv", NULL);
  g_autoptr (MienDataset) quoted = files_open (files, "b.csv", NULL);

  check_table (ordered);
  check_table (quoted);
}

static void
test_bad_rows_are_told_and_the_rest_is_used (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write (files, "fer2013.csv",
               "emotion,pixels,Usage\n0,1 2 3 4,Training\n1,1 2 3,Training\n1,1 2 3 256,Training\n"
               "1,1 2 x 4,Training\n1,1 2 3 4 5,Training\n\n3,5 6 7 8,Training\n2,11 12",
               -1);
  g_autoptr (MienDataset) dataset = files_open (files, "fer2013.csv", NULL);
  const MienProblem *pixels = find_problem (dataset, "no grey levels");
  const MienProblem *cut = find_problem (dataset, "more or fewer cells");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "fer0000006.png", "expression", "happiness");
  g_assert_cmpint (pixel (dataset, "fer0000006.png", 1, 1), ==, 8);
  g_assert_cmpstr (pixels->path, ==, "fer2013.csv:3");
  g_assert_nonnull (strstr (pixels->what, "4 times"));
  g_assert_cmpstr (cut->path, ==, "fer2013.csv:9");
}

static void
test_pixels_that_make_no_square_are_refused (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *message = NULL;

  files_write (files, "fer2013.csv", "emotion,pixels\n0,1 2 3\n", -1);
  message = files_open_fails (files, "fer2013.csv", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (message, "fer2013.csv:2 holds 3 pixels"));
}

static void
test_no_row_is_no_face (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *message = NULL;

  files_write (files, "fer2013.csv", "emotion,pixels,Usage\n", -1);
  message = files_open_fails (files, "fer2013.csv", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (message, "No face was found"));
}

static void
test_a_table_that_changed_is_read_again (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write (files, "fer2013.csv", "emotion,pixels\n0,1 2 3 4\n", -1);
  g_autoptr (MienDataset) before = files_open (files, "fer2013.csv", NULL);
  files_write (files, "fer2013.csv", "emotion,pixels\n0,5 2 3 4\n", -1);
  g_autoptr (MienDataset) after = files_open (files, "fer2013.csv", NULL);
  g_autofree char *stamp_before = mien_dataset_stamp (before);
  g_autofree char *stamp_after = mien_dataset_stamp (after);

  g_assert_cmpint (pixel (before, "fer0000000.png", 0, 0), ==, 1);
  g_assert_cmpint (pixel (after, "fer0000000.png", 0, 0), ==, 5);
  g_assert_cmpstr (stamp_before, !=, stamp_after);
}

#define VOTES                                                                                    \
  "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n" \
  "Training,fer0000000.png,1,0,0,0,9,0,0,0,0,0\n"                                                \
  "Training,fer0000001.png,0,5,5,0,0,0,0,0,0,0\n"                                                \
  "PublicTest,,0,0,0,0,0,0,0,0,0,10\n"                                                           \
  "PrivateTest,fer0000002.png,0,0,0,10,0,0,0,0,0,0\n"

static void
test_votes_of_ferplus_join_by_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write (files, "fer2013.csv", TABLE, -1);
  files_write (files, "fer2013new.csv", VOTES, -1);
  g_autoptr (MienDataset) dataset = files_open (files, "fer2013.csv", NULL);

  check_table (dataset);
  assert_label (dataset, "fer0000000.png", "expression (FERPlus)", "anger");
  assert_label (dataset, "fer0000001.png", "expression (FERPlus)", "");
  assert_label (dataset, "fer0000001.png", "votes", "happiness:0.5|surprise:0.5");
  assert_label (dataset, "fer0000002.png", "votes", "");
  assert_label (dataset, "fer0000003.png", "expression (FERPlus)", "sadness");

  files_write (files, "fer2013new.csv", VOTES "PrivateTest,,0,0,0,0,0,0,0,0,0,10\n", -1);
  g_autoptr (MienDataset) other = files_open (files, "fer2013.csv", NULL);

  g_assert_null (mien_dataset_get_column (other, "votes"));
  g_assert_nonnull (find_problem (other, "as many rows"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/fer2013/codes and usages", test_codes_are_words_and_usages_are_parts);
  FILES_TEST ("/fer2013/other forms", test_the_other_forms_are_read);
  FILES_TEST ("/fer2013/bad rows", test_bad_rows_are_told_and_the_rest_is_used);
  FILES_TEST ("/fer2013/no square", test_pixels_that_make_no_square_are_refused);
  FILES_TEST ("/fer2013/no row", test_no_row_is_no_face);
  FILES_TEST ("/fer2013/ferplus", test_votes_of_ferplus_join_by_row);
  FILES_TEST ("/fer2013/changed", test_a_table_that_changed_is_read_again);
  return g_test_run ();
}
