#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"
#include "tests/engine/samples/files.h"

#include <string.h>

static const char *const expressions[] = {"happy", "sad", NULL};

/* Three faces: a happy, b sad, c unknown. */
static MienDataset *
make_dataset (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "folder");
  MienColumn *column;

  for (const char *const *id = (const char *const[]){"a", "b", "c", NULL}; *id != NULL; id++)
    g_assert_true (mien_dataset_builder_add_sample (builder, *id, MIEN_PART_NONE));
  column = mien_column_new ("expression", MIEN_KIND_CLASS, expressions, 1, 3);
  column->values[0] = 0.0f;
  column->values[1] = 1.0f;
  mien_dataset_builder_take_column (builder, column);
  return mien_dataset_builder_end (builder);
}

static GPtrArray *
new_corrections (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_correction_free);
}

/* (transfer full): @dataset with one correction */
static MienDataset *
correct (MienDataset *dataset, const char *id, const char *column, const char *label)
{
  g_autoptr (GPtrArray) corrections = new_corrections ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (corrections, mien_correction_new (id, column, label, ""));

  MienDataset *corrected = mien_dataset_correct (dataset, corrections, &error);

  g_assert_no_error (error);
  return corrected;
}

static void
test_the_same_id_is_taken_once (void)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new ("here", "folder");

  g_assert_true (mien_dataset_builder_add_sample (builder, "a", MIEN_PART_NONE));
  g_assert_false (mien_dataset_builder_add_sample (builder, "a", MIEN_PART_TEST));
  g_assert_cmpuint (mien_dataset_builder_get_n_samples (builder), ==, 1);
}

static void
test_repeated_problems_become_one_entry (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");

  for (int i = 2; i < 1000; i++) {
    g_autofree char *row = g_strdup_printf ("labels.csv:%d", i);

    mien_dataset_builder_tell (builder, row, "x.png", "It is not there");
  }

  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);
  GPtrArray *problems = mien_dataset_get_problems (dataset);
  const MienProblem *problem = g_ptr_array_index (problems, 0);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (problem->path, ==, "labels.csv:2");
  g_assert_nonnull (strstr (problem->what, "998 times"));
  g_assert_nonnull (strstr (problem->what, "labels.csv:4 (x.png)"));
}

static void
test_problems_know_the_samples_that_they_concern (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");

  mien_dataset_builder_add_sample (builder, "a", MIEN_PART_NONE);
  mien_dataset_builder_add_sample (builder, "b", MIEN_PART_NONE);
  mien_dataset_builder_tell (builder, "b", NULL, "It is dark");
  mien_dataset_builder_tell (builder, "c", NULL, "It is dark");
  mien_dataset_builder_tell (builder, "a", NULL, "It is dark");
  mien_dataset_builder_tell_sample (builder, 1, "labels.csv", 3, "x", "A number was expected");
  mien_dataset_builder_tell_sample (builder, 1, "labels.csv", 3, "y", "A number was expected");

  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);
  const MienProblem *dark = find_problem (dataset, "dark");
  const MienProblem *number = find_problem (dataset, "number");

  g_assert_cmpuint (dark->samples->len, ==, 2);
  g_assert_cmpuint (g_array_index (dark->samples, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (dark->samples, guint, 1), ==, 0);
  g_assert_cmpuint (number->samples->len, ==, 1);
  g_assert_cmpuint (g_array_index (number->samples, guint, 0), ==, 1);
}

static void
test_a_class_of_one_face_is_told (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  const MienProblem *problem = find_problem (dataset, "Only one face");

  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->path, ==, "expression");
  g_assert_nonnull (strstr (problem->what, "sad"));
}

static void
test_a_correction_changes_a_copy (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienDataset) corrected = correct (dataset, "b", "expression", "happy");

  assert_label (corrected, "b", "expression", "happy");
  assert_label (dataset, "b", "expression", "sad");
  g_assert_cmpstr (mien_dataset_get_id (corrected, 2), ==, "c");
}

static void
test_corrections_outlive_the_data_set_they_came_from (void)
{
  MienDataset *dataset = make_dataset ();
  MienDataset *once = correct (dataset, "b", "expression", "happy");
  g_autoptr (MienDataset) twice = correct (once, "c", "expression", "sad");

  mien_dataset_unref (dataset);
  mien_dataset_unref (once);
  assert_label (twice, "b", "expression", "happy");
  assert_label (twice, "c", "expression", "sad");
}

