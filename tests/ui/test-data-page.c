#include "tests/ui/page-test.h"
#include "ui/models/sample-item.h"
#include "ui/pages/data-page.h"

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture->workbench = page_test_workbench ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), mien_data_page_new (fixture->workbench));
  fixture->window = page_test_window (toasts);
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

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  return gtk_grid_view_get_model (GTK_GRID_VIEW (page_test_get (fixture->window, "Faces")));
}

/* Chooses the faces at @from and the @n - 1 after it. */
static void
choose (Fixture *fixture, guint from, guint n)
{
  gtk_selection_model_select_range (get_selection (fixture), from, n, TRUE);
  page_test_settle (50);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (page_test_get (fixture->window, "Faces"), action, NULL);
  page_test_settle (50);
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

static void
test_chosen_faces_tell_what_they_have_in_common (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:60");
  page_test_type (fixture->window, "Search faces", "expression=fear");
  wait_for_faces (fixture, count_class (fixture, "expression", "fear"));
  choose (fixture, 0, 1);
  g_assert_nonnull (page_test_find_text (fixture->window, "Chosen Face"));
  choose (fixture, 0, 4);
  g_assert_nonnull (page_test_find_text (fixture->window, "4 Faces Chosen"));
  g_assert_nonnull (page_test_find_words (fixture->window, "expression  fear\n"));
  g_assert_nonnull (page_test_find (fixture->window, "Correct Label"));
}

static void
test_many_faces_are_excluded_and_taken_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:60");
  page_test_settle (50);
  choose (fixture, 2, 12);
  g_assert_nonnull (page_test_find (fixture->window, "Exclude"));
  g_assert_null (page_test_find (fixture->window, "Take Back"));
  act (fixture, "faces.exclude");
  g_assert_cmpuint (count_excluded (fixture), ==, 12);
  g_assert_nonnull (page_test_find_text (fixture->window, "12 faces excluded"));
  g_assert_nonnull (page_test_find_text (fixture->window, "12 faces are excluded"));
  g_assert_null (page_test_find (fixture->window, "Exclude"));
  g_assert_true (mien_workbench_undo (fixture->workbench, NULL, NULL));
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
  g_assert_true (mien_workbench_redo (fixture->workbench, NULL, NULL));
  act (fixture, "faces.take-back");
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
}

static void
test_a_number_gives_the_chosen_faces_that_class (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienColumn *column;

  page_test_open (fixture->workbench, "built-in:60");
  page_test_settle (50);
  choose (fixture, 0, 3);
  gtk_widget_activate_action (page_test_get (fixture->window, "Faces"), "faces.number", "i", 2);
  column = mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "expression");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (mien_column_get_class (column, i), ==, 1);
}

/* A person goes through the faces of a search, and one after the other leaves it. */
static void
test_a_face_that_no_longer_matches_gives_way_to_the_next (Fixture *fixture,
                                                          gconstpointer data G_GNUC_UNUSED)
{
  guint n;

  page_test_open (fixture->workbench, "built-in:60");
  n = count_class (fixture, "expression", "fear");
  page_test_type (fixture->window, "Search faces", "expression=fear");
  wait_for_faces (fixture, n);
  choose (fixture, 1, 1);
  gtk_widget_activate_action (page_test_get (fixture->window, "Faces"), "faces.label", "s",
                              "happy");
  wait_for_faces (fixture, n - 1);
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), 1));
}

static const char *
get_first (Fixture *fixture)
{
  g_autoptr (MienSampleItem) item =
      g_list_model_get_item (G_LIST_MODEL (get_selection (fixture)), 0);

  return mien_dataset_get_id (mien_sample_item_get_dataset (item),
                              mien_sample_item_get_sample (item));
}

static void
test_faces_are_sorted_by_a_column (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienColumn *valence;
  guint highest = 0;

  page_test_open (fixture->workbench, "built-in:60");
  valence = mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), "valence");
  for (guint i = 0; i < 60; i++)
    highest = valence->values[i] > valence->values[highest] ? i : highest;
  page_test_choose (fixture->window, "Sort by", "valence");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (page_test_get (fixture->window, "Descending")),
                                TRUE);
  g_assert_cmpstr (get_first (fixture), ==,
                   mien_dataset_get_id (mien_workbench_get_dataset (fixture->workbench), highest));
}

static void
test_a_misspelt_column_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:60");
  page_test_type (fixture->window, "Search faces", "persn=p01");
  wait_for_faces (fixture, 0);
  g_assert_nonnull (
      page_test_find_text (fixture->window, "There is no column “persn”. Is “person” meant?"));
}

static void
test_an_example_is_searched_for (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *example;

  page_test_open (fixture->workbench, "built-in:60");
  gtk_menu_button_popup (GTK_MENU_BUTTON (page_test_get (fixture->window, "How to Search")));
  page_test_settle (200);
  example = page_test_get (fixture->window, "-expression=angry");
  g_signal_emit_by_name (example, "clicked");
  wait_for_faces (fixture, 60 - count_class (fixture, "expression", "angry"));
}

