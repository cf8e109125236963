/* Pictures and batches of awkward sizes: the same numbers as one picture at a time on one thread.
 */
#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/kernels/kernels.h"
#include "engine/network/network.h"

#include <math.h>
#include <string.h>

enum {
  N_TASKS = 2,
  MANY = 16, /* threads: more than any of these batches has chunks */
};

typedef struct {
  const char *preset;
  int size, n;
} Case;

/* Sides that do not divide, one pixel, batches of one and odd ones. */
static const Case cases[] = {
    {"mlp", 1, 1},        {"mlp", 1, 5},        {"mlp", 2, 3},        {"mlp", 7, 17},
    {"reference", 8, 1},  {"reference", 9, 1},  {"reference", 9, 6},  {"reference", 13, 1},
    {"reference", 13, 3}, {"reference", 15, 5}, {"reference", 50, 3},
};

static const float weights[N_TASKS] = {1.0f, 0.5f};

static MienNetwork *
new_network (const Case *it, MienPlan plan, int max_batch, int n_workers)
{
  const char *const names[] = {"a", "b", "c", NULL};
  MienPreprocessing preprocessing = {.size = it->size, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) error = NULL;
  MienNetwork *network;

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, names, 3));
  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  network = mien_network_new (it->preset, &preprocessing, tasks, 7, &error);
  g_assert_no_error (error);
  mien_network_plan (network, plan, max_batch, n_workers, &error);
  g_assert_no_error (error);
  return network;
}

static gsize
picture_len (const Case *it)
{
  return (gsize) it->size * (gsize) it->size;
}

static float *
random_pictures (const Case *it, int n)
{
  gsize len = (gsize) n * picture_len (it);
  float *x = g_new (float, len);
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, 0, 0);

  for (gsize i = 0; i < len; i++)
    x[i] = (float) mien_rng_normal (&rng);
  return x;
}

static int
width_of (MienNetwork *network, int task)
{
  return ((MienTask *) g_ptr_array_index (mien_network_get_tasks (network), (guint) task))->width;
}

/* One pass there and back; what a head says is taken for its gradient too. */
static void
run (MienNetwork *network, MienPool *pool, const float *x, int n, gboolean training)
{
  MienPass pass = {.training = training, .seed = 9, .step = 4};

  mien_network_forward (network, pool, x, n, &pass);
  for (int t = 0; t < N_TASKS; t++)
    memcpy (mien_network_get_d_logits (network, t), mien_network_get_logits (network, t),
            (gsize) n * (gsize) width_of (network, t) * sizeof (float));
  mien_network_backward (network, pool, weights, weights);
}

/* --- right numbers --- */

static void
assert_close (const Case *it,
              const char *what,
              const float *found,
              const double *expected,
              gsize len,
              double tolerance)
{
  double off = 0.0, size = 0.0;

  for (gsize i = 0; i < len; i++) {
    off += ((double) found[i] - expected[i]) * ((double) found[i] - expected[i]);
    size += expected[i] * expected[i];
  }
  if (!(off <= tolerance * tolerance * size))
    g_test_message ("%s, %d pixels, %d pictures: %s is %.2g off", it->preset, it->size, it->n, what,
                    sqrt (off / size));
  g_assert_cmpfloat (off, <=, tolerance * tolerance * size);
}

/* Without batch statistics pictures do not know of each other, so answers and gradients of a batch
 * are those of its pictures, one after the other. */
static void
test_a_batch_is_its_pictures_one_by_one (gconstpointer data)
{
  const Case *it = data;
  g_autoptr (MienNetwork) whole = new_network (it, MIEN_PLAN_TRAIN, it->n, MANY);
  g_autoptr (MienNetwork) single = new_network (it, MIEN_PLAN_TRAIN, 1, 1);
  g_autoptr (MienPool) many = mien_pool_new (MANY), one = mien_pool_new (1);
  g_autofree float *x = random_pictures (it, it->n);
  GPtrArray *found = mien_network_get_parameters (whole);
  GPtrArray *theirs = mien_network_get_parameters (single);
  g_autofree double **sums = g_new0 (double *, theirs->len);

  for (guint p = 0; p < theirs->len; p++)
    sums[p] = g_new0 (double, ((MienParameter *) g_ptr_array_index (theirs, p))->len);
  run (whole, many, x, it->n, FALSE);
  for (int i = 0; i < it->n; i++) {
    run (single, one, x + (gsize) i * picture_len (it), 1, FALSE);
    for (int t = 0; t < N_TASKS; t++) {
      int width = width_of (single, t);
      double expected[3] = {0};

      for (int k = 0; k < width; k++)
        expected[k] = (double) mien_network_get_logits (single, t)[k];
      assert_close (it, "an answer", mien_network_get_logits (whole, t) + i * width, expected,
                    (gsize) width, 1e-3);
    }
    for (guint p = 0; p < theirs->len; p++) {
      const MienParameter *parameter = g_ptr_array_index (theirs, p);

      for (gsize j = 0; parameter->trainable && j < parameter->len; j++)
        sums[p][j] += (double) parameter->grad[j];
    }
  }
  for (guint p = 0; p < theirs->len; p++) {
    const MienParameter *parameter = g_ptr_array_index (found, p);

    if (parameter->trainable)
      assert_close (it, parameter->name, parameter->grad, sums[p], parameter->len, 1e-2);
    g_free (sums[p]);
  }
}

