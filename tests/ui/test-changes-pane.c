#include "tests/ui/page-test.h"
#include "ui/models/changed-faces.h"
#include "ui/pages/changes-pane.h"
#include "ui/pages/inspect-page.h"

#define RECIPE(main, auxiliary)                                                                 \
  "{\"mien\": 1, \"data\": {\"path\": \"built-in:90\", \"size\": 16},"                          \
  " \"tasks\": [{\"column\": \"" main "\", \"role\": \"main\"},"                                \
  "             {\"column\": \"" auxiliary "\", \"role\": \"auxiliary\"}],"                     \
  " \"network\": {\"preset\": \"mlp\"}, \"epochs\": 30, \"study\": {\"seeds\": 1, \"arms\": [ " \
  "{\"name\": \"Short\", \"set\": {\"epochs\": 1}}, {\"name\": \"Long\", \"set\": {}}]}}"

typedef struct {
  MienWorkbench *workbench;
  char *folder;
  MienStudy *study;
  GtkWidget *pane, *window;
  char *run, *title; /* what was wanted last */
  guint n;
} Fixture;

static void
on_wanted (Fixture *fixture, const char *run, GPtrArray *ids, const char *title)
{
  fixture->run = g_strdup (run);
  fixture->title = g_strdup (title);
  fixture->n = ids->len;
  mien_workbench_inspect_faces (fixture->workbench, run, ids, title);
}

static void
set_up (Fixture *fixture, gconstpointer text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_parse (text, "test", &error);

  g_assert_no_error (error);
  fixture->workbench = page_test_workbench ();
  fixture->folder =
      g_build_filename (mien_store_get_workspace (mien_workbench_get_store (fixture->workbench)),
                        "runs", "study-0001", NULL);
  mien_study_execute (recipe, fixture->folder, NULL, NULL, FALSE, control, &error);
  g_assert_no_error (error);
  fixture->study = mien_study_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->pane = g_object_new (MIEN_TYPE_CHANGES_PANE, NULL);
  g_signal_connect_swapped (fixture->pane, "faces-wanted", G_CALLBACK (on_wanted), fixture);
  fixture->window = page_test_window (fixture->pane);
}

static void
tear_down (Fixture *fixture, gconstpointer text G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_settle (50);
  page_test_finish (fixture->workbench);
  mien_study_free (fixture->study);
  g_free (fixture->folder);
  g_free (fixture->run);
  g_free (fixture->title);
}

static gboolean
tells_changes (gpointer window)
{
  return page_test_find_words (window, "McNemar’s exact p") != NULL;
}

static MienChanges *
collect (Fixture *fixture)
{
  const MienComparison *comparison = g_ptr_array_index (fixture->study->comparisons, 0);
  g_autoptr (GError) error = NULL;
  MienChanges *changes =
      mien_changes_collect (fixture->study, comparison->a, comparison->b, &error);

  g_assert_no_error (error);
  return changes;
}

/* Of the two kinds the one of which there are faces. */
static GtkWidget *
find_button (Fixture *fixture, const MienChanges *changes, guint *n)
{
  gboolean fixed = changes->all.fixed > 0;
  g_autofree char *one = NULL;

  *n = fixed ? changes->all.fixed : changes->all.broken;
  one = g_strdup_printf ("Show %u %s Face%s", *n, fixed ? "Fixed" : "Broken", *n == 1 ? "" : "s");
  g_assert_cmpuint (*n, >, 0);
  return page_test_get (fixture->window, one);
}

/* @widget: the button or its label */
static void
click (GtkWidget *widget)
{
  GtkWidget *button = gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_loaded (gpointer window)
{
  return page_test_find (window, "Show Mistakes") != NULL;
}

static guint
count_faces (GtkWidget *window)
{
  GtkWidget *gallery = page_test_get (window, "Samples");

  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_grid_view_get_model (GTK_GRID_VIEW (gallery))));
}

static void
test_changes_are_told_and_lead_to_exactly_their_faces (Fixture *fixture,
                                                       gconstpointer text G_GNUC_UNUSED)
{
  g_autoptr (MienChanges) changes = collect (fixture);
  GtkWidget *inspect;
  guint n;

  mien_changes_pane_show (MIEN_CHANGES_PANE (fixture->pane), fixture->study);
  page_test_wait (tells_changes, fixture->window);
  g_assert_nonnull (page_test_find_words (fixture->window, "right in “"));
  click (find_button (fixture, changes, &n));
  g_assert_cmpuint (fixture->n, ==, n);

  mien_workbench_refresh_runs (fixture->workbench);
  page_test_settle (100);
  inspect = page_test_window (mien_inspect_page_new (fixture->workbench));
  page_test_wait (is_loaded, inspect);
  g_assert_cmpuint (count_faces (inspect), ==, n);
  g_assert_nonnull (page_test_find_text (inspect, fixture->title));

  click (page_test_get (inspect, "Show Mistakes"));
  g_assert_null (page_test_find_text (inspect, fixture->title));
  g_assert_null (page_test_find (inspect, "Show Mistakes"));
  g_assert_cmpstr (mien_workbench_get_inspected (fixture->workbench), ==, fixture->run);
  gtk_window_destroy (GTK_WINDOW (inspect));
}

static void
test_a_task_without_classes_has_no_right_or_wrong (Fixture *fixture,
                                                   gconstpointer text G_GNUC_UNUSED)
{
  mien_changes_pane_show (MIEN_CHANGES_PANE (fixture->pane), fixture->study);
  g_assert_nonnull (page_test_find_words (fixture->window, "The main task has no classes"));
  g_assert_null (page_test_find (fixture->window, "Compared arm"));
}

static void
test_without_pairs_it_says_what_is_missing (Fixture *fixture, gconstpointer text G_GNUC_UNUSED)
{
  MienComparison *comparison = g_ptr_array_index (fixture->study->comparisons, 0);

  comparison->pairs = 0;
  mien_changes_pane_show (MIEN_CHANGES_PANE (fixture->pane), fixture->study);
  g_assert_nonnull (page_test_find_words (fixture->window, "pair of finished runs yet"));
  mien_changes_pane_show (MIEN_CHANGES_PANE (fixture->pane), NULL);
  g_assert_false (gtk_widget_get_visible (fixture->pane));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, recipe, func) g_test_add (name, Fixture, recipe, set_up, func, tear_down)
  ADD ("/changes/faces", RECIPE ("expression", "valence"),
       test_changes_are_told_and_lead_to_exactly_their_faces);
  ADD ("/changes/number", RECIPE ("valence", "expression"),
       test_a_task_without_classes_has_no_right_or_wrong);
  ADD ("/changes/pairs", RECIPE ("expression", "valence"),
       test_without_pairs_it_says_what_is_missing);
  return g_test_run ();
}
