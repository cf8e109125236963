#include "engine/samples/layouts/join.h"

#include "engine/core/error.h"
#include "tests/engine/samples/files.h"

#include <string.h>

#define FACES                                                                        \
  "path,expression,person\nx/1.pgm,happy,anna\nx/2.pgm,sad,bert\ny/3.pgm,sad,anna\n" \
  "y/4.pgm,happy,carl\n"

static MienDataset *
open_faces (Files *files)
{
  const char *const names[] = {"x/1.pgm", "x/2.pgm", "y/3.pgm", "y/4.pgm", NULL};

  for (guint i = 0; names[i] != NULL; i++)
    files_write_picture (files, names[i], 8, 8, 10);
  files_write (files, "labels.csv", FACES, -1);
  return files_open (files, "labels.csv", NULL);
}

static MienDataset *
join (Files *files,
      MienDataset *dataset,
      const char *text,
      const char *by,
      MienJoinOutcome *outcome,
      GError **error)
{
  g_autofree char *path = g_build_filename (files->folder, "extra.csv", NULL);
  g_autoptr (MienJoin) join = mien_join_new (path, by, NULL);

  files_write (files, "extra.csv", text, -1);
  return mien_dataset_join (dataset, join, NULL, outcome, error);
}

static void
assert_how (Files *files, MienDataset *dataset, const char *text, const char *how)
{
  g_autoptr (GError) error = NULL;
  g_auto (MienJoinOutcome) outcome = {0};
  g_autoptr (MienDataset) joined = join (files, dataset, text, NULL, &outcome, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (outcome.how, ==, how);
  g_assert_cmpuint (outcome.n_joined, ==, 2);
  assert_label (joined, "x/1.pgm", "age", "31");
  assert_label (joined, "y/3.pgm", "age", "33");
  assert_label (joined, "x/2.pgm", "age", "");
}

static void
test_faces_are_found_by_whatever_way_their_paths_are_written (Files *files,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = open_faces (files);
  g_autofree char *whole =
      g_strdup_printf ("image,age\n%s/x/1.pgm,31\n%s/y/3.pgm,33\n", files->folder, files->folder);

  assert_how (files, dataset, whole, "the whole path");
  assert_how (files, dataset, "image,age\n./x/1.pgm,31\n../y/3.pgm,33\n",
              "the path inside the data set");
  assert_how (files, dataset, "image,age\nfaces\\1.pgm,31\nfaces\\3.pgm,33\n", "the file's name");
  assert_how (files, dataset, "image,age\n1.png,31\n3,33\n", "the file's name without its ending");
}

static void
test_what_is_left_over_on_either_side_is_told_with_examples (Files *files,
                                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = open_faces (files);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) joined = join (
      files, dataset, "image,age\n1.pgm,31\n1.pgm,32\nghost.pgm,5\ncut\n", NULL, NULL, &error);
  const MienProblem *faces;

  g_assert_no_error (error);
  assert_label (joined, "x/1.pgm", "age", "31");
  g_assert_nonnull (find_problem (joined, "2 of its 3 rows are about no face"));
  g_assert_nonnull (find_problem (joined, "“ghost.pgm”"));
  g_assert_nonnull (find_problem (joined, "1 repeat an earlier row"));
  g_assert_nonnull (find_problem (joined, "1 rows have more or fewer cells"));
  faces = find_problem (joined, "3 of 4 faces have no row in it, by the file's name");
  g_assert_cmpstr (faces->path, ==, "extra.csv");
  g_assert_cmpuint (faces->samples->len, ==, 3);
  g_assert_cmpuint (g_array_index (faces->samples, guint, 0), ==, 1);
}

