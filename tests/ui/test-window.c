#include "tests/ui/page-test.h"
#include "ui/models/settings.h"
#include "ui/shell/window.h"

static GtkApplication *app; /* a process can register one only */

typedef struct {
  MienWorkbench *workbench;
  MienWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  fixture->window = mien_window_new (app, fixture->workbench);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  return page_test_find (GTK_WIDGET (fixture->window), name);
}

static gboolean
shows_faces (gpointer data)
{
  return find (data, "Faces") != NULL;
}

static void
act (Fixture *fixture, const char *action, const char *target)
{
  GVariant *value = target != NULL ? g_variant_new_string (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action, value));
}

static void
test_the_start_page_leads_to_the_built_in_faces (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *button = page_test_get (GTK_WIDGET (fixture->window), "Use Built-in Faces");

  g_assert_nonnull (find (fixture, "Open Data Set…"));
  g_assert_null (find (fixture, "Search faces"));
  gtk_widget_activate (button);
  page_test_wait (shows_faces, fixture);
  g_assert_nonnull (find (fixture, "Search faces"));
}

static void
test_pages_are_reached_by_action (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_open (fixture->workbench, "built-in:40");
  act (fixture, "win.page", "design");
  page_test_settle (300);
  g_assert_nonnull (find (fixture, "Start Training"));
  g_assert_null (find (fixture, "Search faces"));
  act (fixture, "win.page", "data");
  page_test_settle (300);
  g_assert_nonnull (find (fixture, "Search faces"));
}

static gboolean
shows_failure (gpointer data)
{
  Fixture *fixture = data;

  return page_test_find_text (GTK_WIDGET (fixture->window), "The faces could not be opened") !=
         NULL;
}

static void
test_what_cannot_be_opened_is_shown_with_a_way_back (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  mien_window_open_files (fixture->window, G_LIST_MODEL (files));
  page_test_wait (shows_failure, fixture);
  act (fixture, "win.back", NULL);
  page_test_settle (300);
  g_assert_nonnull (find (fixture, "Use Built-in Faces"));
}

static void
write_faces (const char *folder, const char *label)
{
  g_autofree char *path = g_build_filename (folder, label, NULL);
  g_autofree char *file = g_build_filename (path, "1.png", NULL);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 24, 24);

  gdk_pixbuf_fill (picture, 0x808080ff);
  g_mkdir_with_parents (path, 0755);
  g_assert_true (gdk_pixbuf_save (picture, file, "png", NULL, NULL));
}

static gboolean
has_dataset (gpointer data)
{
  return mien_workbench_get_dataset (((Fixture *) data)->workbench) != NULL;
}

static void
test_several_folders_are_opened_together (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  const char *const names[] = {"first", "second"};
  MienDataset *dataset;

  for (guint i = 0; i < 2; i++) {
    g_autofree char *folder = g_build_filename (workspace, names[i], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (folder);

    write_faces (folder, i == 0 ? "happy" : "happiness");
    write_faces (folder, "sad");
    g_list_store_append (files, file);
  }
  mien_window_open_files (fixture->window, G_LIST_MODEL (files));
  page_test_wait (has_dataset, fixture);
  page_test_settle (300);
  dataset = mien_workbench_get_dataset (fixture->workbench);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 4);
  g_assert_cmpuint (g_strv_length (mien_workbench_get_recipe (fixture->workbench)->paths), ==, 2);
  g_assert_nonnull (page_test_find_text (GTK_WIDGET (fixture->window), "first + second"));

  /* They are one data set to what is said of them, too. */
  g_assert_true (mien_workbench_correct (fixture->workbench, 3, "", "exclude", NULL));
  g_assert_true (mien_dataset_is_excluded (mien_workbench_get_dataset (fixture->workbench), 3));
}

static gboolean
is_busy (gpointer data)
{
  return mien_workbench_is_busy (((Fixture *) data)->workbench);
}

static gboolean
is_idle (gpointer data)
{
  return !is_busy (data);
}

static void
start_long_run (Fixture *fixture)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_autoptr (GError) error = NULL;

  page_test_open (fixture->workbench, "built-in:60");
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->preprocessing.size = 16;
  recipe->epochs = 5000;
  recipe->batch = 16;
  mien_workbench_start (fixture->workbench, FALSE, &error);
  g_assert_no_error (error);
}

static AdwMessageDialog *
find_dialog (Fixture *fixture)
{
  g_autoptr (GListModel) tops = g_object_ref (gtk_window_get_toplevels ());
  guint n = g_list_model_get_n_items (tops);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkWindow) top = g_list_model_get_item (tops, i);

    if (ADW_IS_MESSAGE_DIALOG (top) &&
        gtk_window_get_transient_for (top) == GTK_WINDOW (fixture->window))
      return ADW_MESSAGE_DIALOG (top);
  }
  return NULL;
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

