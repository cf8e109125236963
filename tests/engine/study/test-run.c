#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/job.h"
#include "tests/engine/study/folder.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>

static void
test_a_run_leaves_all_that_it_promises (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  mien_recipe_put_task (recipe, "action_units", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run->state, ==, MIEN_RUN_FINISHED);
  g_assert_cmpstr (mien_run_get_main (run), ==, "expression");
  g_assert_true (isfinite (mien_run_get_metric (run, NULL, "test", "balanced_accuracy")));
  g_assert_true (isfinite (mien_run_get_metric (run, "expression", "test", "loss")));
  g_assert_true (isfinite (mien_run_get_metric (run, "valence", "test", "ccc")));
  g_assert_true (isfinite (mien_run_get_metric (run, "action_units", "validation", "macro_f1")));
  g_assert_true (isnan (mien_run_get_metric (run, "valence", "test", "accuracy")));

  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (predictions->n, ==, 60);
  g_autoptr (MienDataset) dataset = mien_run_open_dataset (run, NULL, &error);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 60);
  g_assert_false (folder_has (out, "corrections.csv"));
  folder_remove (folder);
}

/* What the three tasks learned about each other, in run.json, and a model that says the same. */
static void
check_sharing (MienSharingKind kind, const char *member)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->sharing.kind = kind;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  g_assert_no_error (error);
  JsonObject *told = json_object_get_object_member (json_node_get_object (run->result), "sharing");
  g_assert_cmpstr (json_object_get_string_member (told, "kind"), ==, mien_sharing_name (kind));
  g_assert_true (member == NULL || json_object_has_member (told, member));
  if (kind == MIEN_SHARING_MMOE) {
    JsonArray *gates =
        json_object_get_array_member (json_object_get_object_member (told, "gates"), "valence");
    double sum = 0.0;

    for (guint e = 0; e < json_array_get_length (gates); e++)
      sum += json_array_get_double_element (gates, e);
    g_assert_cmpuint (json_array_get_length (gates), ==, MIEN_DEFAULT_EXPERTS);
    g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-4);
  }
  g_autoptr (MienNetwork) network = mien_run_load_model (run, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mien_network_get_sharing (network)->kind, ==, kind);
  folder_remove (folder);
}

static void
test_a_run_tells_what_tasks_share (void)
{
  check_sharing (MIEN_SHARING_CROSS_STITCH, "stages");
  check_sharing (MIEN_SHARING_MMOE, "gates");
  check_sharing (MIEN_SHARING_MTAN, NULL);
}

static char *
fingerprint_of (const char *folder)
{
  g_autoptr (MienRun) run = mien_run_open (folder, NULL);

  g_assert_nonnull (run->result);
  return g_strdup (
      json_object_get_string_member (json_node_get_object (run->result), "fingerprint"));
}

/* Stops the run as soon as its first epoch is told. */
typedef struct {
  MienJob *job;
  GMainLoop *loop;
  GError *error;
  gboolean finished_last;
} Stopper;

static void
stop_early (GPtrArray *batch, gpointer data)
{
  Stopper *stopper = data;

  for (guint i = 0; i < batch->len; i++) {
    MienEvent *event = g_ptr_array_index (batch, i);

    stopper->finished_last = event->kind == MIEN_EVENT_FINISHED;
    if (event->kind == MIEN_EVENT_POINT && stopper->job != NULL)
      mien_control_send (mien_job_get_control (stopper->job), MIEN_COMMAND_STOP);
    if (event->kind == MIEN_EVENT_FINISHED) {
      stopper->error = g_steal_pointer (&event->error);
      g_main_loop_quit (stopper->loop);
    }
  }
}

static void
run_and_stop (const MienRecipe *recipe, const char *folder)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Stopper stopper = {.loop = loop};
  g_autoptr (MienMailbox) mailbox =
      mien_mailbox_new (NULL, 1000, (GDestroyNotify) mien_event_free, stop_early, &stopper);

  stopper.job = mien_job_start (recipe, MIEN_JOB_RUN, folder, NULL, NULL, FALSE, mailbox);
  g_main_loop_run (loop);
  mien_job_free (stopper.job);
  g_assert_true (stopper.finished_last);
  g_assert_error (stopper.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&stopper.error);
}

