#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/training/checkpoint.h"
#include "tests/engine/training/lesson.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GArray *
make_plan (void)
{
  const MienSteering plan[] = {
      {3, g_intern_string ("level"), MIEN_COMMAND_SET_WEIGHT, 2.0},
      {8, g_intern_string ("level"), MIEN_COMMAND_SET_ON, 0.0},
      {8, g_intern_string ("kind"), MIEN_COMMAND_SET_WEIGHT, 0.7},
      {19, g_intern_string ("level"), MIEN_COMMAND_SET_ON, 1.0},
  };
  GArray *steering = g_array_new (FALSE, FALSE, sizeof (MienSteering));

  return g_array_append_vals (steering, plan, G_N_ELEMENTS (plan));
}

static char *
train_to_the_end (Lesson *lesson, gboolean resume)
{
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  g_assert_true (lesson_train (lesson, resume, NULL, &network, &outcome, &error));
  g_assert_no_error (error);
  char *fingerprint = g_steal_pointer (&outcome.fingerprint);
  mien_training_outcome_clear (&outcome);
  return fingerprint;
}

/* Pauses at the start and again later; changes something each time. */
static void
steer (Sitting *sitting, const MienEvent *event)
{
  gboolean due = event->kind == MIEN_EVENT_POINT && event->step >= 10;

  if (event->kind == MIEN_EVENT_PAUSED) {
    mien_control_set_weight (sitting->control, "level", sitting->heard == 0 ? 1.5 : 0.25);
    mien_control_set_on (sitting->control, "level", sitting->heard == 0);
    mien_control_set_on (sitting->control, "kind", FALSE);
    mien_control_set_weight (sitting->control, "kind", -1.0);
    mien_control_set_weight (sitting->control, "nobody", 1.0);
    mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
    sitting->heard++;
  } else if (due && sitting->heard == 1) {
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
    sitting->heard++;
  }
}

static void
test_what_was_told_is_written_and_repeats_exactly (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  Sitting live = {.lesson = lesson, .stop_at = G_MAXINT64, .hear = steer};

  lesson->settings.epochs = 16;
  lesson_sit (&live, TRUE);
  g_assert_no_error (live.error);
  g_assert_cmpuint (live.heard, ==, 3);
  g_autofree char *expected = lesson_read_history (lesson);
  g_autoptr (GArray) told = mien_steering_read (lesson->folder, NULL);
  const MienSteering *first = &g_array_index (told, MienSteering, 0);
  const MienSteering *last = &g_array_index (told, MienSteering, 2);

  g_assert_cmpuint (told->len, ==, 3); /* nothing that makes no sense, nothing that was so before */
  g_assert_true (first->step == 0 && first->kind == MIEN_COMMAND_SET_WEIGHT);
  g_assert_cmpfloat (first->value, ==, 1.5);
  g_assert_cmpstr (first->task, ==, "level");
  g_assert_true (last->step >= 10 && last->kind == MIEN_COMMAND_SET_ON);
  g_assert_cmpfloat (last->value, ==, 0.0);

  lesson->settings.steering = told;
  lesson->settings.threads = 2;
  g_autofree char *again = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  g_assert_cmpstr (again, ==, live.outcome.fingerprint);
  g_assert_cmpstr (history, ==, expected);
  mien_training_outcome_clear (&live.outcome);
}

static void
test_a_plan_counts (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = make_plan ();
  g_autofree char *plain = train_to_the_end (lesson, FALSE);

  lesson->settings.steering = plan;
  g_autofree char *steered = train_to_the_end (lesson, FALSE);
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_autoptr (GArray) told = mien_steering_read (lesson->folder, NULL);
  g_assert_cmpstr (steered, !=, plain);
  g_assert_cmpuint (told->len, ==, plan->len);
  for (guint i = 0; i < told->len; i++) {
    const MienSteering *a = &g_array_index (told, MienSteering, i);
    const MienSteering *b = &g_array_index (plan, MienSteering, i);

    g_assert_true (a->step == b->step && a->task == b->task && a->kind == b->kind);
    g_assert_cmpfloat (a->value, ==, b->value);
  }
  g_assert_cmpfloat (lesson_find (rows, 1, 4, "level", "weight"), ==, 2.0);
  double kind = lesson_find (rows, 1, 4, "kind", "batch-loss");
  double level = lesson_find (rows, 1, 4, "level", "batch-loss");
  g_assert_cmpfloat_with_epsilon (lesson_find (rows, 1, 4, "total", "batch-loss"),
                                  kind + 2.0 * level, 1e-6);
}

