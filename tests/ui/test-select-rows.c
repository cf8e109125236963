#include "tests/ui/page-test.h"
#include "ui/models/draft.h"
#include "ui/widgets/select-rows.h"

static void
set_up (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_set_up (fixture, "built-in:60", mien_select_rows_new);
}

static MienRecipe *
get_recipe (PageFixture *fixture)
{
  return mien_workbench_get_recipe (fixture->workbench);
}

static const char *
get_chosen (PageFixture *fixture, const char *name)
{
  return gtk_string_object_get_string (
      gtk_drop_down_get_selected_item (GTK_DROP_DOWN (page_test_get (fixture->window, name))));
}

static void
test_every_row_changes_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) told = g_string_new ("cosine");

  page_test_choose (fixture->window, "Best epoch", "mean rank");
  page_test_choose (fixture->window, "Main task’s metric", "macro F1");
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, "Keep the best of each task")),
                         TRUE);
  page_test_type (fixture->window, "Keep a checkpoint every", "5");
  g_assert_cmpint (get_recipe (fixture)->select_by, ==, MIEN_SELECT_MEAN_RANK);
  g_assert_cmpstr (get_recipe (fixture)->select_metric, ==, "macro_f1");
  g_assert_true (get_recipe (fixture)->keep_best_of_each);
  g_assert_cmpint (get_recipe (fixture)->checkpoints, ==, 5);

  mien_select_rows_summarise (get_recipe (fixture), told);
  g_assert_cmpstr (
      told->str, ==,
      "cosine, best by mean rank, judged by macro F1, best of each task, checkpoints 5");
  page_test_choose (fixture->window, "Main task’s metric", "balanced accuracy");
  g_assert_null (get_recipe (fixture)->select_metric);
}

static void
test_a_weighted_sum_asks_for_a_share_of_each_task (PageFixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);

  g_assert_null (page_test_find (fixture->window, "Share of expression"));
  page_test_choose (fixture->window, "Best epoch", "weighted sum");
  mien_draft_use (recipe, "person", TRUE, 0.5);
  mien_workbench_recipe_edited (fixture->workbench);
  page_test_type (fixture->window, "Share of person", "0.25");
  g_assert_cmpfloat (json_object_get_double_member (recipe->select_weights, "person"), ==, 0.25);
  g_assert_cmpfloat (json_object_get_double_member (recipe->select_weights, "expression"), ==, 1.0);
}

static void
test_rows_follow_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true (mien_recipe_set (get_recipe (fixture), "select.by", "stand-still", NULL));
  g_assert_true (mien_recipe_set (get_recipe (fixture), "select.metric", "accuracy", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpstr (get_chosen (fixture, "Best epoch"), ==, "all stand still");
  g_assert_cmpstr (get_chosen (fixture, "Main task’s metric"), ==, "accuracy");
}

static void
test_a_metric_that_another_main_task_lacks_is_told (PageFixture *fixture,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);
  MienDataset *dataset = mien_workbench_get_dataset (fixture->workbench);

  page_test_choose (fixture->window, "Main task’s metric", "macro F1");
  g_assert_null (mien_select_rows_find_obstacle (recipe, dataset));
  mien_draft_set_main (recipe, "valence");
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_nonnull (mien_select_rows_find_obstacle (recipe, dataset));
  g_assert_cmpstr (get_chosen (fixture, "Main task’s metric"), ==, "macro F1");
  page_test_choose (fixture->window, "Main task’s metric", "RMSE");
  g_assert_null (mien_select_rows_find_obstacle (recipe, dataset));
}

static void
add (const char *path, void (*test) (PageFixture *fixture, gconstpointer data))
{
  g_test_add (path, PageFixture, NULL, set_up, test, page_test_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  add ("/select-rows/recipe", test_every_row_changes_the_recipe);
  add ("/select-rows/weighted", test_a_weighted_sum_asks_for_a_share_of_each_task);
  add ("/select-rows/follow", test_rows_follow_the_recipe);
  add ("/select-rows/lacking", test_a_metric_that_another_main_task_lacks_is_told);
  return g_test_run ();
}
