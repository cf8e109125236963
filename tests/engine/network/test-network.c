#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/network/network.h"

#include <math.h>
#include <string.h>

static GPtrArray *
two_tasks (void)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  const char *const names[] = {"a", "b", "c", NULL};

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, names, 3));
  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  return tasks;
}

static MienNetwork *
new_network (const char *preset, int size)
{
  MienPreprocessing preprocessing = {.size = size, .channels = 1};
  g_autoptr (GPtrArray) tasks = two_tasks ();
  g_autoptr (GError) error = NULL;
  MienNetwork *network = mien_network_new (preset, &preprocessing, tasks, 7, &error);

  g_assert_no_error (error);
  return network;
}

static float *
random_pictures (int n, int size)
{
  gsize len = (gsize) n * (gsize) size * (gsize) size;
  float *x = g_new (float, len);
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, 0, 0);

  for (gsize i = 0; i < len; i++)
    x[i] = (float) mien_rng_normal (&rng);
  return x;
}

/* Pictures that every preset takes. */
static int
small_size (const char *preset)
{
  return g_str_equal (preset, "mini-xception") ? 22 : 16;
}

/* A smooth total whose gradient by each logit is known: 0.5 sum (z - target)^2, weighed by task. */
static double
total (MienNetwork *network, int n, const float *weights)
{
  GPtrArray *tasks = mien_network_get_tasks (network);
  double sum = 0.0;

  for (guint t = 0; t < tasks->len; t++) {
    int width = ((MienTask *) g_ptr_array_index (tasks, t))->width;
    const float *logits = mien_network_get_logits (network, (int) t);
    float *d_logits = mien_network_get_d_logits (network, (int) t);

    for (int i = 0; i < n * width; i++) {
      double off = (double) logits[i] - 0.1 * i;
      sum += 0.5 * (double) weights[t] * off * off;
      d_logits[i] = (float) off;
    }
  }
  return sum;
}

static double
total_at (MienNetwork *network,
          MienPool *pool,
          const float *x,
          int n,
          const float *weights,
          const MienPass *pass)
{
  mien_network_forward (network, pool, x, n, pass);
  return total (network, n, weights);
}

/* Steps of a size that leaves both rounding and curvature small; kinks of ReLU and pooling are met
 * by asking only that nearly all agree. */
static void
check_parameters (MienNetwork *network, gboolean training)
{
  enum {
    N = 5
  };
  int size = mien_network_get_preprocessing (network)->size;
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (N, size);
  const float weights[] = {1.0f, 0.5f};
  MienPass pass = {.training = training, .seed = 5, .step = 2};
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 1, 0);
  GPtrArray *parameters = mien_network_get_parameters (network);
  int checked = 0, wrong = 0;

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 2, NULL));
  for (int draw = 0; draw < 150; draw++) {
    MienParameter *parameter =
        g_ptr_array_index (parameters, mien_rng_below (&rng, parameters->len));
    gsize i = mien_rng_below (&rng, (guint) parameter->len);
    float kept = parameter->value[i], h = 5e-4f;

    if (!parameter->trainable)
      continue;
    total_at (network, pool, x, N, weights, &pass);
    mien_network_backward (network, pool, weights, weights);
    double slope = (double) parameter->grad[i];
    parameter->value[i] = kept + h;
    double up = total_at (network, pool, x, N, weights, &pass);
    parameter->value[i] = kept - h;
    double down = total_at (network, pool, x, N, weights, &pass);
    parameter->value[i] = kept;
    double found = (up - down) / (2.0 * (double) h);
    checked++;
    wrong += fabs (found - slope) > 0.05 * MAX (1.0, fabs (slope));
  }
  g_test_message ("%s: %d of %d slopes off", mien_network_get_preset (network), wrong, checked);
  g_assert_cmpint (checked, >, 60);
  g_assert_cmpint (wrong, <=, checked / 10);
}

static void
test_presets_follow_finite_differences (void)
{
  static const struct {
    const char *preset;
    int size;
    gboolean training;
  } cases[] = {
      {"mlp", 6, TRUE},
      {"reference", 8, TRUE},
      {"reference", 9, FALSE},
      {"mini-xception", 21, TRUE},
      {"mini-xception", 24, FALSE},
      {"resnet-small", 8, TRUE},
      {"resnet-small", 9, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MienNetwork) network = new_network (cases[i].preset, cases[i].size);

    check_parameters (network, cases[i].training);
  }
}

