#include "engine/core/error.h"
#include "engine/exchange/model.h"
#include "engine/training/predictions.h"
#include "tests/engine/training/lesson.h"

#include <math.h>
#include <string.h>

/* Everything that a recipe can ask of the optimizer at once. */
static void
ask_for_all (Lesson *lesson)
{
  lesson->settings.optimizer =
      (MienOptimizerSettings){.kind = MIEN_OPTIMIZER_SGD,
                              .lr = 0.05,
                              .momentum = 0.9,
                              .nesterov = TRUE,
                              .weight_decay = 1e-3,
                              .clip = 0.5,
                              .ema = 0.9,
                              .schedule = {.kind = MIEN_SCHEDULE_ONE_CYCLE}};
  lesson->settings.augment = (MienAugment){.flip = TRUE,
                                           .shift = 0.1,
                                           .rotate = 10,
                                           .scale = 0.1,
                                           .brightness = 0.1,
                                           .erase = 0.2,
                                           .noise = 0.05,
                                           .mixup = 0.2};
  lesson->settings.sampling = MIEN_SAMPLING_BALANCED;
  g_array_index (lesson->settings.tasks, MienTaskSettings, 0).class_weights =
      MIEN_CLASS_WEIGHTS_EFFECTIVE;
  lesson->settings.label_smoothing = 0.1;
  lesson->settings.epochs = 30;
  lesson->settings.stop_after = 3;
}

static void
test_threads_change_nothing_with_all_options_on (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *expected = NULL, *expected_model = NULL, *expected_history = NULL;

  ask_for_all (lesson);
  for (int threads = 1; threads <= 5; threads += 2) {
    g_autoptr (MienNetwork) network = NULL;
    MienTrainingOutcome outcome = {0};

    lesson->settings.threads = threads;
    g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
    g_autofree char *history = lesson_read_history (lesson);
    if (threads == 1) {
      expected = g_strdup (outcome.fingerprint);
      expected_model = g_strdup (outcome.model_fingerprint);
      expected_history = g_strdup (history);
    }
    g_assert_cmpstr (outcome.fingerprint, ==, expected);
    g_assert_cmpstr (outcome.model_fingerprint, ==, expected_model);
    g_assert_cmpstr (history, ==, expected_history);
    mien_training_outcome_clear (&outcome);
  }
}

static void
test_stopped_and_gone_on_with_all_options_on (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  Sitting whole = {.lesson = lesson, .stop_at = G_MAXINT64};
  int n_stops = 0;
  gboolean done = FALSE;

  ask_for_all (lesson);
  lesson_sit (&whole, FALSE);
  g_assert_no_error (whole.error);
  g_assert_true (whole.outcome.gave_up);
  g_autofree char *expected = lesson_read_history (lesson);
  lesson_remove_checkpoint (lesson);

  for (gint64 stop_at = 3; !done; stop_at += 7) {
    Sitting part = {.lesson = lesson, .resume = TRUE, .stop_at = stop_at};

    lesson->settings.threads = 1 + n_stops % 3;
    lesson_sit (&part, FALSE);
    done = part.error == NULL;
    n_stops += !done;
    if (done) {
      g_assert_cmpstr (part.outcome.fingerprint, ==, whole.outcome.fingerprint);
      g_assert_cmpstr (part.outcome.model_fingerprint, ==, whole.outcome.model_fingerprint);
      g_assert_cmpint (part.outcome.epochs, ==, whole.outcome.epochs);
      g_assert_true (part.outcome.gave_up);
    }
    g_clear_error (&part.error);
    mien_training_outcome_clear (&part.outcome);
  }
  g_autofree char *found = lesson_read_history (lesson);
  g_assert_cmpint (n_stops, >, 0);
  g_assert_cmpstr (found, ==, expected);
  mien_training_outcome_clear (&whole.outcome);
}

/* Epoch of the last balanced accuracy that was better than all before, by the history. */
static int
find_improvement (GArray *rows, int n_epochs)
{
  double best = -1.0;
  int epoch = 0;

  for (int e = 1; e <= n_epochs; e++)
    for (guint i = 0; i < rows->len; i++) {
      const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

      if (row->epoch == e && g_str_equal (row->task, "kind") &&
          g_str_equal (row->split, "validation") &&
          g_str_equal (row->metric, "balanced_accuracy") && row->value > best) {
        best = row->value;
        epoch = e;
      }
    }
  return epoch;
}

static void
test_a_training_that_gets_no_better_ends (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL, again = NULL;
  MienTrainingOutcome outcome = {0}, resumed = {0};

  lesson->settings.epochs = 40;
  lesson->settings.stop_after = 2;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_true (outcome.gave_up);
  g_assert_cmpint (outcome.epochs, <, 40);
  g_assert_cmpint (outcome.steps, ==, outcome.epochs * 6);
  g_assert_cmpint (outcome.epochs, ==, find_improvement (rows, 40) + 2);

  /* What has ended so does not go on. */
  g_assert_true (lesson_train (lesson, TRUE, NULL, &again, &resumed, NULL));
  g_assert_cmpint (resumed.epochs, ==, outcome.epochs);
  g_assert_cmpstr (resumed.fingerprint, ==, outcome.fingerprint);
  mien_training_outcome_clear (&outcome);
  mien_training_outcome_clear (&resumed);
}

