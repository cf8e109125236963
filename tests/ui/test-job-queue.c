#include "tests/ui/page-test.h"

#include <glib/gstdio.h>
#include <math.h>

typedef struct {
  MienWorkbench *workbench;
  MienJobQueue *queue;
  char *told;       /* (nullable): the last failure */
  guint n_started;  /* jobs that were shown */
  guint n_points;   /* of what is shown */
  guint n_finished; /* of the queue */
} Fixture;

static void
on_started (Fixture *fixture)
{
  fixture->n_started++;
  fixture->n_points = 0;
}

static void
on_events (Fixture *fixture, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    fixture->n_points +=
        ((const MienEvent *) g_ptr_array_index (events, i))->kind == MIEN_EVENT_POINT;
}

static void
on_finished (Fixture *fixture, MienQueuedJob *job G_GNUC_UNUSED, const GError *error)
{
  fixture->n_finished++;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_free (fixture->told);
  fixture->told = g_strdup (error->message);
}

static void
follow (Fixture *fixture)
{
  fixture->queue = mien_workbench_get_queue (fixture->workbench);
  g_signal_connect_swapped (fixture->workbench, "job-started", G_CALLBACK (on_started), fixture);
  g_signal_connect_swapped (fixture->workbench, "job-events", G_CALLBACK (on_events), fixture);
  g_signal_connect_swapped (fixture->queue, "job-finished", G_CALLBACK (on_finished), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe;

  fixture->workbench = page_test_workbench ();
  follow (fixture);
  page_test_open (fixture->workbench, "built-in:60");
  recipe = mien_workbench_get_recipe (fixture->workbench);
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->preprocessing.size = 16;
  recipe->batch = 16;
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_finish (fixture->workbench);
  g_free (fixture->told);
}

static MienQueuedJob *
get (Fixture *fixture, guint position)
{
  return mien_job_queue_get_job (fixture->queue, position);
}

static MienQueuedState
state_of (Fixture *fixture, guint position)
{
  return mien_queued_job_get_state (get (fixture, position));
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->queue));
}

/* (transfer none): valid while the job is there */
static const char *
start (Fixture *fixture, int epochs, guint64 seed)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_autoptr (GError) error = NULL;

  recipe->epochs = epochs;
  recipe->seed = seed;
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, &error));
  g_assert_no_error (error);
  return mien_queued_job_get_folder (get (fixture, count (fixture) - 1));
}

static gboolean
is_over (gpointer data)
{
  Fixture *fixture = data;

  return mien_job_queue_get_n_running (fixture->queue) == 0 &&
         (mien_job_queue_is_paused (fixture->queue) ||
          mien_job_queue_get_n_waiting (fixture->queue) == 0);
}

static gboolean
has_points (gpointer data)
{
  return ((Fixture *) data)->n_points > 0;
}

static char *
fingerprint_of (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRun) run = mien_run_open (folder, &error);

  g_assert_no_error (error);
  g_assert_cmpint (run->state, ==, MIEN_RUN_FINISHED);
  return g_strdup (
      json_object_get_string_member (json_node_get_object (run->result), "fingerprint"));
}

static void
test_one_trains_after_the_other (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *first = g_strdup (start (fixture, 3, 1));
  g_autofree char *second = g_strdup (start (fixture, 3, 2));
  g_autofree char *third = g_strdup (start (fixture, 3, 3));

  g_assert_cmpint (state_of (fixture, 0), ==, MIEN_QUEUED_RUNNING);
  g_assert_cmpint (state_of (fixture, 1), ==, MIEN_QUEUED_WAITING);
  g_assert_cmpint (state_of (fixture, 2), ==, MIEN_QUEUED_WAITING);
  g_assert_true (mien_folder_is_waiting (third)); /* at once, not when its turn comes */
  page_test_wait (is_over, fixture);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (state_of (fixture, i), ==, MIEN_QUEUED_FINISHED);
  g_assert_cmpuint (fixture->n_started, ==, 3); /* what begins is shown where the last has ended */
  g_free (fingerprint_of (first));
  g_free (fingerprint_of (second));
  g_assert_false (mien_folder_is_waiting (third));
}

