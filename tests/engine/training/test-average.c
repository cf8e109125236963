#include "engine/training/average.h"

#include "engine/core/rng.h"

#include <string.h>

static MienNetwork *
new_network (const char *preset, int size)
{
  MienPreprocessing preprocessing = {.size = size, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  g_ptr_array_add (tasks, mien_task_new ("t", MIEN_KIND_SCALAR, NULL, 1));
  return mien_network_new (preset, &preprocessing, tasks, 1, NULL);
}

static MienParameter *
get (MienNetwork *network, guint number)
{
  return g_ptr_array_index (mien_network_get_parameters (network), number);
}

static void
test_the_average_of_a_known_case (void)
{
  g_autoptr (MienNetwork) network = new_network ("mlp", 2);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  float *weight = get (network, 0)->value;

  weight[3] = 2.0f;
  g_autoptr (MienAverage) average = mien_average_new (0.25, network);
  const float *averaged = mien_average_get (average, 0);
  g_assert_cmpfloat (averaged[3], ==, 2.0f);

  weight[3] = 1.0f; /* b = 2/11: 2 b + 1 (1 - b) */
  mien_average_update (average, pool, 1);
  g_assert_cmpfloat_with_epsilon (averaged[3], 13.0f / 11.0f, 1e-6f);
  weight[3] = 0.0f; /* b = 3/12 = decay */
  mien_average_update (average, pool, 2);
  g_assert_cmpfloat_with_epsilon (averaged[3], 13.0f / 44.0f, 1e-6f);
  mien_average_update (average, pool, 3); /* 4/13 is more than the decay */
  g_assert_cmpfloat_with_epsilon (averaged[3], 13.0f / 176.0f, 1e-6f);
}

static void
test_running_statistics_are_averaged_too (void)
{
  g_autoptr (MienNetwork) network = new_network ("reference", 8);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (MienAverage) average = mien_average_new (0.999, network);
  guint n = 0;

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++) {
    float before = get (network, i)->value[0];

    get (network, i)->value[0] = before + 11.0f;
    mien_average_update (average, pool, 1);
    g_assert_cmpfloat_with_epsilon (mien_average_get (average, i)[0], before + 9.0f, 1e-4f);
    get (network, i)->value[0] = before;
    n += !get (network, i)->trainable;
  }
  g_assert_cmpuint (n, ==, 12);
}

static void
test_two_swaps_change_nothing (void)
{
  g_autoptr (MienNetwork) network = new_network ("mlp", 4);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (MienAverage) average = mien_average_new (0.9, network);

  get (network, 0)->value[0] += 1.0f;
  mien_average_update (average, pool, 1);
  g_autofree char *raw = mien_network_fingerprint (network);
  float averaged = mien_average_get (average, 0)[0];
  mien_average_swap (average);
  g_autofree char *swapped = mien_network_fingerprint (network);
  g_assert_cmpfloat (get (network, 0)->value[0], ==, averaged);
  mien_average_swap (average);
  g_autofree char *again = mien_network_fingerprint (network);

  g_assert_cmpstr (raw, !=, swapped);
  g_assert_cmpstr (raw, ==, again);
}

static char *
average_on (int n_workers)
{
  g_autoptr (MienNetwork) network = new_network ("mlp", 24);
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  g_autoptr (MienAverage) average = mien_average_new (0.9, network);
  MienRng rng = mien_rng_keyed (7, MIEN_STREAM_OTHER, 0, 0);

  for (int t = 1; t <= 3; t++) {
    for (gsize i = 0; i < get (network, 0)->len; i++)
      get (network, 0)->value[i] += (float) mien_rng_uniform (&rng);
    mien_average_update (average, pool, t);
  }
  mien_average_swap (average);
  return mien_network_fingerprint (network);
}

static void
test_workers_change_nothing (void)
{
  g_autofree char *expected = average_on (1);

  for (int n_workers = 2; n_workers <= 5; n_workers++) {
    g_autofree char *found = average_on (n_workers);

    g_assert_cmpstr (found, ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/average/by-hand", test_the_average_of_a_known_case);
  g_test_add_func ("/average/statistics", test_running_statistics_are_averaged_too);
  g_test_add_func ("/average/swap", test_two_swaps_change_nothing);
  g_test_add_func ("/average/workers", test_workers_change_nothing);
  return g_test_run ();
}