static void
check_input_gradient (MienNetwork *network)
{
  enum {
    N = 2
  };
  int size = mien_network_get_preprocessing (network)->size;
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, size);
  const float weights[] = {1.0f, 0.0f};
  MienPass pass = {0};
  int wrong = 0;

  g_assert_true (mien_network_plan (network, MIEN_PLAN_EXPLAIN, N, 1, NULL));
  for (int i = 0; i < N * size * size; i++) {
    float kept = x[i], h = 2e-3f;

    total_at (network, pool, x, N, weights, &pass);
    mien_network_backward (network, pool, weights, weights);
    double slope = (double) mien_network_get_d_input (network)[i];
    x[i] = kept + h;
    double up = total_at (network, pool, x, N, weights, &pass);
    x[i] = kept - h;
    double down = total_at (network, pool, x, N, weights, &pass);
    x[i] = kept;
    wrong += fabs ((up - down) / (2.0 * (double) h) - slope) > 0.02 * MAX (1.0, fabs (slope));
  }
  g_assert_cmpint (wrong, <=, N * size * size / 20);
}

static void
test_input_gradient_follows_finite_differences (void)
{
  g_autoptr (MienNetwork) reference = new_network ("reference", 8);
  g_autoptr (MienNetwork) mini_xception = new_network ("mini-xception", 21);
  g_autoptr (MienNetwork) resnet_small = new_network ("resnet-small", 8);

  check_input_gradient (reference);
  check_input_gradient (mini_xception);
  check_input_gradient (resnet_small);
}

/* A picture with two readers, an output with four, a layer in place beside other readers, a view
 * that cannot share memory, and a sum of one output with itself. */
static MienNetwork *
new_tangle (void)
{
  const MienPreprocessing preprocessing = {.size = 6, .channels = 1};
  const MienSlide point = mien_slide_square (1, 1, 0);
  MienGraph *trunk = mien_graph_new ();
  g_autoptr (GPtrArray) tasks = two_tasks ();
  g_autoptr (GError) error = NULL;

  MienShape map = mien_graph_add (trunk, mien_layer_conv_new ((MienShape){1, 1, 6, 6}, 3));
  mien_graph_add_behind (trunk, mien_layer_tanh_new (map), 0);
  mien_graph_add_behind (
      trunk, mien_layer_conv_new_full ((MienShape){1, 1, 6, 6}, 3, &point, 1, TRUE), -1);
  mien_graph_add_sum (trunk, 2, 0);
  mien_graph_add_sum (trunk, 1, 3);
  mien_graph_end_stage (trunk, "tangle", g_strdup ("sums"));
  mien_graph_add_behind (trunk, mien_layer_sigmoid_new (map), 4);
  mien_graph_add_sum (trunk, 5, 5);
  mien_graph_add_sum (trunk, 6, 4);
  mien_graph_add_behind (trunk, mien_layer_flatten_new (map), 0);
  MienShape flat = mien_graph_add_behind (trunk, mien_layer_flatten_new (map), 7);
  mien_graph_add_behind (trunk, mien_layer_tanh_new (flat), 8);
  mien_graph_add_sum (trunk, 9, 10);
  mien_graph_add (trunk, mien_layer_layer_norm_new (flat));
  mien_graph_end_stage (trunk, "trunk", g_strdup ("layer norm"));

  MienNetwork *network =
      mien_network_new_with_graph ("tangle", trunk, &preprocessing, tasks, 3, &error);
  g_assert_no_error (error);
  return network;
}

static void
test_outputs_may_have_many_readers (void)
{
  g_autoptr (MienNetwork) network = new_tangle ();

  check_parameters (network, TRUE);
  check_input_gradient (network);
}

