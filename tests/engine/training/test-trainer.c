#include "engine/core/error.h"
#include "engine/samples/dataset-builder.h"
#include "engine/training/history.h"
#include "engine/training/predictions.h"
#include "engine/training/trainer.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum {
  N = 60,
  SIDE = 8
};

/* Faces of two kinds: bright above and dark below, or the other way round; and how bright. */
typedef struct {
  MienDataset *dataset;
  MienFaces *faces;
  gint8 parts[N];
  GPtrArray *tasks;
  MienTrainingSettings settings;
  char *folder;
} Fixture;

static MienDataset *
make_dataset (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("made", "test");
  const char *const names[] = {"up", "down", NULL};
  MienColumn *kind = mien_column_new ("kind", MIEN_KIND_CLASS, names, 1, N);
  MienColumn *level = mien_column_new ("level", MIEN_KIND_SCALAR, NULL, 1, N);

  for (int i = 0; i < N; i++) {
    g_autofree char *id = g_strdup_printf ("%02d.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
    kind->values[i] = (float) (i % 2);
    level->values[i] = i % 5 == 0 ? NAN : (float) (i % 7);
  }
  mien_dataset_builder_take_column (builder, kind);
  mien_dataset_builder_take_column (builder, level);
  return mien_dataset_builder_end (builder);
}

static MienFaces *
make_faces (void)
{
  MienFaces *faces = g_new0 (MienFaces, 1);
  MienRng rng = mien_rng_keyed (4, MIEN_STREAM_OTHER, 0, 0);

  *faces = (MienFaces){.n = N, .channels = 1, .size = SIDE};
  faces->pixels = g_new (guint8, N * SIDE * SIDE);
  faces->usable = g_new (gboolean, N);
  faces->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);
  for (int i = 0; i < N; i++) {
    faces->usable[i] = TRUE;
    for (int j = 0; j < SIDE * SIDE; j++) {
      gboolean above = j < SIDE * SIDE / 2;

      faces->pixels[i * SIDE * SIDE + j] =
          (guint8) (60 + 10 * (i % 7) + (above == (i % 2 == 0) ? 80 : 0) +
                    (int) mien_rng_below (&rng, 20));
    }
  }
  return faces;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = {"up", "down", NULL};
  MienTaskSettings kind = {.role = MIEN_ROLE_MAIN, .loss = MIEN_LOSS_CROSS_ENTROPY, .weight = 1.0};
  MienTaskSettings level = {.role = MIEN_ROLE_AUXILIARY, .loss = MIEN_LOSS_MSE, .weight = 0.5};
  MienTask *scalar = mien_task_new ("level", MIEN_KIND_SCALAR, NULL, 1);

  fixture->dataset = make_dataset ();
  fixture->faces = make_faces ();
  for (int i = 0; i < N; i++)
    fixture->parts[i] = i % 6 == 4   ? MIEN_PART_VALIDATION
                        : i % 6 == 5 ? MIEN_PART_TEST
                                     : MIEN_PART_TRAIN;
  scalar->offset = 3.0;
  scalar->scale = 2.0;
  fixture->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_ptr_array_add (fixture->tasks, mien_task_new ("kind", MIEN_KIND_CLASS, names, 2));
  g_ptr_array_add (fixture->tasks, scalar);
  kind.column = mien_dataset_get_column (fixture->dataset, "kind");
  level.column = mien_dataset_get_column (fixture->dataset, "level");
  fixture->settings = (MienTrainingSettings){
      .tasks = g_array_new (FALSE, FALSE, sizeof (MienTaskSettings)),
      .weighting = (char *) "fixed",
      .optimizer = {.kind = MIEN_OPTIMIZER_ADAM,
                    .lr = 3e-3,
                    .beta1 = 0.9,
                    .beta2 = 0.999,
                    .epsilon = 1e-8,
                    .schedule = MIEN_SCHEDULE_COSINE},
      .augment = {.shift = 0.1, .brightness = 0.1},
      .epochs = 6,
      .batch = 7,
      .seed = 3,
      .threads = 1,
  };
  g_array_append_val (fixture->settings.tasks, kind);
  g_array_append_val (fixture->settings.tasks, level);
  fixture->folder = g_dir_make_tmp ("mien-trainer-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *name = (const char *const[]){"history.csv", "checkpoint.safetensors",
                                                       "model.safetensors", NULL};
       *name != NULL; name++) {
    g_autofree char *path = g_build_filename (fixture->folder, *name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_array_unref (fixture->settings.tasks);
  g_ptr_array_unref (fixture->tasks);
  mien_faces_free (fixture->faces);
  mien_dataset_unref (fixture->dataset);
}

/* Trains in the fixture's folder; @control may hold commands already. */
static gboolean
train (Fixture *fixture,
       gboolean resume,
       MienControl *control,
       MienNetwork **network,
       MienTrainingOutcome *outcome,
       GError **error)
{
  MienPreprocessing preprocessing = {
      .size = SIDE, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE};
  MienExamples examples = {fixture->dataset, fixture->faces, fixture->parts};
  g_autoptr (MienControl) own = mien_control_new (NULL);

  *network =
      mien_network_new ("reference", &preprocessing, fixture->tasks, fixture->settings.seed, NULL);
  return mien_trainer_run (*network, &fixture->settings, &examples, fixture->folder, NULL, NULL,
                           resume, control != NULL ? control : own, 0, 1, outcome, error);
}

static char *
read_history (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "history.csv", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
remove_checkpoint (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "checkpoint.safetensors", NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_what_can_be_told_apart_is_learned (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  fixture->settings.epochs = 20;
  g_assert_true (train (fixture, FALSE, NULL, &network, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (outcome.best_value, >, 0.95);
  g_assert_cmpint (outcome.steps, ==, 20 * 6);
  mien_training_outcome_clear (&outcome);
}

static void
test_threads_change_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *expected = NULL, *expected_history = NULL;

  for (int threads = 1; threads <= 4; threads += 1) {
    g_autoptr (MienNetwork) network = NULL;
    MienTrainingOutcome outcome = {0};

    fixture->settings.threads = threads;
    g_assert_true (train (fixture, FALSE, NULL, &network, &outcome, NULL));
    g_autofree char *history = read_history (fixture);
    if (expected == NULL) {
      expected = g_strdup (outcome.fingerprint);
      expected_history = g_strdup (history);
    }
    g_assert_cmpstr (outcome.fingerprint, ==, expected);
    g_assert_cmpstr (history, ==, expected_history);
    mien_training_outcome_clear (&outcome);
  }
}

/* A training on a thread, and the loop that hears of it. */
typedef struct {
  Fixture *fixture;
  gboolean resume;
  MienControl *control;
  GMainLoop *loop;
  gint64 stop_at;
  guint n_paused;
  MienTrainingOutcome outcome;
  GError *error;
} Sitting;

static gpointer
sitting_main (gpointer data)
{
  Sitting *sitting = data;
  g_autoptr (MienNetwork) network = NULL;

  train (sitting->fixture, sitting->resume, sitting->control, &network, &sitting->outcome,
         &sitting->error);
  mien_control_emit (sitting->control, mien_event_new (MIEN_EVENT_FINISHED));
  return NULL;
}

static void
on_events (GPtrArray *batch, gpointer data)
{
  Sitting *sitting = data;

  for (guint i = 0; i < batch->len; i++) {
    const MienEvent *event = g_ptr_array_index (batch, i);

    if (event->kind == MIEN_EVENT_FINISHED)
      g_main_loop_quit (sitting->loop);
    if (event->kind == MIEN_EVENT_PAUSED) {
      sitting->n_paused++;
      mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
    }
    if (event->kind == MIEN_EVENT_POINT && event->step >= sitting->stop_at)
      mien_control_send (sitting->control, MIEN_COMMAND_STOP);
  }
}

/* Trains until about step @stop_at, or to the end. */
static void
sit (Sitting *sitting, gboolean pause)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MienMailbox) events =
      mien_mailbox_new (NULL, 500, (GDestroyNotify) mien_event_free, on_events, sitting);

  sitting->loop = loop;
  sitting->control = mien_control_new (events);
  if (pause)
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
  GThread *thread = g_thread_new ("training", sitting_main, sitting);
  g_main_loop_run (loop);
  g_thread_join (thread);
  mien_control_unref (sitting->control);
}

static void
test_stopped_and_gone_on_is_never_stopped (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Sitting whole = {.fixture = fixture, .stop_at = G_MAXINT64};
  int n_stops = 0;
  gboolean done = FALSE;

  fixture->settings.epochs = 12;
  sit (&whole, FALSE);
  g_assert_no_error (whole.error);
  g_autofree char *expected = read_history (fixture);
  remove_checkpoint (fixture);

  for (gint64 stop_at = 5; !done; stop_at += 11) {
    Sitting part = {.fixture = fixture, .resume = TRUE, .stop_at = stop_at};

    sit (&part, stop_at > 20);
    done = part.error == NULL;
    if (done)
      g_assert_cmpstr (part.outcome.fingerprint, ==, whole.outcome.fingerprint);
    else
      g_assert_error (part.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    n_stops += !done;
    g_assert_cmpuint (part.n_paused, ==, stop_at > 20);
    g_clear_error (&part.error);
    mien_training_outcome_clear (&part.outcome);
  }
  g_autofree char *found = read_history (fixture);
  g_assert_cmpint (n_stops, >, 0);
  g_assert_cmpstr (found, ==, expected);
  mien_training_outcome_clear (&whole.outcome);
}

static double
find (GArray *rows, int epoch, gint64 step, const char *task, const char *metric)
{
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (row->epoch == epoch && (step < 0 || row->step == step) && g_str_equal (row->task, task) &&
        g_str_equal (row->metric, metric))
      return row->value;
  }
  return NAN;
}

static void
test_the_total_is_the_weighed_sum_at_every_step (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  g_assert_true (train (fixture, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (fixture->folder, NULL);
  for (gint64 step = 1; step <= outcome.steps; step++) {
    int epoch = (int) ((step - 1) / 6) + 1;
    double kind = find (rows, epoch, step, "kind", "batch-loss");
    double level = find (rows, epoch, step, "level", "batch-loss");

    g_assert_cmpfloat_with_epsilon (find (rows, epoch, step, "total", "batch-loss"),
                                    kind + 0.5 * level, 1e-9);
  }
  g_assert_cmpfloat (fabs (find (rows, 2, -1, "level", "gradient-cosine")), <=, 1.0);
  g_assert_cmpfloat (find (rows, 2, -1, "kind", "gradient-norm"), >, 0.0);
  mien_training_outcome_clear (&outcome);
}

static void
test_a_weight_set_while_training_counts_and_is_told (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  mien_control_set_weight (control, "level", 0.0);
  g_assert_true (train (fixture, FALSE, control, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (fixture->folder, NULL);
  g_assert_cmpfloat (find (rows, 1, 0, "level", "weight"), ==, 0.0);
  g_assert_cmpfloat (find (rows, 1, 1, "total", "batch-loss"), ==,
                     find (rows, 1, 1, "kind", "batch-loss"));
  mien_training_outcome_clear (&outcome);
}

static void
test_a_loss_that_explodes_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  fixture->settings.optimizer.kind = MIEN_OPTIMIZER_SGD;
  fixture->settings.optimizer.lr = 1e30;
  g_assert_false (train (fixture, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_NUMERIC);
  g_assert_nonnull (strstr (error->message, "learning rate"));
  g_autoptr (GArray) rows = mien_history_read (fixture->folder, NULL);
  g_assert_cmpuint (rows->len, >, 0);
}

static void
test_a_task_without_labels_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  for (int i = 0; i < N; i++) /* level is missing for every fifth sample alone */
    if (i % 5 != 0 && fixture->parts[i] == MIEN_PART_TRAIN)
      fixture->parts[i] = MIEN_PART_TEST;
  g_assert_false (train (fixture, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "level"));
}

static void
test_a_training_part_without_faces_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  for (int i = 0; i < N; i++)
    if (fixture->parts[i] == MIEN_PART_TRAIN)
      fixture->parts[i] = MIEN_PART_NONE;
  g_assert_false (train (fixture, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "training part"));
}

/* 40 faces: batches of one, a last batch of one, and a batch that no part fills. */
static void
test_batches_of_one_and_short_ones_train_alike_on_many_threads (Fixture *fixture,
                                                                gconstpointer data G_GNUC_UNUSED)
{
  const int batches[] = {1, 13, 64};

  fixture->settings.epochs = 2;
  for (guint i = 0; i < G_N_ELEMENTS (batches); i++) {
    g_autofree char *expected = NULL;

    fixture->settings.batch = batches[i];
    for (int threads = 1; threads <= 16; threads += 15) {
      g_autoptr (MienNetwork) network = NULL;
      g_autoptr (GError) error = NULL;
      MienTrainingOutcome outcome = {0};

      fixture->settings.threads = threads;
      train (fixture, FALSE, NULL, &network, &outcome, &error);
      g_assert_no_error (error);
      g_assert_cmpint (outcome.steps, ==, 2 * ((40 + batches[i] - 1) / batches[i]));
      if (expected == NULL)
        expected = g_strdup (outcome.fingerprint);
      g_assert_cmpstr (outcome.fingerprint, ==, expected);
      mien_training_outcome_clear (&outcome);
    }
  }
}

static void
test_predictions_come_back_from_their_table (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree char *path = g_build_filename (fixture->folder, "predictions.csv", NULL);
  MienExamples examples = {fixture->dataset, fixture->faces, fixture->parts};
  MienTrainingOutcome outcome = {0};

  g_assert_true (train (fixture, FALSE, NULL, &network, &outcome, NULL));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, 16, 2, NULL));
  g_autoptr (MienPredictions) made = mien_predictions_make (network, pool, &examples, 16, NULL);
  g_assert_true (mien_predictions_save (made, path, NULL));
  g_autoptr (MienPredictions) read = mien_predictions_load (path, fixture->tasks, NULL);

  g_assert_nonnull (read);
  g_assert_cmpuint (read->n, ==, N);
  for (guint t = 0; t < 2; t++) {
    const MienTaskPredictions *a = g_ptr_array_index (made->tasks, t);
    const MienTaskPredictions *b = g_ptr_array_index (read->tasks, t);

    g_assert_cmpmem (a->output, N * (gsize) a->task->width * sizeof (float), b->output,
                     N * (gsize) b->task->width * sizeof (float));
    for (int i = 0; i < N; i++)
      g_assert_true (a->label[i] == b->label[i] || (isnan (a->label[i]) && isnan (b->label[i])));
  }
  g_assert_cmpmem (made->parts, N, read->parts, N);
  g_remove (path);
  mien_training_outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/trainer/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("learns", test_what_can_be_told_apart_is_learned);
  TEST ("threads", test_threads_change_nothing);
  TEST ("stopped", test_stopped_and_gone_on_is_never_stopped);
  TEST ("total", test_the_total_is_the_weighed_sum_at_every_step);
  TEST ("live-weight", test_a_weight_set_while_training_counts_and_is_told);
  TEST ("explodes", test_a_loss_that_explodes_is_told);
  TEST ("no-labels", test_a_task_without_labels_is_refused);
  TEST ("no-faces", test_a_training_part_without_faces_is_refused);
  TEST ("batches", test_batches_of_one_and_short_ones_train_alike_on_many_threads);
  TEST ("predictions", test_predictions_come_back_from_their_table);
  return g_test_run ();
}
