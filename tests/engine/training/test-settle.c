/* What a training that was killed, or that had no room, leaves behind. */
#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/training/checkpoint.h"
#include "tests/engine/training/lesson.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
train (Lesson *lesson, gboolean resume, char **fingerprint, GError **error)
{
  g_autoptr (MienNetwork) network = NULL;
  MienTrainingOutcome outcome = {0};
  gboolean ok = lesson_train (lesson, resume, NULL, &network, &outcome, error);

  *fingerprint = g_steal_pointer (&outcome.fingerprint);
  mien_training_outcome_clear (&outcome);
  return ok;
}

static char *
train_to_the_end (Lesson *lesson, gboolean resume)
{
  g_autoptr (GError) error = NULL;
  char *fingerprint;

  g_assert_true (train (lesson, resume, &fingerprint, &error));
  g_assert_no_error (error);
  return fingerprint;
}

static char *
read_file (Lesson *lesson, const char *name)
{
  g_autofree char *path = lesson_path (lesson, name);
  char *text = NULL;
  gsize len = 0;

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, len);
  g_free (text);
  return sum;
}

static void
move (Lesson *lesson, const char *from, const char *to)
{
  g_autofree char *source = lesson_path (lesson, from), *target = lesson_path (lesson, to);

  g_assert_cmpint (g_rename (source, target), ==, 0);
}

static gboolean
has (Lesson *lesson, const char *name)
{
  g_autofree char *path = lesson_path (lesson, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Killed after the checkpoint, before the model took its place. */
static void
test_a_model_that_the_checkpoint_knows_takes_its_place (Lesson *lesson,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *model = read_file (lesson, "model.safetensors");

  move (lesson, "model.safetensors", "model.safetensors.step-36");
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_autofree char *found = read_file (lesson, "model.safetensors");
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpstr (found, ==, model);
  g_assert_false (has (lesson, "model.safetensors.step-36"));
}

/* Killed before the checkpoint: what came after it is done again, perhaps otherwise. */
static void
test_a_model_of_steps_that_are_gone_goes_too (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const litter[] = {"model.safetensors.step-42", "model-a.safetensors.step-99",
                                       "history.csv.new-Ab12Cd",
                                       "checkpoint.safetensors.new-000000"};
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *model = read_file (lesson, "model.safetensors");

  for (guint i = 0; i < G_N_ELEMENTS (litter); i++) {
    g_autofree char *path = lesson_path (lesson, litter[i]);
    g_assert_true (g_file_set_contents (path, "of another time", -1, NULL));
  }
  g_autofree char *mine = lesson_path (lesson, "model.safetensors.bak");
  g_assert_true (g_file_set_contents (mine, "somebody's own", -1, NULL));
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_autofree char *found = read_file (lesson, "model.safetensors");
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpstr (found, ==, model);
  for (guint i = 0; i < G_N_ELEMENTS (litter); i++)
    g_assert_false (has (lesson, litter[i]));
  g_assert_true (has (lesson, "model.safetensors.bak"));
}

/* Killed after the checkpoint, before it was kept. */
static void
test_a_checkpoint_is_kept_late (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  lesson->settings.checkpoints = 3;
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *kept = mien_checkpoint_kept_path (lesson->folder, 6);

  g_assert_cmpint (g_unlink (kept), ==, 0);
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_assert_cmpstr (again, ==, expected);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_another_model_is_not_taken_for_the_best (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = lesson_path (lesson, "model.safetensors");
  g_autofree char *other = lesson_path (lesson, "other.safetensors");
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = NULL;

  lesson->settings.seed = 4;
  g_autofree char *first = train_to_the_end (lesson, FALSE);
  move (lesson, "model.safetensors", "other.safetensors");
  lesson->settings.seed = 3;
  g_autofree char *second = train_to_the_end (lesson, FALSE);
  g_assert_cmpint (g_rename (other, path), ==, 0);
  g_assert_false (train (lesson, TRUE, &fingerprint, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "model.safetensors is not the model that was best"));
}

static Lesson *full; /* whose disk fills up at a step of an epoch */

static void
fill_up (Sitting *sitting, const MienEvent *event)
{
  if (event->kind == MIEN_EVENT_POINT && event->step >= 8 && sitting->heard == 0) {
    sitting->heard = 1;
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
  } else if (event->kind == MIEN_EVENT_PAUSED) {
    mien_fault_arm ("file/full");
    mien_control_send (sitting->control, MIEN_COMMAND_SAVE);
    mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
  }
}

static void
test_a_full_disk_is_told_and_gone_on_with (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *expected = train_to_the_end (lesson, FALSE);
  g_autofree char *history = lesson_read_history (lesson);
  Sitting sitting = {.lesson = lesson, .stop_at = G_MAXINT64, .hear = fill_up};

  full = lesson;
  lesson_sit (&sitting, FALSE);
  g_assert_error (sitting.error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (sitting.error->message, full->folder));
  g_assert_nonnull (strstr (sitting.error->message, "make room there, and go on"));
  g_autofree char *again = train_to_the_end (lesson, TRUE);
  g_autofree char *found = lesson_read_history (lesson);
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpstr (found, ==, history);
  g_clear_error (&sitting.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/settle/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("placed", test_a_model_that_the_checkpoint_knows_takes_its_place);
  TEST ("removed", test_a_model_of_steps_that_are_gone_goes_too);
  TEST ("late", test_a_checkpoint_is_kept_late);
  TEST ("other-model", test_another_model_is_not_taken_for_the_best);
  TEST ("full", test_a_full_disk_is_told_and_gone_on_with);
  return g_test_run ();
}
