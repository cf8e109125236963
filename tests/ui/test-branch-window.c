#include "tests/ui/page-test.h"
#include "ui/pages/branch-window.h"

#include <string.h>

typedef struct {
  MienWorkbench *workbench;
  guint n_started;
  char *failure;
} Fixture;

static void
on_started (Fixture *fixture)
{
  fixture->n_started++;
}

static void
on_failed (Fixture *fixture, const GError *error)
{
  fixture->failure = g_strdup (error->message);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe;

  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:40");
  recipe = mien_workbench_get_recipe (fixture->workbench);
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->epochs = 2;
  g_signal_connect_swapped (fixture->workbench, "job-started", G_CALLBACK (on_started), fixture);
  g_signal_connect_swapped (fixture->workbench, "branch-failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_finish (fixture->workbench);
  g_free (fixture->failure);
}

static gboolean
is_idle (gpointer workbench)
{
  return !mien_workbench_is_busy (workbench);
}

static gboolean
have_run_three (gpointer data)
{
  Fixture *fixture = data;

  g_assert_null (fixture->failure);
  return fixture->n_started == 3 && !mien_workbench_is_busy (fixture->workbench);
}

static gboolean
is_listed (gpointer workbench)
{
  return g_list_model_get_n_items (mien_workbench_get_runs (workbench)) > 0;
}

static gboolean
can_branch (gpointer window)
{
  return gtk_widget_is_sensitive (page_test_get (window, "Branch Run"));
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failure != NULL;
}

static GtkWidget *
show_window (Fixture *fixture)
{
  GtkWidget *window = mien_branch_window_new (fixture->workbench, NULL, NULL);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
test_a_finished_run_goes_on_in_two_ways (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GPtrArray *branches;

  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, &error));
  page_test_wait (is_idle, fixture->workbench);
  page_test_wait (is_listed, fixture->workbench);
  window = show_window (fixture);
  page_test_wait (can_branch, window);
  page_test_type (window, "Epochs of the branches", "4");
  g_assert_nonnull (page_test_find_words (window, "The learning rate goes on at"));
  page_test_choose (window, "Change in branch 1", "Another weight of yaw");
  page_test_type (window, "Weight in branch 1", "1.5");
  g_signal_emit_by_name (page_test_get (window, "Branch Run"), "clicked");
  page_test_wait (have_run_three, fixture);

  branches = mien_workbench_get_branches (fixture->workbench);
  g_assert_cmpuint (branches->len, ==, 2);
  for (guint i = 0; i < branches->len; i++) {
    const MienBranchRun *branch = g_ptr_array_index (branches, i);
    g_autoptr (MienRun) run = mien_run_open (branch->folder, &error);

    g_assert_no_error (error);
    g_assert_cmpint (run->state, ==, MIEN_RUN_FINISHED);
    g_assert_cmpint (
        json_object_get_int_member (json_node_get_object (run->result), "epochs_trained"), ==, 4);
    g_assert_cmpstr (branch->name, ==, i == 0 ? "yaw × 1.50" : "without yaw");
  }
}

static void
test_without_a_run_there_is_nothing_to_branch (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *window = show_window (fixture);

  g_assert_false (can_branch (window));
  g_assert_nonnull (page_test_find_words (window, "There is no run to branch yet."));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_a_run_that_is_gone_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienBranching *branching = mien_branching_new ("/nowhere/run-0001", -1);

  mien_branching_add (branching, "unchanged", NULL, 0.0, 0);
  mien_workbench_branch (fixture->workbench, branching);
  page_test_wait (has_failed, fixture);
  g_assert_nonnull (strstr (fixture->failure, "/nowhere/run-0001"));
  g_assert_false (mien_workbench_is_busy (fixture->workbench));
}

static void
count_up (guint *count)
{
  (*count)++;
}

static gboolean
have_run_two (gpointer data)
{
  return ((Fixture *) data)->n_started >= 2;
}

static void
test_branching_what_trains_is_told_as_stopping (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienBranching *branching;
  guint n_stopping = 0;
  g_autoptr (GError) error = NULL;

  mien_workbench_get_recipe (fixture->workbench)->epochs = 100000;
  g_signal_connect_swapped (fixture->workbench, "job-stopping", G_CALLBACK (count_up), &n_stopping);
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, &error));
  branching =
      mien_branching_new (mien_job_get_folder (mien_workbench_get_job (fixture->workbench)), -1);
  mien_branching_add (branching, "unchanged", NULL, 0.0, 0);
  mien_workbench_branch (fixture->workbench, branching);
  g_assert_cmpuint (n_stopping, ==, 1);
  while (!have_run_two (fixture) && fixture->failure == NULL)
    g_main_context_iteration (NULL, TRUE);
  mien_workbench_command (fixture->workbench, MIEN_COMMAND_STOP);
  page_test_wait (is_idle, fixture->workbench);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/branch/two", test_a_finished_run_goes_on_in_two_ways);
  ADD ("/branch/none", test_without_a_run_there_is_nothing_to_branch);
  ADD ("/branch/stopping", test_branching_what_trains_is_told_as_stopping);
  ADD ("/branch/gone", test_a_run_that_is_gone_is_told);
  return g_test_run ();
}
