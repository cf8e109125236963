#include "engine/study/recipe-difference.h"

static MienRecipe *
make_recipe (const char *const *settings)
{
  MienRecipe *recipe = mien_recipe_new ();

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  for (; settings[0] != NULL; settings += 2) {
    g_autoptr (GError) error = NULL;

    mien_recipe_set (recipe, settings[0], settings[1], &error);
    g_assert_no_error (error);
  }
  return recipe;
}

static void
assert_difference (GPtrArray *differences, guint i, const char *path, const char *a, const char *b)
{
  const MienRecipeDifference *difference = g_ptr_array_index (differences, i);

  g_assert_cmpstr (difference->path, ==, path);
  g_assert_cmpuint (difference->n, ==, 2);
  g_assert_cmpstr (difference->texts[0], ==, a);
  g_assert_cmpstr (difference->texts[1], ==, b);
}

static GPtrArray *
differ_all (MienRecipe **recipes, guint n)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lists, mien_recipe_list_values (recipes[i]));
  return mien_recipe_find_differences (lists);
}

static GPtrArray *
differ (MienRecipe *a, MienRecipe *b)
{
  return differ_all ((MienRecipe *[]){a, b}, 2);
}

static void
test_same_recipes_differ_in_nothing (void)
{
  g_autoptr (MienRecipe) a = make_recipe ((const char *[]){"epochs", "7", NULL});
  g_autoptr (MienRecipe) b = make_recipe ((const char *[]){"epochs", "7", NULL});
  g_autoptr (GPtrArray) differences = differ (a, b);

  g_assert_cmpuint (differences->len, ==, 0);
}

static void
test_keys_are_named_as_set_takes_them (void)
{
  g_autoptr (MienRecipe) a = make_recipe ((const char *[]){NULL});
  g_autoptr (MienRecipe) b =
      make_recipe ((const char *[]){"optimizer.lr", "0.25", "network.preset", "mlp", NULL});
  g_autoptr (GPtrArray) differences = differ (a, b);

  g_assert_cmpuint (differences->len, ==, 2);
  assert_difference (differences, 0, "network.preset", "reference", "mlp");
  assert_difference (differences, 1, "optimizer.lr", "0.001", "0.25");
}

static void
test_tasks_are_told_by_their_columns (void)
{
  g_autoptr (MienRecipe) a = make_recipe ((const char *[]){NULL});
  g_autoptr (MienRecipe) b = make_recipe ((const char *[]){NULL});
  g_autoptr (GPtrArray) differences = NULL;
  gboolean weight = FALSE;

  mien_recipe_put_task (a, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  mien_recipe_put_task (b, "valence", MIEN_ROLE_AUXILIARY, 0.25);
  mien_recipe_put_task (b, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  differences = differ (a, b);
  for (guint i = 0; i < differences->len; i++) {
    const MienRecipeDifference *difference = g_ptr_array_index (differences, i);

    g_assert_true (g_str_has_prefix (difference->path, "tasks.valence."));
    g_assert_null (difference->texts[0]);
    weight = weight || (g_str_equal (difference->path, "tasks.valence.weight") &&
                        g_str_equal (difference->texts[1], "0.25"));
  }
  g_assert_true (weight);
}

static void
test_many_recipes_stand_side_by_side (void)
{
  g_autoptr (MienRecipe) a = make_recipe ((const char *[]){"seed", "1", NULL});
  g_autoptr (MienRecipe) b = make_recipe ((const char *[]){"seed", "1", NULL});
  g_autoptr (MienRecipe) c = make_recipe ((const char *[]){"seed", "3", NULL});
  g_autoptr (GPtrArray) differences = differ_all ((MienRecipe *[]){a, b, c}, 3);
  const MienRecipeDifference *difference;

  g_assert_cmpuint (differences->len, ==, 1);
  difference = g_ptr_array_index (differences, 0);
  g_assert_cmpstr (difference->path, ==, "seed");
  g_assert_cmpstr (difference->texts[1], ==, "1");
  g_assert_cmpstr (difference->texts[2], ==, "3");
}

static void
test_digests_say_the_same (void)
{
  g_autoptr (GPtrArray) values = mien_recipe_list_digested (
      "recipe.optimizer.lr\t0.01\nrun.seconds\t3\nrecipe.tasks.yaw.weight\t0.5\n");
  const MienRecipeValue *second;

  g_assert_cmpuint (values->len, ==, 2);
  second = g_ptr_array_index (values, 1);
  g_assert_cmpstr (second->path, ==, "tasks.yaw.weight");
  g_assert_cmpstr (second->text, ==, "0.5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-difference/same", test_same_recipes_differ_in_nothing);
  g_test_add_func ("/recipe-difference/keys", test_keys_are_named_as_set_takes_them);
  g_test_add_func ("/recipe-difference/tasks", test_tasks_are_told_by_their_columns);
  g_test_add_func ("/recipe-difference/many", test_many_recipes_stand_side_by_side);
  g_test_add_func ("/recipe-difference/digests", test_digests_say_the_same);
  return g_test_run ();
}
