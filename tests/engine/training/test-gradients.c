#include "engine/training/gradients.h"

#include "engine/core/rng.h"
#include "engine/training/optimizer.h"

#include <math.h>
#include <string.h>

enum {
  N = 6,
  SIDE = 16,
  TASKS = 3
};

/* A network with a batch passed forwards, and made-up gradients by its logits. */
typedef struct {
  MienNetwork *network;
  MienPool *pool;
  float x[N * SIDE * SIDE];
} Fixture;

static void
pass (Fixture *it, gboolean again)
{
  const MienPass how = {.training = TRUE, .seed = 1, .step = 1, .again = again};

  mien_network_forward (it->network, it->pool, it->x, N, &how);
  for (int t = 0; t < TASKS; t++) {
    MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, (guint64) t, 0);

    for (int i = 0; i < N * (t + 2); i++)
      mien_network_get_d_logits (it->network, t)[i] = (float) (mien_rng_uniform (&rng) - 0.5);
  }
}

static void
set_up (Fixture *it, int n_threads)
{
  MienPreprocessing preprocessing = {.size = SIDE, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  MienRng rng = mien_rng_keyed (2, MIEN_STREAM_OTHER, 0, 0);
  const char *const names[] = {"a", "b", "c"};

  for (int t = 0; t < TASKS; t++)
    g_ptr_array_add (tasks, mien_task_new (names[t], MIEN_KIND_POINTS, NULL, t + 2));
  it->network = mien_network_new ("reference", &preprocessing, tasks, 1, NULL);
  it->pool = mien_pool_new (n_threads);
  g_assert_true (mien_network_plan (it->network, MIEN_PLAN_TRAIN, N, n_threads, NULL));
  for (int i = 0; i < N * SIDE * SIDE; i++)
    it->x[i] = (float) mien_rng_uniform (&rng);
  pass (it, FALSE);
}

static void
tear_down (Fixture *it)
{
  mien_network_free (it->network);
  mien_pool_free (it->pool);
}

/* Every gradient, one parameter after the other. */
static GArray *
copy_gradients (Fixture *it)
{
  GPtrArray *parameters = mien_network_get_parameters (it->network);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (parameter->trainable)
      g_array_append_vals (all, parameter->grad, (guint) parameter->len);
  }
  return all;
}

static void
test_what_is_combined_is_what_one_way_back_gives (void)
{
  const gboolean takes_part[TASKS] = {TRUE, FALSE, TRUE};
  const float heads[TASKS] = {0.5f, 0.0f, 2.0f}, shared[TASKS] = {1.5f, 0.0f, -0.25f};
  const float signs[TASKS] = {1.0f, 1.0f, -0.5f}, found[TASKS] = {1.5f, 0.0f, 0.5f};
  Fixture it;

  set_up (&it, 2);
  mien_network_backward (it.network, it.pool, heads, shared);
  g_autoptr (GArray) expected = copy_gradients (&it);
  g_autoptr (MienGradients) gradients = mien_gradients_new (it.network, NULL);
  mien_gradients_measure (gradients, it.pool, takes_part, signs);
  mien_gradients_combine (gradients, it.pool, heads, found);
  g_autoptr (GArray) made = copy_gradients (&it);
  g_assert_cmpuint (made->len, ==, expected->len);
  for (guint i = 0; i < made->len; i++) {
    double a = (double) g_array_index (made, float, i);
    double b = (double) g_array_index (expected, float, i);

    g_assert_cmpfloat (fabs (a - b), <=, 1e-5 * (1.0 + fabs (b)));
  }
  tear_down (&it);
}

/* Sum over all that is shared, or over one stage of it, of the products of two gradients. */
static double
multiply (Fixture *it, GArray *a, GArray *b, const char *stage)
{
  GPtrArray *parameters = mien_network_get_parameters (it->network);
  double sum = 0.0;
  guint at = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (!parameter->trainable)
      continue;
    gboolean counts =
        parameter->task < 0 &&
        (stage == NULL || g_str_equal (mien_network_find_stage (it->network, parameter), stage));
    for (gsize k = 0; k < parameter->len; k++, at++)
      if (counts)
        sum += (double) g_array_index (a, float, at) * (double) g_array_index (b, float, at);
  }
  return sum;
}

