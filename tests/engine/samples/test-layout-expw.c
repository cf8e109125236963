#include "tests/engine/samples/label-files.h"

#include <string.h>

#define PICTURES "image/origin/"

static void
test_every_face_of_a_picture_is_a_sample (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_picture (files, PICTURES "angry_man_1.jpg", 60, 40, 0);
  files_write_picture (files, PICTURES "two faces 22.jpg", 60, 40, 0);
  files_write (files, "label/label.lst",
               "angry_man_1.jpg 0 4 10 30 36 60.7513 0\n"
               "two faces 22.jpg 0 0 0 20 20 11.5 3\n"
               "two faces 22.jpg 1 10 30 50 38 9.25 6\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  g_autoptr (GdkPixbuf) face = NULL;

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "expw");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "expression", "neutral happiness anger");
  assert_label (dataset, PICTURES "angry_man_1.jpg#0", "expression", "anger");
  assert_label (dataset, PICTURES "angry_man_1.jpg#0", "confidence", "60.7513");
  assert_label (dataset, PICTURES "two faces 22.jpg#1", "expression", "neutral");
  assert_box (dataset, PICTURES "angry_man_1.jpg#0", (MienBox){10, 4, 20, 32});
  assert_box (dataset, PICTURES "two faces 22.jpg#1", (MienBox){30, 10, 20, 28});
  face = mien_dataset_load (dataset, 2, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (face), ==, 20);
  g_assert_cmpint (gdk_pixbuf_get_height (face), ==, 28);
  assert_n_problems (dataset, 0);
  assert_opens_from_archives (files);
}

static void
test_damage_is_told_by_line (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, PICTURES "a_1.jpg", 1);
  files_write_face (files, PICTURES "b_2.jpg", 2);
  files_write (files, "label/label.lst",
               "\xef\xbb\xbf"
               "a_1.jpg 0 0 0 20 20 9.0 3\r\n"
               "a_1.jpg 0 0 0 20 20 9.0 3\r\n"
               "a_1.jpg 1 0 0 20 20 9.0 7\r\n"
               "a_1.jpg 2 10 10 10 10 9.0 1\r\n"
               "gone_3.jpg 0 0 0 20 20 9.0 3\r\n"
               "a_1.jpg 3 0 0 20",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, PICTURES "a_1.jpg#0", "expression", "happiness");
  assert_label (dataset, PICTURES "a_1.jpg#1", "expression", "");
  assert_problem (dataset, "has one already", "label.lst:2");
  assert_problem (dataset, "code means nothing", "label.lst:3");
  assert_problem (dataset, "box has no numbers or no size", "label.lst:4");
  assert_problem (dataset, "picture that is not there", "label.lst:5");
  assert_problem (dataset, "line is cut", "label.lst:6");
  assert_problem (dataset, "No label says", PICTURES "b_2.jpg");
}

static void
test_another_list_is_not_taken_for_it (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "happy/1.jpg", 1);
  files_write_face (files, "sad/2.jpg", 2);
  files_write (files, "label.lst", "happy\nsad\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "folder");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/expw", test_every_face_of_a_picture_is_a_sample);
  FILES_TEST ("/layout/expw/damage", test_damage_is_told_by_line);
  FILES_TEST ("/layout/expw/other", test_another_list_is_not_taken_for_it);
  return g_test_run ();
}
