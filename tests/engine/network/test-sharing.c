/* Whole networks under each way of sharing. */
#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/network/network.h"

#include <math.h>
#include <string.h>

enum {
  N_TASKS = 3,
  N_EXPERTS = 3
};

static const MienSharing cross_stitch = {MIEN_SHARING_CROSS_STITCH, 0};
static const MienSharing mmoe = {MIEN_SHARING_MMOE, N_EXPERTS};
static const MienSharing mtan = {MIEN_SHARING_MTAN, 0};
static const MienSharing *const sharings[] = {&cross_stitch, &mmoe, &mtan};

static GPtrArray *
make_tasks (void)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  const char *const names[] = {"a", "b", "c", NULL}, *const units[] = {"AU1", "AU2", NULL};

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, names, 3));
  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  g_ptr_array_add (tasks, mien_task_new ("action units", MIEN_KIND_FLAGS, units, 2));
  return tasks;
}

static MienNetwork *
new_network (const char *preset, const MienSharing *sharing, int size)
{
  MienPreprocessing preprocessing = {.size = size, .channels = 1};
  g_autoptr (GPtrArray) tasks = make_tasks ();
  g_autoptr (GError) error = NULL;
  MienNetwork *network =
      mien_network_new_sharing (preset, sharing, &preprocessing, tasks, 7, &error);

  g_assert_no_error (error);
  return network;
}

/* Pictures that every preset takes. */
static int
small_size (const char *preset)
{
  return g_str_equal (preset, "mini-xception") ? 22 : g_str_equal (preset, "mlp") ? 6 : 9;
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

typedef void (*CheckFunc) (const char *preset, const MienSharing *sharing);

static void
for_each_network (CheckFunc check)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    for (guint s = 0; s < G_N_ELEMENTS (sharings); s++)
      check (*preset, sharings[s]);
}

/* --- slopes --- */

/* Steps of a size that leaves both rounding and curvature small; kinks of ReLU and pooling are met
 * by asking only that nearly all agree. */
static void
check_parameters (MienNetwork *network, gboolean training)
{
  enum {
    N = 5
  };
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (N, mien_network_get_preprocessing (network)->size);
  const float weights[] = {1.0f, 0.5f, 0.25f};
  MienPass pass = {.training = training, .seed = 5, .step = 2};
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 1, 0);
  GPtrArray *parameters = mien_network_get_parameters (network);
  int checked = 0, wrong = 0;

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 2, NULL));
  for (int draw = 0; draw < 60; draw++) {
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
  g_test_message ("%s, %s: %d of %d slopes off", mien_network_get_preset (network),
                  mien_sharing_name (mien_network_get_sharing (network)->kind), wrong, checked);
  g_assert_cmpint (checked, >, 20);
  g_assert_cmpint (wrong, <=, checked / 10);
}

static void
check_slopes (const char *preset, const MienSharing *sharing)
{
  for (int training = 0; training < 2; training++) {
    g_autoptr (MienNetwork) network = new_network (preset, sharing, small_size (preset));

    check_parameters (network, training);
  }
}

static void
test_parameters_follow_finite_differences (void)
{
  for_each_network (check_slopes);
}

/* By the second task alone, as when an answer of its is explained. */
static void
check_input_gradient (const char *preset, const MienSharing *sharing)
{
  enum {
    N_PIXELS = 40
  };
  int size = small_size (preset), wrong = 0;
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 2, 0);
  g_autoptr (MienNetwork) network = new_network (preset, sharing, size);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (1, size);
  const float weights[] = {0.0f, 1.0f, 0.0f};
  MienPass pass = {0};

  g_assert_true (mien_network_plan (network, MIEN_PLAN_EXPLAIN, 1, 1, NULL));
  for (int draw = 0; draw < N_PIXELS; draw++) {
    guint i = mien_rng_below (&rng, (guint) (size * size));
    float kept = x[i], h = 2e-3f;

    total_at (network, pool, x, 1, weights, &pass);
    mien_network_backward (network, pool, weights, weights);
    double slope = (double) mien_network_get_d_input (network)[i];
    x[i] = kept + h;
    double up = total_at (network, pool, x, 1, weights, &pass);
    x[i] = kept - h;
    double down = total_at (network, pool, x, 1, weights, &pass);
    x[i] = kept;
    wrong += fabs ((up - down) / (2.0 * (double) h) - slope) > 0.02 * MAX (1.0, fabs (slope));
  }
  g_assert_cmpint (wrong, <=, N_PIXELS / 10); /* kinks of ReLU and pooling */
}

