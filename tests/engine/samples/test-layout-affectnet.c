#include "tests/engine/samples/label-files.h"

#include <string.h>

#define PICTURES "Manually_Annotated/Manually_Annotated_Images/"
#define LISTS "Manually_Annotated/file_lists/"
#define HEADER                                                                              \
  "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression," \
  "valence,arousal\n"

/* (transfer full): 68 landmarks at (x, y) */
static char *
landmarks (int x, int y)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 68; i++)
    g_string_append_printf (text, "%s%d.5;%d", i > 0 ? ";" : "", x, y);
  return g_string_free (text, FALSE);
}

static void
write_pictures (Files *files, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf (PICTURES "%u/face%u.jpg", i % 2, i);

    files_write_face (files, name, i);
  }
}

static void
test_both_tables_are_read (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *points = landmarks (9, 16);
  g_autofree char *training = g_strdup_printf (
      HEADER "0/face0.jpg,4,8,10,16,%s,1,0.5,0.25\n1/face1.jpg,0,0,24,24,%s,9,-2,-2\n", points,
      points);
  g_autofree char *validation = g_strdup_printf (
      HEADER "0/face2.jpg,0,0,24,24,%s,7,-0.5,0.125\n1/face3.jpg,0,0,24,24,,10,-2,-2\n", points);

  write_pictures (files, 4);
  files_write (files, LISTS "training.csv", training, -1);
  files_write (files, LISTS "validation.csv", validation, -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  const MienColumn *column = mien_dataset_get_column (dataset, "landmarks");

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "affectnet");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 4);
  assert_names (dataset, "expression", "happiness contempt");
  assert_label (dataset, PICTURES "0/face0.jpg", "expression", "happiness");
  assert_label (dataset, PICTURES "0/face0.jpg", "valence", "0.5");
  assert_label (dataset, PICTURES "1/face1.jpg", "expression", "");
  assert_label (dataset, PICTURES "1/face1.jpg", "valence", "");
  assert_label (dataset, PICTURES "0/face2.jpg", "arousal", "0.125");
  assert_box (dataset, PICTURES "0/face0.jpg", (MienBox){4, 8, 10, 16});
  g_assert_cmpfloat (column->values[0], ==, 0.55f);
  g_assert_cmpfloat (column->values[1], ==, 0.5f);
  assert_label (dataset, PICTURES "1/face3.jpg", "landmarks", "");
  assert_part (dataset, PICTURES "1/face1.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, PICTURES "0/face2.jpg", MIEN_PART_VALIDATION);
  assert_problem (dataset, "code 9", "training.csv:3");
  assert_problem_shows (dataset, "code 9", PICTURES "1/face1.jpg");
  assert_problem (dataset, "code 10", "validation.csv:3");
  assert_n_problems (dataset, 2);
  assert_opens_from_archives (files);
}

static void
test_a_table_without_names_and_one_made_by_a_program (Files *files,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  write_pictures (files, 3);
  files_write (files, LISTS "training.csv", HEADER "0/face0.jpg,0,0,24,24,,0,0,0\n", -1);
  files_write (files, LISTS "validation.csv", "1/face1.jpg,0,0,24,24,,6,-0.5,0.5\n", -1);
  files_write (files, "Automatically_annotated_file_list/automatically_annotated.csv",
               HEADER "0/face2.jpg,0,0,24,24,,0,0,0\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, PICTURES "1/face1.jpg", "expression", "anger");
  assert_problem (dataset, "made by a program",
                  "Automatically_annotated_file_list/automatically_annotated.csv");
  assert_problem (dataset, "No label says", PICTURES "0/face2.jpg");
}

static void
test_damage_is_told_by_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_pictures (files, 4);
  files_write (files, LISTS "training.csv",
               HEADER "0/face0.jpg,0,0,24,24,1;2;3,0,0,0\n"
                      "1/face1.jpg,0,0,0,NULL,,11,1.5,0\n"
                      "0/gone.jpg,0,0,24,24,,0,0,0\n"
                      "0/face2.jpg,0,0,24,24,,8,0,0\n"
                      "0/face2.jpg,0,0,24,24,,3,0,0\n"
                      "1/face3.jpg,0,0,2",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_label (dataset, PICTURES "0/face0.jpg", "expression", "neutral");
  assert_label (dataset, PICTURES "1/face1.jpg", "valence", "");
  assert_label (dataset, PICTURES "1/face1.jpg", "arousal", "0");
  assert_problem (dataset, "landmarks are cut", "training.csv:2");
  assert_problem (dataset, "box has no numbers", "training.csv:3");
  assert_problem (dataset, "code means nothing", "training.csv:3");
  assert_problem (dataset, "number of its range", "training.csv:3");
  assert_problem (dataset, "picture that is not there", "training.csv:4");
  assert_problem (dataset, "code 8", "training.csv:5");
  assert_problem (dataset, "has one already", "training.csv:6");
  assert_problem (dataset, "more or fewer cells", "training.csv:7");
}

static void
write_array (Files *files,
             const char *name,
             const char *type,
             const char *shape,
             const void *items,
             gsize len)
{
  g_autofree char *dictionary =
      g_strdup_printf ("{'descr': '%s', 'fortran_order': False, 'shape': %s, }", type, shape);
  g_autofree char *header = g_strdup_printf ("%-117s\n", dictionary);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "\x93NUMPY\x01\x00\x76\x00", 10);
  g_byte_array_append (bytes, (const guint8 *) header, 118);
  g_byte_array_append (bytes, items, (guint) len);
  files_write (files, name, (const char *) bytes->data, (gssize) bytes->len);
}

