/* The learning rate and the number of epochs told to a training while it runs. */
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/training/checkpoint.h"
#include "engine/training/schedule.h"
#include "tests/engine/training/lesson.h"

#include <math.h>
#include <string.h>

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

static GArray *
plan_of (gint64 step, MienCommandKind kind, double value)
{
  const MienSteering command = {step, g_intern_string (MIEN_STEERING_TOTAL), kind, value};
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (MienSteering));

  return g_array_append_val (plan, command);
}

/* Told while paused in the second epoch; what makes no sense along with it. */
static void
tell (Sitting *sitting, const MienEvent *event)
{
  if (event->kind == MIEN_EVENT_POINT && event->step >= 8 && sitting->heard == 0) {
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
    sitting->heard = 1;
  } else if (event->kind == MIEN_EVENT_PAUSED) {
    mien_control_set_rate (sitting->control, 0.02);
    mien_control_set_rate (sitting->control, -1.0);
    mien_control_set_rate (sitting->control, NAN);
    mien_control_set_epochs (sitting->control, 9);
    mien_control_set_epochs (sitting->control, 7);
    mien_control_send (sitting->control, MIEN_COMMAND_SAVE);
    mien_control_send (sitting->control, MIEN_COMMAND_SAVE);
    mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
  } else if (event->kind == MIEN_EVENT_RATE) {
    g_assert_cmpfloat (event->value, ==, 0.02);
    sitting->heard += 10;
  } else if (event->kind == MIEN_EVENT_EXTENDED) {
    g_assert_cmpfloat (event->value, ==, 9.0);
    sitting->heard += 100;
  } else if (event->kind == MIEN_EVENT_KEPT) {
    sitting->heard += 1000;
  }
}

static void
test_what_was_told_live_repeats_to_the_bit (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  Sitting live = {.lesson = lesson, .stop_at = G_MAXINT64, .hear = tell};

  lesson_sit (&live, FALSE);
  g_assert_no_error (live.error);
  g_assert_cmpuint (live.heard, ==, 3111); /* one kept before the change, and the one saved twice */
  g_assert_cmpint (live.outcome.epochs, ==, 9);
  g_assert_false (live.outcome.gave_up);
  g_autofree char *expected = lesson_read_history (lesson);
  g_autoptr (GArray) told = mien_steering_read (lesson->folder, NULL);
  g_autoptr (GPtrArray) saved = mien_checkpoint_list_saved (lesson->folder);
  g_assert_cmpuint (told->len, ==, 2);
  g_assert_cmpuint (saved->len, ==, 2);

  lesson->settings.steering = told;
  lesson->settings.threads = 2;
  g_autofree char *again = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  g_assert_cmpstr (again, ==, live.outcome.fingerprint);
  g_assert_cmpstr (history, ==, expected);
  mien_training_outcome_clear (&live.outcome);
}

/* What was saved by hand goes on to the same end, and stays as it was meanwhile. */
static void
test_what_was_saved_is_gone_on_from_and_never_replaced (Lesson *lesson,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  Sitting live = {.lesson = lesson, .stop_at = G_MAXINT64, .hear = tell};

  lesson_sit (&live, FALSE);
  g_autofree char *expected = lesson_read_history (lesson);
  g_autoptr (GPtrArray) saved = mien_checkpoint_list_saved (lesson->folder);
  const char *path = g_ptr_array_index (saved, 1);
  g_autoptr (GBytes) before = mien_file_open (path, NULL);
  g_autofree char *last = lesson_path (lesson, "checkpoint.safetensors");
  g_autofree char *models = g_strndup (path, strlen (path) - strlen (".safetensors"));
  MienCheckpointPlace place;

  g_assert_true (g_str_has_suffix (path, "-2.safetensors"));
  g_assert_true (mien_checkpoint_read_place (path, &place, NULL));
  g_assert_cmpint (place.step, ==, mien_checkpoint_saved_step (path));
  g_assert_cmpint (place.n_steered, ==, 2);
  g_assert_cmpint (place.told_epochs, ==, 9);
  g_assert_cmpfloat (place.told_rate, ==, 0.02);
  g_assert_true (mien_file_link (path, last, NULL));
  g_assert_true (mien_checkpoint_link_models (models, lesson->folder, NULL));
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_autofree char *history = lesson_read_history (lesson);
  g_autoptr (GBytes) after = mien_file_open (path, NULL);
  g_assert_cmpstr (again, ==, live.outcome.fingerprint);
  g_assert_cmpstr (history, ==, expected);
  g_assert_true (g_bytes_equal (before, after));
  mien_training_outcome_clear (&live.outcome);
}