/* A few channels in the middle: the way in which few channels are convolved has no way back. */
static void
test_few_channels_may_lie_behind_others (void)
{
  const MienPreprocessing preprocessing = {.size = 6, .channels = 1};
  MienGraph *trunk = mien_graph_new ();
  g_autoptr (GPtrArray) tasks = two_tasks ();
  MienShape map = mien_graph_add (trunk, mien_layer_conv_new ((MienShape){1, 1, 6, 6}, 3));

  map = mien_graph_add (trunk, mien_layer_batch_norm_new (map));
  map = mien_graph_add (trunk, mien_layer_tanh_new (map));
  map = mien_graph_add (trunk, mien_layer_conv_new (map, 5));
  map = mien_graph_add (trunk, mien_layer_batch_norm_new (map));
  mien_graph_add (trunk, mien_layer_flatten_new (map));
  mien_graph_end_stage (trunk, "trunk", g_strdup ("two convolutions"));
  g_autoptr (MienNetwork) network =
      mien_network_new_with_graph ("few", trunk, &preprocessing, tasks, 3, NULL);

  check_parameters (network, TRUE);
}

/* The heads learn all the same. */
static void
test_a_trunk_may_have_nothing_to_learn (void)
{
  enum {
    N = 3,
    SIZE = 6
  };
  const MienPreprocessing preprocessing = {.size = SIZE, .channels = 1};
  MienGraph *trunk = mien_graph_new ();
  g_autoptr (GPtrArray) tasks = two_tasks ();
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, SIZE);
  const float weights[] = {1.0f, 0.5f};
  const MienPass pass = {.training = TRUE};

  mien_graph_add (trunk, mien_layer_max_pool_new ((MienShape){1, 1, SIZE, SIZE}));
  mien_graph_add (trunk, mien_layer_flatten_new ((MienShape){1, 1, SIZE / 2, SIZE / 2}));
  mien_graph_end_stage (trunk, "trunk", g_strdup ("max pool"));
  g_autoptr (MienNetwork) network =
      mien_network_new_with_graph ("fixed", trunk, &preprocessing, tasks, 3, NULL);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  total_at (network, pool, x, N, weights, &pass);
  mien_network_backward (network, pool, weights, weights);
  const MienParameter *head = g_ptr_array_index (mien_network_get_parameters (network), 0);
  double sum = 0.0;
  for (gsize i = 0; i < head->len; i++)
    sum += fabs ((double) head->grad[i]);
  g_assert_cmpfloat (sum, >, 0.0);
}

/* Memory that is shared must be free again whenever it is written. */
static void
test_every_plan_gives_the_same_answers (void)
{
  enum {
    N = 3
  };
  const MienPass pass = {0};
  g_autoptr (MienPool) pool = mien_pool_new (1);

  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++) {
    g_autoptr (MienNetwork) network = new_network (*preset, small_size (*preset));
    g_autofree float *x = random_pictures (N, small_size (*preset));
    float answers[3][3 * N];
    gsize bytes[3];

    for (int plan = MIEN_PLAN_PREDICT; plan <= MIEN_PLAN_EXPLAIN; plan++) {
      g_assert_true (mien_network_plan (network, (MienPlan) plan, N, 1, NULL));
      mien_network_forward (network, pool, x, N, &pass);
      memcpy (answers[plan], mien_network_get_logits (network, 0), sizeof answers[plan]);
      bytes[plan] = mien_network_get_plan_bytes (network);
    }
    g_assert_cmpmem (answers[0], sizeof answers[0], answers[1], sizeof answers[1]);
    for (int i = 0; i < 3 * N; i++) /* layer by layer, and so with other roundings */
      g_assert_cmpfloat_with_epsilon (answers[0][i], answers[2][i], 1e-4f);
    g_assert_cmpuint (bytes[MIEN_PLAN_PREDICT], <, bytes[MIEN_PLAN_TRAIN]);
  }
}

/* The way back leaves what it reads as it was. */
static void
test_going_back_twice_gives_the_same_bits (void)
{
  enum {
    N = 4
  };
  const float weights[] = {1.0f, 0.5f};
  const MienPass pass = {.training = TRUE, .seed = 2, .step = 3};
  g_autoptr (MienPool) pool = mien_pool_new (1);

  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++) {
    g_autoptr (MienNetwork) network = new_network (*preset, small_size (*preset));
    g_autofree float *x = random_pictures (N, small_size (*preset));
    const MienParameter *first = g_ptr_array_index (mien_network_get_parameters (network), 0);

    g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
    total_at (network, pool, x, N, weights, &pass);
    mien_network_backward (network, pool, weights, weights);
    g_autofree float *once = g_memdup2 (first->grad, first->len * sizeof (float));
    mien_network_backward (network, pool, weights, weights);
    g_assert_cmpmem (once, first->len * sizeof (float), first->grad, first->len * sizeof (float));
  }
}

