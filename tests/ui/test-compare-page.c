#include "engine/study/study.h"
#include "tests/ui/page-test.h"
#include "ui/models/run-item.h"
#include "ui/pages/compare-page.h"
#include "ui/widgets/curve-plot.h"

#include <math.h>
#include <string.h>

#define RECIPE(study)                                                                  \
  "{\"mien\": 1, \"data\": {\"path\": \"built-in:60\", \"size\": 16},"                 \
  " \"tasks\": [{\"column\": \"expression\", \"role\": \"main\"},"                     \
  "             {\"column\": \"valence\", \"role\": \"auxiliary\", \"weight\": 0.5}]," \
  " \"network\": {\"preset\": \"mlp\"}, \"epochs\": 2, \"study\": {\"seeds\": 2" study "}}"

static const char recipe_text[] = RECIPE ("");
static const char controls_text[] =
    RECIPE (", \"controls\": [\"shuffled\", \"searched\"], \"transfer\": true,"
            " \"search\": {\"trials\": 2}");

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
  char *runs;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  fixture->runs = g_build_filename (
      mien_store_get_workspace (mien_workbench_get_store (fixture->workbench)), "runs", NULL);
  fixture->window = page_test_window (mien_compare_page_new (fixture->workbench));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
  g_free (fixture->runs);
}

static void
plant_recipe (Fixture *fixture, const char *name, const char *text, gboolean study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) recipe = mien_recipe_parse (text, "test", &error);
  g_autofree char *folder = g_build_filename (fixture->runs, name, NULL);
  g_autoptr (MienControl) control = mien_control_new (NULL);

  g_assert_no_error (error);
  if (study)
    mien_study_execute (recipe, folder, NULL, NULL, FALSE, control, &error);
  else
    mien_run_execute (recipe, folder, NULL, NULL, FALSE, NULL, control, 0, 1, &error);
  g_assert_no_error (error);
}

static void
plant (Fixture *fixture, const char *name, gboolean study)
{
  plant_recipe (fixture, name, recipe_text, study);
}

static gboolean
shows_runs (gpointer window)
{
  return page_test_find (window, "Runs") != NULL;
}

static gboolean
shows_differences (gpointer window)
{
  return page_test_find (window, "Differences") != NULL;
}

static GListModel *
get_runs (Fixture *fixture)
{
  GtkWidget *table = page_test_get (fixture->window, "Runs");

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static MienCurvePlot *
get_curves (gpointer window)
{
  return MIEN_CURVE_PLOT (page_test_get (window, "Curves of the selected runs"));
}

static gboolean
shows_two_runs_curves (gpointer window)
{
  return mien_curve_plot_get_n_lines (get_curves (window)) == 4;
}

static void
show (Fixture *fixture)
{
  mien_workbench_refresh_runs (fixture->workbench);
  page_test_wait (shows_runs, fixture->window);
}

static void
test_without_runs_the_page_says_what_to_do (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_nonnull (page_test_find (fixture->window, "Go to Design"));
  g_assert_null (page_test_find (fixture->window, "Runs"));
}

static void
test_selected_runs_lie_over_each_other (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  plant (fixture, "run-0001", FALSE);
  plant (fixture, "run-0002", FALSE);
  show (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (get_runs (fixture)), ==, 2);
  page_test_choose (fixture->window, "Lines", "Each run");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_runs (fixture)));
  page_test_wait (shows_two_runs_curves, fixture->window);
  g_assert_true (isfinite (
      mien_curve_plot_get_value (get_curves (fixture->window), "run-0002, validation", 2.0)));
}

static gboolean
shows_a_curve_an_arm (gpointer window)
{
  return mien_curve_plot_get_n_lines (get_curves (window)) == 2;
}

static gboolean
shows_two_groups (gpointer fixture)
{
  return g_list_model_get_n_items (get_runs (fixture)) == 2;
}

static void
test_runs_of_an_arm_become_one_curve (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *members;

  plant (fixture, "study-0001", TRUE);
  show (fixture);
  page_test_wait (shows_two_groups, fixture);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_runs (fixture)));
  page_test_wait (shows_a_curve_an_arm, fixture->window);
  g_assert_true (
      isfinite (mien_curve_plot_get_value (get_curves (fixture->window), "expression alone", 2.0)));
  members = page_test_get (fixture->window, "Single Runs");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (members), TRUE);
  g_assert_cmpuint (mien_curve_plot_get_n_lines (get_curves (fixture->window)), ==, 6);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
export_to (Fixture *fixture, const char *name, const char *path)
{
  g_autofree char *folder = g_build_filename (fixture->runs, name, NULL);
  GtkWidget *page = page_test_get (fixture->window, "Runs");

  g_assert_true (gtk_widget_activate_action (page, "compare.write-report", "(ssbb)", folder, path,
                                             TRUE, FALSE));
}

static void
test_a_study_is_told_and_exported (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->runs, "report.html", NULL);
  g_autofree char *text = NULL;

  plant (fixture, "study-0001", TRUE);
  show (fixture);
  page_test_wait (shows_differences, fixture->window);
  g_assert_cmpuint (g_list_model_get_n_items (get_runs (fixture)), ==, 2); /* a row for each arm */
  g_assert_nonnull (page_test_find_words (fixture->window, "study-0001 · 2 runs"));
  g_assert_nonnull (page_test_find_text (fixture->window, "expression alone"));
  g_assert_true (gtk_widget_is_sensitive (page_test_get (fixture->window, "Export Report…")));

  export_to (fixture, "study-0001", path);
  page_test_wait (is_there, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "expression alone"));
  page_test_settle (50);
}

