#include "tests/ui/page-test.h"
#include "ui/pages/train-page.h"

typedef struct {
  MienWorkbench *workbench;
  MienJobQueue *queue;
  GtkWidget *window;
} Fixture;

/* Three runs, the first of which trains for long. */
static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  MienRecipe *recipe;

  fixture->workbench = page_test_workbench ();
  fixture->queue = mien_workbench_get_queue (fixture->workbench);
  page_test_open (fixture->workbench, "built-in:60");
  recipe = mien_workbench_get_recipe (fixture->workbench);
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->preprocessing.size = 16;
  recipe->batch = 16;
  recipe->epochs = 5000;
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay),
                               mien_train_page_new (fixture->workbench));
  fixture->window = page_test_window (overlay);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_settle (50);
  page_test_finish (fixture->workbench);
}

static void
start (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_settle (50);
}

static void
press (Fixture *fixture, const char *name)
{
  g_signal_emit_by_name (page_test_get (fixture->window, name), "clicked");
}

static const char *
name_at (Fixture *fixture, guint position)
{
  const char *folder =
      mien_queued_job_get_folder (mien_job_queue_get_job (fixture->queue, position));

  return strrchr (folder, G_DIR_SEPARATOR) + 1;
}

static void
test_one_alone_needs_no_list (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, 1);
  g_assert_null (page_test_find (fixture->window, "Pause Queue"));
  start (fixture, 1);
  g_assert_nonnull (page_test_find (fixture->window, "Pause Queue"));
  g_assert_nonnull (page_test_find (fixture->window, "Stop run-0001"));
  g_assert_nonnull (page_test_find (fixture->window, "Start run-0002 Now"));
  g_assert_null (page_test_find (fixture->window, "Stop run-0002"));
}

static gboolean
offers_undo (gpointer window)
{
  return page_test_find (window, "Undo") != NULL;
}

static void
test_what_is_removed_can_be_put_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, 3);
  press (fixture, "Remove run-0002");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 2);
  page_test_wait (offers_undo, fixture->window);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (page_test_get (fixture->window, "Undo"), GTK_TYPE_BUTTON),
      "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 3);
  g_assert_cmpstr (name_at (fixture, 1), ==, "run-0002");
}

static void
test_a_row_is_moved_to_where_it_is_dropped (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *row;

  start (fixture, 3);
  row = page_test_get (fixture->window, "run-0003 · expression");
  gtk_widget_activate_action (
      row, "queue.move", "(su)",
      mien_queued_job_get_folder (mien_job_queue_get_job (fixture->queue, 2)), 1u);
  g_assert_cmpstr (name_at (fixture, 1), ==, "run-0003");
  g_assert_cmpstr (name_at (fixture, 2), ==, "run-0002");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 page_test_get (fixture->window, "run-0003 · expression"));
}

static void
test_a_row_that_is_activated_is_shown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, 2);
  g_signal_emit_by_name (page_test_get (fixture->window, "run-0002 · expression"), "activate");
  g_assert_nonnull (page_test_find_text (fixture->window, "Waits in the queue"));
  g_assert_null (page_test_find (fixture->window, "Stop")); /* of the page: it does not train */
  g_signal_emit_by_name (page_test_get (fixture->window, "run-0001 · expression"), "activate");
  g_assert_nonnull (page_test_find (fixture->window, "Stop"));
}

static void
test_a_paused_queue_says_so (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, 2);
  press (fixture, "Pause Queue");
  g_assert_true (mien_job_queue_is_paused (fixture->queue));
  g_assert_nonnull (page_test_find_text (fixture->window, "Paused: nothing starts by itself"));
  press (fixture, "Resume Queue");
  g_assert_false (mien_job_queue_is_paused (fixture->queue));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/queue-pane/alone", test_one_alone_needs_no_list);
  ADD ("/queue-pane/undo", test_what_is_removed_can_be_put_back);
  ADD ("/queue-pane/moved", test_a_row_is_moved_to_where_it_is_dropped);
  ADD ("/queue-pane/shown", test_a_row_that_is_activated_is_shown);
  ADD ("/queue-pane/paused", test_a_paused_queue_says_so);
  return g_test_run ();
}
