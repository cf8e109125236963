/* Data sets of pictures found in the wild: UTKFace, FER2013's folders, SFEW. */
#include "engine/samples/split.h"
#include "tests/engine/samples/named.h"

static void
test_utkface_tells_age_gender_and_race (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files,
               NAMES ("crop_part1/100_1_0_20170110183726390.jpg.chip.jpg",
                      "crop_part1/1_0_2_20161219211706614.jpg.chip.jpg",
                      "crop_part1/26_0_3_20170104215715094.jpg.chip.jpg",
                      "crop_part1/28_0_4_20170105162459467.jpg.chip.jpg",
                      "crop_part1/14_0_0_2017011022340900.jpg.chip.jpg",
                      "part2/9_1_1_20170104215715094.jpg", "part2/8_1_1_20170104215715094.jpg",
                      "part2/7_1_1_20170104215715094.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "utkface", 8);
  const char *id = "crop_part1/100_1_0_20170110183726390.jpg.chip.jpg";

  g_assert_cmpfloat (scalar_of (dataset, id, "age"), ==, 100.0);
  assert_label (dataset, id, "gender", "female");
  assert_label (dataset, id, "race", "White");
  assert_names (dataset, "race", "Asian Black Indian Others White");
  g_assert_null (mien_dataset_get_column (dataset, "expression"));
}

static void
test_utkface_names_with_a_field_missing_are_counted (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 12; i++)
    g_ptr_array_add (
        names, g_strdup_printf ("%d_%d_%d_20170109142408075.jpg.chip.jpg", 20 + i, i % 2, i % 3));
  g_ptr_array_add (names, g_strdup ("61_1_20170109142408075.jpg.chip.jpg"));
  g_ptr_array_add (names, g_strdup ("61_3_20170109150557335.jpg.chip.jpg"));
  g_ptr_array_add (names, g_strdup ("24_0_7_20170109150557335.jpg.chip.jpg"));
  g_ptr_array_add (names, NULL);
  named_write (files, (const char *const *) names->pdata);

  g_autoptr (MienDataset) dataset = named_open (files, "utkface", 12);

  assert_told (dataset, "does not fit", 3, "24_0_7_20170109150557335.jpg.chip.jpg");
}

#define WHOLE                                                                       \
  "fer/train/angry/Training_10118481.jpg", "fer/train/angry/Training_10120469.jpg", \
      "fer/train/disgust/Training_10371709.jpg", "fer/train/happy/Training_10019449.jpg"

