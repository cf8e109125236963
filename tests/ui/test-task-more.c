#include "tests/ui/page-test.h"
#include "ui/models/draft.h"
#include "ui/widgets/task-more.h"
#include "ui/widgets/task-row.h"

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static MienRecipe *
get_recipe (Fixture *fixture)
{
  return mien_workbench_get_recipe (fixture->workbench);
}

static MienRecipeTask *
get_task (Fixture *fixture)
{
  return mien_recipe_find_task (get_recipe (fixture), "person");
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienColumn *column;

  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:60");
  column = mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "person");
  mien_draft_use (get_recipe (fixture), "person", TRUE, 0.5);
  fixture->window = page_test_window (mien_task_row_new (fixture->workbench, column));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (page_test_get (fixture->window, "More about person")), TRUE);
  page_test_settle (400);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static void
test_every_row_changes_the_task (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Branch of person", "after block2");
  page_test_type (fixture->window, "Head layers of person", "2");
  page_test_type (fixture->window, "Head width of person", "96");
  page_test_type (fixture->window, "Labels kept of person", "20");
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, "Shuffle labels of person")),
                         TRUE);
  g_assert_cmpstr (get_task (fixture)->branch, ==, "block2");
  g_assert_cmpint (get_task (fixture)->n_hidden, ==, 2);
  g_assert_cmpint (get_task (fixture)->hidden_width, ==, 96);
  g_assert_cmpfloat_with_epsilon (get_task (fixture)->labels, 0.2, 1e-12);
  g_assert_true (get_task (fixture)->shuffle);
  g_assert_nonnull (page_test_find_words (
      fixture->window, "leaves at block2, head 2 × 96, 20 % of labels, shuffled"));
  g_assert_true (mien_recipe_check (get_recipe (fixture), NULL));
}

static void
test_a_head_has_a_width_where_it_has_layers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null (page_test_find (fixture->window, "Head width of person"));
  page_test_type (fixture->window, "Head layers of person", "1");
  g_assert_cmpint (get_task (fixture)->hidden_width, ==, 64);
  g_assert_nonnull (page_test_find (fixture->window, "Head width of person"));
  page_test_type (fixture->window, "Head layers of person", "0");
  g_assert_cmpint (get_task (fixture)->hidden_width, ==, 0);
}

static void
test_options_are_those_of_the_loss (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null (page_test_find (fixture->window, "Focus of person"));
  page_test_choose (fixture->window, "Loss of person", "focal");
  page_test_type (fixture->window, "Focus of person", "3.5");
  g_assert_cmpfloat (json_object_get_double_member (get_task (fixture)->loss_options, "gamma"), ==,
                     3.5);
  page_test_choose (fixture->window, "Loss of person", "cross-entropy");
  g_assert_null (page_test_find (fixture->window, "Focus of person"));
  g_assert_null (get_task (fixture)->loss_options);
}

static void
test_rows_follow_the_recipe (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkDropDown *branch = GTK_DROP_DOWN (page_test_get (fixture->window, "Branch of person"));

  g_assert_true (mien_recipe_set (get_recipe (fixture), "tasks.person.branch", "block1", NULL));
  g_assert_true (mien_recipe_set (get_recipe (fixture), "tasks.person.labels", "0.35", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (branch)), ==,
                   "after block1");
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (
                                      page_test_get (fixture->window, "Labels kept of person"))),
                                  35.0, 1e-9);
  mien_draft_use (get_recipe (fixture), "person", FALSE, 0.5);
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (branch)));
}

static void
test_stages_are_those_of_the_network (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true (mien_recipe_set (get_recipe (fixture), "network.preset", "mlp", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  page_test_choose (fixture->window, "Branch of person", "after hidden1");
  g_assert_cmpstr (get_task (fixture)->branch, ==, "hidden1");
}

static void
test_an_adversary_is_a_role_and_never_the_only_task (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Role of person", "Adversary");
  g_assert_cmpint (get_task (fixture)->role, ==, MIEN_ROLE_ADVERSARIAL);
  page_test_choose (fixture->window, "Role of person", "Main");
  g_assert_cmpint (get_task (fixture)->role, ==, MIEN_ROLE_MAIN);
  mien_draft_use (get_recipe (fixture), "expression", FALSE, 0.5);
  page_test_choose (fixture->window, "Role of person", "Adversary");
  g_assert_cmpint (get_task (fixture)->role, ==, MIEN_ROLE_MAIN);
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
  add ("/task-more/recipe", test_every_row_changes_the_task);
  add ("/task-more/head", test_a_head_has_a_width_where_it_has_layers);
  add ("/task-more/options", test_options_are_those_of_the_loss);
  add ("/task-more/follow", test_rows_follow_the_recipe);
  add ("/task-more/stages", test_stages_are_those_of_the_network);
  add ("/task-more/adversary", test_an_adversary_is_a_role_and_never_the_only_task);
  return g_test_run ();
}
