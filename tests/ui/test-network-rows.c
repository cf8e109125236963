#include "tests/ui/page-test.h"
#include "ui/widgets/network-rows.h"

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:60");
  fixture->window = page_test_window (mien_network_rows_new (fixture->workbench));
  gtk_expander_set_expanded (GTK_EXPANDER (page_test_get (fixture->window, "What it begins with")),
                             TRUE);
  page_test_settle (300);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static MienRecipe *
get_recipe (Fixture *fixture)
{
  return mien_workbench_get_recipe (fixture->workbench);
}

static void
test_experts_are_asked_for_where_there_are_some (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null (page_test_find (fixture->window, "Experts"));
  page_test_choose (fixture->window, "Sharing", "Mixture of experts");
  page_test_type (fixture->window, "Experts", "6");
  g_assert_cmpint (get_recipe (fixture)->sharing.kind, ==, MIEN_SHARING_MMOE);
  g_assert_cmpint (get_recipe (fixture)->sharing.experts, ==, 6);
  g_assert_nonnull (page_test_find_words (fixture->window, "Several networks, the experts"));
  page_test_choose (fixture->window, "Sharing", "Task attention");
  g_assert_cmpint (get_recipe (fixture)->sharing.kind, ==, MIEN_SHARING_MTAN);
  g_assert_null (page_test_find (fixture->window, "Experts"));
}

static void
test_stages_stay_as_they_are (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Keep as it is", "up to block2");
  g_assert_cmpstr (get_recipe (fixture)->freeze, ==, "block2");
  g_assert_nonnull (page_test_find_text (fixture->window, "random numbers, kept up to block2"));
  page_test_choose (fixture->window, "Keep as it is", "nothing");
  g_assert_null (get_recipe (fixture)->freeze);
}

static void
test_a_model_to_start_from_is_told_and_taken_back (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);

  g_assert_null (page_test_find (fixture->window, "Start from Random Numbers"));
  g_assert_true (
      mien_recipe_set (recipe, "network.start", "/nowhere/first-run/model.safetensors", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_nonnull (
      page_test_find_text (fixture->window, "Starts from first-run/model.safetensors"));
  g_assert_nonnull (mien_network_rows_find_obstacle (recipe));
  gtk_widget_activate (page_test_get (fixture->window, "Start from Random Numbers"));
  page_test_settle (400);
  g_assert_null (recipe->start);
  g_assert_null (mien_network_rows_find_obstacle (recipe));
  g_assert_nonnull (page_test_find_text (fixture->window, "Starts from random numbers"));
}

static void
test_a_stage_that_another_network_lacks_stays_in_sight (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  GtkDropDown *freeze = GTK_DROP_DOWN (page_test_get (fixture->window, "Keep as it is"));

  page_test_choose (fixture->window, "Keep as it is", "up to block2");
  g_assert_true (mien_recipe_set (get_recipe (fixture), "network.preset", "mlp", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (freeze)), ==,
                   "up to block2");
  page_test_choose (fixture->window, "Keep as it is", "up to hidden1");
  g_assert_cmpstr (get_recipe (fixture)->freeze, ==, "hidden1");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (freeze)), ==, 3);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  add ("/network-rows/experts", test_experts_are_asked_for_where_there_are_some);
  add ("/network-rows/keep", test_stages_stay_as_they_are);
  add ("/network-rows/start", test_a_model_to_start_from_is_told_and_taken_back);
  add ("/network-rows/lacking", test_a_stage_that_another_network_lacks_stays_in_sight);
  return g_test_run ();
}
