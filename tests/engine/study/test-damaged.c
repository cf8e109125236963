/* A run's folder that lacks something, was cut, edited by hand, or is of a newer version. */
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/training/checkpoint.h"
#include "tests/engine/study/folder.h"

#include <glib/gstdio.h>
#include <string.h>

/* A run of four epochs that stands after the second. */
typedef struct {
  char *folder, *run;
  MienRecipe *recipe;
  char *history, *fingerprint;
} Fixture;

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->run, name, NULL);
}

static void
go_back (Fixture *fixture)
{
  g_autofree char *kept = mien_checkpoint_kept_path (fixture->run, 2);
  g_autofree char *models = mien_checkpoint_kept_models_path (fixture->run, 2);
  g_autofree char *last = path_of (fixture, "checkpoint.safetensors");
  g_autofree char *result = path_of (fixture, "run.json");

  g_assert_true (mien_file_link (kept, last, NULL));
  g_assert_true (mien_checkpoint_link_models (models, fixture->run, NULL));
  g_assert_cmpint (g_unlink (result), ==, 0);
}

static char *
read_fingerprint (Fixture *fixture)
{
  g_autoptr (MienRun) run = mien_run_open (fixture->run, NULL);

  return g_strdup (
      json_object_get_string_member (json_node_get_object (run->result), "fingerprint"));
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = folder_new ();
  fixture->run = g_build_filename (fixture->folder, "run", NULL);
  fixture->recipe = folder_recipe ();
  mien_recipe_put_task (fixture->recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (fixture->recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  fixture->recipe->epochs = 4;
  fixture->recipe->checkpoints = 2;
  g_assert_true (mien_recipe_set (fixture->recipe, "steering",
                                  "[{\"step\": 2, \"task\": \"valence\", \"weight\": 2}]", &error));
  g_assert_true (folder_train (fixture->recipe, fixture->run, FALSE, &error));
  g_assert_no_error (error);
  fixture->history = folder_read (fixture->run, "history.csv");
  fixture->fingerprint = read_fingerprint (fixture);
  go_back (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  folder_remove (fixture->folder);
  g_free (fixture->run);
  g_free (fixture->history);
  g_free (fixture->fingerprint);
  mien_recipe_free (fixture->recipe);
}

static void
assert_same_end (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (fixture->recipe, fixture->run, TRUE, &error));
  g_assert_no_error (error);
  g_autofree char *history = folder_read (fixture->run, "history.csv");
  g_autofree char *fingerprint = read_fingerprint (fixture);
  g_assert_cmpstr (history, ==, fixture->history);
  g_assert_cmpstr (fingerprint, ==, fixture->fingerprint);
}

/* Refused with @name in the words, and what is left is left alone; put back, it goes on. */
static void
assert_told (Fixture *fixture, const char *name, const char *damage)
{
  static const char *const files[] = {"recipe.json", "history.csv", "checkpoint.safetensors",
                                      "model.safetensors"};
  GBytes *before[G_N_ELEMENTS (files)];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (fixture, files[i]);
    before[i] = mien_file_open (path, NULL);
  }
  g_assert_false (folder_train (fixture->recipe, fixture->run, TRUE, &error));
  g_test_message ("%s %s: %s", name, damage, error->message);
  g_assert_nonnull (strstr (error->message, name));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (fixture, files[i]);
    g_autoptr (GBytes) after = mien_file_open (path, NULL);

    g_assert_true ((before[i] == NULL) == (after == NULL));
    g_assert_true (before[i] == NULL || g_bytes_equal (before[i], after));
    g_clear_pointer (&before[i], g_bytes_unref);
  }
}

