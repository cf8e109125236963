#include "engine/training/optimizer.h"

#include <math.h>

/* A network whose first parameter is moved by hand; the others have no gradient. */
static MienNetwork *
new_network (void)
{
  MienPreprocessing preprocessing = {.size = 2, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  MienNetwork *network;

  g_ptr_array_add (tasks, mien_task_new ("t", MIEN_KIND_SCALAR, NULL, 1));
  network = mien_network_new ("mlp", &preprocessing, tasks, 1, NULL);
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, 1, 1, NULL));
  return network;
}

/* Steps a weight from 1 along the gradients given, and tells where it ends. */
static double
walk (MienOptimizerSettings settings, const float *gradients, int n)
{
  g_autoptr (MienNetwork) network = new_network ();
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (MienOptimizer) optimizer = mien_optimizer_new (&settings, network);
  MienParameter *weight = g_ptr_array_index (mien_network_get_parameters (network), 0);

  g_assert_true (weight->decays);
  weight->value[3] = 1.0f;
  for (int i = 0; i < n; i++) {
    weight->grad[3] = gradients[i];
    mien_optimizer_step (optimizer, pool, settings.lr);
  }
  return (double) weight->value[3];
}

static void
test_sgd_by_hand (void)
{
  const float gradients[] = {0.5f, -0.2f};
  MienOptimizerSettings sgd = {.kind = MIEN_OPTIMIZER_SGD, .lr = 0.1, .momentum = 0.9};

  /* v: .5, then .45 - .2 = .25; w: 1 - .05 - .025 */
  g_assert_cmpfloat_with_epsilon (walk (sgd, gradients, 2), 0.925, 1e-6);
  sgd.weight_decay = 0.1; /* v: .6, then .54 - .2 + .094 = .434; w: 1 - .06 - .0434 */
  g_assert_cmpfloat_with_epsilon (walk (sgd, gradients, 2), 0.8966, 1e-6);
}

static void
test_adam_by_hand (void)
{
  const float gradients[] = {0.5f, -0.2f};
  MienOptimizerSettings adam = {
      .kind = MIEN_OPTIMIZER_ADAM, .lr = 0.1, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8};
  double m = 0.1 * 0.5, v = 0.001 * 0.25, w = 1.0 - 0.1 * (m / 0.1) / sqrt (v / 0.001);

  g_assert_cmpfloat_with_epsilon (walk (adam, gradients, 1), w, 1e-5);
  m = 0.9 * m - 0.1 * 0.2;
  v = 0.999 * v + 0.001 * 0.04;
  w -= 0.1 * (m / (1.0 - 0.81)) / sqrt (v / (1.0 - 0.998001));
  g_assert_cmpfloat_with_epsilon (walk (adam, gradients, 2), w, 1e-5);
}

static void
test_adamw_decays_beside_the_gradient (void)
{
  const float gradients[] = {0.5f};
  MienOptimizerSettings adamw = {.kind = MIEN_OPTIMIZER_ADAMW,
                                 .lr = 0.1,
                                 .beta1 = 0.9,
                                 .beta2 = 0.999,
                                 .epsilon = 1e-8,
                                 .weight_decay = 0.01};

  g_assert_cmpfloat_with_epsilon (walk (adamw, gradients, 1), 1.0 - 0.1 * 0.01 - 0.1, 1e-5);
}

static void
test_cosine_ends_at_nothing (void)
{
  g_assert_cmpfloat_with_epsilon (mien_schedule_rate (MIEN_SCHEDULE_COSINE, 0.2, 0, 100), 0.2,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (mien_schedule_rate (MIEN_SCHEDULE_COSINE, 0.2, 50, 100), 0.1,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (mien_schedule_rate (MIEN_SCHEDULE_COSINE, 0.2, 100, 100), 0.0,
                                  1e-12);
  g_assert_cmpfloat (mien_schedule_rate (MIEN_SCHEDULE_CONSTANT, 0.2, 99, 100), ==, 0.2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/sgd", test_sgd_by_hand);
  g_test_add_func ("/optimizer/adam", test_adam_by_hand);
  g_test_add_func ("/optimizer/adamw", test_adamw_decays_beside_the_gradient);
  g_test_add_func ("/optimizer/cosine", test_cosine_ends_at_nothing);
  return g_test_run ();
}
