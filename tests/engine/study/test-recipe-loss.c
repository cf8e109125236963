#include "engine/study/recipe.h"

#include <string.h>

static MienRecipe *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MienRecipe *recipe = mien_recipe_parse (text, "r.json", &error);

  g_assert_no_error (error);
  return recipe;
}

static void
assert_refused (const char *tasks, const char *path, const char *hint)
{
  g_autofree char *text = g_strdup_printf ("{\"tasks\": [%s]}", tasks);
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_recipe_parse (text, "r.json", &error));
  g_assert_nonnull (error);
  if (strstr (error->message, path) == NULL || strstr (error->message, hint) == NULL)
    g_error ("“%s” lacks “%s” or “%s”", error->message, path, hint);
}

static double
option_of (const MienRecipe *recipe, const char *column, MienLossKind loss, int option)
{
  g_autofree double *values =
      mien_recipe_task_get_loss_options (mien_recipe_find_task (recipe, column), loss);

  return values[option];
}

static void
test_options_are_read_and_written (void)
{
  g_autoptr (MienRecipe) recipe = parse (
      "{\"tasks\": [{\"column\": \"a\", \"loss_options\": {\"gamma\": 3}, \"loss\": "
      "\"focal\"}, {\"column\": \"b\", \"loss\": \"wing\", \"loss_options\": {\"w\": 0.1}}]}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  g_autoptr (MienRecipe) copy = mien_recipe_copy (again);

  g_assert_cmpfloat (option_of (copy, "a", MIEN_LOSS_FOCAL, 0), ==, 3.0);
  g_assert_cmpfloat (option_of (copy, "b", MIEN_LOSS_WING, 0), ==, 0.1);
  g_assert_cmpfloat (option_of (copy, "b", MIEN_LOSS_WING, 1), ==, 0.008); /* as usual */
}

static void
test_options_that_the_loss_does_not_have_are_refused (void)
{
  assert_refused ("{\"column\": \"a\", \"loss\": \"focal\", \"loss_options\": {\"gama\": 1}}",
                  "tasks[0].loss_options.gama: the loss “focal” has no such option", "has gamma");
  assert_refused ("\"b\", {\"column\": \"a\", \"loss\": \"mse\", \"loss_options\": {\"delta\": 1}}",
                  "tasks[1].loss_options.delta", "it has none");
  assert_refused ("{\"column\": \"a\", \"loss\": \"focal\", \"loss_options\": {\"gamma\": 11}}",
                  "tasks[0].loss_options.gamma: 11", "from 0 to 10");
  assert_refused ("{\"column\": \"a\", \"loss\": \"huber\", \"loss_options\": {\"delta\": 0}}",
                  "tasks[0].loss_options.delta: 0", "from 0.001 to 100");
  assert_refused ("{\"column\": \"a\", \"loss\": \"focal\", \"loss_options\": {\"gamma\": \"x\"}}",
                  "tasks[0].loss_options.gamma: \"x\"", "a number");
  assert_refused ("{\"column\": \"a\", \"loss\": \"focal\", \"loss_options\": 2}",
                  "tasks[0].loss_options: 2", "an object");
  assert_refused (
      "{\"column\": \"a\", \"loss\": \"class-balanced\", \"class_weights\": \"inverse\"}",
      "tasks[0].class_weights", "weighs the classes itself");
}

/* Columns may have dots in their names. */
static void
test_an_option_is_set_by_its_path (void)
{
  g_autoptr (MienRecipe) recipe = parse ("{\"tasks\": [\"a.b\", \"c\"]}");
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_recipe_set (recipe, "tasks.a.b.loss_options.gamma", "1", &error));
  g_assert_true (mien_recipe_set (recipe, "tasks.a.b.loss", "focal", &error));
  g_assert_true (mien_recipe_check (recipe, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (option_of (recipe, "a.b", MIEN_LOSS_FOCAL, 0), ==, 1.0);

  g_assert_true (mien_recipe_set (recipe, "tasks.c.loss", "bce", &error));
  g_assert_true (mien_recipe_set (recipe, "tasks.c.loss_options.gamma", "1", &error));
  g_assert_false (mien_recipe_check (recipe, &error));
  g_assert_nonnull (strstr (error->message, "tasks[1].loss_options.gamma"));
}

/* An arm that asks for another loss need not take back the options of the one before. */
static void
test_another_loss_drops_the_options_that_it_lacks (void)
{
  g_autoptr (MienRecipe) recipe =
      parse ("{\"tasks\": [{\"column\": \"a\", \"loss\": \"focal\", \"loss_options\": {\"gamma\": "
             "3}}], \"study\": {\"arms\": [{\"name\": \"plain\", \"set\": {\"tasks.a.loss\": "
             "\"cross-entropy\"}}]}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) arm =
      mien_recipe_apply (recipe, g_ptr_array_index (recipe->arms, 0), &error);

  g_assert_no_error (error);
  g_assert_null (mien_recipe_find_task (arm, "a")->loss_options);
  g_assert_cmpfloat (option_of (recipe, "a", MIEN_LOSS_FOCAL, 0), ==, 3.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-loss/read", test_options_are_read_and_written);
  g_test_add_func ("/recipe-loss/refused", test_options_that_the_loss_does_not_have_are_refused);
  g_test_add_func ("/recipe-loss/path", test_an_option_is_set_by_its_path);
  g_test_add_func ("/recipe-loss/dropped", test_another_loss_drops_the_options_that_it_lacks);
  return g_test_run ();
}
