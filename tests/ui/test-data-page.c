#include "tests/ui/page-test.h"
#include "ui/pages/data-page.h"

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  fixture->window = page_test_window (mien_data_page_new (fixture->workbench));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static guint
count_faces (Fixture *fixture)
{
  GtkGridView *grid = GTK_GRID_VIEW (page_test_get (fixture->window, "Faces"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_grid_view_get_model (grid)));
}

/* How many faces of the open data set have class @name of @column. */
static guint
count_class (Fixture *fixture, const char *column, const char *name)
{
  const MienColumn *values =
      mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), column);
  guint n = 0;

  for (guint i = 0; i < values->n_samples; i++)
    n += mien_column_get_class (values, i) == mien_column_find_name (values, name);
  return n;
}

typedef struct {
  Fixture *fixture;
  guint n;
} Expected;

static gboolean
shows_as_many (gpointer data)
{
  const Expected *expected = data;
  GtkWidget *grid = page_test_find (expected->fixture->window, "Faces");

  return (grid != NULL ? count_faces (expected->fixture) : 0) == expected->n;
}

static void
wait_for_faces (Fixture *fixture, guint n)
{
  page_test_wait (shows_as_many, &(Expected){fixture, n});
}

static void
test_an_empty_page_says_what_to_do (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_nonnull (page_test_find_text (fixture->window, "No faces are open"));
  g_assert_null (page_test_find (fixture->window, "Faces"));
}

static void
test_faces_stand_in_the_grid_with_their_labels (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *label = NULL;
  GtkWidget *face;

  page_test_open (fixture->workbench, "built-in:60");
  page_test_settle (100);
  g_assert_cmpuint (count_faces (fixture), ==, 60);
  g_assert_nonnull (page_test_find_text (fixture->window, "60 faces"));

  face = page_test_get (fixture->window,
                        mien_dataset_get_id (mien_workbench_get_dataset (fixture->workbench), 0));
  label = mien_column_format (
      mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "expression"), 0);
  g_assert_nonnull (page_test_find_text (gtk_widget_get_parent (face), label));
}

static gboolean
has_looked (gpointer data)
{
  return !mien_doubt_search_is_searching (mien_workbench_get_doubts (data));
}

static void
test_doubts_join_the_problems (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:4000");
  g_assert_nonnull (page_test_find_text (fixture->window, "Looking for doubts…"));
  page_test_open (fixture->workbench, "built-in:60");
  page_test_wait (has_looked, fixture->workbench);
  page_test_settle (100);
  g_assert_null (page_test_find_text (fixture->window, "Looking for doubts…"));
  g_assert_nonnull (page_test_find_text (fixture->window, "Problems (2)"));
  g_assert_nonnull (
      page_test_find_words (fixture->window, "classes of “glasses” have fewer than 10 faces"));
}

static void
test_the_search_leaves_what_matches (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:60");
  page_test_type (fixture->window, "Search faces", "expression=fear");
  wait_for_faces (fixture, count_class (fixture, "expression", "fear"));
  page_test_type (fixture->window, "Search faces", "expression=nothing");
  page_test_settle (300);
  g_assert_nonnull (page_test_find_text (fixture->window, "No face matches"));
  page_test_type (fixture->window, "Search faces", "");
  wait_for_faces (fixture, 60);
}

static void
test_a_bar_of_the_balance_filters_and_lets_go (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *balance;
  const MienColumn *column;

  page_test_open (fixture->workbench, "built-in:60");
  balance = page_test_get (fixture->window, "Class balance");
  column = mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "expression");
  g_signal_emit_by_name (balance, "activated", 1);
  wait_for_faces (fixture, count_class (fixture, "expression", column->names[1]));
  g_signal_emit_by_name (balance, "activated", 1);
  wait_for_faces (fixture, 60);
}

static void
test_another_label_column_stands_under_the_faces (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  MienDataset *dataset;
  GtkWidget *face;
  g_autofree char *label = NULL;

  page_test_open (fixture->workbench, "built-in:60");
  dataset = mien_workbench_get_dataset (fixture->workbench);
  page_test_settle (100);
  page_test_choose (fixture->window, "Label column", "person");
  label = mien_column_format (mien_dataset_get_column (dataset, "person"), 0);
  face = page_test_get (fixture->window, mien_dataset_get_id (dataset, 0));
  g_assert_nonnull (page_test_find_text (gtk_widget_get_parent (face), label));
}

static void
test_a_corrected_label_is_shown_as_such (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  const MienColumn *column;
  GtkWidget *face, *caption;
  const char *label;

  page_test_open (fixture->workbench, "built-in:60");
  page_test_settle (100);
  column = mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "expression");
  label = column->names[(mien_column_get_class (column, 0) + 1) % 7];
  mien_workbench_correct (fixture->workbench, 0, "expression", label, &error);
  g_assert_no_error (error);

  face = page_test_get (fixture->window,
                        mien_dataset_get_id (mien_workbench_get_dataset (fixture->workbench), 0));
  caption = page_test_find_text (gtk_widget_get_parent (face), label);
  g_assert_nonnull (caption);
  g_assert_true (gtk_widget_has_css_class (caption, "corrected"));
  g_assert_nonnull (page_test_find_text (fixture->window, "1 face has a corrected label"));
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
  add ("/data-page/empty", test_an_empty_page_says_what_to_do);
  add ("/data-page/faces", test_faces_stand_in_the_grid_with_their_labels);
  add ("/data-page/doubts", test_doubts_join_the_problems);
  add ("/data-page/search", test_the_search_leaves_what_matches);
  add ("/data-page/balance", test_a_bar_of_the_balance_filters_and_lets_go);
  add ("/data-page/label-column", test_another_label_column_stands_under_the_faces);
  add ("/data-page/corrected", test_a_corrected_label_is_shown_as_such);
  return g_test_run ();
}
