#include "tests/ui/page-test.h"
#include "ui/models/run-facts.h"
#include "ui/models/run-item.h"
#include "ui/pages/run-rows.h"

#include <glib/gstdio.h>

typedef struct {
  MienWorkbench *workbench;
  guint dataset_changes;
  char *failure;
  gboolean finished;
  char *job_failure;
  guint points;
} Fixture;

static void
on_dataset_changed (Fixture *fixture)
{
  fixture->dataset_changes++;
}

static void
on_dataset_failed (Fixture *fixture, const GError *error)
{
  g_free (fixture->failure);
  fixture->failure = g_strdup (error->message);
}

static void
on_job_events (Fixture *fixture, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    fixture->points +=
        ((const MienEvent *) g_ptr_array_index (events, i))->kind == MIEN_EVENT_POINT;
}

static void
on_job_finished (Fixture *fixture, const GError *error)
{
  fixture->finished = TRUE;
  g_free (fixture->job_failure);
  fixture->job_failure = error != NULL ? g_strdup (error->message) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  g_signal_connect_swapped (fixture->workbench, "dataset-changed", G_CALLBACK (on_dataset_changed),
                            fixture);
  g_signal_connect_swapped (fixture->workbench, "dataset-failed", G_CALLBACK (on_dataset_failed),
                            fixture);
  g_signal_connect_swapped (fixture->workbench, "job-events", G_CALLBACK (on_job_events), fixture);
  g_signal_connect_swapped (fixture->workbench, "job-finished", G_CALLBACK (on_job_finished),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_finish (fixture->workbench);
  g_free (fixture->failure);
  g_free (fixture->job_failure);
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failure != NULL;
}

static gboolean
has_finished (gpointer data)
{
  return ((Fixture *) data)->finished;
}

static gboolean
has_points (gpointer data)
{
  Fixture *fixture = data;

  return fixture->points > 0 || fixture->finished;
}

static gboolean
has_a_run (gpointer data)
{
  return g_list_model_get_n_items (mien_workbench_get_runs (((Fixture *) data)->workbench)) > 0;
}

static gboolean
has_an_interrupted_run (gpointer data)
{
  return mien_workbench_get_interrupted (((Fixture *) data)->workbench) != NULL;
}

static void
test_a_data_set_gives_the_draft_its_main_task (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  const MienRecipeTask *task;

  page_test_open (fixture->workbench, "built-in:40");
  g_assert_cmpuint (fixture->dataset_changes, ==, 1);
  g_assert_cmpuint (recipe->tasks->len, ==, 1);
  task = g_ptr_array_index (recipe->tasks, 0);
  g_assert_cmpstr (task->column, ==, "expression");
  g_assert_cmpint (task->role, ==, MIEN_ROLE_MAIN);
}

static void
test_what_cannot_be_opened_is_told_and_changes_nothing (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:40");
  mien_workbench_open (fixture->workbench, "/nowhere/at/all", "fer2013");
  page_test_wait (has_failed, fixture);
  g_assert_nonnull (strstr (fixture->failure, "/nowhere/at/all"));
  g_assert_cmpuint (mien_dataset_get_n_samples (mien_workbench_get_dataset (fixture->workbench)),
                    ==, 40);
  g_assert_cmpstr (mien_workbench_get_recipe (fixture->workbench)->layout, ==, "auto");
}

static void
test_a_cancelled_opening_says_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_workbench_open (fixture->workbench, "built-in:4000", NULL);
  mien_workbench_cancel_open (fixture->workbench);
  page_test_settle (300);
  g_assert_null (mien_workbench_get_dataset (fixture->workbench));
  g_assert_cmpuint (fixture->dataset_changes, ==, 0);
  g_assert_null (fixture->failure);
}