static void
test_pixels_follow_finite_differences (void)
{
  for_each_network (check_input_gradient);
}

/* --- whose is what --- */

/* Every gradient of @network's own and shared parameters, for these weights. */
static double
norm (MienNetwork *network, gboolean own)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  double squares = 0.0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    for (gsize k = 0; parameter->trainable && (parameter->task >= 0) == own && k < parameter->len;
         k++)
      squares += pow ((double) parameter->grad[k], 2.0);
  }
  return sqrt (squares);
}

/* Nothing that is shared hears of losses that weigh 0 there; what tasks own hears of them as ever.
 */
static void
check_owners (const char *preset, const MienSharing *sharing)
{
  enum {
    N = 4
  };
  int size = small_size (preset);
  g_autoptr (MienNetwork) network = new_network (preset, sharing, size);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, size);
  const float all[] = {1.0f, 1.0f, 1.0f}, none[] = {0.0f, 0.0f, 0.0f};
  MienPass pass = {.training = TRUE, .seed = 1, .step = 1};

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  total_at (network, pool, x, N, all, &pass);
  mien_network_backward (network, pool, all, all);
  double own = norm (network, TRUE), shared = norm (network, FALSE);
  mien_network_backward (network, pool, all, none);
  g_assert_cmpfloat_with_epsilon (norm (network, TRUE), own, 1e-6 * own);
  g_assert_cmpfloat (norm (network, FALSE), <=, 0.0);
  mien_network_backward (network, pool, none, all);
  g_assert_cmpfloat (norm (network, TRUE), <=, 0.0);
  g_assert_cmpfloat_with_epsilon (norm (network, FALSE), shared, 1e-4 * shared);
}

static void
test_weights_reach_what_they_are_for (void)
{
  for_each_network (check_owners);
}

/* What is shared learns the sum of what each task alone would have it learn. */
static void
check_sum (const char *preset, const MienSharing *sharing)
{
  enum {
    N = 5
  };
  int size = small_size (preset);
  g_autoptr (MienNetwork) network = new_network (preset, sharing, size);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (N, size);
  const float all[] = {1.0f, 0.5f, 2.0f};
  MienPass pass = {.training = TRUE, .seed = 1, .step = 1};
  const MienParameter *weight = g_ptr_array_index (mien_network_get_parameters (network), 0);
  g_autofree double *sum = g_new0 (double, weight->len);
  double off = 0.0, squares = 0.0;

  g_assert_cmpint (weight->task, ==, -1);
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 2, NULL));
  total_at (network, pool, x, N, all, &pass);
  for (int t = 0; t < N_TASKS; t++) {
    float one[N_TASKS] = {0.0f};

    one[t] = all[t];
    mien_network_backward (network, pool, all, one);
    for (gsize i = 0; i < weight->len; i++)
      sum[i] += (double) weight->grad[i];
  }
  mien_network_backward (network, pool, all, all);
  for (gsize i = 0; i < weight->len; i++) {
    off += pow (sum[i] - (double) weight->grad[i], 2.0);
    squares += pow (sum[i], 2.0);
  }
  g_assert_cmpfloat (sqrt (off / squares), <, 1e-4);
}

static void
test_task_gradients_add_up (void)
{
  for_each_network (check_sum);
}

static guint
count_owned (MienNetwork *network, const char *prefix, int task)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  guint n = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (g_str_has_prefix (parameter->name, prefix)) {
      g_assert_cmpint (parameter->task, ==, task);
      n++;
    }
  }
  return n;
}

