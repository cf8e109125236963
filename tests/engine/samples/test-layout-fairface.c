#include "tests/engine/samples/label-files.h"

#include <string.h>

static void
write_faces (Files *files, const char *folder, guint n)
{
  for (guint i = 1; i <= n; i++) {
    g_autofree char *name = g_strdup_printf ("%s/%u.jpg", folder, i);

    files_write_face (files, name, i);
  }
}

static void
test_both_tables_are_read (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, "train", 2);
  write_faces (files, "val", 1);
  files_write (files, "fairface_label_train.csv",
               "file,age,gender,race,service_test\n"
               "train/1.jpg,more than 70,Male,Middle Eastern,True\n"
               "train/2.jpg,3-9,Female,White,False\n",
               -1);
  files_write (files, "fairface_label_val.csv",
               "file,age,gender,race,service_test\nval/1.jpg,10-19,Female,Latino_Hispanic,True\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "fairface");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "age", "3-9 10-19 more than 70");
  assert_names (dataset, "gender", "Female Male");
  assert_label (dataset, "train/1.jpg", "race", "Middle Eastern");
  assert_label (dataset, "train/2.jpg", "service_test", "False");
  assert_label (dataset, "val/1.jpg", "age", "10-19");
  assert_part (dataset, "train/1.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, "val/1.jpg", MIEN_PART_VALIDATION);
  assert_n_problems (dataset, 0);
  assert_opens_from_archives (files);
}

static void
test_ages_that_became_dates_are_mended_and_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cells[] = {"3-Sep",  "9-Mar",  "Mar-09",   "2024-03-09", "2019-10-01",
                                      "Oct-19", "19-Oct", "3/9/2024", "10-Oct",     "44000"};
  static const char *const ages[] = {"3-9",   "3-9",   "3-9", "3-9", "10-19",
                                     "10-19", "10-19", "3-9", "",    ""};
  g_autoptr (GString) table = g_string_new ("file,age,gender,race,service_test\n");

  write_faces (files, "train", G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_string_append_printf (table, "train/%u.jpg,%s,Male,White,True\n", i + 1, cells[i]);
  files_write (files, "fairface_label_train.csv", table->str, -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autofree char *id = g_strdup_printf ("train/%u.jpg", i + 1);

    assert_label (dataset, id, "age", ages[i]);
  }
  assert_problem (dataset, "turned the age into a date", "fairface_label_train.csv:2");
  g_assert_nonnull (strstr (find_problem (dataset, "into a date")->what, "8 times"));
  assert_problem (dataset, "none of FairFace's", "fairface_label_train.csv:10");
}

static void
test_damage_is_told_by_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, "train", 3);
  files_write (files, "fairface_label_train.csv",
               "file,age,gender,race,service_test\r\n"
               "train/1.jpg,0-2,Male,White,True\r\n"
               "train/9.jpg,0-2,Male,White,True\r\n"
               "train/2.jpg,0-2,Male",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1);
  assert_problem (dataset, "picture that is not there", "fairface_label_train.csv:3");
  assert_problem (dataset, "more or fewer cells", "fairface_label_train.csv:4");
  assert_problem (dataset, "No label says", "train/2.jpg");
}

static void
test_a_table_of_ones_own_keeps_its_columns (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, "train", 2);
  files_write (files, "mine.csv",
               "file,age,gender,race,mood\ntrain/1.jpg,31,f,x,good\ntrain/2.jpg,44,m,y,bad\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "csv");
  assert_label (dataset, "train/2.jpg", "mood", "bad");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/fairface", test_both_tables_are_read);
  FILES_TEST ("/layout/fairface/dates", test_ages_that_became_dates_are_mended_and_told);
  FILES_TEST ("/layout/fairface/damage", test_damage_is_told_by_row);
  FILES_TEST ("/layout/fairface/other", test_a_table_of_ones_own_keeps_its_columns);
  return g_test_run ();
}