static void
test_a_recipe_keeps_its_tasks_when_its_faces_open (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  const char *text =
      "{\"mien\": 1, \"data\": {\"path\": \"built-in:40\"}, \"epochs\": 7, \"tasks\": ["
      "{\"column\": \"expression\", \"role\": \"main\"},"
      "{\"column\": \"person\", \"role\": \"auxiliary\", \"weight\": 0.3}]}";
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  g_autofree char *path = g_build_filename (workspace, "recipe.json", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  mien_workbench_open_recipe (fixture->workbench, path, &error);
  g_assert_no_error (error);
  page_test_settle (20);
  while (mien_workbench_get_dataset (fixture->workbench) == NULL)
    page_test_settle (20);

  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_assert_cmpint (recipe->epochs, ==, 7);
  g_assert_cmpfloat (mien_recipe_find_task (recipe, "person")->weight, ==, 0.3);
}

static char *
get_label (Fixture *fixture)
{
  return mien_column_format (
      mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "expression"), 0);
}

static void
test_a_correction_can_be_taken_back_and_made_again (Fixture *fixture,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *corrected = NULL, *undone = NULL, *redone = NULL;
  const char *label;

  page_test_open (fixture->workbench, "built-in:40");
  before = get_label (fixture);
  label = g_str_equal (before, "fear") ? "happy" : "fear";
  g_assert_true (mien_workbench_correct (fixture->workbench, 0, "expression", label, &error));
  corrected = get_label (fixture);
  g_assert_true (mien_workbench_undo (fixture->workbench, NULL, &error));
  undone = get_label (fixture);
  g_assert_true (mien_workbench_redo (fixture->workbench, NULL, &error));
  redone = get_label (fixture);

  g_assert_no_error (error);
  g_assert_cmpstr (corrected, ==, label);
  g_assert_cmpstr (undone, ==, before);
  g_assert_cmpstr (redone, ==, label);
}

static void
test_a_label_that_is_no_class_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  page_test_open (fixture->workbench, "built-in:40");
  g_assert_false (mien_workbench_correct (fixture->workbench, 0, "expression", "hungry", &error));
  g_assert_nonnull (error);
  g_assert_false (mien_workbench_undo (fixture->workbench, NULL, NULL));
}

static guint
count_excluded (Fixture *fixture)
{
  MienDataset *dataset = mien_workbench_get_dataset (fixture->workbench);
  guint n = 0;

  for (guint i = 0; i < mien_dataset_get_n_samples (dataset); i++)
    n += (guint) mien_dataset_is_excluded (dataset, i);
  return n;
}

static GArray *
first_samples (guint n)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    g_array_append_val (samples, i);
  return samples;
}

