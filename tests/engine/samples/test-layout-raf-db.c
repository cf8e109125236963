#include "tests/engine/samples/label-files.h"

#include <string.h>

#define ORIGINAL "basic/Image/original/"
#define ALIGNED "basic/Image/aligned/"
#define LABELS "basic/EmoLabel/list_patition_label.txt"
#define ATTRIBUTES "basic/Annotation/manual/"

/* Eyes, nose and mouth in pixels of the original picture, then gender, race, age band */
#define FACE "6\t6\n18\t6\n12\t12\n6\t18\n18\t18\n"

static void
write_set (Files *files)
{
  files_write_face (files, ALIGNED "train_00001_aligned.jpg", 1);
  files_write_face (files, ALIGNED "train_00002_aligned.jpg", 2);
  files_write_face (files, ALIGNED "test_0001_aligned.jpg", 3);
  files_write (files, LABELS, "train_00001.jpg 5\ntrain_00002.jpg 4\ntest_0001.jpg 7\n", -1);
  files_write (files, ATTRIBUTES "train_00001_manu_attri.txt", FACE "1\n2\n3\n", -1);
  files_write (files, ATTRIBUTES "train_00002_manu_attri.txt", FACE "0\n0\n4\n", -1);
  files_write (files, ATTRIBUTES "test_0001_manu_attri.txt", FACE "2\n1\n0\n", -1);
}

static void
write_originals (Files *files)
{
  files_write_face (files, ORIGINAL "train_00001.jpg", 1);
  files_write_face (files, ORIGINAL "train_00002.jpg", 2);
  files_write_face (files, ORIGINAL "test_0001.jpg", 3);
  files_write (files, "basic/Annotation/boundingbox/train_00001_boundingbox.txt",
               "6.0 0.0 18.0 24.0\n", -1);
}

static void
test_aligned_faces_get_labels_parts_and_attributes (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "raf-db");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "expression", "neutral happiness sadness");
  assert_label (dataset, ALIGNED "train_00001_aligned.jpg", "expression", "sadness");
  assert_label (dataset, ALIGNED "test_0001_aligned.jpg", "expression", "neutral");
  assert_label (dataset, ALIGNED "train_00001_aligned.jpg", "gender", "female");
  assert_label (dataset, ALIGNED "train_00001_aligned.jpg", "race", "Asian");
  assert_label (dataset, ALIGNED "train_00002_aligned.jpg", "age", "70+");
  assert_names (dataset, "age", "0-3 40-69 70+");
  assert_part (dataset, ALIGNED "train_00002_aligned.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, ALIGNED "test_0001_aligned.jpg", MIEN_PART_TEST);
  g_assert_null (mien_dataset_get_column (dataset, "landmarks"));
  assert_problem (dataset, "landmarks are left out", "list_patition_label.txt");
  assert_n_problems (dataset, 1);
  assert_opens_from_archives (files);
}

static void
test_the_landmarks_go_with_the_original_pictures (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);
  write_originals (files);

  g_autoptr (MienDataset) aligned = files_open (files, NULL, NULL);
  g_autoptr (MienDataset) original = files_open (files, NULL, "raf-db-original");

  g_assert_cmpstr (mien_dataset_get_layout (aligned), ==, "raf-db");
  assert_problem (aligned, "choose the layout raf-db-original", "list_patition_label.txt");
  assert_box (original, ORIGINAL "train_00001.jpg", (MienBox){6, 0, 12, 24});
  assert_label (original, ORIGINAL "train_00001.jpg", "landmarks",
                "0 0.25 1 0.25 0.5 0.5 0 0.75 1 0.75");
  assert_label (original, ORIGINAL "train_00002.jpg", "landmarks",
                "0.25 0.25 0.75 0.25 0.5 0.5 0.25 0.75 0.75 0.75");
  assert_n_problems (original, 0);
}

