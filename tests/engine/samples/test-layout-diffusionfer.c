#include "tests/engine/samples/label-files.h"

#include <string.h>

#define PICTURES "DiffusionEmotion_S/cropped/"
#define SHEET "DiffusionEmotion_S/dataset_sheet.csv"
#define HEADER "subDirectory_filePath,valence,arousal,expression\n"

static void
test_what_was_seen_and_what_was_wanted_are_two_columns (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, PICTURES "neutral/aksjlkjl_0.png", 1);
  files_write_face (files, PICTURES "neutral/qjvebhsr_0.png", 2);
  files_write_face (files, PICTURES "happy/aaaaaaaa_1.png", 3);
  files_write (files, SHEET,
               HEADER "DiffusionEmotion_S_cropped/neutral/aksjlkjl_0.png,-0.1,0.1,0\n"
                      "DiffusionEmotion_S_cropped/neutral/qjvebhsr_0.png,-0.3,0.3,6\n"
                      "DiffusionEmotion_S_cropped/happy/aaaaaaaa_1.png,,0.5,1\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "diffusionfer");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "expression", "neutral happiness anger");
  assert_names (dataset, "wanted expression", "neutral happiness");
  assert_label (dataset, PICTURES "neutral/qjvebhsr_0.png", "expression", "anger");
  assert_label (dataset, PICTURES "neutral/qjvebhsr_0.png", "wanted expression", "neutral");
  assert_label (dataset, PICTURES "happy/aaaaaaaa_1.png", "expression", "happiness");
  assert_label (dataset, PICTURES "happy/aaaaaaaa_1.png", "valence", "");
  assert_label (dataset, PICTURES "neutral/aksjlkjl_0.png", "valence", "-0.1");
  assert_problem (dataset, "People saw another expression", PICTURES "neutral/qjvebhsr_0.png");
  assert_problem_shows (dataset, "People saw another expression",
                        PICTURES "neutral/qjvebhsr_0.png");
  assert_n_problems (dataset, 1);
  assert_opens_from_archives (files);
}

static void
test_damage_is_told_by_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, PICTURES "sad/a_2.png", 1);
  files_write_face (files, PICTURES "sad/b_2.png", 2);
  files_write_face (files, PICTURES "odd/c_2.png", 3);
  files_write (files, SHEET,
               HEADER "x/sad/a_2.png,-0.1,7,9\nx/sad/gone_2.png,0,0,2\nx/odd/c_2.png,0,0,2\n"
                      "x/sad/b_2.png,0",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, PICTURES "sad/a_2.png", "expression", "");
  assert_label (dataset, PICTURES "sad/a_2.png", "wanted expression", "sadness");
  assert_label (dataset, PICTURES "sad/a_2.png", "arousal", "");
  assert_label (dataset, PICTURES "odd/c_2.png", "expression", "sadness");
  assert_problem (dataset, "code means nothing", "dataset_sheet.csv:2");
  assert_problem (dataset, "number of its range", "dataset_sheet.csv:2");
  assert_problem_shows (dataset, "number of its range", PICTURES "sad/a_2.png");
  assert_problem (dataset, "picture that is not there", "dataset_sheet.csv:3");
  assert_problem (dataset, "not named for an expression", PICTURES "odd/c_2.png");
  assert_problem (dataset, "more or fewer cells", "dataset_sheet.csv:5");
  assert_problem (dataset, "No label says", PICTURES "sad/b_2.png");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/diffusionfer", test_what_was_seen_and_what_was_wanted_are_two_columns);
  FILES_TEST ("/layout/diffusionfer/damage", test_damage_is_told_by_row);
  return g_test_run ();
}
