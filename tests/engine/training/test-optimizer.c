#include "engine/training/optimizer.h"

#include "engine/core/rng.h"
#include "engine/training/pieces.h"

#include <math.h>
#include <string.h>

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
    mien_optimizer_step (optimizer, pool, settings.lr, NULL);
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
test_nesterov_by_hand (void)
{
  const float gradients[] = {0.5f, -0.2f};
  MienOptimizerSettings sgd = {
      .kind = MIEN_OPTIMIZER_SGD, .lr = 0.1, .momentum = 0.9, .nesterov = TRUE};

  /* v: .5, .25; w: 1 - .1 (.5 + .45) - .1 (-.2 + .225) */
  g_assert_cmpfloat_with_epsilon (walk (sgd, gradients, 1), 0.905, 1e-6);
  g_assert_cmpfloat_with_epsilon (walk (sgd, gradients, 2), 0.9025, 1e-6);
  sgd.weight_decay = 0.1; /* slope .6, v .6: w = 1 - .1 (.6 + .54) */
  g_assert_cmpfloat_with_epsilon (walk (sgd, gradients, 1), 0.886, 1e-6);
}

static MienParameter *
get (MienNetwork *network, guint number)
{
  return g_ptr_array_index (mien_network_get_parameters (network), number);
}

/* Where two numbers of different parameters end after one step of plain descent at rate 1. */
static void
clip_pair (double clip, const float gradient[2], float moved[2])
{
  MienOptimizerSettings sgd = {.kind = MIEN_OPTIMIZER_SGD, .clip = clip};
  g_autoptr (MienNetwork) network = new_network ();
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (MienOptimizer) optimizer = mien_optimizer_new (&sgd, network);

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++) {
    MienParameter *parameter = get (network, (int) i);

    if (parameter->trainable)
      memset (parameter->grad, 0, parameter->len * sizeof (float));
  }
  for (guint i = 0; i < 2; i++) {
    get (network, (int) i)->value[1] = 0.0f;
    get (network, (int) i)->grad[1] = gradient[i];
  }
  mien_optimizer_step (optimizer, pool, 1.0, NULL);
  for (guint i = 0; i < 2; i++) {
    moved[i] = -get (network, i)->value[1];
    g_assert_cmpfloat (get (network, i)->grad[1], ==, gradient[i]);
  }
}

static void
test_gradients_are_clipped_by_their_norm_together (void)
{
  const float gradient[] = {3.0f, -4.0f}; /* norm 5 */
  float moved[2];

  clip_pair (1.0, gradient, moved);
  g_assert_cmpfloat_with_epsilon (moved[0], 0.6f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (moved[1], -0.8f, 1e-6f);
  clip_pair (5.0, gradient, moved); /* not above: as they are */
  g_assert_cmpmem (moved, sizeof moved, gradient, sizeof gradient);
  clip_pair (0.0, gradient, moved);
  g_assert_cmpmem (moved, sizeof moved, gradient, sizeof gradient);
}

static MienNetwork *
new_reference (void)
{
  MienPreprocessing preprocessing = {.size = 16, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  MienNetwork *network;

  g_ptr_array_add (tasks, mien_task_new ("pose", MIEN_KIND_SCALAR, NULL, 1));
  network = mien_network_new ("reference", &preprocessing, tasks, 1, NULL);
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, 1, 1, NULL));
  return network;
}

/* What a step without any gradient leaves of @parameter, whose numbers were all 1. */
static void
check_decay (const MienParameter *parameter)
{
  gboolean weight = parameter->n_dims > 1; /* of convolutions and full layers */

  g_assert_cmpint (parameter->decays, ==, weight);
  for (gsize k = 0; k < parameter->len; k++)
    g_assert_cmpfloat_with_epsilon (parameter->value[k], weight ? 0.95f : 1.0f, 1e-6f);
}

static void
test_biases_and_norms_do_not_decay (void)
{
  for (int kind = MIEN_OPTIMIZER_SGD; kind <= (int) MIEN_OPTIMIZER_ADAMW; kind++) {
    MienOptimizerSettings settings = {
        .kind = (MienOptimizerKind) kind, .epsilon = 1e-8, .weight_decay = 0.5};
    g_autoptr (MienNetwork) network = new_reference ();
    g_autoptr (MienPool) pool = mien_pool_new (1);
    g_autoptr (MienOptimizer) optimizer = mien_optimizer_new (&settings, network);
    GPtrArray *parameters = mien_network_get_parameters (network);

    for (guint i = 0; i < parameters->len; i++)
      for (gsize k = 0; k < get (network, i)->len; k++)
        get (network, i)->value[k] = 1.0f;
    /* Adam divides the decay by its own size, so that a weight moves by the rate itself. */
    mien_optimizer_step (optimizer, pool, kind == MIEN_OPTIMIZER_ADAM ? 0.05 : 0.1, NULL);
    for (guint i = 0; i < parameters->len; i++)
      check_decay (get (network, i));
  }
}