static void
test_a_name_that_several_faces_have_says_nothing_of_either (Files *files,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  files_write_picture (files, "x/1.pgm", 8, 8, 10);
  files_write_picture (files, "y/1.pgm", 8, 8, 10);
  files_write_picture (files, "y/2.pgm", 8, 8, 10);
  files_write (files, "labels.csv", "path,expression\nx/1.pgm,sad\ny/1.pgm,sad\ny/2.pgm,happy\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, "labels.csv", NULL);
  g_autoptr (MienDataset) joined =
      join (files, dataset, "image,age\n1.pgm,31\n2.pgm,32\n", NULL, NULL, &error);

  g_assert_no_error (error);
  assert_label (joined, "x/1.pgm", "age", "");
  assert_label (joined, "y/2.pgm", "age", "32");
  g_assert_nonnull (find_problem (joined, "1 give a name that several faces have"));
}

static void
test_a_table_of_persons_is_added_to_all_their_faces (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = open_faces (files);
  g_autoptr (GError) error = NULL;
  g_auto (MienJoinOutcome) outcome = {0};
  g_autoptr (MienDataset) joined =
      join (files, dataset, "age,person,expression\n30,anna,calm\n40,bert,wild\n", NULL, &outcome,
            &error);

  g_assert_no_error (error);
  g_assert_cmpstr (outcome.by, ==, "person");
  g_assert_cmpstr (outcome.on, ==, "person");
  g_assert_cmpuint (outcome.n_joined, ==, 3);
  assert_label (joined, "x/1.pgm", "age", "30");
  assert_label (joined, "y/3.pgm", "age", "30");
  assert_label (joined, "y/4.pgm", "age", "");
  assert_label (joined, "x/2.pgm", "expression", "sad");
  assert_label (joined, "x/2.pgm", "expression (extra.csv)", "wild");
}

static void
test_a_table_that_does_not_fit_is_refused_with_what_it_has (Files *files,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = open_faces (files);
  g_autoptr (GError) error = NULL;

  g_assert_null (join (files, dataset, "a,b\n1,2\n", NULL, NULL, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "it has a, b"));
  g_clear_error (&error);
  g_assert_null (join (files, dataset, "image,b\nother.pgm,2\n", NULL, NULL, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "“other.pgm”"));
  g_clear_error (&error);
  g_assert_null (join (files, dataset, "image,b\n1.pgm,2\n", "c", NULL, &error));
  g_assert_nonnull (strstr (error->message, "no column “c”; it has image, b"));
}

static void
test_tables_are_joined_before_columns_are_edited (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "extra.csv", NULL);
  g_autofree char *location = g_build_filename (files->folder, "labels.csv", NULL);
  g_autoptr (MienDataset) plain = open_faces (files);
  g_autoptr (GPtrArray) joins = mien_joins_new ();
  g_autoptr (GHashTable) edits = mien_column_edits_new ();
  MienColumnEdit *edit = mien_column_edits_get (edits, "expression (extra.csv)");
  g_autoptr (GError) error = NULL;

  files_write (files, "extra.csv", "image,expression\n1.pgm,3\n2.pgm,4\n", -1);
  g_ptr_array_add (joins, mien_join_new (path, NULL, NULL));
  edit->has_kind = TRUE;
  edit->kind = MIEN_KIND_SCALAR;
  edit->name = g_strdup ("code");

  MienImport import = {.location = location, .edits = edits, .joins = joins};
  g_autoptr (MienDataset) dataset = mien_import_open (&import, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mien_dataset_get_column (dataset, "code")->kind, ==, MIEN_KIND_SCALAR);
  assert_label (dataset, "x/2.pgm", "code", "4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/join/paths", test_faces_are_found_by_whatever_way_their_paths_are_written);
  FILES_TEST ("/join/left-over", test_what_is_left_over_on_either_side_is_told_with_examples);
  FILES_TEST ("/join/shared", test_a_name_that_several_faces_have_says_nothing_of_either);
  FILES_TEST ("/join/persons", test_a_table_of_persons_is_added_to_all_their_faces);
  FILES_TEST ("/join/refused", test_a_table_that_does_not_fit_is_refused_with_what_it_has);
  FILES_TEST ("/join/edited", test_tables_are_joined_before_columns_are_edited);
  return g_test_run ();
}