/* As in the reference code of each, and under names that files are read by. */
static void
test_names_and_owners_are_as_documented (void)
{
  g_autoptr (MienNetwork) stitched = new_network ("reference", &cross_stitch, 16);
  g_autoptr (MienNetwork) mixed = new_network ("reference", &mmoe, 16);
  g_autoptr (MienNetwork) masked = new_network ("reference", &mtan, 16);
  guint trunk = 6 * 5 + 2; /* convolutions with their norms, a full layer */

  g_assert_cmpuint (count_owned (stitched, "columns.valence.", -1), ==, trunk);
  g_assert_cmpuint (count_owned (stitched, "stitches.action units.", -1), ==, 4);
  g_assert_cmpuint (count_owned (mixed, "experts.2.", -1), ==, trunk);
  g_assert_cmpuint (count_owned (mixed, "experts.3.", -1), ==, 0);
  g_assert_cmpuint (count_owned (mixed, "gates.valence.", 1), ==, 2);
  g_assert_cmpuint (count_owned (masked, "trunk.", -1), ==, trunk);
  /* Four masks of two mixtures, three passages; with a norm each, and the flat ones a bias. */
  g_assert_cmpuint (count_owned (masked, "attention.action units.", 2), ==, 11 * 5 + 3);
  for (int t = 0; t < N_TASKS; t++) {
    const char *const names[] = {"heads.expression", "heads.valence", "heads.action units"};

    g_assert_cmpuint (count_owned (stitched, names[t], t), ==, 2);
    g_assert_cmpuint (count_owned (mixed, names[t], t), ==, 2);
    g_assert_cmpuint (count_owned (masked, names[t], t), ==, 2);
  }
}

/* --- plans --- */

static void
check_plans (const char *preset, const MienSharing *sharing)
{
  enum {
    N = 3
  };
  int size = small_size (preset);
  g_autoptr (MienNetwork) network = new_network (preset, sharing, size);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, size);
  const MienPass pass = {0};
  float answers[3][2 * N];

  for (int plan = MIEN_PLAN_PREDICT; plan <= MIEN_PLAN_EXPLAIN; plan++) {
    g_assert_true (mien_network_plan (network, (MienPlan) plan, N, 1, NULL));
    mien_network_forward (network, pool, x, N, &pass);
    memcpy (answers[plan], mien_network_get_logits (network, 2), sizeof answers[plan]);
  }
  g_assert_cmpmem (answers[0], sizeof answers[0], answers[1], sizeof answers[1]);
  for (int i = 0; i < 2 * N; i++) /* layer by layer, and so with other roundings */
    g_assert_cmpfloat_with_epsilon (answers[0][i], answers[2][i], 1e-4f);
}

static void
test_every_plan_gives_the_same_answers (void)
{
  for_each_network (check_plans);
}

/* Every gradient and statistic after one step, the last of @n_times ways back, as one digest. */
static char *
digest (const char *preset, const MienSharing *sharing, int n_workers, int n_times)
{
  enum {
    N = 7
  };
  int size = small_size (preset);
  g_autoptr (MienNetwork) network = new_network (preset, sharing, size);
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  g_autofree float *x = random_pictures (N, size);
  const float weights[] = {1.0f, 0.5f, 0.25f};
  MienPass pass = {.training = TRUE, .seed = 9, .step = 4};
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GPtrArray *parameters = mien_network_get_parameters (network);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, n_workers, NULL));
  total_at (network, pool, x, N, weights, &pass);
  for (int i = 0; i < n_times; i++)
    mien_network_backward (network, pool, weights, weights);
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);
    const float *numbers = parameter->trainable ? parameter->grad : parameter->value;

    g_checksum_update (sum, (const guchar *) numbers, (gssize) (parameter->len * sizeof (float)));
  }
  return g_strdup (g_checksum_get_string (sum));
}

static void
check_bits (const char *preset, const MienSharing *sharing)
{
  g_autofree char *expected = digest (preset, sharing, 1, 1);
  g_autofree char *again = digest (preset, sharing, 1, 2);

  g_assert_cmpstr (again, ==, expected);
  for (int n_workers = 2; n_workers <= 3; n_workers++) {
    g_autofree char *found = digest (preset, sharing, n_workers, 1);

    g_assert_cmpstr (found, ==, expected);
  }
}

