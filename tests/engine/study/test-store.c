#include "engine/study/store.h"

#include "engine/core/error.h"
#include "engine/samples/union.h"
#include "tests/engine/study/folder.h"

#include <sqlite3.h>
#include <string.h>

static MienStore *
open_store (const char *workspace)
{
  g_autoptr (GError) error = NULL;
  MienStore *store = mien_store_open (workspace, &error);

  g_assert_no_error (error);
  return store;
}

/* One step: @ids, parted by blanks, of the data at @location are labelled @label. */
static void
say_at (MienStore *store,
        const char *location,
        const char *ids,
        const char *label,
        const char *original)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (corrections, mien_correction_new (words[i], "expression", label, original));
  g_assert_true (mien_store_correct (store, location, corrections, &error));
  g_assert_no_error (error);
}

static void
say (MienStore *store, const char *ids, const char *label, const char *original)
{
  say_at (store, "built-in", ids, label, original);
}

/* The corrections that hold, as "id=label id=label". */
static char *
what_holds (MienStore *store, const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) corrections = mien_store_get_corrections (store, location, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < corrections->len; i++) {
    const MienCorrection *correction = g_ptr_array_index (corrections, i);

    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", correction->id, correction->label);
  }
  return g_string_free (text, FALSE);
}

static void
assert_holds (MienStore *store, const char *expected)
{
  g_autofree char *text = what_holds (store, "built-in");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_corrections_are_undone_and_done_again (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStore) store = open_store (folder);
  g_autoptr (GError) error = NULL;
  guint n_undone = 0;

  say (store, "a", "fear", "surprise");
  say (store, "b", "joy", "anger");
  say (store, "a", "anger", "surprise");
  assert_holds (store, "b=joy a=anger");

  g_assert_true (mien_store_undo (store, "built-in", &n_undone, &error));
  g_assert_cmpuint (n_undone, ==, 1);
  assert_holds (store, "a=fear b=joy");
  g_assert_true (mien_store_undo (store, "built-in", NULL, &error));
  g_assert_true (mien_store_undo (store, "built-in", NULL, &error));
  assert_holds (store, "");
  g_assert_false (mien_store_undo (store, "built-in", NULL, &error));
  g_assert_no_error (error);

  g_assert_true (mien_store_redo (store, "built-in", NULL, &error));
  assert_holds (store, "a=fear");
  say (store, "c", "joy", "fear");
  g_assert_false (mien_store_redo (store, "built-in", NULL, &error));
  assert_holds (store, "a=fear c=joy");
  folder_remove (folder);
}

static void
test_what_was_said_of_one_data_set_holds_when_it_is_joined (void)
{
  static const char *const locations[] = {"built-in:20:1", "built-in:30:1", NULL};
  char *folder = folder_new ();
  g_autoptr (MienStore) store = open_store (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) both = mien_union_open (locations, &(MienImport){0}, &error);

  say_at (store, locations[1], "faces/00002.png", "happy", "fear");
  g_autoptr (GPtrArray) one = mien_store_get_corrections_of (store, both, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((MienCorrection *) one->pdata[0])->id, ==, "built-in-2/faces/00002.png");
  g_assert_cmpstr (((MienCorrection *) one->pdata[0])->label, ==, "happiness");

  say_at (store, mien_dataset_get_location (both), "built-in-2/faces/00002.png", "anger", "fear");
  g_autoptr (GPtrArray) two = mien_store_get_corrections_of (store, both, &error);
  g_autoptr (MienDataset) corrected = mien_dataset_correct (both, two, &error);
  const MienColumn *column = mien_dataset_get_column (corrected, "expression");
  g_autofree char *label = mien_column_format (column, 21);

  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "anger"); /* the later word, said of both */
  folder_remove (folder);
}

