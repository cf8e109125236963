#include "engine/samples/data/dataset-edit.h"

#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"
#include "tests/engine/samples/files.h"

#include <string.h>

static const char *const moods[] = {"happy", "joy", "sad", NULL};

/* a happy, b joy, c sad; their ages 20, 21, 22. */
static MienDataset *
make_dataset (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  MienColumn *mood = mien_column_new ("mood", MIEN_KIND_CLASS, moods, 1, 3);
  MienColumn *age = mien_column_new ("age", MIEN_KIND_SCALAR, NULL, 1, 3);
  const char *const ids[] = {"a", "b", "c"};

  for (guint i = 0; i < 3; i++) {
    mien_dataset_builder_add_sample (builder, ids[i], MIEN_PART_NONE);
    mood->values[i] = (float) i;
    age->values[i] = (float) (20 + i);
  }
  mien_dataset_builder_take_column (builder, mood);
  mien_dataset_builder_take_column (builder, age);
  return mien_dataset_builder_end (builder);
}

/* mood is called expression; happy and joy are both happiness. */
static GHashTable *
make_edits (void)
{
  GHashTable *edits = mien_column_edits_new ();
  MienColumnEdit *edit = mien_column_edits_get (edits, "mood");

  edit->name = g_strdup ("expression");
  g_hash_table_insert (edit->rename, g_strdup ("happy"), g_strdup ("happiness"));
  g_hash_table_insert (edit->rename, g_strdup ("joy"), g_strdup ("happiness"));
  return edits;
}

static MienDataset *
edit (MienDataset *dataset, GHashTable *edits)
{
  g_autoptr (GError) error = NULL;
  MienDataset *edited = mien_dataset_edit (dataset, edits, &error);

  g_assert_no_error (error);
  return edited;
}

static void
test_an_edited_data_set_shares_what_was_not_edited (void)
{
  g_autoptr (MienDataset) read = make_dataset ();
  g_autoptr (GHashTable) edits = make_edits ();
  g_autoptr (MienDataset) edited = edit (read, edits);
  g_autofree char *before = mien_dataset_fingerprint (read);
  g_autofree char *after = mien_dataset_fingerprint (edited);

  assert_names (edited, "expression", "happiness sad");
  assert_label (edited, "b", "expression", "happiness");
  g_assert_null (mien_dataset_get_column (edited, "mood"));
  g_assert_true (mien_dataset_get_column (edited, "age") == mien_dataset_get_column (read, "age"));
  g_assert_true (mien_dataset_get_as_read (edited) == read);
  g_assert_cmpstr (before, !=, after);
}

static void
test_columns_can_change_names_and_be_left_out (void)
{
  g_autoptr (MienDataset) read = make_dataset ();
  g_autoptr (GHashTable) edits = mien_column_edits_new ();

  mien_column_edits_get (edits, "mood")->name = g_strdup ("age");
  mien_column_edits_get (edits, "age")->leave_out = TRUE;

  g_autoptr (MienDataset) edited = edit (read, edits);

  g_assert_cmpuint (mien_dataset_get_columns (edited)->len, ==, 1);
  assert_label (edited, "c", "age", "sad");
}

static void
test_a_column_that_is_not_there_and_a_name_that_is_taken_are_refused (void)
{
  g_autoptr (MienDataset) read = make_dataset ();
  g_autoptr (GHashTable) unknown = mien_column_edits_new ();
  g_autoptr (GHashTable) taken = mien_column_edits_new ();
  g_autoptr (GError) error = NULL;

  mien_column_edits_get (unknown, "moood")->leave_out = TRUE;
  g_assert_null (mien_dataset_edit (read, unknown, &error));
  g_assert_nonnull (strstr (error->message, "data.columns.moood: here has no such column"));
  g_assert_nonnull (strstr (error->message, "mood, age"));
  g_clear_error (&error);
  mien_column_edits_get (taken, "mood")->name = g_strdup ("age");
  g_assert_null (mien_dataset_edit (read, taken, &error));
  g_assert_nonnull (strstr (error->message, "data.columns.mood.name: “age” is not allowed"));
}

