/* Several tasks learned together in a trainer: every method's books, memory and own step. */
#include "engine/training/reconcile.h"
#include "tests/engine/training/lesson.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GArray *
learn (Lesson *lesson, MienTrainingOutcome *outcome)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;

  lesson_train (lesson, FALSE, NULL, &network, outcome, &error);
  g_assert_no_error (error);
  return mien_history_read (lesson->folder, NULL);
}

/* Losses, weights, regulariser and total of one step, straight from history.csv. */
typedef struct {
  double loss[2], weight[2], regulariser, total;
} Books;

static Books *
read_books (GArray *rows, gint64 n_steps)
{
  Books *books = g_new0 (Books, n_steps + 1);

  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);
    Books *step = &books[row->step];
    int task = g_str_equal (row->task, "kind") ? 0 : 1;

    if (!g_str_equal (row->split, "train"))
      continue;
    if (g_str_equal (row->metric, "batch-loss"))
      *(g_str_equal (row->task, "total") ? &step->total : &step->loss[task]) = row->value;
    else if (g_str_equal (row->metric, "weight"))
      step->weight[task] = row->value;
    else if (g_str_equal (row->metric, "regulariser"))
      step->regulariser = row->value;
  }
  return books;
}

static void
test_the_total_is_what_was_weighed_whatever_the_method (Lesson *lesson,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  const char *const *names = mien_weighting_methods ();

  lesson->settings.epochs = 2;
  for (guint m = 0; names[m] != NULL; m++) {
    MienTrainingOutcome outcome = {0};

    lesson->settings.weighting = (char *) names[m];
    g_autoptr (GArray) rows = learn (lesson, &outcome);
    g_autofree Books *books = read_books (rows, outcome.steps);
    for (gint64 step = 1; step <= outcome.steps; step++) {
      const Books *it = &books[step];
      double expected = it->weight[0] * it->loss[0] + it->weight[1] * it->loss[1] + it->regulariser;

      g_assert_true (isfinite (it->total));
      g_assert_cmpfloat (fabs (it->total - expected), <=, 1e-9 * (1.0 + fabs (expected)));
    }
    mien_training_outcome_clear (&outcome);
  }
}

/* Two and a half epochs, stopped, and gone on with, for methods that remember and that look again.
 */
static void
test_every_method_goes_on_with_the_same_bits (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  const char *const *names = mien_weighting_methods ();

  lesson->settings.epochs = 4;
  for (guint m = 0; names[m] != NULL; m++) {
    Sitting whole = {.lesson = lesson, .stop_at = G_MAXINT64};
    Sitting part = {.lesson = lesson, .stop_at = 9};
    Sitting rest = {.lesson = lesson, .resume = TRUE, .stop_at = G_MAXINT64};

    lesson->settings.weighting = (char *) names[m];
    lesson->settings.threads = 1;
    lesson_sit (&whole, FALSE);
    g_assert_no_error (whole.error);
    g_autofree char *expected = lesson_read_history (lesson);
    lesson_remove_checkpoint (lesson);

    lesson->settings.threads = 3;
    lesson_sit (&part, FALSE);
    lesson_sit (&rest, FALSE);
    g_assert_no_error (rest.error);
    g_autofree char *found = lesson_read_history (lesson);
    g_assert_cmpstr (rest.outcome.fingerprint, ==, whole.outcome.fingerprint);
    g_assert_cmpstr (found, ==, expected);
    g_assert_cmpint (mien_conflict_count_steps (rest.outcome.conflict), ==,
                     mien_conflict_count_steps (whole.outcome.conflict));
    g_assert_cmpfloat (mien_conflict_get_cosine (rest.outcome.conflict, 0, 0, 1), ==,
                       mien_conflict_get_cosine (whole.outcome.conflict, 0, 0, 1));
    lesson_remove_checkpoint (lesson);
    g_clear_error (&part.error);
    mien_training_outcome_clear (&whole.outcome);
    mien_training_outcome_clear (&part.outcome);
    mien_training_outcome_clear (&rest.outcome);
  }
}

static void
test_who_helps_is_told_by_stage_and_over_all (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienTrainingOutcome outcome = {0};
  g_autoptr (GArray) rows = learn (lesson, &outcome);
  const MienConflict *conflict = outcome.conflict;
  const char *const *stages = mien_conflict_get_stages (conflict);
  guint n_stages = g_strv_length ((char **) stages), n_measured = 0, n_helped = 0;
  double sum = 0.0;

  g_assert_cmpstr (stages[0], ==, "block1");
  g_assert_cmpstr (stages[n_stages - 1], ==, "all");
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (!g_str_equal (row->metric, "gradient-cosine"))
      continue;
    n_measured++;
    n_helped += row->value > 0.0;
    sum += row->value;
    g_assert_true (row->step % 20 == 0 || row->step % 6 == 0);
  }
  g_assert_cmpuint (n_measured, ==, 7); /* 6 ends of epochs, and step 20 */
  g_assert_cmpint (mien_conflict_count_steps (conflict), ==, 7);
  g_assert_cmpfloat_with_epsilon (mien_conflict_get_cosine (conflict, n_stages - 1, 1, 0),
                                  sum / n_measured, 1e-12);
  g_assert_cmpfloat_with_epsilon (mien_conflict_get_helped (conflict, 1),
                                  (double) n_helped / n_measured, 1e-12);
  for (guint s = 0; s < n_stages; s++)
    g_assert_cmpfloat_with_epsilon (mien_conflict_get_cosine (conflict, s, 0, 0), 1.0, 1e-12);
  mien_training_outcome_clear (&outcome);
}