static void
test_a_stopped_run_goes_on_to_the_same_weights (void)
{
  char *folder = folder_new ();
  g_autofree char *whole = g_build_filename (folder, "whole", NULL);
  g_autofree char *stopped = g_build_filename (folder, "stopped", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->epochs = 60;
  g_assert_true (folder_train (recipe, whole, FALSE, &error));
  run_and_stop (recipe, stopped);
  g_assert_false (folder_has (stopped, "run.json"));

  recipe->threads = 2; /* never changes a result, and so may differ */
  g_assert_true (folder_train (recipe, stopped, TRUE, &error));
  g_assert_no_error (error);
  g_autofree char *a = fingerprint_of (whole), *b = fingerprint_of (stopped);
  g_assert_cmpstr (a, ==, b);

  g_autofree char *before = folder_read (stopped, "run.json");
  g_assert_true (folder_train (recipe, stopped, TRUE, &error));
  g_autofree char *after = folder_read (stopped, "run.json");
  g_assert_cmpstr (before, ==, after);
  folder_remove (folder);
}

static double
count_taken (const char *folder)
{
  g_autoptr (MienRun) run = mien_run_open (folder, NULL);
  JsonObject *result = json_node_get_object (run->result);

  return json_object_get_double_member (json_object_get_object_member (result, "start"), "taken");
}

static void
test_a_start_model_may_go_once_the_run_goes_on (void)
{
  char *folder = folder_new ();
  g_autofree char *first = g_build_filename (folder, "first", NULL);
  g_autofree char *model = g_build_filename (folder, "first", "model.safetensors", NULL);
  g_autofree char *whole = g_build_filename (folder, "whole", NULL);
  g_autofree char *stopped = g_build_filename (folder, "stopped", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, first, FALSE, NULL));
  recipe->epochs = 60;
  recipe->start = g_strdup (model);
  recipe->freeze = g_strdup ("hidden1");
  folder_train (recipe, whole, FALSE, &error);
  g_assert_no_error (error);
  run_and_stop (recipe, stopped);
  g_assert_cmpint (g_unlink (model), ==, 0);
  folder_train (recipe, stopped, TRUE, &error);
  g_assert_no_error (error);

  g_autofree char *a = fingerprint_of (whole), *b = fingerprint_of (stopped);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpfloat (count_taken (whole), >, 0.0);
  g_assert_cmpfloat (count_taken (stopped), ==, count_taken (whole));
  folder_remove (folder);
}

/* The lowest priority among this program's threads. */
static int
find_nicest (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  int nicest = -20;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    nicest = MAX (nicest, getpriority (PRIO_PROCESS, (id_t) g_ascii_strtoull (name, NULL, 10)));
  return nicest;
}

typedef struct {
  GMainLoop *loop;
  MienJob *job;
  int nicest;
} Watcher;

/* Looks while the training pauses: only then are its threads sure to be there. */
static void
watch_priority (GPtrArray *batch, gpointer data)
{
  Watcher *watcher = data;

  for (guint i = 0; i < batch->len; i++) {
    const MienEvent *event = g_ptr_array_index (batch, i);

    if (event->kind == MIEN_EVENT_PAUSED) {
      watcher->nicest = find_nicest ();
      mien_control_send (mien_job_get_control (watcher->job), MIEN_COMMAND_RESUME);
    } else if (event->kind == MIEN_EVENT_FINISHED) {
      g_main_loop_quit (watcher->loop);
    }
  }
}

static void
test_a_job_leaves_the_window_its_turn (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  Watcher watcher = {loop, NULL, -20};
  g_autoptr (MienMailbox) mailbox =
      mien_mailbox_new (NULL, 1000, (GDestroyNotify) mien_event_free, watch_priority, &watcher);
  int before = find_nicest ();

  recipe->yield = TRUE;
  watcher.job = mien_job_start (recipe, MIEN_JOB_RUN, out, NULL, NULL, FALSE, mailbox);
  mien_control_send (mien_job_get_control (watcher.job), MIEN_COMMAND_PAUSE);
  g_main_loop_run (loop);
  mien_job_free (watcher.job);
  g_assert_cmpint (watcher.nicest, >, before);
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, before);
  folder_remove (folder);
}