static void
test_originals_alone_are_recognised (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_originals (files);
  files_write (files, LABELS, "train_00001.jpg 5\r\ntrain_00002.jpg 4\r\ntest_0001.jpg 7\r\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "raf-db-original");
  assert_label (dataset, ORIGINAL "test_0001.jpg", "expression", "neutral");
  assert_n_problems (dataset, 0);
}

static void
test_damage_is_told_by_line (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);
  files_write_face (files, ALIGNED "train_00003_aligned.jpg", 4);
  files_write_face (files, ALIGNED "train_00009_aligned.jpg", 5);
  files_write (files, LABELS,
               "train_00001.jpg 5\ntrain_00002.jpg 8\ntrain_00001.jpg 3\ntrain_07777.jpg 1\n"
               "train_00003.jpg 2\ntest_0001.jp",
               -1);
  files_write (files, ATTRIBUTES "train_00001_manu_attri.txt", "1\t2\n3", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_label (dataset, ALIGNED "train_00001_aligned.jpg", "expression", "sadness");
  assert_label (dataset, ALIGNED "train_00001_aligned.jpg", "gender", "");
  assert_label (dataset, ALIGNED "train_00002_aligned.jpg", "expression", "");
  assert_label (dataset, ALIGNED "train_00002_aligned.jpg", "gender", "male");
  assert_label (dataset, ALIGNED "train_00003_aligned.jpg", "expression", "fear");
  assert_problem (dataset, "code means nothing", "list_patition_label.txt:2");
  assert_problem (dataset, "has one already", "list_patition_label.txt:3");
  assert_problem (dataset, "picture that is not there", "list_patition_label.txt:4");
  assert_problem (dataset, "line is cut", "list_patition_label.txt:6");
  assert_problem (dataset, "has not five landmarks", ATTRIBUTES "train_00001_manu_attri.txt");
  assert_problem (dataset, "no file of attributes", ALIGNED "train_00003_aligned.jpg");
  g_assert_nonnull (strstr (find_problem (dataset, "No label says")->what, "2 times"));
  assert_problem (dataset, "belongs to no labelled picture", ATTRIBUTES "test_0001_manu_attri.txt");
}

static void
test_folders_of_codes_and_their_tables_are_compared (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "DATASET/train/1/train_00003_aligned.jpg", 1);
  files_write_face (files, "DATASET/train/6/train_00004_aligned.jpg", 2);
  files_write_face (files, "DATASET/test/7/test_0001_aligned.jpg", 3);
  files_write (files, "train_labels.csv",
               "image,label\ntrain_00003_aligned.jpg,1\ntrain_00004_aligned.jpg,2\n"
               "train_00005_aligned.jpg,2\n",
               -1);
  files_write (files, "test_labels.csv", "image,label\ntest_0001_aligned.jpg,7\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "raf-db-folders");
  assert_names (dataset, "expression", "neutral surprise anger");
  assert_label (dataset, "DATASET/train/6/train_00004_aligned.jpg", "expression", "anger");
  assert_part (dataset, "DATASET/train/1/train_00003_aligned.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, "DATASET/test/7/test_0001_aligned.jpg", MIEN_PART_TEST);
  assert_problem (dataset, "another label than the folder", "train_labels.csv:3");
  assert_problem (dataset, "picture that is not there", "train_labels.csv:4");
  assert_n_problems (dataset, 2);
  assert_opens_from_archives (files);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/raf-db", test_aligned_faces_get_labels_parts_and_attributes);
  FILES_TEST ("/layout/raf-db/landmarks", test_the_landmarks_go_with_the_original_pictures);
  FILES_TEST ("/layout/raf-db/original", test_originals_alone_are_recognised);
  FILES_TEST ("/layout/raf-db/damage", test_damage_is_told_by_line);
  FILES_TEST ("/layout/raf-db/folders", test_folders_of_codes_and_their_tables_are_compared);
  return g_test_run ();
}