static void
test_a_face_is_left_out_and_taken_back (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienDataset) without = correct (dataset, "a", "", "exclude");
  g_autoptr (MienDataset) with = correct (without, "a", "", "");

  g_assert_false (mien_dataset_is_excluded (dataset, 0));
  g_assert_true (mien_dataset_is_excluded (without, 0));
  g_assert_false (mien_dataset_is_excluded (without, 1));
  g_assert_false (mien_dataset_is_excluded (with, 0));
}

static void
test_corrections_of_unknown_faces_are_told (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienDataset) face = correct (dataset, "z", "expression", "happy");
  g_autoptr (MienDataset) column = correct (dataset, "a", "age", "7");

  g_assert_cmpstr (find_problem (face, "does not have")->path, ==, "z");
  g_assert_nonnull (strstr (find_problem (column, "does not have")->what, "age"));
}

static void
test_an_impossible_label_is_an_error (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) corrections = new_corrections ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (corrections, mien_correction_new ("a", "expression", "hapy", "happy"));
  g_assert_null (mien_dataset_correct (dataset, corrections, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "happy, sad"));
}

static void
test_the_fingerprint_follows_labels_and_exclusions (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienDataset) again = make_dataset ();
  g_autoptr (MienDataset) label = correct (dataset, "b", "expression", "happy");
  g_autoptr (MienDataset) without = correct (dataset, "b", "", "exclude");
  g_autofree char *first = mien_dataset_fingerprint (dataset);
  g_autofree char *same = mien_dataset_fingerprint (again);
  g_autofree char *other = mien_dataset_fingerprint (label);
  g_autofree char *fewer = mien_dataset_fingerprint (without);

  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, ==, same);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (first, !=, fewer);
  g_assert_cmpstr (other, !=, fewer);
}

static void
test_corrections_survive_their_file (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "corrections.csv", NULL);
  g_autoptr (GPtrArray) written = new_corrections ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (written, mien_correction_new ("a,\"b\".png", "expression", "sad", ""));
  g_ptr_array_add (written, mien_correction_new ("c.png", "", "exclude", ""));
  g_assert_true (mien_corrections_write (written, path, &error));

  g_autoptr (GPtrArray) read = mien_corrections_read (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);

  const MienCorrection *first = g_ptr_array_index (read, 0);
  const MienCorrection *second = g_ptr_array_index (read, 1);

  g_assert_cmpstr (first->id, ==, "a,\"b\".png");
  g_assert_cmpstr (first->label, ==, "sad");
  g_assert_cmpstr (second->column, ==, "");
  g_assert_cmpstr (second->label, ==, "exclude");
}

static void
test_a_wrong_corrections_file_is_named_with_its_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "corrections.csv", NULL);
  g_autoptr (GError) error = NULL;

  files_write (files, "corrections.csv", "path,column,label,original\na,b\n", -1);
  g_assert_null (mien_corrections_read (path, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "corrections.csv:2"));
}

static void
test_parts_have_many_names (void)
{
  MienPart part;

  g_assert_true (mien_part_from_name ("Training", &part) && part == MIEN_PART_TRAIN);
  g_assert_true (mien_part_from_name ("PublicTest", &part) && part == MIEN_PART_VALIDATION);
  g_assert_true (mien_part_from_name ("test", &part) && part == MIEN_PART_TEST);
  g_assert_false (mien_part_from_name ("happy", &part));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/same-id", test_the_same_id_is_taken_once);
  g_test_add_func ("/dataset/repeated-problems", test_repeated_problems_become_one_entry);
  g_test_add_func ("/dataset/problem-samples", test_problems_know_the_samples_that_they_concern);
  g_test_add_func ("/dataset/lonely-class", test_a_class_of_one_face_is_told);
  g_test_add_func ("/dataset/correct", test_a_correction_changes_a_copy);
  g_test_add_func ("/dataset/correct-outlives",
                   test_corrections_outlive_the_data_set_they_came_from);
  g_test_add_func ("/dataset/exclude", test_a_face_is_left_out_and_taken_back);
  g_test_add_func ("/dataset/correct-unknown", test_corrections_of_unknown_faces_are_told);
  g_test_add_func ("/dataset/correct-impossible", test_an_impossible_label_is_an_error);
  g_test_add_func ("/dataset/fingerprint", test_the_fingerprint_follows_labels_and_exclusions);
  g_test_add_func ("/dataset/parts", test_parts_have_many_names);
  FILES_TEST ("/dataset/corrections-file", test_corrections_survive_their_file);
  FILES_TEST ("/dataset/corrections-file-wrong",
              test_a_wrong_corrections_file_is_named_with_its_row);
  return g_test_run ();
}
