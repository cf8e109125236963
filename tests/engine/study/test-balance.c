#include "engine/core/error.h"
#include "engine/study/report/report.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

static MienRecipe *
balanced_recipe (void)
{
  MienRecipe *recipe = folder_recipe ();

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  mien_recipe_get_main (recipe)->class_weights = MIEN_CLASS_WEIGHTS_INVERSE;
  recipe->sampling = MIEN_SAMPLING_BALANCED;
  recipe->augment.noise = 0.05;
  recipe->augment.mixup = 0.2;
  return recipe;
}

static void
test_a_run_tells_what_it_did_about_unequal_classes (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autofree char *page = g_build_filename (folder, "run.html", NULL);
  g_autoptr (MienRecipe) recipe = balanced_recipe ();
  g_autoptr (GError) error = NULL;

  folder_train (recipe, out, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (MienRun) run = mien_run_open (out, &error);
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *task =
      json_object_get_object_member (json_object_get_object_member (result, "tasks"), "expression");
  JsonObject *used = json_object_get_object_member (task, "class_weights");
  JsonObject *weights = json_object_get_object_member (used, "weights");

  g_assert_cmpstr (json_object_get_string_member (result, "sampling"), ==, "balanced");
  g_assert_cmpstr (json_object_get_string_member (used, "method"), ==, "inverse");
  g_assert_cmpint (json_object_get_size (weights), ==, 7);
  g_assert_false (json_object_has_member (
      json_object_get_object_member (json_object_get_object_member (result, "tasks"), "valence"),
      "class_weights"));
  g_assert_true (mien_report_write (out, page, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *text = folder_read (folder, "run.html");
  g_assert_nonnull (strstr (text, "every epoch showed the classes of expression equally often"));
  g_assert_nonnull (
      strstr (text, "In the training loss of expression a face counted by its class"));
  folder_remove (folder);
}

static void
test_another_way_of_balancing_is_another_run (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = balanced_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, NULL));
  recipe->sampling = MIEN_SAMPLING_SHUFFLED;
  g_assert_false (folder_train (recipe, out, TRUE, &error));
  g_assert_nonnull (strstr (error->message, "“sampling”"));
  g_clear_error (&error);
  recipe->sampling = MIEN_SAMPLING_BALANCED;
  mien_recipe_get_main (recipe)->class_weights = MIEN_CLASS_WEIGHTS_NONE;
  g_assert_false (folder_train (recipe, out, TRUE, &error));
  g_assert_nonnull (strstr (error->message, "“tasks”"));
  folder_remove (folder);
}

static void
test_what_has_no_classes_cannot_be_balanced (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_MAIN, 1.0);
  recipe->sampling = MIEN_SAMPLING_BALANCED;
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "sampling: “balanced”"));
  g_assert_nonnull (strstr (error->message, "“valence”"));
  g_clear_error (&error);
  recipe->sampling = MIEN_SAMPLING_SHUFFLED;
  mien_recipe_get_main (recipe)->class_weights = MIEN_CLASS_WEIGHTS_EFFECTIVE;
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "Task “valence”: class_weights is “effective”"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/balance/told", test_a_run_tells_what_it_did_about_unequal_classes);
  g_test_add_func ("/balance/resume", test_another_way_of_balancing_is_another_run);
  g_test_add_func ("/balance/refused", test_what_has_no_classes_cannot_be_balanced);
  return g_test_run ();
}