static void
test_patience_that_is_never_needed_changes_nothing (Lesson *lesson,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL, patient = NULL;
  MienTrainingOutcome outcome = {0}, other = {0};

  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  lesson->settings.stop_after = 6;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &patient, &other, NULL));
  g_assert_false (other.gave_up);
  g_assert_cmpint (other.epochs, ==, 6);
  g_assert_cmpstr (outcome.fingerprint, ==, other.fingerprint);
  mien_training_outcome_clear (&outcome);
  mien_training_outcome_clear (&other);
}

static double
find_validation (GArray *rows, int epoch, const char *task, const char *metric)
{
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (row->epoch == epoch && g_str_equal (row->task, task) &&
        g_str_equal (row->split, "validation") && g_str_equal (row->metric, metric))
      return row->value;
  }
  return NAN;
}

/* The plain cross-entropy of task "kind" on the validation part, from what the model answers. */
static double
measure_loss (Lesson *lesson, MienNetwork *network)
{
  g_autoptr (MienPool) pool = mien_pool_new (1);
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  double sum = 0.0;
  int n = 0;

  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, 7, 1, NULL));
  g_autoptr (MienPredictions) made = mien_predictions_make (network, pool, &examples, 7, NULL);
  const MienTaskPredictions *kind = g_ptr_array_index (made->tasks, 0);
  for (guint i = 0; i < made->n; i++)
    if (made->parts[i] == MIEN_PART_VALIDATION) {
      sum -= log ((double) kind->output[2 * i + (guint) kind->label[i]]);
      n++;
    }
  return sum / n;
}

static void
test_averaged_weights_are_judged_and_kept_and_raw_ones_go_on (Lesson *lesson,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) raw = NULL, averaged = NULL;
  MienTrainingOutcome plain = {0}, outcome = {0};

  g_assert_true (lesson_train (lesson, FALSE, NULL, &raw, &plain, NULL));
  g_autoptr (GArray) plain_rows = mien_history_read (lesson->folder, NULL);
  lesson->settings.optimizer.ema = 0.95;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &averaged, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);

  g_assert_cmpstr (plain.fingerprint, ==, outcome.fingerprint);
  g_assert_cmpstr (plain.model_fingerprint, !=, outcome.model_fingerprint);
  g_assert_cmpfloat (find_validation (plain_rows, 4, "kind", "loss"), !=,
                     find_validation (rows, 4, "kind", "loss"));
  g_autofree char *kept = mien_network_fingerprint (averaged);
  g_assert_cmpstr (kept, ==, outcome.model_fingerprint);
  g_assert_cmpfloat_with_epsilon (measure_loss (lesson, averaged),
                                  find_validation (rows, outcome.best_epoch, "kind", "loss"), 1e-5);
  mien_training_outcome_clear (&plain);
  mien_training_outcome_clear (&outcome);
}

static void
test_smoothing_leaves_the_loss_of_validation_plain (Lesson *lesson,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  lesson->settings.epochs = 20;
  lesson->settings.label_smoothing = 0.5;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_cmpfloat_with_epsilon (measure_loss (lesson, network),
                                  find_validation (rows, outcome.best_epoch, "kind", "loss"), 1e-5);
  /* The entropy of (.75, .25) is the least that a smoothed loss can be. */
  for (int epoch = 1; epoch <= 20; epoch++)
    g_assert_cmpfloat (lesson_find (rows, epoch, epoch * 6, "kind", "loss"), >, 0.5623);
  mien_training_outcome_clear (&outcome);
}

/* How sure the best model is, on average, that validation faces of the rare kind are of it. */
static double
trust_in_rare (Lesson *lesson)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (MienPool) pool = mien_pool_new (1);
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  MienTrainingOutcome outcome = {0};
  double sum = 0.0;
  int n = 0;

  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, 7, 1, NULL));
  g_autoptr (MienPredictions) made = mien_predictions_make (network, pool, &examples, 7, NULL);
  const MienTaskPredictions *kind = g_ptr_array_index (made->tasks, 0);
  for (guint i = 0; i < made->n; i++)
    if (made->parts[i] == MIEN_PART_TEST && i % 2 == 1) {
      sum += (double) kind->output[2 * i + 1];
      n++;
    }
  mien_training_outcome_clear (&outcome);
  return sum / n;
}

/* Ten times as many faces of one kind: a network that has hardly begun to learn says that kind, but
 * for what makes up for it. */