static gboolean
has_tooltip (GtkWidget *root, const char *start)
{
  const char *text = gtk_widget_get_tooltip_text (root);

  if (text != NULL && g_str_has_prefix (text, start))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_tooltip (child, start))
      return TRUE;
  return FALSE;
}

/* 2 trials; 4 arms and 2 more for the table, each with 2 seeds. */
static void
test_a_study_with_controls_tells_gains_and_trials (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *trials;

  plant_recipe (fixture, "study-0001", controls_text, TRUE);
  show (fixture);
  page_test_wait (shows_differences, fixture->window);
  g_assert_true (
      gtk_widget_activate_action (page_test_get (fixture->window, "Runs"), "runs.grouped", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (get_runs (fixture)), ==, 2 + 2 * 6);
  page_test_settle (50);
  g_assert_nonnull (page_test_find_text (fixture->window, "shuffled labels"));
  g_assert_nonnull (page_test_find_text (fixture->window, "with all others"));
  g_assert_nonnull (page_test_find_words (fixture->window, "lets one be claimed"));
  g_assert_true (has_tooltip (fixture->window, "valence learned beside expression against alone"));
  g_assert_nonnull (page_test_find_words (fixture->window, "study-0001 · fold 0 · "));

  trials = gtk_widget_get_ancestor (
      page_test_find_text (fixture->window, "Weights that were tried"), GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (trials), TRUE);
  page_test_settle (50);
  g_assert_nonnull (page_test_find_words (fixture->window, "2 trials × 2 epochs a fold"));
  g_assert_nonnull (page_test_find_text (fixture->window, "fold 0, trial 1"));
  g_assert_nonnull (page_test_find_text (fixture->window, "chosen"));
}

static gboolean
shows_failure (gpointer widget)
{
  if (GTK_IS_INFO_BAR (widget) && gtk_info_bar_get_revealed (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_failure (child))
      return TRUE;
  return FALSE;
}

static MienRunItem *
get_run (Fixture *fixture, guint row)
{
  g_autoptr (GObject) item = g_list_model_get_item (get_runs (fixture), row);

  return MIEN_IS_RUN_ITEM (item) ? MIEN_RUN_ITEM (item) : NULL;
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (
      gtk_widget_activate_action (page_test_get (fixture->window, "Runs"), action, NULL));
}

static gboolean
has_one_row (gpointer data)
{
  return g_list_model_get_n_items (get_runs (data)) == 1;
}

static gboolean
has_two_rows (gpointer data)
{
  return g_list_model_get_n_items (get_runs (data)) == 2;
}

static gboolean
is_starred (gpointer data)
{
  return mien_run_item_get_entry (get_run (data, 0))->starred;
}

static void
test_runs_are_starred_archived_and_taken_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  plant (fixture, "run-0001", FALSE);
  plant (fixture, "run-0002", FALSE);
  show (fixture);
  act (fixture, "runs.grouped"); /* with one arm alone, the two are alike */
  page_test_wait (has_one_row, fixture);
  act (fixture, "runs.grouped");
  page_test_wait (has_two_rows, fixture);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_runs (fixture)), 0, TRUE);
  act (fixture, "runs.star");
  page_test_wait (is_starred, fixture);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (get_runs (fixture)), 0));

  act (fixture, "runs.archive");
  page_test_wait (has_one_row, fixture);
  g_assert_nonnull (page_test_find_words (fixture->window, "1 archived"));
  g_assert_nonnull (page_test_find_words (fixture->window, "1 run archived"));
  g_assert_true (mien_workbench_unsay (fixture->workbench, NULL, NULL));
  page_test_wait (has_two_rows, fixture);
  g_assert_true (is_starred (fixture));
}

static gboolean
finds_nothing (gpointer data)
{
  Fixture *fixture = data;

  return page_test_find_words (fixture->window, "No run has a value called “zonk”") != NULL;
}

static void
test_a_search_shows_what_it_finds_and_lets_go_of_the_rest (Fixture *fixture,
                                                           gconstpointer data G_GNUC_UNUSED)
{
  plant (fixture, "run-0001", FALSE);
  plant (fixture, "run-0002", FALSE);
  show (fixture);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_runs (fixture)));
  page_test_type (fixture->window, "Search runs", "run-0001");
  page_test_wait (has_one_row, fixture);
  g_assert_true (g_str_has_suffix (mien_run_item_get_folder (get_run (fixture, 0)), "run-0001"));
  page_test_type (fixture->window, "Search runs", "zonk>1");
  page_test_wait (finds_nothing, fixture);
}

static void
test_a_report_that_cannot_be_written_says_so (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  plant (fixture, "run-0001", FALSE);
  show (fixture);
  export_to (fixture, "run-0001", "/nowhere/at/all/report.html");
  page_test_wait (shows_failure, fixture->window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/compare/empty", test_without_runs_the_page_says_what_to_do);
  ADD ("/compare/curves", test_selected_runs_lie_over_each_other);
  ADD ("/compare/arms", test_runs_of_an_arm_become_one_curve);
  ADD ("/compare/study", test_a_study_is_told_and_exported);
  ADD ("/compare/controls", test_a_study_with_controls_tells_gains_and_trials);
  ADD ("/compare/said", test_runs_are_starred_archived_and_taken_back);
  ADD ("/compare/search", test_a_search_shows_what_it_finds_and_lets_go_of_the_rest);
  ADD ("/compare/failed", test_a_report_that_cannot_be_written_says_so);
  return g_test_run ();
}
