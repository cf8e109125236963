#include "engine/core/error.h"
#include "engine/exchange/safetensors.h"
#include "engine/training/predictions.h"
#include "tests/engine/training/lesson.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
test_what_can_be_told_apart_is_learned (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  lesson->settings.epochs = 20;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (outcome.best_value, >, 0.95);
  g_assert_cmpint (outcome.steps, ==, 20 * 6);
  mien_training_outcome_clear (&outcome);
}

static void
test_threads_change_nothing (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *expected = NULL, *expected_history = NULL;

  for (int threads = 1; threads <= 4; threads += 1) {
    g_autoptr (MienNetwork) network = NULL;
    MienTrainingOutcome outcome = {0};

    lesson->settings.threads = threads;
    g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
    g_autofree char *history = lesson_read_history (lesson);
    if (expected == NULL) {
      expected = g_strdup (outcome.fingerprint);
      expected_history = g_strdup (history);
    }
    g_assert_cmpstr (outcome.fingerprint, ==, expected);
    g_assert_cmpstr (history, ==, expected_history);
    mien_training_outcome_clear (&outcome);
  }
}

static void
test_stopped_and_gone_on_is_never_stopped (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  Sitting whole = {.lesson = lesson, .stop_at = G_MAXINT64};
  int n_stops = 0;
  gboolean done = FALSE;

  lesson->settings.epochs = 12;
  lesson_sit (&whole, FALSE);
  g_assert_no_error (whole.error);
  g_autofree char *expected = lesson_read_history (lesson);
  lesson_remove_checkpoint (lesson);

  for (gint64 stop_at = 5; !done; stop_at += 11) {
    Sitting part = {.lesson = lesson, .resume = TRUE, .stop_at = stop_at};

    lesson_sit (&part, stop_at > 20);
    done = part.error == NULL;
    if (done)
      g_assert_cmpstr (part.outcome.fingerprint, ==, whole.outcome.fingerprint);
    else
      g_assert_error (part.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    n_stops += !done;
    if (!done) /* what ends with an epoch that was stopped before its end has no step to pause at */
      g_assert_cmpuint (part.n_paused, ==, stop_at > 20);
    g_clear_error (&part.error);
    mien_training_outcome_clear (&part.outcome);
  }
  g_autofree char *found = lesson_read_history (lesson);
  g_assert_cmpint (n_stops, >, 0);
  g_assert_cmpstr (found, ==, expected);
  mien_training_outcome_clear (&whole.outcome);
}

static void
test_the_total_is_the_weighed_sum_at_every_step (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  for (gint64 step = 1; step <= outcome.steps; step++) {
    int epoch = (int) ((step - 1) / 6) + 1;
    double kind = lesson_find (rows, epoch, step, "kind", "batch-loss");
    double level = lesson_find (rows, epoch, step, "level", "batch-loss");

    g_assert_cmpfloat_with_epsilon (lesson_find (rows, epoch, step, "total", "batch-loss"),
                                    kind + 0.5 * level, 1e-9);
  }
  g_assert_cmpfloat (fabs (lesson_find (rows, 2, -1, "level", "gradient-cosine")), <=, 1.0);
  g_assert_cmpfloat (lesson_find (rows, 2, -1, "kind", "gradient-norm"), >, 0.0);
  mien_training_outcome_clear (&outcome);
}

static void
test_a_weight_set_while_training_counts_and_is_told (Lesson *lesson,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  mien_control_set_weight (control, "level", 0.0);
  g_assert_true (lesson_train (lesson, FALSE, control, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_cmpfloat (lesson_find (rows, 1, 0, "level", "weight"), ==, 0.0);
  g_assert_cmpfloat (lesson_find (rows, 1, 1, "total", "batch-loss"), ==,
                     lesson_find (rows, 1, 1, "kind", "batch-loss"));
  mien_training_outcome_clear (&outcome);
}

static void
test_a_loss_that_explodes_is_told (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  lesson->settings.optimizer.kind = MIEN_OPTIMIZER_SGD;
  lesson->settings.optimizer.lr = 1e30;
  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_NUMERIC);
  g_assert_nonnull (strstr (error->message, "learning rate"));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_cmpuint (rows->len, >, 0);
}

static void
test_a_task_without_labels_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  for (int i = 0; i < N; i++) /* level is missing for every fifth sample alone */
    if (i % 5 != 0 && lesson->parts[i] == MIEN_PART_TRAIN)
      lesson->parts[i] = MIEN_PART_TEST;
  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "level"));
}

