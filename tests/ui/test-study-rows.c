#include "engine/study/ready-arms.h"
#include "tests/ui/page-test.h"
#include "ui/models/control-words.h"
#include "ui/models/draft.h"
#include "ui/pages/design-page.h"
#include "ui/widgets/study-rows.h"

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static MienRecipe *
get_recipe (Fixture *fixture)
{
  return mien_workbench_get_recipe (fixture->workbench);
}

static GtkWidget *
get (Fixture *fixture, const char *name)
{
  return page_test_get (fixture->window, name);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:60");
  mien_draft_use (get_recipe (fixture), "person", TRUE, 0.5);
  fixture->window = page_test_window (mien_study_rows_new (fixture->workbench));
  gtk_expander_set_expanded (GTK_EXPANDER (get (fixture, "What is compared")), TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static void
check (Fixture *fixture, MienReadyArm ready, gboolean on)
{
  GtkWidget *button = get (fixture, mien_ready_arm_words (ready));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), on);
}

static void
test_every_row_changes_the_recipe (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = get_recipe (fixture);

  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++) {
    check (fixture, (MienReadyArm) i, TRUE);
    g_assert_cmpuint (recipe->controls, ==, (2u << i) - 1);
  }
  gtk_switch_set_active (GTK_SWITCH (get (fixture, "Transfer table")), TRUE);
  g_assert_true (recipe->transfer);
  page_test_choose (fixture->window, "How weights are searched for", "Halving");
  page_test_type (fixture->window, "Trials", "4");
  g_assert_cmpint (recipe->search.method, ==, MIEN_SEARCH_HALVING);
  g_assert_cmpuint (recipe->search.trials, ==, 4);
  g_assert_nonnull (page_test_find_words (fixture->window, "Shuffled labels · Transfer table"));

  check (fixture, MIEN_READY_EQUAL, FALSE);
  g_assert_cmpuint (recipe->controls & 1u << MIEN_READY_EQUAL, ==, 0);
}

static void
test_the_search_is_there_with_its_arm_and_tells_its_cost (Fixture *fixture,
                                                          gconstpointer data G_GNUC_UNUSED)
{
  get_recipe (fixture)->epochs = 20;
  g_assert_null (page_test_find (fixture->window, "Trials"));
  check (fixture, MIEN_READY_SEARCHED, TRUE);
  page_test_type (fixture->window, "Trials", "3");
  g_assert_nonnull (page_test_find_words (fixture->window, "3 trials × 20 epochs for each fold"));
  page_test_choose (fixture->window, "How weights are searched for", "Grid");
  g_assert_nonnull (page_test_find_words (fixture->window, "6 trials × 20 epochs for each fold"));
  g_assert_null (page_test_find (fixture->window, "Trials"));
}

static void
test_rows_follow_the_recipe (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);

  g_assert_true (mien_recipe_set (recipe, "study.controls", "[\"searched\"]", NULL));
  g_assert_true (mien_recipe_set (recipe, "study.search.trials", "5", NULL));
  g_assert_true (mien_recipe_set (recipe, "study.transfer", "true", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (get (fixture, "Trials"))), ==,
                     5.0);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (get (fixture, "Transfer table"))));
  g_assert_true (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (get (fixture, "Searched weights"))));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (get (fixture, "Equal weights"))));
}

static void
test_without_an_auxiliary_task_nothing_can_be_asked_for (Fixture *fixture,
                                                         gconstpointer data G_GNUC_UNUSED)
{
  check (fixture, MIEN_READY_SHUFFLED, TRUE);
  g_assert_null (mien_study_rows_find_obstacle (get_recipe (fixture)));
  mien_draft_use (get_recipe (fixture), "person", FALSE, 0.5);
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_false (gtk_widget_is_sensitive (get (fixture, "Equal weights")));
  g_assert_false (gtk_widget_is_sensitive (get (fixture, "Transfer table")));
  g_assert_nonnull (page_test_find_words (fixture->window, "There is no auxiliary task yet"));

  g_assert_nonnull (mien_study_rows_find_obstacle (get_recipe (fixture)));
  check (fixture, MIEN_READY_SHUFFLED, FALSE);
  g_assert_null (mien_study_rows_find_obstacle (get_recipe (fixture)));
}

static void
test_a_method_is_not_compared_with_itself (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_recipe_set_method (get_recipe (fixture), "equal");
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_false (gtk_widget_is_sensitive (get (fixture, "Equal weights")));
  g_assert_true (gtk_widget_is_sensitive (get (fixture, "Random weights")));
}

static void
test_what_cannot_be_searched_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);

  check (fixture, MIEN_READY_SEARCHED, TRUE);
  recipe->validation = 0.0;
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_nonnull (page_test_find_text (fixture->window, mien_study_rows_find_obstacle (recipe)));
  check (fixture, MIEN_READY_SEARCHED, FALSE);
  g_assert_null (mien_study_rows_find_obstacle (recipe));
}

/* A study that was kept has its ready arms among its arms. */
static void
test_an_arm_that_was_kept_is_taken_out (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);

  check (fixture, MIEN_READY_EQUAL, TRUE);
  g_assert_true (mien_recipe_fill_arms (recipe, NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpuint (recipe->arms->len, ==, 3);
  check (fixture, MIEN_READY_EQUAL, FALSE);
  g_assert_cmpuint (recipe->arms->len, ==, 2);
  g_assert_null (page_test_find_words (fixture->window, "+ Equal weights"));
}

static gboolean
is_told (gpointer page)
{
  return page_test_find_words (page, "a study of 14 runs") != NULL;
}

/* Two folds of: expression alone, with person, searched; two trials; for the table, person alone
 * and the two with the same weight. */
static void
test_the_page_counts_every_training (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = get_recipe (fixture);
  GtkWidget *page;

  g_assert_true (mien_recipe_set (recipe, "network.preset", "mlp", NULL));
  recipe->folds = 2;
  recipe->seeds = 1;
  mien_workbench_recipe_edited (fixture->workbench);
  page = page_test_window (mien_design_page_new (fixture->workbench));
  check (fixture, MIEN_READY_SEARCHED, TRUE);
  page_test_type (fixture->window, "Trials", "2");
  gtk_switch_set_active (GTK_SWITCH (get (fixture, "Transfer table")), TRUE);
  page_test_wait (is_told, page);

  recipe->validation = 0.0;
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_false (gtk_widget_is_sensitive (page_test_get (page, "Start Study")));
  gtk_window_destroy (GTK_WINDOW (page));
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
  add ("/study-rows/recipe", test_every_row_changes_the_recipe);
  add ("/study-rows/search", test_the_search_is_there_with_its_arm_and_tells_its_cost);
  add ("/study-rows/follow", test_rows_follow_the_recipe);
  add ("/study-rows/alone", test_without_an_auxiliary_task_nothing_can_be_asked_for);
  add ("/study-rows/itself", test_a_method_is_not_compared_with_itself);
  add ("/study-rows/unsearchable", test_what_cannot_be_searched_is_told);
  add ("/study-rows/kept", test_an_arm_that_was_kept_is_taken_out);
  add ("/study-rows/page", test_the_page_counts_every_training);
  return g_test_run ();
}