static void
test_workers_and_ways_back_never_change_a_bit (void)
{
  for_each_network (check_bits);
}

/* --- what is told --- */

static void
check_stages (const char *preset, const MienSharing *sharing)
{
  g_autoptr (MienNetwork) network = new_network (preset, sharing, small_size (preset));
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize sum = 0;
  guint n_heads = 0;

  for (guint i = 0; i < stages->len; i++) {
    const MienStage *stage = g_ptr_array_index (stages, i);

    sum += stage->n_parameters;
    n_heads += stage->is_head;
    g_assert_true (g_hash_table_add (
        names, g_strdup_printf ("%s%d%d", stage->name, stage->task, stage->is_head)));
    g_assert_cmpint (stage->out.c, >, 0);
  }
  g_assert_cmpuint (sum, ==, mien_network_count_parameters (network));
  g_assert_cmpuint (n_heads, ==, N_TASKS);
}

static void
test_the_diagram_has_every_parameter_once (void)
{
  for_each_network (check_stages);
}

/* A column and three alphas of each task for each stitch; experts and a gate for each task. */
static void
test_sizes_are_what_is_copied (void)
{
  g_autoptr (GPtrArray) tasks = make_tasks ();
  const MienPreprocessing preprocessing = {.size = 48, .channels = 1};
  g_autoptr (MienNetwork) hard = mien_network_new ("reference", &preprocessing, tasks, 1, NULL);
  g_autoptr (MienNetwork) stitched = new_network ("reference", &cross_stitch, 48);
  g_autoptr (MienNetwork) mixed = new_network ("reference", &mmoe, 48);
  gsize heads = 256 * (3 + 1 + 2) + 3 + 1 + 2;
  gsize trunk = mien_network_count_parameters (hard) - heads;

  g_assert_cmpuint (mien_network_count_parameters (stitched), ==,
                    N_TASKS * trunk + heads + 4 * N_TASKS * N_TASKS);
  g_assert_cmpuint (mien_network_count_parameters (mixed), ==,
                    N_EXPERTS * trunk + heads + N_TASKS * (48 * 48 + 1) * N_EXPERTS);
}

/* A gate looks at 48 pixels a side at most, however large the pictures are. */
static void
test_gates_stay_small (void)
{
  g_autoptr (MienNetwork) network = new_network ("resnet-small", &mmoe, 100);
  GPtrArray *parameters = mien_network_get_parameters (network);
  gsize largest = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (g_str_has_prefix (parameter->name, "gates."))
      largest = MAX (largest, parameter->len);
  }
  g_assert_cmpuint (largest, ==, N_EXPERTS * 33 * 33);
}

static void
test_alphas_can_be_read (void)
{
  g_autoptr (MienNetwork) network = new_network ("reference", &cross_stitch, 16);
  g_autoptr (MienNetwork) other = new_network ("reference", &mtan, 16);
  g_autoptr (GPtrArray) stitches = mien_network_get_stitches (network);
  g_autoptr (GPtrArray) none = mien_network_get_stitches (other);
  const char *const names[] = {"pool1", "pool2", "pool3", "trunk"};

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (stitches->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < stitches->len; i++) {
    const MienStitch *stitch = g_ptr_array_index (stitches, i);

    g_assert_cmpstr (stitch->stage, ==, names[i]);
    for (int t = 0; t < N_TASKS; t++)
      for (int b = 0; b < N_TASKS; b++)
        g_assert_cmpfloat_with_epsilon (stitch->alphas[t][b], t == b ? 0.9f : 0.05f, 1e-6f);
  }
}

static void
test_gates_can_be_read (void)
{
  enum {
    N = 5
  };
  g_autoptr (MienNetwork) network = new_network ("mlp", &mmoe, 6);
  g_autoptr (MienNetwork) other = new_network ("mlp", &mtan, 6);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, 6);
  const MienPass pass = {0};

  g_assert_null (mien_network_get_gates (other, 0));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, N, 1, NULL));
  mien_network_forward (network, pool, x, N, &pass);
  for (int t = 0; t < N_TASKS; t++)
    for (int i = 0; i < N; i++) {
      const float *gates = mien_network_get_gates (network, t) + i * N_EXPERTS;

      g_assert_cmpfloat_with_epsilon (gates[0] + gates[1] + gates[2], 1.0f, 1e-5f);
      g_assert_cmpfloat (MAX (gates[0], MAX (gates[1], gates[2])), <, 1.0f);
    }
}

