#include "engine/core/error.h"
#include "tests/engine/samples/label-files.h"

#include <string.h>

#define IMAGES "extended-cohn-kanade-images/cohn-kanade-images/"

static void
write_sequence (Files *files, const char *sequence, guint n_frames, guint number)
{
  g_auto (GStrv) words = g_strsplit (sequence, "/", 2);

  for (guint i = 1; i <= n_frames; i++) {
    g_autofree char *name =
        g_strdup_printf (IMAGES "%s/%s_%s_%08u.png", sequence, words[0], words[1], i);

    files_write_face (files, name, number + i);
  }
}

/* 68 landmarks at (6, 12), the last at (24, 0), in a picture of 24 × 24 */
static void
write_landmarks (Files *files, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 67; i++)
    g_string_append (text, "   6.0000000e+00   1.2000000e+01\r\n");
  g_string_append (text, "   2.4000000e+01   0.0000000e+00\r\n");
  files_write (files, name, text->str, -1);
}

static void
write_set (Files *files)
{
  write_sequence (files, "S005/001", 5, 0);
  write_sequence (files, "S010/001", 3, 8);
  write_sequence (files, "S010/002", 4, 16);
  files_write (files, "Emotion_labels/Emotion/S005/001/S005_001_00000005_emotion.txt",
               "   3.0000000e+00\n", -1);
  files_write (files, "Emotion_labels/Emotion/S010/002/S010_002_00000004_emotion.txt",
               "   7.0000000e+00\n", -1);
  files_write (files, "FACS_labels/FACS/S005/001/S005_001_00000005_facs.txt",
               "   9.0000000e+00   4.0000000e+00\n   1.7000000e+01   2.0000000e+00\n", -1);
  files_write (files, "FACS_labels/FACS/S010/001/S010_001_00000003_facs.txt",
               "   1.7000000e+01   0.0000000e+00\n", -1);
  write_landmarks (files, "Landmarks/S005/001/S005_001_00000001_landmarks.txt");
  write_landmarks (files, "Landmarks/S005/001/S005_001_00000005_landmarks.txt");
}

static void
test_the_last_frames_are_labelled_and_the_first_is_neutral (Files *files,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  const MienColumn *landmarks = mien_dataset_get_column (dataset, "landmarks");
  int last = mien_dataset_find (dataset, IMAGES "S005/001/S005_001_00000005.png");

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "ck-plus");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 11);
  assert_names (dataset, "expression", "neutral surprise disgust");
  assert_names (dataset, "action_units", "AU9 AU17");
  assert_names (dataset, "person", "S005 S010");
  assert_names (dataset, "sequence", "S005_001 S010_001 S010_002");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000001.png", "expression", "neutral");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000001.png", "action_units", "");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "expression", "disgust");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "action_units", "AU9|AU17");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000003.png", "expression", "disgust");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000003.png", "action_units", "AU9|AU17");
  g_assert_cmpint (mien_dataset_find (dataset, IMAGES "S005/001/S005_001_00000002.png"), ==, -1);
  assert_label (dataset, IMAGES "S010/002/S010_002_00000004.png", "expression", "surprise");
  assert_label (dataset, IMAGES "S010/002/S010_002_00000004.png", "person", "S010");
  g_assert_cmpint (landmarks->width, ==, 136);
  g_assert_cmpfloat (landmarks->values[last * 136], ==, 0.25f);
  g_assert_cmpfloat (landmarks->values[last * 136 + 1], ==, 0.5f);
  g_assert_cmpfloat (landmarks->values[last * 136 + 134], ==, 1.0f);
  assert_problem (dataset, "between the neutral", IMAGES "S005/001/S005_001_00000002.png");
  assert_n_problems (dataset, 1);
  assert_opens_from_archives (files);
}

static void
test_a_sequence_without_a_label_keeps_its_action_units (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_label (dataset, IMAGES "S010/001/S010_001_00000001.png", "expression", "");
  assert_label (dataset, IMAGES "S010/001/S010_001_00000003.png", "expression", "");
  assert_label (dataset, IMAGES "S010/001/S010_001_00000003.png", "action_units", "AU17");
  /* of three frames the first stays the neutral one */
  assert_label (dataset, IMAGES "S010/001/S010_001_00000002.png", "action_units", "AU17");
  assert_label (dataset, IMAGES "S010/001/S010_001_00000001.png", "action_units", "");
}

static void
test_one_peak_frame_can_be_asked_for (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, "ck-plus-one");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 6);
  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "expression", "disgust");
  assert_label (dataset, IMAGES "S010/001/S010_001_00000003.png", "action_units", "AU17");
  g_assert_cmpint (mien_dataset_find (dataset, IMAGES "S005/001/S005_001_00000004.png"), ==, -1);
  g_assert_nonnull (strstr (find_problem (dataset, "between the neutral")->what, "6 times"));
}

static void
test_damage_is_told_and_the_other_labels_stay (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_set (files);
  files_write (files, "Emotion/S005/001/S005_001_00000005_emotion.txt", "9\n", -1);
  files_write (files, "Emotion/S077/001/S077_001_00000009_emotion.txt", "1\n", -1);
  files_write (files, "FACS_labels/FACS/S005/001/S005_001_00000005_facs.txt", "9.0 4.0\n17.0", -1);
  files_write (files, "Landmarks/S005/001/S005_001_00000005_landmarks.txt", "1.0 2.0\n3.0", -1);
  files_write_face (files, IMAGES "S005/001/contents.png", 1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "expression", "");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "action_units", "");
  assert_label (dataset, IMAGES "S005/001/S005_001_00000005.png", "landmarks", "");
  assert_label (dataset, IMAGES "S010/002/S010_002_00000004.png", "expression", "surprise");
  assert_problem (dataset, "one number from 0 to 7",
                  "Emotion/S005/001/S005_001_00000005_emotion.txt");
  g_assert_nonnull (
      strstr (find_problem (dataset, "emotion belongs to no sequence")->what, "S077_001_00000009"));
  assert_problem (dataset, "pairs of a unit",
                  "FACS_labels/FACS/S005/001/S005_001_00000005_facs.txt");
  assert_problem (dataset, "landmarks are cut",
                  "Landmarks/S005/001/S005_001_00000005_landmarks.txt");
  assert_problem (dataset, "not named as CK+'s frames", IMAGES "S005/001/contents.png");
}

static void
test_another_folder_is_not_taken_for_it (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "anger/S010_004_00000017.png", 1);
  files_write_face (files, "happy/S010_006_00000013.png", 2);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  g_autofree char *message =
      files_open_fails (files, NULL, "ck-plus", MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), !=, "ck-plus");
  g_assert_nonnull (strstr (message, "_emotion.txt was looked for"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/ck-plus", test_the_last_frames_are_labelled_and_the_first_is_neutral);
  FILES_TEST ("/layout/ck-plus/unlabelled", test_a_sequence_without_a_label_keeps_its_action_units);
  FILES_TEST ("/layout/ck-plus/one", test_one_peak_frame_can_be_asked_for);
  FILES_TEST ("/layout/ck-plus/damage", test_damage_is_told_and_the_other_labels_stay);
  FILES_TEST ("/layout/ck-plus/other", test_another_folder_is_not_taken_for_it);
  return g_test_run ();
}