static void
test_task_gradients_add_up (void)
{
  enum {
    N = 7,
    SIZE = 12
  };
  g_autoptr (MienNetwork) network = new_network ("reference", SIZE);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (N, SIZE);
  const float both[] = {1.0f, 0.25f}, first[] = {1.0f, 0.0f}, second[] = {0.0f, 1.0f};
  MienPass pass = {.training = TRUE, .seed = 1, .step = 1};
  const MienParameter *weight = g_ptr_array_index (mien_network_get_parameters (network), 0);
  g_autofree float *one = g_new (float, weight->len), *two = g_new (float, weight->len);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 2, NULL));
  total_at (network, pool, x, N, both, &pass);
  mien_network_backward (network, pool, first, first);
  memcpy (one, weight->grad, weight->len * sizeof (float));
  mien_network_backward (network, pool, second, second);
  memcpy (two, weight->grad, weight->len * sizeof (float));
  mien_network_backward (network, pool, both, both);
  for (gsize i = 0; i < weight->len; i++)
    g_assert_cmpfloat_with_epsilon (weight->grad[i], one[i] + 0.25f * two[i],
                                    1e-3f * MAX (1.0f, fabsf (weight->grad[i])));
}

/* Every gradient and statistic after one step, as one digest. */
static char *
digest (const char *preset, int n, int n_workers)
{
  g_autoptr (MienNetwork) network = new_network (preset, small_size (preset));
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  g_autofree float *x = random_pictures (n, small_size (preset));
  const float weights[] = {1.0f, 0.5f};
  MienPass pass = {.training = TRUE, .seed = 9, .step = 4};
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GPtrArray *parameters = mien_network_get_parameters (network);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, n, n_workers, NULL));
  total_at (network, pool, x, n, weights, &pass);
  mien_network_backward (network, pool, weights, weights);
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);
    const float *numbers = parameter->trainable ? parameter->grad : parameter->value;

    g_checksum_update (sum, (const guchar *) numbers, (gssize) (parameter->len * sizeof (float)));
  }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_workers_never_change_a_bit (void)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    for (int n = 1; n <= 19; n += 6) {
      g_autofree char *expected = digest (*preset, n, 1);

      for (int n_workers = 2; n_workers <= 5; n_workers++) {
        g_autofree char *found = digest (*preset, n, n_workers);

        g_assert_cmpstr (found, ==, expected);
      }
    }
}

static void
test_prediction_needs_no_luck_and_little_memory (void)
{
  enum {
    N = 32
  };
  g_autoptr (MienNetwork) network = new_network ("reference", 16);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, 16);
  MienPass first = {.seed = 1, .step = 1}, second = {.seed = 2, .step = 9};
  float before[3 * N];

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  gsize training = mien_network_get_plan_bytes (network);
  mien_network_forward (network, pool, x, N, &first);
  memcpy (before, mien_network_get_logits (network, 0), sizeof before);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, N, 1, NULL));
  g_assert_cmpuint (mien_network_get_plan_bytes (network), <, training / 2);
  mien_network_forward (network, pool, x, N, &second);
  g_assert_cmpmem (before, sizeof before, mien_network_get_logits (network, 0), sizeof before);
}

/* Training runs groups of layers as one, explaining runs every layer by itself. Where a ReLU or a
 * pooling sees all but equal numbers, roundings alone may send a gradient another way. */