static void
test_rare_classes_are_made_up_for (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienTaskSettings *kind = &g_array_index (lesson->settings.tasks, MienTaskSettings, 0);

  for (int i = 0; i < N; i++)
    if (i % 2 == 1 && lesson->parts[i] == MIEN_PART_TRAIN && i > 3)
      lesson->parts[i] = MIEN_PART_NONE;
  lesson->settings.epochs = 3;
  lesson->settings.optimizer.lr = 3e-4;
  double plain = trust_in_rare (lesson);
  kind->class_weights = MIEN_CLASS_WEIGHTS_INVERSE;
  double weighted = trust_in_rare (lesson);
  kind->class_weights = MIEN_CLASS_WEIGHTS_NONE;
  lesson->settings.sampling = MIEN_SAMPLING_BALANCED;
  double balanced = trust_in_rare (lesson);

  g_assert_cmpfloat (weighted, >, plain + 0.1);
  g_assert_cmpfloat (balanced, >, plain + 0.1);
}

/* With all that changes the training's faces and loss, validation is told as it is. */
static void
test_validation_is_told_plainly_whatever_the_training_does (Lesson *lesson,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  ask_for_all (lesson);
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_cmpfloat_with_epsilon (measure_loss (lesson, network),
                                  find_validation (rows, outcome.best_epoch, "kind", "loss"), 1e-5);
  mien_training_outcome_clear (&outcome);
}

static void
test_the_rate_of_every_epoch_is_told (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};

  lesson->settings.optimizer.schedule = (MienSchedule){MIEN_SCHEDULE_STEP, 0.5, 2, 0.1};
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  const double expected[] = {3e-3, 3e-3, 3e-4,
                             3e-4, 3e-5, 3e-5}; /* after half an epoch's warm-up */
  for (int epoch = 1; epoch <= 6; epoch++)
    g_assert_cmpfloat_with_epsilon (lesson_find (rows, epoch, epoch * 6, "total", "lr"),
                                    expected[epoch - 1], 1e-12);
  mien_training_outcome_clear (&outcome);
}

static void
assert_failed (Lesson *lesson, const char *const *words)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_NUMERIC);
  for (; *words != NULL; words++)
    if (strstr (error->message, *words) == NULL)
      g_error ("“%s” lacks “%s”", error->message, *words);
}

static void
test_a_loss_that_is_no_number_is_told_with_its_layer (Lesson *lesson,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  lesson->settings.optimizer =
      (MienOptimizerSettings){.kind = MIEN_OPTIMIZER_SGD, .lr = 1e30, .momentum = 0.0};
  assert_failed (lesson, (const char *const[]){"loss of “kind”", "step 2 (epoch 1)", "block1",
                                               "conv 3×3", NULL});
}

static void
test_a_gradient_that_is_no_number_is_told_with_its_layer (Lesson *lesson,
                                                          gconstpointer data G_GNUC_UNUSED)
{
  g_array_index (lesson->settings.tasks, MienTaskSettings, 1).weight = 3e38;
  assert_failed (lesson, (const char *const[]){"gradient of “", "step 1 (epoch 1)", "learning rate",
                                               "optimizer.clip", NULL});
}

/* The Brier score is not told of every epoch unless it is asked for, and the lower is the better.
 */
static void
test_a_metric_that_is_asked_for_picks_the_epoch (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};
  double best = (double) INFINITY;

  lesson->settings.select.metric = (char *) "brier";
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  for (int epoch = 1; epoch <= 6; epoch++) {
    double score = find_validation (rows, epoch, "kind", "brier");

    g_assert_true (isfinite (score));
    best = MIN (best, score);
  }
  g_assert_cmpfloat (find_validation (rows, outcome.best_epoch, "kind", "brier"), ==, best);
  g_assert_true (isnan (find_validation (rows, 1, "kind", "kappa")));
  mien_training_outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/trainer-options/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("threads", test_threads_change_nothing_with_all_options_on);
  TEST ("stopped", test_stopped_and_gone_on_with_all_options_on);
  TEST ("early", test_a_training_that_gets_no_better_ends);
  TEST ("patient", test_patience_that_is_never_needed_changes_nothing);
  TEST ("averaged", test_averaged_weights_are_judged_and_kept_and_raw_ones_go_on);
  TEST ("smoothing", test_smoothing_leaves_the_loss_of_validation_plain);
  TEST ("rare", test_rare_classes_are_made_up_for);
  TEST ("plain", test_validation_is_told_plainly_whatever_the_training_does);
  TEST ("rate", test_the_rate_of_every_epoch_is_told);
  TEST ("chosen", test_a_metric_that_is_asked_for_picks_the_epoch);
  TEST ("loss", test_a_loss_that_is_no_number_is_told_with_its_layer);
  TEST ("gradient", test_a_gradient_that_is_no_number_is_told_with_its_layer);
  return g_test_run ();
}