static gboolean
tells_of_lonely_classes (MienDataset *dataset)
{
  GPtrArray *problems = mien_dataset_get_problems (dataset);

  for (guint i = 0; i < problems->len; i++)
    if (strstr (((MienProblem *) g_ptr_array_index (problems, i))->what, "Only one face") != NULL)
      return TRUE;
  return FALSE;
}

/* An "unknown" of one face, say. */
static void
test_a_class_of_one_face_is_no_problem_once_it_is_missing (void)
{
  const char *const names[] = {"glad", "unknown", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  MienColumn *column = mien_column_new ("mood", MIEN_KIND_CLASS, names, 1, 3);
  g_autoptr (GHashTable) edits = mien_column_edits_new ();

  for (guint i = 0; i < 3; i++) {
    mien_dataset_builder_add_sample (builder, (const char *const[]){"a", "b", "c"}[i],
                                     MIEN_PART_NONE);
    column->values[i] = i == 2 ? 1.0f : 0.0f;
  }
  mien_dataset_builder_take_column (builder, column);
  mien_column_edits_get (edits, "mood")->missing = g_strsplit ("unknown", " ", -1);

  g_autoptr (MienDataset) read = mien_dataset_builder_end (builder);
  g_autoptr (MienDataset) edited = edit (read, edits);

  g_assert_true (tells_of_lonely_classes (read));
  g_assert_false (tells_of_lonely_classes (edited));
}

static GPtrArray *
new_correction (const char *id, const char *column, const char *label)
{
  GPtrArray *corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_correction_free);

  g_ptr_array_add (corrections, mien_correction_new (id, column, label, ""));
  return corrections;
}

/* What was said of a face before a class was renamed holds after it. */
static void
test_corrections_speak_of_what_was_read_whatever_is_edited (void)
{
  g_autoptr (MienDataset) read = make_dataset ();
  g_autoptr (GHashTable) edits = make_edits ();
  g_autoptr (MienDataset) edited = edit (read, edits);
  g_autoptr (GPtrArray) corrections = new_correction ("c", "mood", "joy");
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) corrected = mien_dataset_correct (edited, corrections, &error);

  g_assert_no_error (error);
  assert_label (corrected, "c", "expression", "happiness");
  assert_label (edited, "c", "expression", "sad");
  assert_label (mien_dataset_get_as_read (corrected), "c", "mood", "joy");
}

static char *
label_as_read (MienDataset *dataset, const char *label)
{
  g_autofree char *column = g_strdup ("expression");
  g_autoptr (GError) error = NULL;
  char *read = mien_dataset_label_as_read (dataset, &column, label, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (column, ==, "mood");
  return read;
}

static void
test_a_label_is_traced_back_to_what_was_read (void)
{
  g_autoptr (MienDataset) read = make_dataset ();
  g_autoptr (GHashTable) edits = make_edits ();
  g_autoptr (MienDataset) edited = edit (read, edits);
  g_autofree char *first = label_as_read (edited, "happiness");
  g_autofree char *same = label_as_read (edited, "sad");
  g_autofree char *none = label_as_read (edited, "");
  g_autofree char *column = g_strdup ("expression");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first, ==, "happy");
  g_assert_cmpstr (same, ==, "sad");
  g_assert_cmpstr (none, ==, "");
  g_assert_null (mien_dataset_label_as_read (edited, &column, "joy", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-edit/shares", test_an_edited_data_set_shares_what_was_not_edited);
  g_test_add_func ("/dataset-edit/left-out", test_columns_can_change_names_and_be_left_out);
  g_test_add_func ("/dataset-edit/refused",
                   test_a_column_that_is_not_there_and_a_name_that_is_taken_are_refused);
  g_test_add_func ("/dataset-edit/lonely",
                   test_a_class_of_one_face_is_no_problem_once_it_is_missing);
  g_test_add_func ("/dataset-edit/corrections",
                   test_corrections_speak_of_what_was_read_whatever_is_edited);
  g_test_add_func ("/dataset-edit/labels", test_a_label_is_traced_back_to_what_was_read);
  return g_test_run ();
}