/* Level is labelled on two faces of the training part: most batches have none. */
static void
test_batches_without_a_label_leave_the_task_alone (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienColumn *level =
      (MienColumn *) g_array_index (lesson->settings.tasks, MienTaskSettings, 1).column;
  const char *const names[] = {"fixed", "dwa", "famo", "pcgrad", "gradnorm", NULL};
  int kept = 0;

  for (int i = 0; i < N; i++)
    if (lesson->parts[i] == MIEN_PART_TRAIN && !isnan (level->values[i]) && kept++ >= 2)
      level->values[i] = NAN;
  for (guint m = 0; names[m] != NULL; m++) {
    MienTrainingOutcome outcome = {0};
    guint n_rows = 0;

    lesson->settings.weighting = (char *) names[m];
    g_autoptr (GArray) rows = learn (lesson, &outcome);
    for (guint i = 0; i < rows->len; i++) {
      const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

      g_assert_true (isfinite (row->value));
      n_rows += g_str_equal (row->task, "level") && g_str_equal (row->metric, "batch-loss");
    }
    g_assert_cmpuint (n_rows, <=, 12);
    g_assert_cmpuint (n_rows, >=, 6);
    mien_training_outcome_clear (&outcome);
  }
}

/* Nobody has a label in some batches: these pass without a step. */
static void
test_batches_without_any_label_are_passed_over (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienTrainingOutcome outcome = {0};

  for (guint t = 0; t < 2; t++) {
    MienColumn *column =
        (MienColumn *) g_array_index (lesson->settings.tasks, MienTaskSettings, t).column;

    for (int i = 10; i < N; i++)
      if (lesson->parts[i] == MIEN_PART_TRAIN)
        column->values[i] = NAN;
  }
  lesson->settings.batch = 1;
  g_autoptr (GArray) rows = learn (lesson, &outcome);
  guint n_totals = 0;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    g_assert_true (isfinite (row->value));
    n_totals += g_str_equal (row->task, "total") && g_str_equal (row->metric, "batch-loss");
  }
  g_assert_cmpuint (n_totals, >, 0);
  g_assert_cmpuint (n_totals, <, (guint) outcome.steps);
  mien_training_outcome_clear (&outcome);
}

static void
test_an_adversarial_task_is_unlearned_more_and_more (Lesson *lesson,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  MienTrainingOutcome outcome = {0};

  g_assert_cmpfloat (mien_reversal (0.0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (mien_reversal (0.1), 0.46211715726, 1e-9);
  g_assert_cmpfloat_with_epsilon (mien_reversal (1.0), 0.99990920426, 1e-9);

  g_array_index (lesson->settings.tasks, MienTaskSettings, 1).role = MIEN_ROLE_ADVERSARIAL;
  g_autoptr (GArray) rows = learn (lesson, &outcome);
  g_autofree Books *books = read_books (rows, outcome.steps);
  g_assert_cmpfloat (fabs (books[1].weight[1]), ==, 0.0);
  for (gint64 step = 2; step <= outcome.steps; step++)
    g_assert_cmpfloat_with_epsilon (
        books[step].weight[1], -0.5 * mien_reversal ((double) (step - 1) / (double) outcome.steps),
        1e-6);
  mien_training_outcome_clear (&outcome);
}

/* Nash-MTL makes up for gradients that are short: the ramp comes behind it, and does not get at the
 * weight that the task's own head learns by. */
static void
test_no_method_undoes_the_ramp (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienTrainingOutcome outcome = {0};

  lesson->settings.weighting = (char *) "nash-mtl";
  lesson->settings.optimizer.lr = 0.0;
  g_array_index (lesson->settings.tasks, MienTaskSettings, 1).role = MIEN_ROLE_ADVERSARIAL;
  g_autoptr (GArray) rows = learn (lesson, &outcome);
  g_autofree Books *books = read_books (rows, outcome.steps);
  double late = fabs (books[outcome.steps].weight[1]);
  g_assert_cmpfloat (books[1].weight[1], ==, 0.0);
  g_assert_cmpfloat (books[2].weight[1], <, 0.0);
  g_assert_cmpfloat (late, >, 2.0 * fabs (books[2].weight[1]));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (g_array_index (rows, MienHistoryRow, i).metric, !=, "fell-back");
  mien_training_outcome_clear (&outcome);
}

static void
test_each_task_keeps_its_own_best (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = lesson_path (lesson, "model-level.safetensors");
  MienTrainingOutcome outcome = {0};

  lesson->settings.keep_best_of_each = TRUE;
  g_autoptr (GArray) rows = learn (lesson, &outcome);
  const MienTaskBest *level = &g_array_index (outcome.bests, MienTaskBest, 1);
  double best = -INFINITY;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (g_str_equal (row->split, "validation") && g_str_equal (row->task, "level") &&
        g_str_equal (row->metric, "ccc"))
      best = MAX (best, row->value);
  }
  g_assert_cmpfloat (level->value, ==, best);
  g_assert_cmpstr (level->model, ==, "model-level.safetensors");
  g_assert_cmpint (g_remove (path), ==, 0);
  mien_training_outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/together/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("books", test_the_total_is_what_was_weighed_whatever_the_method);
  TEST ("goes-on", test_every_method_goes_on_with_the_same_bits);
  TEST ("helps", test_who_helps_is_told_by_stage_and_over_all);
  TEST ("no-label", test_batches_without_a_label_leave_the_task_alone);
  TEST ("no-labels", test_batches_without_any_label_are_passed_over);
  TEST ("adversarial", test_an_adversarial_task_is_unlearned_more_and_more);
  TEST ("ramp", test_no_method_undoes_the_ramp);
  TEST ("own-best", test_each_task_keeps_its_own_best);
  return g_test_run ();
}
