/* Data sets of single pictures, taken in a laboratory: JAFFE, KDEF, RaFD. */
#include "tests/engine/samples/named.h"

#include <string.h>

static void
test_jaffe_tells_expression_and_person (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("jaffe/KA.AN1.39.tiff", "jaffe/KA.DI1.42.tiff", "jaffe/KA.FE1.45.tiff",
                             "jaffe/KA.HA1.29.tiff", "jaffe/KL.NE1.26.tiff", "jaffe/KL.SA1.33.tiff",
                             "jaffe/YM.SU3.60.tiff"));
  files_write (files, "jaffe/README", "ratings", -1);

  g_autoptr (MienDataset) dataset = named_open (files, "jaffe", 7);

  assert_names (dataset, "expression", "anger disgust fear happiness neutral sadness surprise");
  assert_names (dataset, "person", "KA KL YM");
  assert_label (dataset, "jaffe/KA.HA1.29.tiff", "expression", "happiness");
  assert_label (dataset, "jaffe/YM.SU3.60.tiff", "person", "YM");
}

static void
test_jaffe_turned_to_jpeg_and_sorted_into_folders_is_jaffe (Files *files,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("jaffe/angry/KA.AN1.39.jpg", "jaffe/angry/KL.AN1.167.jpg",
                             "jaffe/happy/KA.HA1.29.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "jaffe", 3);

  assert_label (dataset, "jaffe/angry/KL.AN1.167.jpg", "expression", "anger");
  assert_label (dataset, "jaffe/angry/KL.AN1.167.jpg", "person", "KL");
}

static void
test_kdef_knows_a_person_in_both_sessions (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files,
               NAMES ("KDEF/AF01/AF01AFFL.JPG", "KDEF/AF01/AF01AFHR.JPG", "KDEF/AF01/AF01ANS.JPG",
                      "KDEF/BF01/BF01ANS.jpg", "KDEF/BM35/BM35SAFL.JPG", "KDEF/BM35/BM35NEHL.JPG",
                      "KDEF/AF02/AF02SUFR.JPG", "KDEF/AF02/AF02DIS.JPG"));

  g_autoptr (MienDataset) dataset = named_open (files, "kdef", 8);

  assert_names (dataset, "person", "F01 F02 M35");
  assert_names (dataset, "pose", "full left full right half left half right straight");
  assert_label (dataset, "KDEF/BF01/BF01ANS.jpg", "person", "F01");
  assert_label (dataset, "KDEF/BF01/BF01ANS.jpg", "session", "B");
  assert_label (dataset, "KDEF/AF01/AF01AFFL.JPG", "expression", "fear");
  assert_label (dataset, "KDEF/AF01/AF01AFFL.JPG", "pose", "full left");
  assert_label (dataset, "KDEF/BM35/BM35SAFL.JPG", "sex", "male");
}

static void
test_names_that_break_kdefs_rule_are_counted (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files,
               NAMES ("KDEF/AF01/AF01ANS.JPG", "KDEF/AF01/AF01NES.JPG", "KDEF/AF01/AF01HAS.JPG",
                      "KDEF/AF01/AF01DIS.JPG", "KDEF/AF01/AF01SAS.JPG", "KDEF/AF01/AF01SUS.JPG",
                      "KDEF/AM05/AM05ANS.JPG", "KDEF/AM05/AM05NES.JPG", "KDEF/AM05/AM05HAS.JPG",
                      "KDEF/AM31/AM31H.JPG", "KDEF/AF01/AF01XXS.JPG"));

  g_autoptr (MienDataset) dataset = named_open (files, "kdef", 9);

  assert_told (dataset, "AF01ANS.JPG", 2, "KDEF/AF01/AF01XXS.JPG");
  g_assert_nonnull (strstr (find_problem (dataset, "AF01ANS.JPG")->what, "KDEF/AM31/AM31H.JPG"));
}

static void
test_rafd_tells_the_angle_in_words_and_degrees (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("Rafd000_01_Caucasian_female_angry_frontal.jpg",
                             "Rafd090_01_Caucasian_female_contemptuous_left.jpg",
                             "Rafd090_03_Caucasian_male_sad_frontal.jpg",
                             "Rafd135_40_Kid_male_fearful_right.jpg",
                             "Rafd180_73_Moroccan_male_surprised_right.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "rafd", 5);
  const char *first = "Rafd000_01_Caucasian_female_angry_frontal.jpg";
  const char *last = "Rafd180_73_Moroccan_male_surprised_right.jpg";

  assert_names (dataset, "expression", "anger contempt fear sadness surprise");
  assert_names (dataset, "person", "01 03 40 73");
  assert_names (dataset, "group", "Caucasian Kid Moroccan");
  assert_names (dataset, "sex", "female male");
  assert_label (dataset, last, "gaze", "right");
  assert_label (dataset, last, "pose", "full left");
  assert_label (dataset, first, "pose", "full right");
  g_assert_cmpfloat (scalar_of (dataset, first, "yaw"), ==, 90.0);
  g_assert_cmpfloat (scalar_of (dataset, last, "yaw"), ==, -90.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout-lab/jaffe", test_jaffe_tells_expression_and_person);
  FILES_TEST ("/layout-lab/jaffe-in-folders",
              test_jaffe_turned_to_jpeg_and_sorted_into_folders_is_jaffe);
  FILES_TEST ("/layout-lab/kdef", test_kdef_knows_a_person_in_both_sessions);
  FILES_TEST ("/layout-lab/kdef-odd", test_names_that_break_kdefs_rule_are_counted);
  FILES_TEST ("/layout-lab/rafd", test_rafd_tells_the_angle_in_words_and_degrees);
  return g_test_run ();
}