static void
test_many_corrections_are_one_step (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStore) store = open_store (folder);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  say (store, "a", "fear", "surprise");
  say (store, "a b c", "joy", "surprise");
  for (int i = 0; i < 3; i++) /* more steps than here, which must not be mixed up */
    say_at (store, "elsewhere", "a b", "joy", "surprise");
  g_assert_true (mien_store_undo (store, "built-in", &n, &error));
  g_assert_cmpuint (n, ==, 3);
  assert_holds (store, "a=fear");
  g_assert_true (mien_store_undo (store, "built-in", NULL, &error));
  g_assert_true (mien_store_redo (store, "built-in", &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_holds (store, "a=fear");
  g_assert_true (mien_store_redo (store, "built-in", &n, &error));
  g_assert_cmpuint (n, ==, 3);
  assert_holds (store, "a=joy b=joy c=joy");

  g_autofree char *elsewhere = what_holds (store, "elsewhere");
  g_assert_cmpstr (elsewhere, ==, "a=joy b=joy");
  folder_remove (folder);
}

static void
run_sql (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "mien.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What the first two versions had instead of what is said by steps. */
#define OLD_TABLES                                                                             \
  "DROP TABLE word; DROP TABLE listing;"                                                       \
  "CREATE TABLE said (run TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '') WITHOUT ROWID;"     \
  "CREATE TABLE listing (run TEXT PRIMARY KEY, state INTEGER NOT NULL, main TEXT, value REAL," \
  " modified INTEGER NOT NULL) WITHOUT ROWID;"

/* The table as the first version made it, whose every change was a step of its own. */
static void
test_corrections_of_an_older_store_are_steps_of_their_own (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  mien_store_close (open_store (folder));
  run_sql (folder, "DROP INDEX change_step; ALTER TABLE change DROP COLUMN step;" OLD_TABLES
                   "INSERT INTO change (location, sample, col, label, original) VALUES"
                   " ('built-in', 'a', 'expression', 'joy', 'fear'),"
                   " ('built-in', 'b', 'expression', 'joy', 'fear');"
                   "PRAGMA user_version = 1");

  g_autoptr (MienStore) store = open_store (folder);

  assert_holds (store, "a=joy b=joy");
  g_assert_true (mien_store_undo (store, "built-in", &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_holds (store, "a=joy");
  folder_remove (folder);
}

static void
test_a_label_put_back_is_no_correction (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStore) store = open_store (folder);

  say (store, "a", "fear", "surprise");
  say (store, "a", "surprise", "fear"); /* told of the corrected label, not the first */
  assert_holds (store, "");
  folder_remove (folder);
}

static void
test_corrections_outlive_the_program_and_stay_with_their_data (void)
{
  char *folder = folder_new ();
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *whole = g_build_filename (here, "faces", NULL);
  MienStore *store = open_store (folder);

  say (store, "a", "fear", "surprise");
  say_at (store, whole, "x.png", "joy", "fear");
  mien_store_close (store);

  store = open_store (folder);
  assert_holds (store, "a=fear");
  g_autofree char *relative = what_holds (store, "faces/");
  g_autofree char *elsewhere = what_holds (store, "other");
  g_assert_cmpstr (relative, ==, "x.png=joy");
  g_assert_cmpstr (elsewhere, ==, "");
  mien_store_close (store);
  folder_remove (folder);
}

static const MienRunEntry *
find_run (GPtrArray *runs, const char *end)
{
  for (guint i = 0; i < runs->len; i++) {
    const MienRunEntry *entry = g_ptr_array_index (runs, i);

    if (g_str_has_suffix (entry->folder, end))
      return entry;
  }
  g_assert_not_reached ();
}

static void
test_runs_are_listed_and_keep_the_names_they_were_given (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStore) store = open_store (folder);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;
  g_autofree char *run = mien_store_new_folder (store, "run");
  guint n_runs = 0;

  g_assert_true (folder_train (recipe, run, FALSE, &error));
  folder_write (folder, "runs/broken/recipe.json", "{\"epochs\": 0}");
  g_assert_true (mien_store_set_name (store, run, "The good one", &error));
  g_assert_true (mien_store_rebuild (store, &n_runs, &error));
  g_assert_cmpuint (n_runs, ==, 2);

  g_autoptr (GPtrArray) runs = mien_store_list_runs (store, &error);
  const MienRunEntry *good = find_run (runs, "runs/run-0001");
  const MienRunEntry *broken = find_run (runs, "runs/broken");
  g_assert_cmpstr (good->name, ==, "The good one");
  g_assert_cmpint (good->state, ==, MIEN_RUN_FINISHED);
  g_assert_cmpint (broken->state, ==, MIEN_RUN_BROKEN);
  g_assert_nonnull (strstr (broken->problem, "epochs"));
  g_assert_false (mien_store_check (store, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_STORE);

  g_autofree char *next = mien_store_new_folder (store, "run");
  g_assert_cmpstr (next, !=, run);
  folder_remove (folder);
}

static void
test_the_file_of_a_newer_version_is_refused (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "mien.db", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  mien_store_close (open_store (folder));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA user_version = 99", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_null (mien_store_open (folder, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "newer"));
  folder_remove (folder);
}

static void
test_a_file_that_is_no_database_is_refused_and_left_alone (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  folder_write (folder, "mien.db", "This is a letter, and a long one at that, to my aunt.");
  g_assert_null (mien_store_open (folder, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_STORE);
  g_autofree char *text = folder_read (folder, "mien.db");
  g_assert_true (g_str_has_prefix (text, "This is a letter"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/joined", test_what_was_said_of_one_data_set_holds_when_it_is_joined);
  g_test_add_func ("/store/steps", test_many_corrections_are_one_step);
  g_test_add_func ("/store/older", test_corrections_of_an_older_store_are_steps_of_their_own);
  g_test_add_func ("/store/undo", test_corrections_are_undone_and_done_again);
  g_test_add_func ("/store/back", test_a_label_put_back_is_no_correction);
  g_test_add_func ("/store/stay", test_corrections_outlive_the_program_and_stay_with_their_data);
  g_test_add_func ("/store/runs", test_runs_are_listed_and_keep_the_names_they_were_given);
  g_test_add_func ("/store/newer", test_the_file_of_a_newer_version_is_refused);
  g_test_add_func ("/store/letter", test_a_file_that_is_no_database_is_refused_and_left_alone);
  return g_test_run ();
}