static void
test_what_is_moved_up_trains_earlier (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  MienQueuedJob *last;
  g_auto (GStrv) kept = NULL;

  start (fixture, 5000, 1);
  start (fixture, 5000, 2);
  start (fixture, 5000, 3);
  last = get (fixture, 2);
  mien_job_queue_move (fixture->queue, last, 0); /* no earlier than behind what trains */
  g_assert_true (get (fixture, 1) == last);
  kept = mien_waiting_list (workspace);
  g_assert_cmpuint (g_strv_length (kept), ==, 3);
  g_assert_cmpstr (kept[1], ==, mien_queued_job_get_folder (last));

  mien_job_queue_set_paused (fixture->queue, TRUE);
  mien_queued_job_command (get (fixture, 0), MIEN_COMMAND_STOP);
  page_test_wait (is_over, fixture);
  g_assert_cmpint (mien_queued_job_get_state (last), ==, MIEN_QUEUED_WAITING);
  mien_job_queue_set_paused (fixture->queue, FALSE);
  g_assert_cmpint (mien_queued_job_get_state (last), ==, MIEN_QUEUED_RUNNING);
  g_assert_cmpint (state_of (fixture, 2), ==, MIEN_QUEUED_WAITING);
}

static void
test_two_at_once_come_to_the_same (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  char *apart[2], *together[2];
  char *folders[4];

  for (guint i = 0; i < 2; i++)
    folders[i] = g_strdup (start (fixture, 4, i));
  page_test_wait (is_over, fixture);

  g_object_set (fixture->queue, "at-once", 2u, "threads", 4u, NULL);
  for (guint i = 2; i < 4; i++)
    folders[i] = g_strdup (start (fixture, 4, i - 2));
  g_assert_cmpuint (mien_job_queue_get_n_running (fixture->queue), ==, 2);
  g_assert_cmpint (mien_queued_job_get_threads (get (fixture, 0)), ==, 2);
  g_assert_cmpint (mien_queued_job_get_threads (get (fixture, 1)), ==, 2);
  page_test_wait (is_over, fixture);

  for (guint i = 0; i < 2; i++) {
    apart[i] = fingerprint_of (folders[i]);
    together[i] = fingerprint_of (folders[i + 2]);
    g_assert_cmpstr (apart[i], ==, together[i]);
  }
  g_assert_cmpstr (apart[0], !=, apart[1]);
  for (guint i = 0; i < 2; i++) {
    g_free (apart[i]);
    g_free (together[i]);
    g_free (folders[i]);
    g_free (folders[i + 2]);
  }
}

static void
test_what_was_removed_comes_back_by_undo (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienQueuedJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  start (fixture, 5000, 1);
  start (fixture, 5000, 2);
  start (fixture, 5000, 3);
  job = g_object_ref (get (fixture, 1));
  folder = g_strdup (mien_queued_job_get_folder (job));
  mien_job_queue_remove (fixture->queue, job);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_false (mien_folder_is_waiting (folder)); /* nor would it be found at the next start */

  g_assert_true (mien_job_queue_insert (fixture->queue, job, 1, &error));
  g_assert_true (get (fixture, 1) == job);
  g_assert_true (mien_folder_is_waiting (folder));

  mien_job_queue_remove (fixture->queue, job);
  g_clear_object (&job);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  mien_job_queue_remove (fixture->queue,
                         get (fixture, 0)); /* what trains has to be stopped first */
  g_assert_cmpuint (count (fixture), ==, 2);
}

static void
open_again (Fixture *fixture)
{
  g_autofree char *workspace =
      g_strdup (mien_store_get_workspace (mien_workbench_get_store (fixture->workbench)));
  g_autoptr (GError) error = NULL;
  MienStore *store;

  g_object_unref (fixture->workbench);
  store = mien_store_open (workspace, &error);
  g_assert_no_error (error);
  fixture->workbench = mien_workbench_new (store);
  follow (fixture);
}