/* Faces that show fear and wear no glasses. */
static guint
count_pair (Fixture *fixture)
{
  MienDataset *dataset = mien_workbench_get_dataset (fixture->workbench);
  const MienColumn *expression = mien_dataset_get_column (dataset, "expression");
  const MienColumn *glasses = mien_dataset_get_column (dataset, "glasses");
  guint n = 0;

  for (guint i = 0; i < expression->n_samples; i++)
    n += mien_column_get_class (expression, i) == mien_column_find_name (expression, "fear") &&
         mien_column_get_class (glasses, i) == mien_column_find_name (glasses, "none");
  return n;
}

static void
test_a_cell_of_the_joint_table_filters_by_both (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *name = NULL;
  GtkWidget *cell;

  page_test_open (fixture->workbench, "built-in:60");
  page_test_settle (50);
  gtk_expander_set_expanded (
      GTK_EXPANDER (gtk_widget_get_ancestor (
          page_test_find_text (fixture->window, "Two Columns Together"), GTK_TYPE_EXPANDER)),
      TRUE);
  page_test_settle (300);
  page_test_choose (fixture->window, "Rows of the joint table", "glasses");
  page_test_choose (fixture->window, "Columns of the joint table", "expression");
  page_test_get (fixture->window, "Joint table");
  name = g_strdup_printf ("none and fear: %u", count_pair (fixture));
  cell = page_test_get (fixture->window, name);
  g_signal_emit_by_name (cell, "clicked");
  page_test_settle (200);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (page_test_get (fixture->window, "Search faces"))), ==,
      "glasses=none expression=fear");
  g_assert_cmpuint (count_faces (fixture), ==, count_pair (fixture));
}

/* A table of twenty faces, of which two are the only ones of their person. */
static char *
write_faulty_table (Fixture *fixture)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  char *path = g_build_filename (workspace, "labels.csv", NULL);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 16);
  g_autoptr (GString) text = g_string_new ("path,expression,person\n");

  gdk_pixbuf_fill (picture, 0x808080ff);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *name = g_strdup_printf ("%u.png", i);
    g_autofree char *file = g_build_filename (workspace, name, NULL);

    gdk_pixbuf_save (picture, file, "png", NULL, NULL);
    g_string_append_printf (text, "%s,%s,%s\n", name, i % 2 == 0 ? "fear" : "joy",
                            i == 3    ? "p3"
                            : i == 11 ? "p11"
                                      : "p1");
  }
  g_file_set_contents (path, text->str, -1, NULL);
  return path;
}

static void
test_a_problem_shows_its_faces_and_lets_go (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = write_faulty_table (fixture);
  page_test_open (fixture->workbench, path);
  page_test_settle (50);
  g_assert_cmpuint (count_faces (fixture), ==, 20);
  g_signal_emit_by_name (page_test_get (fixture->window, "Show 2 Faces"), "clicked");
  wait_for_faces (fixture, 2);
  g_assert_nonnull (page_test_find_words (fixture->window, "2 faces of: "));
  page_test_type (fixture->window, "Search faces", "11.png");
  wait_for_faces (fixture, 1);
  page_test_type (fixture->window, "Search faces", "nowhere.png");
  wait_for_faces (fixture, 0);
  g_signal_emit_by_name (page_test_get (fixture->window, "Clear Search"), "clicked");
  wait_for_faces (fixture, 2);
  page_test_type (fixture->window, "Search faces", "11.png");
  wait_for_faces (fixture, 1);
  g_signal_emit_by_name (page_test_get (fixture->window, "Search faces"), "stop-search");
  wait_for_faces (fixture, 2);
  g_signal_emit_by_name (page_test_get (fixture->window, "Show All Faces"), "clicked");
  wait_for_faces (fixture, 20);
}

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_corrected_faces_are_exported (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  g_autofree char *table = g_build_filename (workspace, "table.csv", NULL);
  g_autofree char *corrections = g_build_filename (workspace, "corrections.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *grid;

  page_test_open (fixture->workbench, "built-in:20");
  page_test_settle (50);
  choose (fixture, 4, 2);
  act (fixture, "faces.exclude");
  grid = page_test_get (fixture->window, "Faces");
  gtk_widget_activate_action (grid, "table.export-corrections-to", "s", corrections);
  gtk_widget_activate_action (grid, "table.export-to", "s", table);
  page_test_wait (is_written, table);
  page_test_settle (100);

  g_autoptr (GPtrArray) read = mien_corrections_read (corrections, NULL);
  g_assert_cmpuint (read->len, ==, 2);
  g_file_get_contents (table, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 18 + 1);
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
  add ("/data-page/chosen", test_chosen_faces_tell_what_they_have_in_common);
  add ("/data-page/exclude", test_many_faces_are_excluded_and_taken_back);
  add ("/data-page/number", test_a_number_gives_the_chosen_faces_that_class);
  add ("/data-page/next", test_a_face_that_no_longer_matches_gives_way_to_the_next);
  add ("/data-page/sort", test_faces_are_sorted_by_a_column);
  add ("/data-page/misspelt", test_a_misspelt_column_is_told);
  add ("/data-page/example", test_an_example_is_searched_for);
  add ("/data-page/joint", test_a_cell_of_the_joint_table_filters_by_both);
  add ("/data-page/problem", test_a_problem_shows_its_faces_and_lets_go);
  add ("/data-page/export", test_corrected_faces_are_exported);
  return g_test_run ();
}