/* --- edges --- */

/* The arm of a study that learns the main task alone. */
static void
check_single (const char *preset, const MienSharing *sharing)
{
  const MienPreprocessing preprocessing = {.size = small_size (preset), .channels = 1};
  g_autoptr (GPtrArray) tasks = make_tasks ();
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (2, preprocessing.size);
  const float one[] = {1.0f};
  const MienPass pass = {.training = TRUE};

  g_ptr_array_set_size (tasks, 1);
  g_autoptr (MienNetwork) network =
      mien_network_new_sharing (preset, sharing, &preprocessing, tasks, 1, NULL);
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, 2, 1, NULL));
  g_assert_true (isfinite (total_at (network, pool, x, 2, one, &pass)));
  mien_network_backward (network, pool, one, one);
  g_assert_true (isfinite (norm (network, FALSE)) && norm (network, FALSE) > 0.0);
}

static void
test_one_task_is_enough (void)
{
  for_each_network (check_single);
}

static void
test_branches_are_for_hard_sharing (void)
{
  const MienPreprocessing preprocessing = {.size = 16, .channels = 1};

  for (guint s = 0; s < G_N_ELEMENTS (sharings); s++) {
    g_autoptr (GPtrArray) tasks = make_tasks ();
    g_autoptr (GError) error = NULL;
    MienTask *task = g_ptr_array_index (tasks, 1);

    g_free (task->branch);
    task->branch = g_strdup ("block1");
    g_assert_null (
        mien_network_new_sharing ("reference", sharings[s], &preprocessing, tasks, 1, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
    g_assert_nonnull (strstr (error->message, "valence"));
    g_assert_nonnull (strstr (error->message, "trunk"));
  }
}

static void
test_what_cannot_be_built_is_told (void)
{
  const MienPreprocessing tiny = {.size = 7, .channels = 1};
  g_autoptr (GPtrArray) tasks = make_tasks ();

  for (guint s = 0; s < G_N_ELEMENTS (sharings); s++) {
    g_autoptr (GError) error = NULL, unknown = NULL;

    g_assert_null (mien_network_new_sharing ("reference", sharings[s], &tiny, tasks, 1, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE);
    g_assert_null (mien_network_new_sharing ("alexnet", sharings[s], &tiny, tasks, 1, &unknown));
    g_assert_error (unknown, MIEN_ERROR, MIEN_ERROR_RANGE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sharing/parameters", test_parameters_follow_finite_differences);
  g_test_add_func ("/sharing/pixels", test_pixels_follow_finite_differences);
  g_test_add_func ("/sharing/weights", test_weights_reach_what_they_are_for);
  g_test_add_func ("/sharing/task-gradients", test_task_gradients_add_up);
  g_test_add_func ("/sharing/names", test_names_and_owners_are_as_documented);
  g_test_add_func ("/sharing/plans", test_every_plan_gives_the_same_answers);
  g_test_add_func ("/sharing/bits", test_workers_and_ways_back_never_change_a_bit);
  g_test_add_func ("/sharing/diagram", test_the_diagram_has_every_parameter_once);
  g_test_add_func ("/sharing/sizes", test_sizes_are_what_is_copied);
  g_test_add_func ("/sharing/small-gates", test_gates_stay_small);
  g_test_add_func ("/sharing/alphas", test_alphas_can_be_read);
  g_test_add_func ("/sharing/gates", test_gates_can_be_read);
  g_test_add_func ("/sharing/one-task", test_one_task_is_enough);
  g_test_add_func ("/sharing/branches", test_branches_are_for_hard_sharing);
  g_test_add_func ("/sharing/impossible", test_what_cannot_be_built_is_told);
  return g_test_run ();
}