/* --- same bits --- */

/* Of answers, gradients and statistics. */
static char *
digest (MienNetwork *network, int n)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (int t = 0; t < N_TASKS; t++)
    g_checksum_update (sum, (const guchar *) mien_network_get_logits (network, t),
                       (gssize) ((gsize) n * (gsize) width_of (network, t) * sizeof (float)));
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);
    const float *numbers = parameter->trainable ? parameter->grad : parameter->value;

    for (gsize j = 0; j < parameter->len; j++)
      g_assert_true (isfinite (numbers[j]));
    g_checksum_update (sum, (const guchar *) numbers, (gssize) (parameter->len * sizeof (float)));
  }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_more_threads_than_chunks_change_no_bit (gconstpointer data)
{
  const Case *it = data;
  g_autofree float *x = random_pictures (it, it->n);
  g_autofree char *expected = NULL;

  for (int n_workers = 1; n_workers <= MANY; n_workers += MANY - 1) {
    g_autoptr (MienNetwork) network = new_network (it, MIEN_PLAN_TRAIN, it->n, n_workers);
    g_autoptr (MienPool) pool = mien_pool_new (n_workers);

    run (network, pool, x, it->n, TRUE);
    g_autofree char *found = digest (network, it->n);
    if (expected == NULL)
      expected = g_strdup (found);
    g_assert_cmpstr (found, ==, expected);
  }
}

/* The last batch of an epoch: memory planned for more, and full of the batch before. */
static void
test_a_short_batch_is_as_if_planned_for (gconstpointer data)
{
  const Case *it = data;
  int longer = it->n + 5;
  g_autoptr (MienNetwork) roomy = new_network (it, MIEN_PLAN_TRAIN, longer, 2);
  g_autoptr (MienNetwork) fitting = new_network (it, MIEN_PLAN_TRAIN, it->n, 2);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (it, longer);

  run (roomy, pool, x, longer, FALSE); /* leaves the running statistics alone */
  run (roomy, pool, x, it->n, TRUE);
  run (fitting, pool, x, it->n, TRUE);
  g_autofree char *found = digest (roomy, it->n);
  g_autofree char *expected = digest (fitting, it->n);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_predicting_alone_says_the_same (gconstpointer data)
{
  const Case *it = data;
  g_autoptr (MienNetwork) training = new_network (it, MIEN_PLAN_TRAIN, it->n, 2);
  g_autoptr (MienNetwork) predicting = new_network (it, MIEN_PLAN_PREDICT, it->n + 2, MANY);
  g_autoptr (MienPool) pool = mien_pool_new (2), many = mien_pool_new (MANY);
  g_autofree float *x = random_pictures (it, it->n);

  mien_network_forward (training, pool, x, it->n, &(MienPass){0});
  mien_network_forward (predicting, many, x, it->n, &(MienPass){0});
  for (int t = 0; t < N_TASKS; t++) {
    gsize len = (gsize) it->n * (gsize) width_of (training, t);
    g_autofree double *expected = g_new (double, len);

    for (gsize i = 0; i < len; i++)
      expected[i] = (double) mien_network_get_logits (training, t)[i];
    assert_close (it, "an answer", mien_network_get_logits (predicting, t), expected, len, 1e-3);
  }
}

/* --- clear errors --- */

static void
test_pictures_too_small_for_the_pools_are_refused (void)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  for (int size = 1; size < 8; size++) {
    MienPreprocessing preprocessing = {.size = size, .channels = 1};
    g_autofree char *told = g_strdup_printf ("%d pixels", size);
    g_autoptr (GError) error = NULL;

    g_assert_null (mien_network_new ("reference", &preprocessing, tasks, 1, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE);
    g_assert_nonnull (strstr (error->message, told));
  }
}

static gboolean
is_runnable (void)
{
  const char *wanted = g_getenv ("MIEN_ISA");

  return wanted == NULL || g_str_equal (wanted, mien_kernels ()->name);
}

static void
test_skipped (void)
{
  g_test_skip ("This machine does not run that instruction set");
}

static void
add (const char *name, const Case *it, void (*test) (gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/edges/%s/%s/%d/%d", name, it->preset, it->size, it->n);

  g_test_add_data_func (path, it, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!is_runnable ()) {
    g_test_add_func ("/edges", test_skipped);
    return g_test_run ();
  }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    add ("one-by-one", &cases[i], test_a_batch_is_its_pictures_one_by_one);
    add ("many-threads", &cases[i], test_more_threads_than_chunks_change_no_bit);
    add ("short-batch", &cases[i], test_a_short_batch_is_as_if_planned_for);
    add ("predict", &cases[i], test_predicting_alone_says_the_same);
  }
  g_test_add_func ("/edges/too-small", test_pictures_too_small_for_the_pools_are_refused);
  return g_test_run ();
}