static void
test_a_folder_that_holds_a_run_is_not_written_over (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, folder, FALSE, &error));
  g_assert_false (folder_train (recipe, folder, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  recipe->epochs = 7;
  g_assert_false (folder_train (recipe, folder, TRUE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "started with 2 in “epochs”, now 7"));
  folder_remove (folder);
}

static void
test_data_that_are_not_there_leave_no_folder (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_free (recipe->paths[0]);
  recipe->paths[0] = g_build_filename (folder, "nothing", NULL);
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "nothing"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_clear_pointer (&recipe->paths[0], g_free);
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "data.path"));
  folder_remove (folder);
}

/* As where a disk went away after the data set was opened. */
static void
test_pictures_that_cannot_be_read_are_named (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_free (recipe->paths[0]);
  recipe->paths[0] = g_build_filename (folder, "faces", NULL);
  for (int i = 0; i < 20; i++) {
    g_autofree char *class = g_build_filename (recipe->paths[0], i % 2 ? "sad" : "happy", NULL);
    g_autofree char *name = g_strdup_printf ("%d.png", i);
    g_autofree char *path = g_build_filename (class, name, NULL);

    g_mkdir_with_parents (class, 0700);
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
  }
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "None of the 20 pictures"));
  g_assert_nonnull (strstr (error->message, "happy/0.png is empty"));
  folder_remove (folder);
}

static void
test_an_unwritable_folder_is_told (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "file", "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  folder_write (folder, "file", "no folder");
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_nonnull (strstr (error->message, out));
  folder_remove (folder);
}

static void
test_a_class_that_training_never_shows_is_not_scored (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->split = MIEN_SPLIT_SUBJECT;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "person", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *samples = json_object_get_object_member (result, "samples");
  JsonObject *person =
      json_object_get_object_member (json_object_get_object_member (result, "tasks"), "person");
  gint64 others = json_object_get_int_member (samples, "test") +
                  json_object_get_int_member (samples, "validation");

  g_assert_cmpint (json_object_get_int_member (person, "unscored"), ==, others);
  g_assert_true (isnan (mien_run_get_metric (run, "person", "test", "accuracy")));
  g_assert_cmpstr (json_object_get_string_member (result, "interval_over"), ==, "person");
  folder_remove (folder);
}

/* (transfer full): what is on two sides of a run split by @kind */
static char *
tell_leaks (const char *folder, MienSplitKind kind, JsonObject **leaks)
{
  g_autofree char *out = g_build_filename (folder, mien_split_kind_name (kind), NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRun) run = NULL;

  recipe->split = kind;
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  run = mien_run_open (out, &error);
  g_assert_no_error (error);
  *leaks =
      json_object_ref (json_object_get_object_member (json_node_get_object (run->result), "leaks"));
  return mien_run_tell_leaks (run);
}