static void
test_what_is_missing_or_cut_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const files[] = {"recipe.json", "history.csv", "checkpoint.safetensors"};

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (fixture, files[i]);
    g_autoptr (GBytes) whole = mien_file_open (path, NULL);
    gsize len = g_bytes_get_size (whole);
    gsize cut = g_str_equal (files[i], "history.csv") ? 40 : len / 2;

    g_assert_cmpint (g_unlink (path), ==, 0);
    assert_told (fixture, files[i], "missing");
    g_assert_true (g_file_set_contents (path, g_bytes_get_data (whole, NULL), (gssize) cut, NULL));
    assert_told (fixture, files[i], "cut");
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
    assert_told (fixture, files[i], "empty");
    g_assert_true (g_file_set_contents (path, g_bytes_get_data (whole, NULL), (gssize) len, NULL));
  }
  assert_same_end (fixture);
}

static void
test_a_missing_model_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = path_of (fixture, "model.safetensors");
  g_autofree char *aside = path_of (fixture, "aside");

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  assert_told (fixture, "model.safetensors", "missing");
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  assert_same_end (fixture);
}

static void
test_foreign_rows_of_the_history_are_told_by_line (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  static const char *const rows[] = {"hello", "a,b,c,d,e,f", "1,2,total,train,loss,much",
                                     "1,2,total,train,loss,1,1", "1.5,2,total,train,loss,1"};
  g_autofree char *path = path_of (fixture, "history.csv");
  const char *rest = strchr (fixture->history, '\n') + 1;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text =
        g_strdup_printf ("epoch,step,task,split,metric,value\n%s\n%s", rows[i], rest);

    g_assert_true (g_file_set_contents (path, text, -1, NULL));
    assert_told (fixture, "history.csv:2", rows[i]);
  }
  /* what was being written when the machine went down is no row of anybody's */
  g_autofree char *torn = g_strconcat (fixture->history, "4,1", NULL);
  g_autofree char *line = g_strconcat (torn, "\n", NULL);
  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  assert_same_end (fixture);
}

static void
test_a_checkpoint_of_another_network_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *theirs = g_build_filename (other, "checkpoint.safetensors", NULL);
  g_autofree char *ours = path_of (fixture, "checkpoint.safetensors");
  g_autoptr (MienRecipe) recipe = mien_recipe_copy (fixture->recipe);
  g_autoptr (GError) error = NULL;

  recipe->preprocessing.size = 24;
  g_assert_true (folder_train (recipe, other, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (mien_file_link (theirs, ours, NULL));
  assert_told (fixture, "checkpoint.safetensors", "of another network");
}

static void
replace (Fixture *fixture, const char *name, const char *from, const char *to)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GBytes) bytes = mien_file_open (path, NULL);
  gsize len = g_bytes_get_size (bytes);
  g_autofree char *text = g_memdup2 (g_bytes_get_data (bytes, NULL), len);
  char *found = NULL;

  for (gsize i = 0; found == NULL && i + strlen (from) <= len; i++)
    if (memcmp (text + i, from, strlen (from)) == 0)
      found = text + i;

  g_assert_cmpuint (strlen (from), ==, strlen (to));
  g_assert_nonnull (found);
  memcpy (found, to, strlen (to));
  g_assert_true (g_file_set_contents (path, text, (gssize) len, NULL));
}

static void
test_what_a_newer_version_wrote_is_not_guessed_at (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  replace (fixture, "checkpoint.safetensors", "\"mien_checkpoint\":\"2\"",
           "\"mien_checkpoint\":\"3\"");
  assert_told (fixture, "checkpoint.safetensors is a checkpoint of version 3", "newer");
  replace (fixture, "checkpoint.safetensors", "\"mien_checkpoint\":\"3\"",
           "\"mien_checkpoint\":\"2\"");
  assert_same_end (fixture);
  replace (fixture, "run.json", "\"format\": 1", "\"format\": 2");
  g_assert_null (mien_run_open (fixture->run, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "open it with a newer Mien"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/damaged/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("missing", test_what_is_missing_or_cut_is_told);
  TEST ("model", test_a_missing_model_is_told);
  TEST ("foreign", test_foreign_rows_of_the_history_are_told_by_line);
  TEST ("other-network", test_a_checkpoint_of_another_network_is_told);
  TEST ("newer", test_what_a_newer_version_wrote_is_not_guessed_at);
  return g_test_run ();
}
