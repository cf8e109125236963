#include "tests/ui/page-test.h"
#include "ui/pages/columns-window.h"

#include <glib/gstdio.h>

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:80");
  fixture->window = mien_columns_window_new (fixture->workbench, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static void
enter (Fixture *fixture, const char *name, const char *text)
{
  page_test_type (fixture->window, name, text);
  g_signal_emit_by_name (page_test_get (fixture->window, name), "activate");
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->window, action, NULL));
}

static gboolean
is_gone (gpointer data)
{
  return *(GtkWidget **) data == NULL;
}

static void
apply (Fixture *fixture)
{
  act (fixture, "columns.apply");
  page_test_wait (is_gone, &fixture->window);
}

static const MienColumn *
find (Fixture *fixture, const char *name)
{
  return mien_dataset_get_column (mien_workbench_get_dataset (fixture->workbench), name);
}

static void
test_names_and_merged_classes_reach_the_data_set_and_its_tasks (Fixture *fixture,
                                                                gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  const MienColumn *before = find (fixture, "expression");
  g_autofree guint *counts = mien_column_count (before);
  guint both = counts[mien_column_find_name (before, "happy")] +
               counts[mien_column_find_name (before, "surprise")];

  enter (fixture, "Column name", "mood");
  enter (fixture, "Name of happy", "good");
  enter (fixture, "Name of surprise", "good");
  g_assert_nonnull (page_test_find_words (fixture->window, "merged with surprise"));
  apply (fixture);

  const MienColumn *after = find (fixture, "mood");
  g_autofree guint *now = mien_column_count (after);

  g_assert_null (find (fixture, "expression"));
  g_assert_cmpuint (now[mien_column_find_name (after, "good")], ==, both);
  g_assert_cmpint (mien_column_find_name (after, "surprise"), ==, -1);
  g_assert_cmpstr (mien_recipe_get_main (recipe)->column, ==, "mood");
}

static void
test_a_design_follows_a_column_to_its_new_name (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) arm = NULL;

  mien_recipe_put_task (recipe, "person", MIEN_ROLE_AUXILIARY, 0.3);
  g_assert_true (mien_recipe_set (
      recipe, "study.arms",
      "[{\"name\": \"two\", \"set\": {\"tasks\": [\"expression\", \"person\"]}}]", &error));
  g_assert_cmpstr (recipe->subject, ==, "person");
  mien_columns_window_choose (MIEN_COLUMNS_WINDOW (fixture->window), "person");
  enter (fixture, "Column name", "who");
  apply (fixture);
  g_assert_cmpfloat (mien_recipe_find_task (recipe, "who")->weight, ==, 0.3);
  g_assert_cmpstr (recipe->subject, ==, "who");
  arm = mien_recipe_apply (recipe, g_ptr_array_index (recipe->arms, 0), &error);
  g_assert_no_error (error);
  g_assert_nonnull (mien_recipe_find_task (arm, "who"));
  g_assert_null (mien_recipe_find_task (arm, "person"));
}

static gboolean
is_off (gpointer row)
{
  return !gtk_widget_get_sensitive (row);
}

static void
test_a_class_is_missing_until_that_is_taken_back (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *missing = page_test_get (fixture->window, "Treat fear as missing");
  GtkWidget *name = page_test_get (fixture->window, "Name of fear");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (missing), TRUE);
  g_assert_true (is_off (name));
  g_assert_nonnull (page_test_find_words (fixture->window, "left without a label"));
  act (fixture, "columns.undo");
  g_assert_false (is_off (name));
  act (fixture, "columns.redo");
  apply (fixture);
  g_assert_cmpint (mien_column_find_name (find (fixture, "expression"), "fear"), ==, -1);
  g_assert_cmpuint (mien_column_count_missing (find (fixture, "expression")), >, 0);
}

static void
test_classes_change_places (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (GStrv) before = g_strdupv (find (fixture, "expression")->names);
  g_autofree char *up = g_strdup_printf ("Move %s up", before[1]);

  g_signal_emit_by_name (page_test_get (fixture->window, up), "clicked");
  apply (fixture);
  g_assert_cmpstr (find (fixture, "expression")->names[0], ==, before[1]);
  g_assert_cmpstr (find (fixture, "expression")->names[1], ==, before[0]);
}