static void
test_many_faces_are_excluded_in_one_step (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) two = first_samples (2);
  g_autoptr (GArray) five = first_samples (5);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  page_test_open (fixture->workbench, "built-in:40");
  g_assert_true (mien_workbench_correct_all (fixture->workbench, two, "", "exclude", &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (mien_workbench_correct_all (fixture->workbench, five, "", "exclude", &n, &error));
  g_assert_cmpuint (n, ==, 3); /* two were excluded before */
  g_assert_cmpuint (count_excluded (fixture), ==, 5);
  g_assert_true (mien_workbench_undo (fixture->workbench, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (count_excluded (fixture), ==, 2);
  g_assert_true (mien_workbench_redo (fixture->workbench, NULL, &error));
  g_assert_cmpuint (count_excluded (fixture), ==, 5);
  g_assert_true (mien_workbench_correct_all (fixture->workbench, five, "", "", &n, &error));
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
  g_assert_no_error (error);
}

static void
test_corrections_of_a_file_are_one_step (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  g_autofree char *path = g_build_filename (workspace, "corrections.csv", NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0, strange = 0;

  page_test_open (fixture->workbench, "built-in:40");
  g_file_set_contents (path,
                       "path,column,label,original\nfaces/00001.png,,exclude,\n"
                       "faces/00002.png,expression,fear,\nfaces/99999.png,,exclude,\n",
                       -1, NULL);
  g_assert_true (
      mien_workbench_import_corrections (fixture->workbench, path, &n, &strange, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (strange, ==, 1);
  g_assert_cmpuint (count_excluded (fixture), ==, 1);
  g_assert_true (mien_workbench_undo (fixture->workbench, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (count_excluded (fixture), ==, 0);

  g_file_set_contents (path,
                       "path,column,label,original\nfaces/00001.png,,exclude,\n"
                       "faces/00002.png,expression,hungry,\n",
                       -1, NULL);
  g_assert_false (
      mien_workbench_import_corrections (fixture->workbench, path, &n, &strange, &error));
  g_assert_nonnull (strstr (error->message, "faces/00002.png"));
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
}

static void
design_small_run (Fixture *fixture, int epochs)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  page_test_open (fixture->workbench, "built-in:60");
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->preprocessing.size = 16;
  recipe->epochs = epochs;
  recipe->batch = 16;
  mien_workbench_recipe_edited (fixture->workbench);
}

static void
test_a_run_tells_of_itself_and_is_listed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  design_small_run (fixture, 2);
  mien_workbench_start (fixture->workbench, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (mien_workbench_is_busy (fixture->workbench));
  page_test_wait (has_finished, fixture);
  g_assert_cmpstr (fixture->job_failure, ==, NULL);
  g_assert_cmpuint (fixture->points, >, 0);
  page_test_wait (has_a_run, fixture);

  g_autoptr (MienRunItem) item =
      g_list_model_get_item (mien_workbench_get_runs (fixture->workbench), 0);
  g_assert_cmpint (mien_run_item_get_state (item), ==, MIEN_RUN_FINISHED);
  g_assert_cmpstr (mien_workbench_get_inspected (fixture->workbench), ==,
                   mien_run_item_get_folder (item));
}

static void
test_a_run_that_ended_early_says_so (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  design_small_run (fixture, 50);
  recipe->stop_after = 2;
  recipe->optimizer.lr = 1e-9; /* too small to make anything better */
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_wait (has_finished, fixture);
  page_test_wait (has_a_run, fixture);

  g_autoptr (MienRunItem) item =
      g_list_model_get_item (mien_workbench_get_runs (fixture->workbench), 0);
  g_autofree char *epoch = mien_run_fact (item, MIEN_FACT_EPOCH);
  g_autofree char *outcome = mien_describe_outcome (item);
  g_assert_cmpint (mien_run_gave_up_at (item), ==, 3);
  g_assert_true (g_str_has_suffix (epoch, " of 3, by validation"));
  g_assert_true (
      g_str_has_prefix (outcome, "Ended early, after epoch 3, as it got no better. On the test"));
}

static void
test_a_stopped_run_can_go_on (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  design_small_run (fixture, 400);
  mien_workbench_start (fixture->workbench, FALSE, &error);
  g_assert_no_error (error);
  page_test_wait (has_points, fixture);
  mien_workbench_command (fixture->workbench, MIEN_COMMAND_STOP);
  page_test_wait (has_finished, fixture);
  page_test_wait (has_an_interrupted_run, fixture);

  folder = g_strdup (mien_workbench_get_interrupted (fixture->workbench));
  fixture->finished = FALSE;
  fixture->points = 0;
  g_assert_true (mien_workbench_resume (fixture->workbench, folder, &error));
  g_assert_cmpstr (mien_job_get_folder (mien_workbench_get_job (fixture->workbench)), ==, folder);
  page_test_wait (has_points, fixture);
  mien_workbench_command (fixture->workbench, MIEN_COMMAND_STOP);
  page_test_wait (has_finished, fixture);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/workbench/draft", test_a_data_set_gives_the_draft_its_main_task);
  add ("/workbench/failed", test_what_cannot_be_opened_is_told_and_changes_nothing);
  add ("/workbench/cancelled", test_a_cancelled_opening_says_nothing);
  add ("/workbench/recipe", test_a_recipe_keeps_its_tasks_when_its_faces_open);
  add ("/workbench/undo", test_a_correction_can_be_taken_back_and_made_again);
  add ("/workbench/many", test_many_faces_are_excluded_in_one_step);
  add ("/workbench/import", test_corrections_of_a_file_are_one_step);
  add ("/workbench/refused", test_a_label_that_is_no_class_is_refused);
  add ("/workbench/run", test_a_run_tells_of_itself_and_is_listed);
  add ("/workbench/ended-early", test_a_run_that_ended_early_says_so);
  add ("/workbench/resume", test_a_stopped_run_can_go_on);
  return g_test_run ();
}