static void
fill_gradients (MienNetwork *network)
{
  MienRng rng = mien_rng_keyed (5, MIEN_STREAM_OTHER, 0, 0);

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++)
    for (gsize k = 0; get (network, i)->trainable && k < get (network, i)->len; k++)
      get (network, i)->grad[k] = (float) mien_rng_uniform (&rng) - 0.5f;
}

static double
plain_norm (MienNetwork *network)
{
  double sum = 0.0;

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++)
    for (gsize k = 0; get (network, i)->trainable && k < get (network, i)->len; k++)
      sum += (double) get (network, i)->grad[k] * (double) get (network, i)->grad[k];
  return sqrt (sum);
}

static GPtrArray *
trainable (MienNetwork *network)
{
  GPtrArray *parameters = g_ptr_array_new ();

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++)
    if (get (network, i)->trainable)
      g_ptr_array_add (parameters, get (network, i));
  return parameters;
}

static void
test_the_norm_has_the_same_bits_on_any_pool (void)
{
  g_autoptr (MienNetwork) network = new_reference ();
  g_autoptr (GPtrArray) parameters = trainable (network);
  g_autoptr (MienPieces) pieces = mien_pieces_new (parameters);
  double expected = NAN;

  fill_gradients (network);
  for (int n_workers = 1; n_workers <= 5; n_workers++) {
    g_autoptr (MienPool) pool = mien_pool_new (n_workers);
    double norm = mien_pieces_norm (pieces, pool);

    if (n_workers == 1)
      expected = norm;
    g_assert_cmpmem (&norm, sizeof norm, &expected, sizeof expected);
  }
  g_assert_cmpfloat_with_epsilon (expected, plain_norm (network), 1e-9 * expected);
}

static void
test_a_gradient_that_is_no_number_is_found_where_it_began (void)
{
  g_autoptr (MienNetwork) network = new_reference ();
  g_autoptr (GPtrArray) parameters = trainable (network);
  g_autoptr (MienPieces) pieces = mien_pieces_new (parameters);
  g_autoptr (MienPool) pool = mien_pool_new (2);

  fill_gradients (network);
  g_assert_null (mien_pieces_find_not_finite (pieces, pool));
  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);
    float *place = &parameter->grad[parameter->len - 1], before = *place;

    *place = i % 2 == 0 ? INFINITY : NAN;
    g_assert_true (mien_pieces_find_not_finite (pieces, pool) == parameter);
    g_assert_false (isfinite (mien_pieces_norm (pieces, pool)));
    *place = before;
  }
  ((MienParameter *) g_ptr_array_index (parameters, 2))->grad[0] = NAN;
  ((MienParameter *) g_ptr_array_index (parameters, 7))->grad[0] = NAN;
  g_assert_true (mien_pieces_find_not_finite (pieces, pool) == g_ptr_array_index (parameters, 7));
}

static void
test_a_parameter_is_located_in_words (void)
{
  static const char *const expected[][2] = {{"trunk.0.weight", "block1, conv 3×3"},
                                            {"trunk.8.bias", "block2, batch norm"},
                                            {"trunk.22.weight", "trunk, fully connected"},
                                            {"heads.pose.bias", "the head of pose"}};
  g_autoptr (MienNetwork) network = new_reference ();
  GPtrArray *parameters = mien_network_get_parameters (network);
  guint n = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = get (network, i);
    g_autofree char *where = mien_network_locate (network, parameter);

    for (guint k = 0; k < G_N_ELEMENTS (expected); k++)
      if (g_str_equal (parameter->name, expected[k][0])) {
        g_assert_cmpstr (where, ==, expected[k][1]);
        n++;
      }
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/sgd", test_sgd_by_hand);
  g_test_add_func ("/optimizer/adam", test_adam_by_hand);
  g_test_add_func ("/optimizer/adamw", test_adamw_decays_beside_the_gradient);
  g_test_add_func ("/optimizer/nesterov", test_nesterov_by_hand);
  g_test_add_func ("/optimizer/clip", test_gradients_are_clipped_by_their_norm_together);
  g_test_add_func ("/optimizer/decay", test_biases_and_norms_do_not_decay);
  g_test_add_func ("/optimizer/norm", test_the_norm_has_the_same_bits_on_any_pool);
  g_test_add_func ("/optimizer/not-finite",
                   test_a_gradient_that_is_no_number_is_found_where_it_began);
  g_test_add_func ("/optimizer/located", test_a_parameter_is_located_in_words);
  return g_test_run ();
}