static void
test_who_and_what_is_on_two_sides_is_counted (void)
{
  char *folder = folder_new ();
  g_autoptr (JsonObject) random = NULL;
  g_autoptr (JsonObject) subject = NULL;
  g_autofree char *at_random = tell_leaks (folder, MIEN_SPLIT_RANDOM, &random);
  g_autofree char *by_person = tell_leaks (folder, MIEN_SPLIT_SUBJECT, &subject);

  g_assert_cmpint (json_object_get_int_member (random, "persons"), >, 0);
  g_assert_cmpint (json_object_get_int_member (subject, "persons"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (subject, "copies"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (subject, "alike"), ==, 0);
  g_assert_nonnull (strstr (at_random, "in more than one part, so that"));
  g_assert_nonnull (strstr (by_person, "No person is in more than one part."));
  folder_remove (folder);
}

static void
test_corrections_travel_with_the_run (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRun) plain = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  plain = mien_run_open (out, &error);
  g_autoptr (MienDataset) before = mien_run_open_dataset (plain, NULL, &error);
  const char *id = mien_dataset_get_id (before, 0);
  g_ptr_array_add (corrections, mien_correction_new (id, "", "exclude", ""));

  g_autofree char *second = g_build_filename (folder, "second", NULL);
  g_assert_true (
      mien_run_execute (recipe, second, corrections, NULL, FALSE, NULL, control, 0, 1, &error));
  g_autoptr (MienRun) run = mien_run_open (second, &error);
  g_autoptr (MienDataset) after = mien_run_open_dataset (run, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (folder_has (second, "corrections.csv"));
  g_assert_true (mien_dataset_is_excluded (after, 0));
  folder_remove (folder);
}

static MienRecipe *
recipe_of_two (void)
{
  MienRecipe *recipe = folder_recipe ();

  g_strfreev (recipe->paths);
  recipe->paths = g_strsplit ("built-in:40:1 built-in:50:2", " ", -1);
  recipe->group = g_strdup ("source");
  return recipe;
}

static void
test_two_data_sets_are_learned_together (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = recipe_of_two ();
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (corrections,
                   mien_correction_new ("built-in-2/faces/00003.png", "expression", "fear", ""));
  g_assert_true (
      mien_run_execute (recipe, out, corrections, NULL, FALSE, NULL, control, 0, 1, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  g_autoptr (MienDataset) dataset = mien_run_open_dataset (run, NULL, &error);
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, &error);
  const MienColumn *expression = mien_dataset_get_column (dataset, "expression");
  int corrected = mien_dataset_find (dataset, "built-in-2/faces/00003.png");

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (run->recipe->paths), ==, 2);
  g_assert_cmpuint (predictions->n, ==, 90);
  g_assert_cmpstr (expression->names[1], ==, "happiness");
  g_assert_cmpint (corrected, >=, 0);
  g_assert_cmpint (mien_column_get_class (expression, (guint) corrected), ==,
                   mien_column_find_name (expression, "fear"));
  folder_remove (folder);
}

static void
test_one_data_set_is_tested_on_after_learning_from_the_other (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = recipe_of_two ();
  g_autoptr (GError) error = NULL;

  recipe->split = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT;
  recipe->fold = 1;
  recipe->validation = 0.0;
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (folder_train (recipe, out, TRUE, &error)); /* the same is asked for */
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *samples = json_object_get_object_member (result, "samples");

  g_assert_cmpint (json_object_get_int_member (samples, "train"), ==, 40);
  g_assert_cmpint (json_object_get_int_member (samples, "test"), ==, 50);
  g_assert_cmpint (json_object_get_int_member (result, "folds"), ==, 2);
  folder_remove (folder);
}

/* Glasses are no person: each wearer of several would stand on both sides. */
static void
test_a_split_that_leaks_trains_nothing (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->split = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT;
  recipe->group = g_strdup ("glasses");
  recipe->fold = 1;
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_LEAK);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  recipe->leaks = MIEN_LEAKS_ALLOW;
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);
  folder_remove (folder);
}

static void
test_tasks_that_cannot_be_learned_are_told (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0)->loss = g_strdup ("ccc");
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "expression"));
  g_assert_nonnull (strstr (error->message, "ccc"));
  folder_remove (folder);
}

static void
test_an_adversary_alone_is_no_main_task (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_ADVERSARIAL, 1.0);
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "“expression”"));
  g_assert_nonnull (strstr (error->message, "role main"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/whole", test_a_run_leaves_all_that_it_promises);
  g_test_add_func ("/run/sharing", test_a_run_tells_what_tasks_share);
  g_test_add_func ("/run/resume", test_a_stopped_run_goes_on_to_the_same_weights);
  g_test_add_func ("/run/start", test_a_start_model_may_go_once_the_run_goes_on);
  g_test_add_func ("/run/priority", test_a_job_leaves_the_window_its_turn);
  g_test_add_func ("/run/held", test_a_folder_that_holds_a_run_is_not_written_over);
  g_test_add_func ("/run/no-data", test_data_that_are_not_there_leave_no_folder);
  g_test_add_func ("/run/unreadable", test_pictures_that_cannot_be_read_are_named);
  g_test_add_func ("/run/unwritable", test_an_unwritable_folder_is_told);
  g_test_add_func ("/run/unseen", test_a_class_that_training_never_shows_is_not_scored);
  g_test_add_func ("/run/leaks", test_who_and_what_is_on_two_sides_is_counted);
  g_test_add_func ("/run/corrections", test_corrections_travel_with_the_run);
  g_test_add_func ("/run/two", test_two_data_sets_are_learned_together);
  g_test_add_func ("/run/across", test_one_data_set_is_tested_on_after_learning_from_the_other);
  g_test_add_func ("/run/leak", test_a_split_that_leaks_trains_nothing);
  g_test_add_func ("/run/adversary", test_an_adversary_alone_is_no_main_task);
  g_test_add_func ("/run/tasks", test_tasks_that_cannot_be_learned_are_told);
  return g_test_run ();
}