static void
check_fused (const char *preset, int size, int n, gboolean training)
{
  g_autoptr (MienNetwork) fused = new_network (preset, size), plain = new_network (preset, size);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (n, size);
  const float weights[] = {1.0f, 0.5f};
  MienPass pass = {.training = training, .seed = 5, .step = 7};
  GPtrArray *found = mien_network_get_parameters (fused);
  GPtrArray *expected = mien_network_get_parameters (plain);

  g_assert_true (mien_network_plan (fused, MIEN_PLAN_TRAIN, n, 2, NULL));
  g_assert_true (mien_network_plan (plain, MIEN_PLAN_EXPLAIN, n, 2, NULL));
  g_assert_cmpfloat_with_epsilon (total_at (fused, pool, x, n, weights, &pass),
                                  total_at (plain, pool, x, n, weights, &pass), 1e-3);
  mien_network_backward (fused, pool, weights, weights);
  mien_network_backward (plain, pool, weights, weights);
  for (guint i = 0; i < found->len; i++) {
    const MienParameter *a = g_ptr_array_index (found, i), *b = g_ptr_array_index (expected, i);
    const float *given = a->trainable ? a->grad : a->value;
    const float *wanted = b->trainable ? b->grad : b->value;
    double off = 0.0, all = 1e-12;

    for (gsize k = 0; k < a->len; k++) {
      off += pow ((double) (given[k] - wanted[k]), 2.0);
      all += pow ((double) wanted[k], 2.0);
    }
    if (sqrt (off / all) > 5e-2)
      g_test_message ("%s of %s is off by %g", a->name, preset, sqrt (off / all));
    g_assert_cmpfloat (sqrt (off / all), <=, 5e-2);
  }
}

static void
test_fused_is_layer_by_layer (void)
{
  const int sizes[] = {24, 29, 48};

  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      for (int training = 0; training < 2; training++)
        check_fused (*preset, sizes[i], 6, training);
}

static void
test_the_reference_network_has_the_published_size (void)
{
  g_autoptr (MienNetwork) network = new_network ("reference", 48);
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  gsize convs = 9 * (1 * 32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128 + 128 * 128);
  gsize norms = 2 * (32 + 32 + 64 + 64 + 128 + 128), end = 128 * 6 * 6 * 256 + 256;
  gsize heads = 256 * 3 + 3 + 256 + 1, sum = 0;

  g_assert_cmpuint (mien_network_count_parameters (network), ==, convs + norms + end + heads);
  for (guint i = 0; i < stages->len; i++)
    sum += ((const MienStage *) g_ptr_array_index (stages, i))->n_parameters;
  g_assert_cmpuint (sum, ==, convs + norms + end + heads);
}

/* 58,423 numbers for 7 classes, of which 56,951 are learned and the others are running statistics,
 * are what the authors' own code counts. */
static void
test_mini_xception_has_the_published_size (void)
{
  const MienPreprocessing preprocessing = {.size = 48, .channels = 1};
  const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", NULL};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  gsize sum = 0;

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, names, 7));
  g_autoptr (MienNetwork) network =
      mien_network_new ("mini-xception", &preprocessing, tasks, 1, NULL);
  g_assert_cmpuint (mien_network_count_parameters (network), ==, 56951);
  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++)
    sum += ((MienParameter *) g_ptr_array_index (mien_network_get_parameters (network), i))->len;
  g_assert_cmpuint (sum, ==, 58423);
}

static void
test_resnet_small_has_the_size_of_its_blocks (void)
{
  g_autoptr (MienNetwork) network = new_network ("resnet-small", 48);
  gsize stem = 9 * 16 + 2 * 16, heads = 64 * 3 + 3 + 64 + 1;
  gsize stage1 = 4 * (9 * 16 * 16 + 2 * 16);
  gsize stage2 = 9 * 16 * 32 + 3 * 9 * 32 * 32 + 16 * 32 + 5 * 2 * 32;
  gsize stage3 = 9 * 32 * 64 + 3 * 9 * 64 * 64 + 32 * 64 + 5 * 2 * 64;

  g_assert_cmpuint (mien_network_count_parameters (network), ==,
                    stem + stage1 + stage2 + stage3 + heads);
}

