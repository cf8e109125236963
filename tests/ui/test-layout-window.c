#include "tests/ui/page-test.h"
#include "ui/pages/layout-window.h"

#include <glib/gstdio.h>

typedef struct {
  MienWorkbench *workbench;
  char *folder;
  GtkWidget *window;
} Fixture;

static const char *const names[] = {"p1-sad.pgm", "p2-sad.pgm", "p1-fear.pgm", "other.pgm"};

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  fixture->folder = g_dir_make_tmp ("mien-layout-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

    g_assert_true (g_file_set_contents (path, "P5\n2 2\n255\n1234", -1, NULL));
  }
  fixture->window =
      g_object_ref (mien_layout_window_new (NULL, fixture->workbench, fixture->folder));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->window);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  page_test_finish (fixture->workbench);
}

/* The combo row's last choice. */
static void
choose_pattern (Fixture *fixture)
{
  GtkWidget *label = page_test_get (fixture->window, "Layout");
  GtkWidget *row = gtk_widget_get_ancestor (label, ADW_TYPE_COMBO_ROW);
  GListModel *choices = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), g_list_model_get_n_items (choices) - 1);
}

static gboolean
has_verdict (gpointer data)
{
  return page_test_find_text (((Fixture *) data)->window, "3 of 4 names fit") != NULL;
}

static gboolean
is_open (gpointer data)
{
  return mien_workbench_get_dataset (((Fixture *) data)->workbench) != NULL;
}

static void
test_a_pattern_is_shown_at_work_and_opens_the_faces (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *pattern;
  MienDataset *dataset;

  choose_pattern (fixture);
  pattern = gtk_widget_get_ancestor (page_test_get (fixture->window, "Pattern of the file names"),
                                     ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (pattern), "{person}-{expression}.pgm");
  page_test_wait (has_verdict, fixture);
  g_assert_nonnull (page_test_find_words (fixture->window, "person: p1"));
  g_assert_nonnull (page_test_find_text (fixture->window, "Does not fit"));

  g_assert_true (gtk_widget_activate_action (fixture->window, "layout.open", NULL));
  page_test_wait (is_open, fixture);
  dataset = mien_workbench_get_dataset (fixture->workbench);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 3);
  g_assert_nonnull (mien_dataset_get_column (dataset, "expression"));
}

static void
test_a_wrong_pattern_says_so_and_does_not_open (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *pattern;

  choose_pattern (fixture);
  pattern = gtk_widget_get_ancestor (page_test_get (fixture->window, "Pattern of the file names"),
                                     ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (pattern), "{person");
  g_assert_nonnull (page_test_find_words (fixture->window, "without its }"));
  gtk_widget_activate_action (fixture->window, "layout.open", NULL);
  g_assert_null (mien_workbench_get_asked (fixture->workbench));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add ("/layout-window/pattern", Fixture, NULL, set_up,
              test_a_pattern_is_shown_at_work_and_opens_the_faces, tear_down);
  g_test_add ("/layout-window/wrong pattern", Fixture, NULL, set_up,
              test_a_wrong_pattern_says_so_and_does_not_open, tear_down);
  return g_test_run ();
}
