#include "tests/engine/samples/label-files.h"

#include <string.h>

#define PICTURES "img_align_celeba/"
#define ATTRIBUTES "Anno/list_attr_celeba.txt"

static void
write_faces (Files *files, guint n)
{
  for (guint i = 1; i <= n; i++) {
    g_autofree char *name = g_strdup_printf (PICTURES "%06u.jpg", i);

    files_write_face (files, name, i);
  }
}

static void
test_attributes_persons_and_parts_come_together (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, 3);
  files_write (files, ATTRIBUTES,
               "3\n5_o_Clock_Shadow Eyeglasses Male Smiling \n"
               "000001.jpg -1  1  1 -1\n000002.jpg -1 -1 -1 -1\n000003.jpg -1 -1  1  1\n",
               -1);
  files_write (files, "Eval/list_eval_partition.txt", "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n",
               -1);
  files_write (files, "Anno/identity_CelebA.txt",
               "000001.jpg 2880\n000002.jpg 91\n000003.jpg 2880\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "celeba");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "attributes", "Eyeglasses Male Smiling");
  assert_label (dataset, PICTURES "000001.jpg", "attributes", "Eyeglasses|Male");
  assert_label (dataset, PICTURES "000002.jpg", "attributes", "none");
  assert_names (dataset, "person", "00091 02880");
  assert_label (dataset, PICTURES "000003.jpg", "person", "02880");
  assert_part (dataset, PICTURES "000001.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, PICTURES "000002.jpg", MIEN_PART_VALIDATION);
  assert_part (dataset, PICTURES "000003.jpg", MIEN_PART_TEST);
  assert_n_problems (dataset, 0);
  assert_opens_from_archives (files);
}

static void
test_the_tables_with_commas_say_the_same (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, 2);
  files_write (files, "list_attr_celeba.csv",
               "image_id,Male,Smiling\n000001.jpg,1,-1\n000002.jpg,-1,1\n", -1);
  files_write (files, "list_eval_partition.csv", "image_id,partition\n000001.jpg,0\n000002.jpg,2\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "celeba");
  assert_label (dataset, PICTURES "000001.jpg", "attributes", "Male");
  assert_label (dataset, PICTURES "000002.jpg", "attributes", "Smiling");
  assert_part (dataset, PICTURES "000002.jpg", MIEN_PART_TEST);
  g_assert_null (mien_dataset_get_column (dataset, "person"));
  assert_n_problems (dataset, 0);
}

static void
test_damage_is_told_by_line (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, 4);
  files_write (files, ATTRIBUTES,
               "5\nMale Smiling\n000001.jpg 1 -1\n000002.jpg 1 2\n000009.jpg 1 1\n"
               "000001.jpg -1 -1\n000003.jpg 1",
               -1);
  files_write (files, "identity_CelebA.txt", "000001.jpg 7\n000002.jpg\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, PICTURES "000001.jpg", "attributes", "Male");
  assert_label (dataset, PICTURES "000002.jpg", "attributes", "");
  assert_problem (dataset, "Attributes are 1 or -1", "list_attr_celeba.txt:4");
  assert_problem (dataset, "picture that is not there", "list_attr_celeba.txt:5");
  assert_problem (dataset, "has one already", "list_attr_celeba.txt:6");
  assert_problem (dataset, "not a value for each attribute", "list_attr_celeba.txt:7");
  assert_problem (dataset, "no picture and number", "identity_CelebA.txt:2");
  g_assert_nonnull (strstr (find_problem (dataset, "identities does not have")->what, "000002"));
  g_assert_nonnull (strstr (find_problem (dataset, "No label says")->what, "2 times"));
}

static void
test_a_cut_list_is_noticed_by_its_count (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, 2);
  files_write (files, ATTRIBUTES, "3\nMale Smiling\n000001.jpg 1 -1\n000002.jpg 1 1\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_nonnull (strstr (find_problem (dataset, "another count")->what, "3 promised, 2 there"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/celeba", test_attributes_persons_and_parts_come_together);
  FILES_TEST ("/layout/celeba/commas", test_the_tables_with_commas_say_the_same);
  FILES_TEST ("/layout/celeba/damage", test_damage_is_told_by_line);
  FILES_TEST ("/layout/celeba/cut", test_a_cut_list_is_noticed_by_its_count);
  return g_test_run ();
}