static void
write_npy_face (Files *files, const char *set, guint id, char code, const char *valence)
{
  g_autofree char *picture = g_strdup_printf ("%s/images/%u.jpg", set, id);
  g_autofree char *stem = g_strdup_printf ("%s/annotations/%u", set, id);
  g_autofree char *exp = g_strconcat (stem, "_exp.npy", NULL);
  g_autofree char *val = g_strconcat (stem, "_val.npy", NULL);
  g_autofree char *aro = g_strconcat (stem, "_aro.npy", NULL);
  g_autofree char *lnd = g_strconcat (stem, "_lnd.npy", NULL);
  double points[136], arousal = 0.5;

  for (int k = 0; k < 136; k++)
    points[k] = k % 2 == 0 ? 6.0 : 12.0;
  files_write_face (files, picture, id);
  write_array (files, exp, "<U1", "()", (const char[]){code, 0, 0, 0}, 4);
  write_array (files, val, "|S5", "()", valence, 5);
  write_array (files, aro, "<f8", "()", &arousal, sizeof arousal);
  write_array (files, lnd, "<f8", "(136,)", points, sizeof points);
}

static void
test_a_little_array_for_each_value (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_npy_face (files, "train_set", 0, '2', "-0.25");
  write_npy_face (files, "train_set", 1, '0', "0.000");
  write_npy_face (files, "val_set", 0, '7', "0.125");

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  const MienColumn *column = mien_dataset_get_column (dataset, "landmarks");

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "affectnet-npy");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_names (dataset, "expression", "neutral sadness contempt");
  assert_label (dataset, "train_set/images/0.jpg", "expression", "sadness");
  assert_label (dataset, "train_set/images/0.jpg", "valence", "-0.25");
  assert_label (dataset, "val_set/images/0.jpg", "expression", "contempt");
  assert_label (dataset, "val_set/images/0.jpg", "arousal", "0.5");
  g_assert_cmpfloat (column->values[0], ==, 0.25f);
  g_assert_cmpfloat (column->values[1], ==, 0.5f);
  assert_part (dataset, "train_set/images/0.jpg", MIEN_PART_TRAIN);
  assert_part (dataset, "val_set/images/0.jpg", MIEN_PART_VALIDATION);
  assert_n_problems (dataset, 0);
  assert_opens_from_archives (files);
}

static void
test_arrays_that_are_cut_or_gone_are_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *gone = NULL;

  write_npy_face (files, "train_set", 0, '2', "-0.25");
  write_npy_face (files, "train_set", 1, '3', "0.000");
  write_npy_face (files, "train_set", 2, '4', "0.000");
  files_write_face (files, "train_set/images/5.jpg", 5);
  files_cut (files, "train_set/annotations/0_lnd.npy", 700);
  files_write (files, "train_set/annotations/1_exp.npy", "no array", -1);
  write_array (files, "train_set/annotations/9_exp.npy", "<U1", "()", "1\0\0\0", 4);
  gone = g_build_filename (files->folder, "train_set/annotations/2_val.npy", NULL);
  g_assert_cmpint (remove (gone), ==, 0);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  assert_label (dataset, "train_set/images/0.jpg", "expression", "sadness");
  assert_label (dataset, "train_set/images/0.jpg", "landmarks", "");
  assert_label (dataset, "train_set/images/1.jpg", "expression", "");
  assert_label (dataset, "train_set/images/1.jpg", "valence", "0");
  assert_label (dataset, "train_set/images/2.jpg", "valence", "");
  assert_problem (dataset, "cannot be read or has another count",
                  "train_set/annotations/0_lnd.npy");
  assert_problem (dataset, "is not there, so the value", "train_set/annotations/2_val.npy");
  assert_problem (dataset, "picture that is not there", "train_set/annotations/9_exp.npy");
  assert_problem (dataset, "No label says", "train_set/images/5.jpg");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/affectnet", test_both_tables_are_read);
  FILES_TEST ("/layout/affectnet/forms", test_a_table_without_names_and_one_made_by_a_program);
  FILES_TEST ("/layout/affectnet/damage", test_damage_is_told_by_row);
  FILES_TEST ("/layout/affectnet-npy", test_a_little_array_for_each_value);
  FILES_TEST ("/layout/affectnet-npy/damage", test_arrays_that_are_cut_or_gone_are_told);
  return g_test_run ();
}