static void
test_the_queue_survives_the_end_of_the_program (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *running = g_strdup (start (fixture, 300, 1));
  g_autofree char *second = g_strdup (start (fixture, 3, 2));
  g_autofree char *third = g_strdup (start (fixture, 3, 3));
  g_autofree char *through = NULL;
  g_autofree char *restarted = NULL;

  mien_job_queue_move (fixture->queue, get (fixture, 2), 1);
  page_test_wait (has_points, fixture);
  open_again (fixture);
  g_assert_cmpuint (mien_job_queue_get_n_waiting (fixture->queue), ==, 3);
  g_assert_true (mien_job_queue_is_paused (fixture->queue)); /* until somebody says go on */
  g_assert_cmpstr (mien_queued_job_get_folder (get (fixture, 0)), ==, running);
  g_assert_cmpstr (mien_queued_job_get_folder (get (fixture, 1)), ==, third);
  g_assert_cmpstr (mien_queued_job_get_folder (get (fixture, 2)), ==, second);
  g_assert_true (mien_workbench_get_shown (fixture->workbench) == get (fixture, 0));

  mien_job_queue_set_paused (fixture->queue, FALSE);
  page_test_wait (is_over, fixture);
  g_assert_cmpstr (fixture->told, ==, NULL);
  restarted = fingerprint_of (running);

  /* What was stopped has come to what it would have without. */
  page_test_open (fixture->workbench, "built-in:60");
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->preprocessing.size = 16;
  recipe->batch = 16;
  g_autofree char *again = g_strdup (start (fixture, 300, 1));
  page_test_wait (is_over, fixture);
  through = fingerprint_of (again);
  g_assert_cmpstr (restarted, ==, through);
}

static void
test_what_fails_lets_the_others_go_on (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_autofree char *failing = NULL;

  start (fixture, 3, 1);
  mien_recipe_put_task (recipe, "beard", MIEN_ROLE_AUXILIARY, 1.0);
  failing = g_strdup (start (fixture, 3, 2));
  mien_recipe_drop_task (recipe, "beard");
  start (fixture, 3, 3);
  page_test_wait (is_over, fixture);

  g_assert_cmpint (state_of (fixture, 0), ==, MIEN_QUEUED_FINISHED);
  g_assert_cmpint (state_of (fixture, 1), ==, MIEN_QUEUED_FAILED);
  g_assert_cmpint (state_of (fixture, 2), ==, MIEN_QUEUED_FINISHED);
  g_assert_nonnull (strstr (mien_queued_job_get_error (get (fixture, 1))->message, "beard"));
  g_assert_false (g_file_test (failing, G_FILE_TEST_EXISTS)); /* there was nothing to keep */
}

static void
delete_folder (const char *folder)
{
  const char *const command[] = {"rm", "-rf", folder, NULL};

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
}

static void
test_a_folder_deleted_while_it_waits_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture, 3, 1);
  start (fixture, 3, 2);
  start (fixture, 3, 3);
  delete_folder (mien_queued_job_get_folder (get (fixture, 1)));
  page_test_wait (is_over, fixture);
  g_assert_cmpint (state_of (fixture, 1), ==, MIEN_QUEUED_FAILED);
  g_assert_nonnull (strstr (fixture->told, "was deleted while it waited"));
  g_assert_cmpint (state_of (fixture, 2), ==, MIEN_QUEUED_FINISHED);
}

static void
test_a_deleted_folder_is_free_for_the_next (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = NULL;

  start (fixture, 3, 1);
  folder = g_strdup (start (fixture, 3, 2));
  delete_folder (folder);
  g_assert_cmpstr (start (fixture, 3, 3), ==, folder);
  g_assert_nonnull (strstr (fixture->told, "was deleted while it waited"));
  page_test_wait (is_over, fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpint (state_of (fixture, 1), ==, MIEN_QUEUED_FINISHED);
}

static void
test_a_folder_deleted_while_it_trains_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *folder = start (fixture, 200, 1);

  start (fixture, 3, 2);
  page_test_wait (has_points, fixture);
  delete_folder (folder);
  page_test_wait (is_over, fixture);
  g_assert_cmpint (state_of (fixture, 0), ==, MIEN_QUEUED_FAILED);
  g_assert_nonnull (strstr (fixture->told, folder));
  g_assert_cmpint (state_of (fixture, 1), ==, MIEN_QUEUED_FINISHED);
}

/* Locks are between open files, so that two workbenches are as two programs. */
static void
test_the_queue_of_another_program_is_left_to_it (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (fixture->workbench));
  g_autoptr (GError) error = NULL;
  g_autoptr (MienWorkbench) other = NULL;
  g_autofree char *folder = NULL;

  start (fixture, 5000, 1);
  folder = g_strdup (start (fixture, 5000, 2));
  page_test_wait (has_points, fixture);
  other = mien_workbench_new (mien_store_open (workspace, NULL));
  g_assert_cmpuint (mien_workbench_count_elsewhere (other), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (mien_workbench_get_queue (other))), ==,
                    0);

  const char *running = mien_queued_job_get_folder (get (fixture, 0));
  g_assert_false (mien_workbench_resume (other, running, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "another Mien"));
}