static void
test_a_steered_training_stopped_anywhere_comes_to_the_same_end (Lesson *lesson,
                                                                gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = make_plan ();
  gboolean done = FALSE;

  lesson->settings.steering = plan;
  lesson->settings.epochs = 12;
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  lesson_remove_checkpoint (lesson);
  for (gint64 stop_at = 1; !done; stop_at += 6) {
    Sitting part = {.lesson = lesson, .resume = TRUE, .stop_at = stop_at};

    lesson_sit (&part, FALSE);
    done = part.error == NULL;
    if (done)
      g_assert_cmpstr (part.outcome.fingerprint, ==, expected);
    g_clear_error (&part.error);
    mien_training_outcome_clear (&part.outcome);
  }
  g_autofree char *found = lesson_read_history (lesson);
  g_assert_cmpstr (found, ==, history);
}

/* As where the machine went down between the history and the checkpoint. */
static void
test_what_was_told_after_the_checkpoint_is_forgotten (Lesson *lesson,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  lesson->settings.checkpoints = 3;
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  g_autofree char *table = lesson_path (lesson, "history.csv");
  g_autofree char *last = lesson_path (lesson, "checkpoint.safetensors");
  g_autofree char *kept = mien_checkpoint_kept_path (lesson->folder, 3); /* at step 18 */
  g_autofree char *longer = g_strconcat (history, "3,18,level,steer,weight,3\n", NULL);

  g_assert_true (mien_file_link (kept, last, NULL));
  g_assert_true (g_file_set_contents (table, longer, -1, NULL));
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_autofree char *found = lesson_read_history (lesson);
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpstr (found, ==, history);
}

static void
copy_file (Lesson *from, Lesson *to, const char *name)
{
  g_autofree char *source = lesson_path (from, name), *target = lesson_path (to, name);
  g_autofree char *text = NULL;
  gsize len;

  if (g_file_get_contents (source, &text, &len, NULL))
    g_assert_true (g_file_set_contents (target, text, (gssize) len, NULL));
}

static Lesson killed; /* the folder as it is when a training ends right after it was saved */

static void
save_and_look (Sitting *sitting, const MienEvent *event)
{
  if (event->kind == MIEN_EVENT_POINT && event->step >= 14 && sitting->heard == 0) {
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
    sitting->heard = 1;
  } else if (event->kind == MIEN_EVENT_PAUSED) {
    mien_control_set_on (sitting->control, "level", FALSE);
    mien_control_send (sitting->control, MIEN_COMMAND_SAVE);
    sitting->heard = 2;
  } else if (event->kind == MIEN_EVENT_KEPT && event->value > 0.0 && sitting->heard == 2) {
    copy_file (sitting->lesson, &killed, "history.csv");
    copy_file (sitting->lesson, &killed, "checkpoint.safetensors");
    copy_file (sitting->lesson, &killed, "model.safetensors");
    mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
    sitting->heard = 3;
  }
}

static void
test_a_training_that_dies_after_save_goes_on_from_there (Lesson *lesson,
                                                         gconstpointer data G_GNUC_UNUSED)
{
  Sitting sitting = {.lesson = lesson, .stop_at = G_MAXINT64, .hear = save_and_look};

  lesson_set_up (&killed, NULL);
  lesson->settings.epochs = killed.settings.epochs = 16;
  lesson_sit (&sitting, FALSE);
  g_assert_no_error (sitting.error);
  g_assert_cmpuint (sitting.heard, ==, 3);

  g_autofree char *path = lesson_path (&killed, "checkpoint.safetensors");
  MienCheckpointPlace place;
  g_assert_true (mien_checkpoint_read_place (path, &place, NULL));
  g_assert_cmpint (place.step, >=, 14);
  g_assert_cmpint (place.n_steered, ==, 1);
  g_autofree char *again = train_to_the_end (&killed, TRUE);
  g_autofree char *expected = lesson_read_history (lesson);
  g_autofree char *found = lesson_read_history (&killed);
  g_assert_cmpstr (again, ==, sitting.outcome.fingerprint);
  g_assert_cmpstr (found, ==, expected);
  mien_training_outcome_clear (&sitting.outcome);
  lesson_tear_down (&killed, NULL);
}