/* Writes -5 for each of the @len numbers of the checkpoint's tensor @name. */
static void
forge (Lesson *lesson, const char *name, gsize len)
{
  g_autofree char *path = lesson_path (lesson, "checkpoint.safetensors");
  g_autofree char *bytes = NULL;
  gsize size;
  guint64 header;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  memcpy (&header, bytes, sizeof header);
  const char *entry = g_strstr_len (bytes + sizeof header, (gssize) header, name);
  const char *offsets = strchr (strstr (entry, "data_offsets"), '[');
  char *numbers = bytes + sizeof header + header + g_ascii_strtoull (offsets + 1, NULL, 10);
  for (gsize i = 0; i < len; i++)
    memcpy (numbers + i * sizeof (gint64), &(gint64){-5}, sizeof (gint64));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
test_a_place_where_no_training_stops_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *name;
    gsize len;
  } forged[] = {{"state.counts", 4}, {"state.steering", 2}};

  for (guint i = 0; i < G_N_ELEMENTS (forged); i++) {
    Sitting part = {.lesson = lesson, .stop_at = 8};
    g_autoptr (MienNetwork) network = NULL;
    g_autoptr (GError) error = NULL;
    MienTrainingOutcome outcome = {0};

    if (i > 0)
      lesson_remove_checkpoint (lesson);
    lesson_sit (&part, FALSE);
    g_assert_error (part.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_clear_error (&part.error);
    forge (lesson, forged[i].name, forged[i].len);
    g_assert_false (lesson_train (lesson, TRUE, NULL, &network, &outcome, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, "checkpoint.safetensors"));
  }
}

static void
test_another_model_than_its_own_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = lesson_path (lesson, "model.safetensors");
  g_autoptr (MienTensors) other = mien_tensors_new ();
  g_autoptr (MienNetwork) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  g_assert_true (lesson_train (lesson, FALSE, NULL, &first, &outcome, NULL));
  mien_training_outcome_clear (&outcome);
  mien_tensors_add (other, "trunk.1.weight", MIEN_DTYPE_F32, (const int[]){1}, 1, &(float){1.0f});
  g_assert_true (mien_tensors_save (other, path, NULL));
  g_assert_false (lesson_train (lesson, TRUE, NULL, &second, &outcome, &error));
  g_assert_nonnull (strstr (error->message, "is not the model of this training"));
  mien_training_outcome_clear (&outcome);
}

static void
test_a_training_part_without_faces_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  for (int i = 0; i < N; i++)
    if (lesson->parts[i] == MIEN_PART_TRAIN)
      lesson->parts[i] = MIEN_PART_NONE;
  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "training part"));
}

/* 40 faces: batches of one, a last batch of one, and a batch that no part fills. */
static void
test_batches_of_one_and_short_ones_train_alike_on_many_threads (Lesson *lesson,
                                                                gconstpointer data G_GNUC_UNUSED)
{
  const int batches[] = {1, 13, 64, 65536};

  lesson->settings.epochs = 2;
  for (guint i = 0; i < G_N_ELEMENTS (batches); i++) {
    g_autofree char *expected = NULL;

    lesson->settings.batch = batches[i];
    for (int threads = 1; threads <= 16; threads += 15) {
      g_autoptr (MienNetwork) network = NULL;
      g_autoptr (GError) error = NULL;
      MienTrainingOutcome outcome = {0};

      lesson->settings.threads = threads;
      lesson_train (lesson, FALSE, NULL, &network, &outcome, &error);
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
test_predictions_come_back_from_their_table (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree char *path = g_build_filename (lesson->folder, "predictions.csv", NULL);
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  MienTrainingOutcome outcome = {0};

  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, 16, 2, NULL));
  g_autoptr (MienPredictions) made = mien_predictions_make (network, pool, &examples, 16, NULL);
  g_assert_true (mien_predictions_save (made, path, NULL));
  g_autoptr (MienPredictions) read = mien_predictions_load (path, lesson->tasks, NULL);

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
#define TEST(name, func) \
  g_test_add ("/trainer/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("learns", test_what_can_be_told_apart_is_learned);
  TEST ("threads", test_threads_change_nothing);
  TEST ("stopped", test_stopped_and_gone_on_is_never_stopped);
  TEST ("total", test_the_total_is_the_weighed_sum_at_every_step);
  TEST ("live-weight", test_a_weight_set_while_training_counts_and_is_told);
  TEST ("explodes", test_a_loss_that_explodes_is_told);
  TEST ("no-labels", test_a_task_without_labels_is_refused);
  TEST ("forged-place", test_a_place_where_no_training_stops_is_refused);
  TEST ("another-model", test_another_model_than_its_own_is_refused);
  TEST ("no-faces", test_a_training_part_without_faces_is_refused);
  TEST ("batches", test_batches_of_one_and_short_ones_train_alike_on_many_threads);
  TEST ("predictions", test_predictions_come_back_from_their_table);
  return g_test_run ();
}