static void
test_another_that_is_shown_tells_what_there_is (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienQueuedJob *first, *second;

  g_object_set (fixture->queue, "at-once", 2u, NULL);
  start (fixture, 5000, 1);
  first = get (fixture, 0);
  page_test_wait (has_points, fixture);
  start (fixture, 5000, 2);
  second = get (fixture, 1);
  g_assert_true (mien_workbench_get_shown (fixture->workbench) == second); /* it was asked for */
  page_test_wait (has_points, fixture);

  mien_workbench_show_job (fixture->workbench, first);
  g_assert_cmpuint (fixture->n_started, ==, 3);
  mien_workbench_command (fixture->workbench, MIEN_COMMAND_PAUSE);
  for (gboolean paused = FALSE; !paused;) {
    page_test_settle (20);
    g_object_get (fixture->workbench, "paused", &paused, NULL);
  }
  g_assert_cmpint (mien_queued_job_get_state (first), ==, MIEN_QUEUED_PAUSED);
  g_assert_cmpint (mien_queued_job_get_state (second), ==, MIEN_QUEUED_RUNNING);

  /* Whoever looks at it later is told that it pauses, and of which run to read the history. */
  g_autoptr (GPtrArray) told = mien_queued_job_recall (first);
  const MienEvent *begun = g_ptr_array_index (told, 0);
  const MienEvent *last = g_ptr_array_index (told, told->len - 1);
  g_assert_cmpint (begun->kind, ==, MIEN_EVENT_RUN_STARTED);
  g_assert_cmpstr (begun->text, ==, mien_queued_job_get_folder (first));
  g_assert_cmpint (last->kind, ==, MIEN_EVENT_PAUSED);
}

static void
test_start_now_does_not_wait (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienQueuedJob *last;

  start (fixture, 5000, 1);
  start (fixture, 5000, 2);
  start (fixture, 5000, 3);
  last = get (fixture, 2);
  mien_job_queue_begin (fixture->queue, last);
  g_assert_cmpuint (mien_job_queue_get_n_running (fixture->queue), ==, 2);
  g_assert_true (get (fixture, 1) == last); /* what waits stays together */
  g_assert_cmpint (state_of (fixture, 2), ==, MIEN_QUEUED_WAITING);
}

static void
test_how_long_until_all_is_done_is_added_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienSpeeds *speeds = mien_workbench_get_speeds (fixture->workbench);
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  mien_job_queue_hold (fixture->queue);
  start (fixture, 10, 1);
  start (fixture, 10, 2);
  g_assert_true (isnan (mien_job_queue_seconds_until (fixture->queue, NULL, speeds)));
  mien_speeds_learn (speeds, recipe, 10.0);

  double each = mien_queued_job_get_images (get (fixture, 0)) / 10.0;
  g_assert_cmpfloat (each, >, 0.0);
  g_assert_cmpfloat (mien_job_queue_seconds_until (fixture->queue, get (fixture, 0), speeds), ==,
                     0.0);
  g_assert_cmpfloat (mien_job_queue_seconds_until (fixture->queue, get (fixture, 1), speeds), ==,
                     each);
  g_assert_cmpfloat (mien_job_queue_seconds_until (fixture->queue, NULL, speeds), ==, 2.0 * each);
  mien_job_queue_set_paused (fixture->queue, TRUE);
  g_assert_true (isnan (mien_job_queue_seconds_until (fixture->queue, NULL, speeds)));
  mien_job_queue_release (fixture->queue);
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
  add ("/queue/order", test_one_trains_after_the_other);
  add ("/queue/moved", test_what_is_moved_up_trains_earlier);
  add ("/queue/at-once", test_two_at_once_come_to_the_same);
  add ("/queue/undo", test_what_was_removed_comes_back_by_undo);
  add ("/queue/restart", test_the_queue_survives_the_end_of_the_program);
  add ("/queue/failure", test_what_fails_lets_the_others_go_on);
  add ("/queue/deleted-waiting", test_a_folder_deleted_while_it_waits_is_told);
  add ("/queue/deleted-reused", test_a_deleted_folder_is_free_for_the_next);
  add ("/queue/deleted-training", test_a_folder_deleted_while_it_trains_is_told);
  add ("/queue/other-program", test_the_queue_of_another_program_is_left_to_it);
  add ("/queue/shown", test_another_that_is_shown_tells_what_there_is);
  add ("/queue/now", test_start_now_does_not_wait);
  add ("/queue/left", test_how_long_until_all_is_done_is_added_up);
  return g_test_run ();
}
