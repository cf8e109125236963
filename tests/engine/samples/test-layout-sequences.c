/* Data sets of sequences of frames: CK+48, Oulu-CASIA, MUG. */
#include "tests/engine/samples/named.h"

static void
test_ck48_tells_person_sequence_and_frame (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("CK+48/CK+48/anger/S010_004_00000017.png",
                             "CK+48/CK+48/anger/S010_004_00000018.png",
                             "CK+48/CK+48/anger/S503_001_00000071.png",
                             "CK+48/CK+48/contempt/S151_002_00000027.png",
                             "CK+48/CK+48/disgust/S032_005_00000016.png",
                             "CK+48/CK+48/happy/S010_006_00000013.png",
                             "CK+48/CK+48/happy/S010_006_00000014.png"));

  g_autoptr (MienDataset) dataset = named_open (files, "ck48", 7);
  const char *id = "CK+48/CK+48/happy/S010_006_00000013.png";

  assert_names (dataset, "expression", "anger contempt disgust happiness");
  assert_names (dataset, "person", "S010 S032 S151 S503");
  assert_label (dataset, id, "sequence", "S010_006");
  g_assert_cmpfloat (scalar_of (dataset, id, "frame"), ==, 13.0);
}

/* Frames 000 to @n - 1 of a sequence. */
static void
write_frames (Files *files, const char *format_before, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_strdup_printf ("%s%03u.jpeg", format_before, i));
  g_ptr_array_add (names, NULL);
  named_write (files, (const char *const *) names->pdata);
}

static void
test_oulu_casia_takes_the_peak_and_the_start (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_frames (files, "B_OriginalImg/OriginalImg/VL/Strong/P012/Anger/", 9);
  write_frames (files, "B_OriginalImg/OriginalImg/NI/Dark/P001/Happiness/", 6);

  g_autoptr (MienDataset) dataset = named_open (files, "oulu-casia", 8);
  const char *first = "B_OriginalImg/OriginalImg/VL/Strong/P012/Anger/000.jpeg";
  const char *last = "B_OriginalImg/OriginalImg/VL/Strong/P012/Anger/008.jpeg";

  assert_names (dataset, "expression", "anger happiness neutral");
  assert_label (dataset, first, "expression", "neutral");
  assert_label (dataset, last, "expression", "anger");
  assert_label (dataset, last, "person", "P012");
  assert_label (dataset, last, "camera", "visible");
  assert_label (dataset, last, "light", "strong");
  g_assert_cmpfloat (scalar_of (dataset, last, "frame"), ==, 8.0);
  g_assert_cmpint (
      mien_dataset_find (dataset, "B_OriginalImg/OriginalImg/VL/Strong/P012/Anger/005.jpeg"), ==,
      -1);
  assert_told (dataset, "lies between", 7,
               "B_OriginalImg/OriginalImg/NI/Dark/P001/Happiness/001.jpeg");
}

/* Frame 9 comes before frame 10 however they are spelt. */
static void
test_a_copy_with_the_last_frames_alone_has_no_neutral (Files *files,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("VL/Weak/P001/Fear/8.jpeg", "VL/Weak/P001/Fear/9.jpeg",
                             "VL/Weak/P001/Fear/10.jpeg", "VL/Weak/P001/Fear/11.jpeg",
                             "VL/Weak/P002/Fear/000.jpeg"));

  g_autoptr (MienDataset) dataset = named_open (files, "oulu-casia", 4);

  assert_label (dataset, "VL/Weak/P001/Fear/9.jpeg", "expression", "fear");
  assert_label (dataset, "VL/Weak/P002/Fear/000.jpeg", "expression", "neutral");
  assert_told (dataset, "lies between", 1, "VL/Weak/P001/Fear/8.jpeg");
}

static void
test_a_part_of_oulu_casia_opens_by_name (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_frames (files, "P012/Anger/", 5);
  write_frames (files, "P013/Disgust/", 5);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, "oulu-casia");
  g_autoptr (MienDataset) guessed = named_open (files, "folder", 10);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 8);
  assert_label (dataset, "P013/Disgust/004.jpeg", "expression", "disgust");
  g_assert_null (mien_dataset_get_column (dataset, "light"));
}

static void
test_mug_takes_the_middle_at_both_depths (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_frames (files, "subjects3/001/001/anger/take000/img_0", 9);
  write_frames (files, "subjects3/002/happiness/take000/img_0", 2);

  g_autoptr (MienDataset) dataset = named_open (files, "mug", 5);

  assert_names (dataset, "person", "001 002");
  assert_names (dataset, "expression", "anger happiness");
  for (const char *const *middle = NAMES ("0003", "0004", "0005"); *middle != NULL; middle++) {
    g_autofree char *id = g_strdup_printf ("subjects3/001/001/anger/take000/img_%s.jpeg", *middle);

    assert_label (dataset, id, "person", "001");
  }
  assert_told (dataset, "in the middle", 6, "subjects3/001/001/anger/take000/img_0000.jpeg");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout-sequences/ck48", test_ck48_tells_person_sequence_and_frame);
  FILES_TEST ("/layout-sequences/oulu-casia", test_oulu_casia_takes_the_peak_and_the_start);
  FILES_TEST ("/layout-sequences/oulu-casia-peaks",
              test_a_copy_with_the_last_frames_alone_has_no_neutral);
  FILES_TEST ("/layout-sequences/oulu-casia-part", test_a_part_of_oulu_casia_opens_by_name);
  FILES_TEST ("/layout-sequences/mug", test_mug_takes_the_middle_at_both_depths);
  return g_test_run ();
}