/* The schedule goes on shaping it: half the rate is half of what there was. */
static void
test_the_schedule_shapes_what_was_told (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = plan_of (12, MIEN_COMMAND_SET_RATE, 0.5 * 3e-3);
  g_autofree char *plain = train_to_the_end (lesson, FALSE);
  g_autoptr (GArray) before = mien_history_read (lesson->folder, NULL);

  lesson->settings.steering = plan;
  g_autofree char *steered = train_to_the_end (lesson, FALSE);
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  g_assert_cmpstr (plain, !=, steered);
  for (int epoch = 1; epoch <= 6; epoch++) {
    double factor = epoch <= 2 ? 1.0 : 0.5;

    g_assert_cmpfloat_with_epsilon (lesson_find (rows, epoch, 6 * epoch, "total", "lr"),
                                    factor * lesson_find (before, epoch, 6 * epoch, "total", "lr"),
                                    1e-12);
  }
}

/* Told from the start, more epochs are as if the recipe had them. */
static void
test_epochs_told_at_the_start_are_those_of_a_recipe (Lesson *lesson,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = plan_of (0, MIEN_COMMAND_SET_EPOCHS, 8);

  lesson->settings.steering = plan;
  g_autofree char *told = train_to_the_end (lesson, FALSE);
  lesson->settings.steering = NULL;
  lesson->settings.epochs = 8;
  g_autofree char *asked = train_to_the_end (lesson, FALSE);
  g_assert_cmpstr (told, ==, asked);
}

/* Stretched from there on, so that it jumps up from next to nothing. */
static void
test_more_epochs_may_be_told_at_the_very_end (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = plan_of (36, MIEN_COMMAND_SET_EPOCHS, 8);
  g_autofree char *plain = train_to_the_end (lesson, FALSE);

  lesson->settings.steering = plan;
  g_autofree char *further = train_to_the_end (lesson, TRUE); /* from the checkpoint of the end */
  g_autofree char *history = lesson_read_history (lesson);
  g_autoptr (GArray) rows = mien_history_read (lesson->folder, NULL);
  double expected = mien_schedule_rate (&lesson->settings.optimizer.schedule, 3e-3, 41, 6, 48);
  g_assert_cmpfloat_with_epsilon (lesson_find (rows, 7, 42, "total", "lr"), expected, 1e-12);

  g_autofree char *at_once = train_to_the_end (lesson, FALSE);
  g_autofree char *again = lesson_read_history (lesson);
  g_assert_cmpstr (at_once, ==, further);
  g_assert_cmpstr (at_once, !=, plain);
  g_assert_cmpstr (again, ==, history);
}

static void
test_stopped_anywhere_it_comes_to_the_same_end (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = plan_of (15, MIEN_COMMAND_SET_EPOCHS, 8);
  const MienSteering rate = {20, g_intern_string (MIEN_STEERING_TOTAL), MIEN_COMMAND_SET_RATE,
                             0.01};
  gboolean done = FALSE;

  g_array_append_val (plan, rate);
  lesson->settings.steering = plan;
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  lesson_remove_checkpoint (lesson);
  for (gint64 stop_at = 1; !done; stop_at += 5) {
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

static void
test_a_plan_behind_what_it_extends_to_is_refused (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GArray) plan = plan_of (36, MIEN_COMMAND_SET_EPOCHS, 8);
  const MienSteering late = {48, g_intern_string (MIEN_STEERING_TOTAL), MIEN_COMMAND_SET_RATE,
                             0.01};
  g_autoptr (MienNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  MienTrainingOutcome outcome = {0};

  g_array_append_val (plan, late);
  lesson->settings.steering = plan;
  g_assert_false (lesson_train (lesson, FALSE, NULL, &network, &outcome, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "steering[1].step: 48 is not allowed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/extending/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("live", test_what_was_told_live_repeats_to_the_bit);
  TEST ("saved", test_what_was_saved_is_gone_on_from_and_never_replaced);
  TEST ("schedule", test_the_schedule_shapes_what_was_told);
  TEST ("start", test_epochs_told_at_the_start_are_those_of_a_recipe);
  TEST ("end", test_more_epochs_may_be_told_at_the_very_end);
  TEST ("stopped", test_stopped_anywhere_it_comes_to_the_same_end);
  TEST ("beyond", test_a_plan_behind_what_it_extends_to_is_refused);
  return g_test_run ();
}
