#include "engine/study/recipe.h"

#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/study/run-private.h"
#include "tests/engine/study/folder.h"

#include <string.h>

#define EDITS                                                                                \
  "{\"data\": {\"columns\": {\"expression\": {\"type\": \"class\", \"name\": \"emotion\","   \
  " \"order\": [\"anger\"], \"rename\": {\"happy\": \"happiness\", \"joy\": \"happiness\"}," \
  " \"missing\": [\"unknown\", \"-2\"]}, \"age\": {\"use\": false}}}}"

static MienRecipe *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MienRecipe *recipe = mien_recipe_parse (text, "r.json", &error);

  g_assert_no_error (error);
  return recipe;
}

static void
set (MienRecipe *recipe, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_recipe_set (recipe, key, value, &error));
  g_assert_no_error (error);
}

static void
test_edits_come_out_as_they_went_in (void)
{
  g_autoptr (MienRecipe) recipe = parse (EDITS);
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  g_autoptr (MienRecipe) copy = mien_recipe_copy (again);
  g_autofree char *text_again = mien_recipe_to_json (copy, FALSE);
  const MienColumnEdit *edit = mien_column_edits_find (copy->columns, "expression");

  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpstr (edit->name, ==, "emotion");
  g_assert_cmpstr (g_hash_table_lookup (edit->rename, "joy"), ==, "happiness");
  g_assert_cmpstr (edit->missing[1], ==, "-2");
  g_assert_true (mien_column_edits_find (copy->columns, "age")->leave_out);
}

static void
test_types_of_an_older_recipe_are_edits (void)
{
  g_autoptr (MienRecipe) recipe = parse ("{\"data\": {\"types\": {\"age\": \"class\"}}}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);

  g_assert_true (mien_column_edits_find (recipe->columns, "age")->has_kind);
  g_assert_null (strstr (text, "\"types\""));
  g_assert_nonnull (strstr (text, "\"columns\""));
}

static void
test_single_keys_are_set_by_their_path (void)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();
  const MienColumnEdit *edit;

  set (recipe, "data.columns.emotion v1.2.name", "expression");
  set (recipe, "data.columns.emotion v1.2.missing", "-2");
  set (recipe, "data.columns.emotion v1.2.order", "neutral, happy");
  set (recipe, "data.columns.emotion v1.2.rename.0", "neutral");
  set (recipe, "data.columns.emotion v1.2", "{\"type\": \"class\"}");
  edit = mien_column_edits_find (recipe->columns, "emotion v1.2");
  g_assert_cmpstr (edit->name, ==, "expression");
  g_assert_cmpstr (edit->missing[0], ==, "-2");
  g_assert_cmpstr (edit->order[1], ==, "happy");
  g_assert_cmpstr (g_hash_table_lookup (edit->rename, "0"), ==, "neutral");
  g_assert_true (edit->has_kind);
  set (recipe, "data.columns.emotion v1.2.name", "null");
  g_assert_null (edit->name);
  set (recipe, "data.columns.emotion v1.2", "null");
  g_assert_null (mien_column_edits_find (recipe->columns, "emotion v1.2"));
}

static void
assert_refused (const char *text, const char *path, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_recipe_parse (text, "r.json", &error));
  if (strstr (error->message, path) == NULL || strstr (error->message, hint) == NULL)
    g_error ("“%s” lacks “%s” or “%s”", error->message, path, hint);
}

static void
test_what_is_wrong_is_told_with_its_path (void)
{
  assert_refused ("{\"data\": {\"columns\": {\"a\": {\"typ\": 1}}}}", "data.columns.a.typ",
                  "no such key");
  assert_refused ("{\"data\": {\"columns\": {\"a\": {\"type\": \"word\"}}}}", "data.columns.a.type",
                  "scalar");
  assert_refused ("{\"data\": {\"columns\": {\"a\": {\"rename\": {\"b\": \" \"}}}}}",
                  "data.columns.a.rename.b", "a name");
  assert_refused ("{\"data\": {\"columns\": {\"a\": {\"order\": [[]]}}}}", "data.columns.a.order",
                  "a list of names");
  assert_refused ("{\"data\": {\"columns\": {\"a\": {\"use\": 1}}}}", "data.columns.a.use",
                  "true or false");
  assert_refused ("{\"data\": {\"columns\": 3}}", "data.columns", "an object");
  assert_refused ("{\"data\": {\"join\": [{\"by\": \"id\"}]}}", "data.join[0]", "the path");
  assert_refused ("{\"data\": {\"join\": [{\"path\": \"a\", \"key\": \"id\"}]}}",
                  "data.join[0].key", "no such key");
}

static void
test_tables_are_found_from_the_recipes_folder (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autofree char *table = g_build_filename (folder, "extra.csv", NULL);
  g_autofree char *runs = g_build_filename (folder, "run", NULL);
  g_autofree char *kept = g_build_filename (runs, "recipe.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (table, "image,age\n", -1, NULL));
  g_assert_true (g_file_set_contents (
      path, "{\"data\": {\"join\": [{\"path\": \"extra.csv\", \"by\": \"image\"}]}}", -1, NULL));
  g_mkdir_with_parents (runs, 0755);

  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((MienJoin *) g_ptr_array_index (recipe->joins, 0))->path, ==, table);
  g_assert_true (mien_recipe_keep (recipe, FALSE, runs, NULL, &error));
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"../extra.csv\""));
  folder_remove (folder);
}

/* Faces 0 to 9 are corrected, by the names that were read. */
static void
write_corrections (const char *folder)
{
  g_autoptr (GString) text = g_string_new ("path,column,label,original\n");
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (60, MIEN_DRAWN_SIZE, 1);

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (text, "%s,expression,happy,\n", mien_dataset_get_id (dataset, i));
  folder_write (folder, "corrections.csv", text->str);
}

static void
test_a_run_learns_what_edits_and_corrections_make_together (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "corrections.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  set (recipe, "data.columns.expression.name", "mood");
  set (recipe, "data.columns.expression.rename", "{\"happy\": \"good\", \"surprise\": \"good\"}");
  set (recipe, "tasks", "mood");
  write_corrections (folder);

  g_autoptr (GPtrArray) corrections = mien_corrections_read (path, &error);
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_assert_no_error (error);
  g_assert_true (
      mien_run_execute (recipe, out, corrections, NULL, FALSE, NULL, control, 0, 1, &error));

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  g_autoptr (MienDataset) dataset = mien_run_open_dataset (run, NULL, &error);
  g_autofree char *label = mien_column_format (mien_dataset_get_column (dataset, "mood"), 3);

  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "good");
  g_assert_cmpint (mien_column_find_name (mien_dataset_get_column (dataset, "mood"), "surprise"),
                   ==, -1);
  g_assert_cmpstr (mien_run_get_main (run), ==, "mood");
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-columns/round", test_edits_come_out_as_they_went_in);
  g_test_add_func ("/recipe-columns/types", test_types_of_an_older_recipe_are_edits);
  g_test_add_func ("/recipe-columns/set", test_single_keys_are_set_by_their_path);
  g_test_add_func ("/recipe-columns/refused", test_what_is_wrong_is_told_with_its_path);
  g_test_add_func ("/recipe-columns/folder", test_tables_are_found_from_the_recipes_folder);
  g_test_add_func ("/recipe-columns/run",
                   test_a_run_learns_what_edits_and_corrections_make_together);
  return g_test_run ();
}
