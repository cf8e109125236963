#include "engine/training/trial.h"

#include "engine/core/error.h"
#include "engine/network/network.h"

#include <math.h>

static const MienPreprocessing usual = {.size = 48,
                                        .channels = 1,
                                        .standardise = MIEN_STANDARDISE_IMAGE};

static void
test_every_preset_has_a_speed (void)
{
  const char *const *presets = mien_network_presets ();

  for (guint i = 0; presets[i] != NULL; i++)
    for (int threads = 1; threads <= 3; threads += 2) {
      g_autoptr (GError) error = NULL;
      double speed = mien_trial_measure (presets[i], &usual, 64, threads, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (isfinite (speed) && speed > 0.0);
    }
}

static void
test_a_batch_of_one_and_colours_have_one_too (void)
{
  MienPreprocessing colours = usual;
  g_autoptr (GError) error = NULL;

  colours.size = 32;
  colours.channels = 3;
  g_assert_cmpfloat (mien_trial_measure ("mlp", &colours, 1, 2, NULL, &error), >, 0.0);
  g_assert_no_error (error);
}

static void
check_refused_alike (const char *preset, int size)
{
  MienPreprocessing preprocessing = usual;
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) expected = NULL, error = NULL;

  preprocessing.size = size;
  g_ptr_array_add (tasks, mien_task_new ("trial", MIEN_KIND_CLASS, NULL, 7));
  g_assert_null (mien_network_new (preset, &preprocessing, tasks, 1, &expected));
  g_assert_cmpfloat (mien_trial_measure (preset, &preprocessing, 64, 1, NULL, &error), ==, 0.0);
  g_assert_error (error, expected->domain, expected->code);
  g_assert_cmpstr (error->message, ==, expected->message);
}

static void
test_what_the_network_refuses_is_refused_in_its_words (void)
{
  check_refused_alike ("no-such-network", 48);
  check_refused_alike ("reference", 4);
}

static gpointer
measure_until_cancelled (gpointer cancellable)
{
  g_autoptr (GError) error = NULL;

  while (error == NULL)
    mien_trial_measure ("reference", &usual, 64, 2, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return NULL;
}

static void
test_it_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("trial", measure_until_cancelled, cancellable);

  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trial/presets", test_every_preset_has_a_speed);
  g_test_add_func ("/trial/small", test_a_batch_of_one_and_colours_have_one_too);
  g_test_add_func ("/trial/refused", test_what_the_network_refuses_is_refused_in_its_words);
  g_test_add_func ("/trial/cancelled", test_it_can_be_cancelled);
  return g_test_run ();
}