static void
test_every_other_epoch_is_kept_and_goes_on_to_the_same_end (Lesson *lesson,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  lesson->settings.checkpoints = 2;
  lesson->settings.keep_best_of_each = TRUE;
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  g_autoptr (GArray) kept = mien_checkpoint_list_kept (lesson->folder);

  g_assert_cmpuint (kept->len, ==, 3);
  for (guint i = 0; i < kept->len; i++) {
    int epoch = g_array_index (kept, int, i);
    g_autofree char *path = mien_checkpoint_kept_path (lesson->folder, epoch);
    g_autofree char *models = mien_checkpoint_kept_models_path (lesson->folder, epoch);
    g_autofree char *last = lesson_path (lesson, "checkpoint.safetensors");
    MienCheckpointPlace place;

    g_assert_cmpint (epoch, ==, 2 * (int) i + 2);
    g_assert_true (mien_checkpoint_read_place (path, &place, NULL));
    g_assert_cmpint (place.step, ==, 6 * epoch);
    g_autofree char *model = g_build_filename (models, "model.safetensors", NULL);
    g_assert_true (g_file_test (model, G_FILE_TEST_IS_REGULAR));
    g_assert_true (mien_file_link (path, last, NULL));
    g_assert_true (mien_checkpoint_link_models (models, lesson->folder, NULL));
    g_autofree char *again = train_to_the_end (lesson, TRUE);
    g_autofree char *found = lesson_read_history (lesson);
    g_assert_cmpstr (again, ==, expected);
    g_assert_cmpstr (found, ==, history);
  }
}

static void
test_the_head_of_a_task_that_is_off_keeps_its_weights (Lesson *lesson,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  const MienSteering off = {0, g_intern_string ("level"), MIEN_COMMAND_SET_ON, 0.0};
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (MienSteering));
  g_autoptr (MienNetwork) network = NULL;
  MienPreprocessing preprocessing = {
      .size = SIDE, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE};
  g_autoptr (MienNetwork) fresh =
      mien_network_new ("reference", &preprocessing, lesson->tasks, lesson->settings.seed, NULL);
  MienTrainingOutcome outcome = {0};
  guint n_kept = 0, n_moved = 0;

  lesson->settings.steering = g_array_append_val (plan, off);
  lesson->settings.optimizer.weight_decay = 0.01;
  g_assert_true (lesson_train (lesson, FALSE, NULL, &network, &outcome, NULL));
  GPtrArray *before = mien_network_get_parameters (fresh);
  GPtrArray *after = mien_network_get_parameters (network);
  for (guint i = 0; i < after->len; i++) {
    const MienParameter *a = g_ptr_array_index (before, i), *b = g_ptr_array_index (after, i);
    gboolean same = memcmp (a->value, b->value, a->len * sizeof (float)) == 0;

    n_kept += b->task == 1;
    n_moved += b->task != 1 && !same;
    if (b->task == 1)
      g_assert_true (same);
  }
  g_assert_cmpuint (n_kept, >, 0);
  g_assert_cmpuint (n_moved, >, 0);
  mien_training_outcome_clear (&outcome);
}

/* Off from the start, on at the third epoch: no row of it before, and DWA has not heard of it. */
static void
test_of_a_task_that_is_off_nobody_hears (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  const MienSteering told[] = {{0, g_intern_string ("level"), MIEN_COMMAND_SET_ON, 0.0},
                               {12, g_intern_string ("level"), MIEN_COMMAND_SET_ON, 1.0}};
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (MienSteering));

  lesson->settings.steering = g_array_append_vals (plan, told, 2);
  lesson->settings.weighting = (char *) "dwa";
  g_autofree char *fingerprint = train_to_the_end (lesson, FALSE);
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  guint n_losses = 0;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (!g_str_equal (row->task, "level") || !g_str_equal (row->split, "train"))
      continue;
    g_assert_cmpint (row->epoch, >=, 3);
    n_losses += g_str_equal (row->metric, "loss");
  }
  g_assert_cmpuint (n_losses, ==, (guint) lesson->settings.epochs - 2);
}

static void
test_a_plan_beyond_the_end_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = make_plan ();
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  lesson->settings.steering = plan;
  lesson->settings.epochs = 3; /* 18 steps */
  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "steering[3].step: 19 is not allowed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/steering/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("repeats", test_what_was_told_is_written_and_repeats_exactly);
  TEST ("plan", test_a_plan_counts);
  TEST ("stopped", test_a_steered_training_stopped_anywhere_comes_to_the_same_end);
  TEST ("forgotten", test_what_was_told_after_the_checkpoint_is_forgotten);
  TEST ("save", test_a_training_that_dies_after_save_goes_on_from_there);
  TEST ("kept", test_every_other_epoch_is_kept_and_goes_on_to_the_same_end);
  TEST ("off", test_the_head_of_a_task_that_is_off_keeps_its_weights);
  TEST ("unheard", test_of_a_task_that_is_off_nobody_hears);
  TEST ("beyond", test_a_plan_beyond_the_end_is_refused);
  return g_test_run ();
}