/* The size named in the message is the one that works. */
static void
check_least_size (const char *preset, int least)
{
  MienPreprocessing tiny = {.size = least - 1, .channels = 1},
                    good = {.size = least, .channels = 1};
  g_autoptr (GPtrArray) tasks = two_tasks ();
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("%d", least);

  g_assert_null (mien_network_new (preset, &tiny, tasks, 1, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE);
  g_assert_nonnull (strstr (error->message, preset));
  g_assert_nonnull (strstr (error->message, number));
  g_autoptr (MienNetwork) network = mien_network_new (preset, &good, tasks, 1, NULL);
  g_assert_nonnull (network);
}

static void
test_a_profile_has_every_layer_in_order (void)
{
  g_autoptr (MienNetwork) network = new_network ("reference", 16);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (MienProfile) profile = mien_profile_new ();
  g_autofree float *x = random_pictures (2, 16);
  const float weights[] = {1.0f, 1.0f};
  MienPass pass = {.training = TRUE};
  GArray *rows = mien_profile_get_rows (profile);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, 2, 1, NULL));
  mien_network_set_profile (network, profile);
  for (int step = 0; step < 3; step++) {
    total_at (network, pool, x, 2, weights, &pass);
    mien_network_backward (network, pool, weights, weights);
  }
  /* Layers that run as one step have one row, in their order. */
  for (guint i = 0; i < rows->len; i++) {
    const MienProfileRow *row = &g_array_index (rows, MienProfileRow, i);

    g_assert_cmpint (row->number, >,
                     i > 0 ? g_array_index (rows, MienProfileRow, i - 1).number : -1);
    g_assert_cmpint (row->nanoseconds[MIEN_PROFILE_FORWARD], >=, 0);
    g_assert_cmpint (row->nanoseconds[MIEN_PROFILE_BACKWARD], >=, 0);
  }
  g_assert_cmpuint (rows->len, >, 8); /* six convolutions, a linear layer, two heads */
  g_assert_cmpint (g_array_index (rows, MienProfileRow, 0).number, ==, 0);
  g_assert_cmpint (g_array_index (rows, MienProfileRow, 0).nanoseconds[MIEN_PROFILE_FORWARD], >, 0);
  g_assert_cmpint (g_array_index (rows, MienProfileRow, 0).nanoseconds[MIEN_PROFILE_BACKWARD], >,
                   0);

  mien_profile_reset (profile);
  mien_network_set_profile (network, NULL);
  total_at (network, pool, x, 2, weights, &pass);
  g_assert_cmpint (g_array_index (rows, MienProfileRow, 0).nanoseconds[MIEN_PROFILE_FORWARD], ==,
                   0);
}

static void
test_what_cannot_be_built_is_told (void)
{
  MienPreprocessing good = {.size = 48, .channels = 1};
  g_autoptr (GPtrArray) tasks = two_tasks ();
  g_autoptr (GError) error = NULL;

  check_least_size ("reference", 8);
  check_least_size ("mini-xception", 21);
  check_least_size ("resnet-small", 8);
  g_assert_null (mien_network_new ("resnet-9000", &good, tasks, 1, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    g_assert_nonnull (strstr (error->message, *preset));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/gradient/presets", test_presets_follow_finite_differences);
  g_test_add_func ("/network/gradient/readers", test_outputs_may_have_many_readers);
  g_test_add_func ("/network/gradient/few", test_few_channels_may_lie_behind_others);
  g_test_add_func ("/network/gradient/fixed", test_a_trunk_may_have_nothing_to_learn);
  g_test_add_func ("/network/gradient/twice", test_going_back_twice_gives_the_same_bits);
  g_test_add_func ("/network/gradient/input", test_input_gradient_follows_finite_differences);
  g_test_add_func ("/network/gradient/tasks", test_task_gradients_add_up);
  g_test_add_func ("/network/same-bits", test_workers_never_change_a_bit);
  g_test_add_func ("/network/predict", test_prediction_needs_no_luck_and_little_memory);
  g_test_add_func ("/network/fused", test_fused_is_layer_by_layer);
  g_test_add_func ("/network/profile", test_a_profile_has_every_layer_in_order);
  g_test_add_func ("/network/plans", test_every_plan_gives_the_same_answers);
  g_test_add_func ("/network/size/reference", test_the_reference_network_has_the_published_size);
  g_test_add_func ("/network/size/mini-xception", test_mini_xception_has_the_published_size);
  g_test_add_func ("/network/size/resnet-small", test_resnet_small_has_the_size_of_its_blocks);
  g_test_add_func ("/network/refused", test_what_cannot_be_built_is_told);
  return g_test_run ();
}