static void
test_products_are_those_of_each_tasks_own_way_back (void)
{
  const gboolean takes_part[TASKS] = {TRUE, TRUE, TRUE};
  const float signs[TASKS] = {1.0f, -1.0f, 1.0f}, ones[TASKS] = {1.0f, 1.0f, 1.0f};
  GArray *own[TASKS];
  Fixture it;

  set_up (&it, 2);
  for (int t = 0; t < TASKS; t++) {
    float only[TASKS] = {0.0f};

    only[t] = signs[t];
    mien_network_backward (it.network, it.pool, ones, only);
    own[t] = copy_gradients (&it);
  }
  g_autoptr (MienGradients) gradients = mien_gradients_new (it.network, NULL);
  const char *const *stages = mien_gradients_get_stages (gradients);
  guint n_stages = mien_gradients_get_n_stages (gradients);
  mien_gradients_measure (gradients, it.pool, takes_part, signs);
  const double *gram = mien_gradients_get_grams (gradients);
  for (guint s = 0; s < n_stages; s++)
    for (int a = 0; a < TASKS; a++)
      for (int b = 0; b < TASKS; b++, gram++) {
        double found = multiply (&it, own[a], own[b], s + 1 < n_stages ? stages[s] : NULL);

        g_assert_cmpfloat (fabs (*gram - found), <=, 1e-9 * (1.0 + fabs (found)));
      }
  for (int t = 0; t < TASKS; t++)
    g_array_unref (own[t]);
  tear_down (&it);
}

static void
test_products_have_the_same_bits_on_any_number_of_threads (void)
{
  const gboolean takes_part[TASKS] = {TRUE, TRUE, TRUE};
  const float signs[TASKS] = {1.0f, 1.0f, 1.0f};
  g_autofree double *expected = NULL;

  for (int threads = 1; threads <= 5; threads++) {
    Fixture it;

    set_up (&it, threads);
    g_autoptr (MienGradients) gradients = mien_gradients_new (it.network, NULL);
    mien_gradients_measure (gradients, it.pool, takes_part, signs);
    guint n_stages = mien_gradients_get_n_stages (gradients);
    gsize n = n_stages * TASKS * TASKS;
    const double *grams = mien_gradients_get_grams (gradients);
    if (expected == NULL)
      expected = g_memdup2 (grams, n * sizeof (double));
    g_assert_cmpmem (grams, n * sizeof (double), expected, n * sizeof (double));
    const double *all = grams + (n_stages - 1) * TASKS * TASKS;
    g_assert_cmpfloat (all[0], >, 0.0);
    g_assert_cmpfloat (all[1], ==, all[TASKS]);
    tear_down (&it);
  }
}

static void
test_a_second_look_gives_the_same_and_moves_no_statistics (void)
{
  Fixture it;

  set_up (&it, 2);
  g_autofree char *before = mien_network_fingerprint (it.network);
  float first = mien_network_get_logits (it.network, 0)[0];
  pass (&it, TRUE);
  g_autofree char *after = mien_network_fingerprint (it.network);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpfloat_with_epsilon ((double) mien_network_get_logits (it.network, 0)[0],
                                  (double) first, 1e-5);
  pass (&it, FALSE);
  g_autofree char *moved = mien_network_fingerprint (it.network);
  g_assert_cmpstr (moved, !=, before);
  tear_down (&it);
}

/* Momentum and decay would move it even without a gradient. */
static void
test_a_task_that_takes_no_part_keeps_its_weights (void)
{
  const MienOptimizerSettings sgd = {
      .kind = MIEN_OPTIMIZER_SGD, .lr = 0.1, .momentum = 0.9, .weight_decay = 0.1};
  const float ones[TASKS] = {1.0f, 1.0f, 1.0f};
  const gboolean takes_part[TASKS] = {TRUE, FALSE, TRUE};
  Fixture it;

  set_up (&it, 1);
  g_autoptr (MienOptimizer) optimizer = mien_optimizer_new (&sgd, it.network);
  mien_network_backward (it.network, it.pool, ones, ones);
  mien_optimizer_step (optimizer, it.pool, 0.1, NULL);
  GPtrArray *parameters = mien_network_get_parameters (it.network);
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);
    float before = parameter->value[0];

    if (parameter->task < 0 || !parameter->trainable)
      continue;
    mien_optimizer_step (optimizer, it.pool, 0.1, takes_part);
    g_assert_true ((parameter->value[0] == before) == (parameter->task == 1));
  }
  tear_down (&it);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradients/combined", test_what_is_combined_is_what_one_way_back_gives);
  g_test_add_func ("/gradients/products", test_products_are_those_of_each_tasks_own_way_back);
  g_test_add_func ("/gradients/threads", test_products_have_the_same_bits_on_any_number_of_threads);
  g_test_add_func ("/gradients/again", test_a_second_look_gives_the_same_and_moves_no_statistics);
  g_test_add_func ("/gradients/no-part", test_a_task_that_takes_no_part_keeps_its_weights);
  return g_test_run ();
}