static void
test_a_name_that_is_taken_is_refused_in_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  enter (fixture, "Column name", "person");
  page_test_settle (300);
  g_assert_nonnull (page_test_find_words (fixture->window, "Another column is called “person”"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (page_test_get (fixture->window, "Column name"))), ==,
      "expression");
}

static void
test_a_column_is_left_out (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_columns_window_choose (MIEN_COLUMNS_WINDOW (fixture->window), "person");
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, "Use this column")), FALSE);
  apply (fixture);
  g_assert_null (find (fixture, "person"));
  g_assert_nonnull (find (fixture, "expression"));
}

static void
test_what_was_typed_counts_when_another_column_is_chosen (Fixture *fixture,
                                                          gconstpointer data G_GNUC_UNUSED)
{
  page_test_type (fixture->window, "Column name", "mood");
  mien_columns_window_choose (MIEN_COLUMNS_WINDOW (fixture->window), "person");
  apply (fixture);
  g_assert_nonnull (find (fixture, "mood"));
}

static gboolean
shows_age (gpointer window)
{
  return page_test_find_text (window, "age") != NULL;
}

static GtkWidget *
find_join_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_window_get_title (l->data), "Add Columns from Table") == 0)
      return l->data;
  return NULL;
}

static gboolean
tells_rows (gpointer data G_GNUC_UNUSED)
{
  return page_test_find_words (find_join_window (), "2 of 80 faces have a row") != NULL;
}

static void
test_a_second_table_is_tried_then_added (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienDataset *dataset = mien_workbench_get_dataset (fixture->workbench);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mien-extra.csv", NULL);
  g_autofree char *text =
      g_strdup_printf ("image,age\n%s,31\n%s,32\nghost.png,3\n", mien_dataset_get_id (dataset, 0),
                       mien_dataset_get_id (dataset, 1));

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  mien_columns_window_add_table (MIEN_COLUMNS_WINDOW (fixture->window), path);
  page_test_wait (tells_rows, NULL);
  g_assert_nonnull (page_test_find_words (find_join_window (), "1 of 3 rows"));
  g_assert_true (gtk_widget_activate_action (find_join_window (), "join.add", NULL));
  page_test_wait (shows_age, fixture->window);
  apply (fixture);
  g_assert_cmpint (find (fixture, "age")->kind, ==, MIEN_KIND_SCALAR);
  g_assert_cmpuint (mien_column_count_missing (find (fixture, "age")), ==, 78);
  g_unlink (path);
}

static void
test_corrections_are_kept_by_what_was_read (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) none = mien_column_edits_new ();
  g_autoptr (GPtrArray) joins = mien_joins_new ();
  g_autofree char *label = NULL;

  enter (fixture, "Name of fear", "fright");
  apply (fixture);
  g_assert_true (mien_workbench_correct (fixture->workbench, 0, "expression", "fright", &error));
  g_assert_no_error (error);
  mien_workbench_edit_columns (fixture->workbench, none, joins);
  page_test_settle (500);
  label = mien_column_format (find (fixture, "expression"), 0);
  g_assert_cmpstr (label, ==, "fear");
}

#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  TEST ("/columns-window/names", test_names_and_merged_classes_reach_the_data_set_and_its_tasks);
  TEST ("/columns-window/design", test_a_design_follows_a_column_to_its_new_name);
  TEST ("/columns-window/missing", test_a_class_is_missing_until_that_is_taken_back);
  TEST ("/columns-window/order", test_classes_change_places);
  TEST ("/columns-window/taken", test_a_name_that_is_taken_is_refused_in_words);
  TEST ("/columns-window/left-out", test_a_column_is_left_out);
  TEST ("/columns-window/typed", test_what_was_typed_counts_when_another_column_is_chosen);
  TEST ("/columns-window/table", test_a_second_table_is_tried_then_added);
  TEST ("/columns-window/corrections", test_corrections_are_kept_by_what_was_read);
  return g_test_run ();
}