static void
test_fer2013_tells_the_official_part_by_its_prefix (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES (WHOLE, "fer/validation/angry/PublicTest_10116449.jpg",
                             "fer/test/angry/PrivateTest_10131363.jpg",
                             "fer/test/happy/PrivateTest_10077120.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "fer2013-folders", 7);

  assert_names (dataset, "expression", "anger disgust happiness");
  g_assert_cmpint (part_of (dataset, "fer/train/angry/Training_10118481.jpg"), ==, MIEN_PART_TRAIN);
  g_assert_cmpint (part_of (dataset, "fer/validation/angry/PublicTest_10116449.jpg"), ==,
                   MIEN_PART_VALIDATION);
  g_assert_cmpint (part_of (dataset, "fer/test/happy/PrivateTest_10077120.jpg"), ==,
                   MIEN_PART_TEST);
}

static void
test_fer2013_in_two_folders_has_three_parts (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES (WHOLE, "fer/test/angry/PublicTest_10116449.jpg",
                             "fer/test/angry/PrivateTest_10131363.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "fer2013-folders", 6);

  g_assert_cmpint (part_of (dataset, "fer/test/angry/PublicTest_10116449.jpg"), ==,
                   MIEN_PART_VALIDATION);
  g_assert_cmpint (part_of (dataset, "fer/test/angry/PrivateTest_10131363.jpg"), ==,
                   MIEN_PART_TEST);
}

static void
test_pictures_that_pad_fer2013_are_left_out (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES (WHOLE, "fer/train/disgust/Training_10371709.jpg0.jpg",
                             "fer/train/disgust/Training_10371709.jpg1.jpg",
                             "fer/train/disgust/Training_10371709.jpg2.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "fer2013-folders", 4);
  g_autoptr (MienDataset) all = files_open (files, NULL, "folder");

  assert_told (dataset, "to pad its class", 3, "fer/train/disgust/Training_10371709.jpg0.jpg");
  g_assert_null (find_problem (dataset, "does not fit"));
  g_assert_cmpuint (mien_dataset_get_n_samples (all), ==, 7);
}

static void
test_fer2013_with_numbered_files_is_a_folder_per_class (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("fer/train/angry/0.jpg", "fer/train/angry/1.jpg",
                             "fer/train/sad/0.jpg", "fer/train/sad/1.jpg", "fer/test/sad/0.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "folder", 5);

  assert_names (dataset, "expression", "angry sad");
  g_assert_cmpint (part_of (dataset, "fer/test/sad/0.jpg"), ==, MIEN_PART_TEST);
}

static void
test_sfew_tells_the_film_and_leaves_the_unlabelled_out (Files *files,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("Train/Train_Aligned_Faces/Angry/Airheads_000519240_00000005.png",
                             "Train/Train_Aligned_Faces/Sad/Airheads_000519240_00000006.png",
                             "Train/Train_Aligned_Faces/Neutral/About_a_Boy_000519240_00000006.png",
                             "Val/Val_Aligned_Faces_new/Angry/Hall_Pass_000519240_00000001.png",
                             "Val/Val_Aligned_Faces_new/Sad/Hall_Pass_000519241_00000001.png",
                             "Test/Test_Aligned_Faces/Remember_Me_000519240_00000001.png",
                             "Test/Test_Aligned_Faces/Remember_Me_000519240_00000002.png"));

  g_autoptr (MienDataset) dataset = named_open (files, "sfew", 5);
  const char *angry = "Val/Val_Aligned_Faces_new/Angry/Hall_Pass_000519240_00000001.png";
  const char *neutral = "Train/Train_Aligned_Faces/Neutral/About_a_Boy_000519240_00000006.png";

  assert_names (dataset, "film", "About_a_Boy Airheads Hall_Pass");
  assert_label (dataset, neutral, "expression", "neutral");
  assert_label (dataset, angry, "expression", "anger");
  g_assert_cmpint (part_of (dataset, angry), ==, MIEN_PART_VALIDATION);
  g_assert_cmpint (part_of (dataset, neutral), ==, MIEN_PART_TRAIN);
  assert_told (dataset, "without labels", 2,
               "Test/Test_Aligned_Faces/Remember_Me_000519240_00000001.png");
}

static void
test_the_official_split_of_sfew_tests_on_its_validation_part (Files *files,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("Train/Angry/Airheads_000519240_00000005.png",
                             "Train/Angry/Airheads_000519240_00000006.png",
                             "Train/Sad/Airheads_000519240_00000007.png",
                             "Train/Sad/Airheads_000519240_00000008.png",
                             "Val/Angry/Hall_Pass_000519240_00000001.png"));

  g_autoptr (MienDataset) dataset = named_open (files, "sfew", 5);
  MienSplitSettings settings = {
      .kind = MIEN_SPLIT_OFFICIAL, .stratify = "expression", .validation = 0.25, .seed = 1};
  g_autofree gint8 *parts = mien_split_assign (dataset, &settings, NULL, NULL);
  guint counts[MIEN_N_PARTS] = {0};

  for (guint i = 0; i < 5; i++)
    counts[parts[i]]++;
  g_assert_cmpint (parts[mien_dataset_find (dataset, "Val/Angry/Hall_Pass_000519240_00000001.png")],
                   ==, MIEN_PART_TEST);
  g_assert_cmpuint (counts[MIEN_PART_TRAIN], ==, 3);
  g_assert_cmpuint (counts[MIEN_PART_VALIDATION], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout-wild/utkface", test_utkface_tells_age_gender_and_race);
  FILES_TEST ("/layout-wild/utkface-odd", test_utkface_names_with_a_field_missing_are_counted);
  FILES_TEST ("/layout-wild/fer2013", test_fer2013_tells_the_official_part_by_its_prefix);
  FILES_TEST ("/layout-wild/fer2013-two", test_fer2013_in_two_folders_has_three_parts);
  FILES_TEST ("/layout-wild/fer2013-padded", test_pictures_that_pad_fer2013_are_left_out);
  FILES_TEST ("/layout-wild/fer2013-numbered",
              test_fer2013_with_numbered_files_is_a_folder_per_class);
  FILES_TEST ("/layout-wild/sfew", test_sfew_tells_the_film_and_leaves_the_unlabelled_out);
  FILES_TEST ("/layout-wild/sfew-official",
              test_the_official_split_of_sfew_tests_on_its_validation_part);
  return g_test_run ();
}
