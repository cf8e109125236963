#include "engine/samples/layouts/path-index.h"
#include "tests/engine/samples/label-files.h"

#include <math.h>

typedef struct {
  MienImport import;
  MienFiles *files;
  MienScan *scan;
  MienGather *gather;
} Fixture;

static void
begin (Fixture *fixture, Files *files, GHashTable *types)
{
  fixture->import = (MienImport){.location = files->folder, .types = types};
  fixture->files = mien_files_new_folder (files->folder);
  fixture->scan = mien_scan_new (&fixture->import, fixture->files, NULL);
  fixture->gather = mien_gather_new (&fixture->import, fixture->scan, "test");
}

static MienDataset *
end (Fixture *fixture)
{
  MienDataset *dataset = mien_dataset_builder_end (mien_gather_end (fixture->gather));

  mien_scan_free (fixture->scan);
  mien_files_unref (fixture->files);
  return dataset;
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
test_names_that_nobody_has_are_left_out (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  Fixture fixture;
  g_autoptr (MienDataset) dataset = NULL;

  begin (&fixture, files, NULL);

  guint class = mien_gather_add_column (fixture.gather, "class", MIEN_KIND_CLASS,
                                        NAMES ("z", "never", "a"), 1);
  guint flags = mien_gather_add_column (fixture.gather, "flags", MIEN_KIND_FLAGS,
                                        NAMES ("x", "never", "y"), 3);

  mien_gather_add_column (fixture.gather, "empty", MIEN_KIND_SCALAR, NULL, 1);
  for (guint i = 0; i < 2; i++) {
    float *values;

    g_assert_true (mien_gather_add_sample (fixture.gather, i == 0 ? "1" : "2", MIEN_PART_NONE));
    mien_gather_set (fixture.gather, class, i == 0 ? 2 : 0);
    values = mien_gather_get_values (fixture.gather, flags);
    values[0] = values[1] = 0.0f;
    values[2] = 1.0f;
    values[0] = i == 0 ? 1.0f : 0.0f;
  }
  g_assert_false (mien_gather_add_sample (fixture.gather, "1", MIEN_PART_NONE));
  g_assert_true (mien_gather_add_sample (fixture.gather, "3", MIEN_PART_NONE));
  dataset = end (&fixture);
  assert_names (dataset, "class", "z a");
  assert_names (dataset, "flags", "x y");
  assert_label (dataset, "1", "class", "a");
  assert_label (dataset, "1", "flags", "x|y");
  assert_label (dataset, "2", "class", "z");
  assert_label (dataset, "2", "flags", "y");
  assert_label (dataset, "3", "flags", "");
  assert_problem (dataset, "no value for any face", "empty");
  g_assert_null (mien_dataset_get_column (dataset, "empty"));
}

static void
test_words_are_sorted_at_the_end (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const words[] = {"q", "b", "q", "m"};
  Fixture fixture;
  g_autoptr (MienDataset) dataset = NULL;
  guint person;

  begin (&fixture, files, NULL);
  person = mien_gather_add_column (fixture.gather, "person", MIEN_KIND_CLASS, NULL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    mien_gather_add_sample (fixture.gather, id, MIEN_PART_NONE);
    mien_gather_set_word (fixture.gather, person, words[i]);
  }
  dataset = end (&fixture);
  assert_names (dataset, "person", "b m q");
  assert_label (dataset, "2", "person", "q");
  assert_label (dataset, "3", "person", "m");
}

static void
test_a_type_is_not_followed_but_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  Fixture fixture;
  g_autoptr (MienDataset) dataset = NULL;

  g_hash_table_insert (types, (gpointer) "age", GINT_TO_POINTER (MIEN_KIND_CLASS));
  begin (&fixture, files, types);
  mien_gather_add_column (fixture.gather, "age", MIEN_KIND_SCALAR, NULL, 1);
  mien_gather_add_sample (fixture.gather, "1", MIEN_PART_NONE);
  mien_gather_set (fixture.gather, 0, 30.0);
  dataset = end (&fixture);
  g_assert_cmpint (mien_dataset_get_column (dataset, "age")->kind, ==, MIEN_KIND_SCALAR);
  assert_problem (dataset, "every column's type is known", "age");
}

static void
test_paths_are_found_by_their_ends (void)
{
  static const char *const names[] = {"set/a/1.png", "set/b/1.png", "set/b/2.png"};
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (MienPathIndex) index = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (paths, (gpointer) names[i]);
  index = mien_path_index_new (paths);
  g_assert_cmpstr (mien_path_index_find (index, "1.png"), ==, "set/a/1.png");
  g_assert_cmpstr (mien_path_index_find (index, "b/1.png"), ==, "set/b/1.png");
  g_assert_cmpstr (mien_path_index_find (index, "./b/2.png"), ==, "set/b/2.png");
  g_assert_cmpstr (mien_path_index_find (index, "C:\\faces\\b\\1.png"), ==, "set/b/1.png");
  g_assert_null (mien_path_index_find (index, "c/1.png"));
  g_assert_null (mien_path_index_find (index, "../../etc/passwd"));
  g_assert_null (mien_path_index_find (index, ".png"));
  g_assert_null (mien_path_index_find (index, ""));
  g_assert_null (mien_path_index_find (index, "b/"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/gather/unused", test_names_that_nobody_has_are_left_out);
  FILES_TEST ("/gather/words", test_words_are_sorted_at_the_end);
  FILES_TEST ("/gather/types", test_a_type_is_not_followed_but_told);
  g_test_add_func ("/gather/paths", test_paths_are_found_by_their_ends);
  return g_test_run ();
}