static void
test_closing_while_training_asks_once_and_saves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = NULL;
  g_autofree char *checkpoint = NULL;

  start_long_run (fixture);
  page_test_settle (300);
  folder = g_strdup (mien_job_get_folder (mien_workbench_get_job (fixture->workbench)));
  gtk_window_close (GTK_WINDOW (fixture->window));
  page_test_settle (100);
  g_assert_nonnull (find_dialog (fixture));
  adw_message_dialog_response (find_dialog (fixture), "keep");
  page_test_settle (100);
  g_assert_true (is_busy (fixture));

  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  page_test_settle (100);
  adw_message_dialog_response (find_dialog (fixture), "stop");
  page_test_wait (is_gone, fixture);
  g_assert_true (is_idle (fixture));
  checkpoint = g_build_filename (folder, "checkpoint.safetensors", NULL);
  g_assert_true (g_file_test (checkpoint, G_FILE_TEST_EXISTS));

  fixture->window = mien_window_new (app, fixture->workbench);
  gtk_window_present (GTK_WINDOW (fixture->window));
  page_test_settle (600);
  g_assert_nonnull (find (fixture, "Continue"));
}

static GtkWidget *
find_toast (Fixture *fixture, const char *words)
{
  return page_test_find_words (GTK_WIDGET (fixture->window), words);
}

static gboolean
tells_of_the_end (gpointer data)
{
  return find_toast (data, "The training “run-0002” is finished") != NULL;
}

static gboolean
tells_nothing (gpointer data)
{
  return find_toast (data, "is finished") == NULL;
}

static void
test_a_second_start_waits_and_its_end_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienJobQueue *queue = mien_workbench_get_queue (fixture->workbench);
  g_autofree char *folder = NULL;

  start_long_run (fixture);
  act (fixture, "win.page", "design");
  mien_workbench_get_recipe (fixture->workbench)->epochs = 2;
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_settle (300);
  g_assert_nonnull (find_toast (fixture, "Added to the queue"));
  g_assert_nonnull (find (fixture, "Start Training")); /* no other page is forced upon anybody */

  folder = g_strdup (mien_queued_job_get_folder (mien_job_queue_get_job (queue, 1)));
  mien_job_queue_begin (queue, mien_job_queue_get_job (queue, 1));
  page_test_wait (tells_of_the_end, fixture);
  mien_window_show_job (fixture->window, folder);
  page_test_wait (tells_nothing, fixture); /* Train shows it */
  g_assert_cmpstr (mien_queued_job_get_folder (mien_workbench_get_shown (fixture->workbench)), ==,
                   folder);
}

static void
test_closing_saves_all_that_train (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienJobQueue *queue = mien_workbench_get_queue (fixture->workbench);

  g_object_set (queue, "at-once", 2u, NULL);
  start_long_run (fixture);
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_settle (500);
  g_assert_cmpuint (mien_job_queue_get_n_running (queue), ==, 2);

  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  page_test_settle (100);
  adw_message_dialog_response (find_dialog (fixture), "stop");
  page_test_wait (is_gone, fixture);
  g_assert_cmpuint (mien_job_queue_get_n_running (queue), ==, 0);
  g_assert_cmpuint (mien_job_queue_get_n_waiting (queue), ==, 2);
  g_assert_true (mien_job_queue_is_paused (queue));
}

static void
test_data_sets_opened_lately_are_kept_newest_first (Fixture *fixture G_GNUC_UNUSED,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  const char *const before[] = {"/b", "/a", NULL};
  g_auto (GStrv) again = mien_recent_add (before, "/a");
  g_auto (GStrv) other = mien_recent_add (before, "/c");
  g_autofree char *again_text = g_strjoinv (" ", again);
  g_autofree char *other_text = g_strjoinv (" ", other);

  g_assert_cmpstr (again_text, ==, "/a /b");
  g_assert_cmpstr (other_text, ==, "/c /b /a");
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  gtk_test_init (&argc, &argv);
  adw_init ();
  app = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);
  add ("/window/start", test_the_start_page_leads_to_the_built_in_faces);
  add ("/window/pages", test_pages_are_reached_by_action);
  add ("/window/failure", test_what_cannot_be_opened_is_shown_with_a_way_back);
  add ("/window/several", test_several_folders_are_opened_together);
  add ("/window/recent", test_data_sets_opened_lately_are_kept_newest_first);
  add ("/window/queue", test_a_second_start_waits_and_its_end_is_told);
  add ("/window/closing-several", test_closing_saves_all_that_train);
  add ("/window/closing", test_closing_while_training_asks_once_and_saves);
  return g_test_run ();
}
