/* One training step of `reference` against PyTorch's numbers, which make-reference-step.py wrote.
 */
#include "engine/core/rng.h"
#include "engine/exchange/safetensors.h"
#include "engine/kernels/kernels.h"
#include "engine/training/losses/losses.h"
#include "engine/training/optimizer.h"

#include <math.h>
#include <string.h>

/* Share of a tensor's largest number, or of its norm, that rounding may cost. Convolution by sums
 * stays below 5e-6, by Winograd's transforms below 2e-5. */
#define TOLERANCE 1e-4

/* What the script was told too. */
#define RATE 0.1
#define MOMENTUM 0.9
#define DECAY 0.01

enum {
  SEED = 5,
  STEP = 3,
  SAMPLES = 128,
  N_TASKS = 2,
};

static const float task_weights[N_TASKS] = {1.0f, 0.5f};
static const MienLossKind task_losses[N_TASKS] = {MIEN_LOSS_CROSS_ENTROPY, MIEN_LOSS_MSE};

typedef struct {
  MienTensors *tensors;
  MienNetwork *network;
  MienPool *pool;
  int n, size;
  float **before; /* weights, by parameter */
} Fixture;

static gconstpointer
get (const Fixture *fixture, const char *kind, const char *name, MienDtype dtype, gsize len)
{
  g_autofree char *full = name != NULL ? g_strconcat (kind, ".", name, NULL) : g_strdup (kind);
  g_autoptr (GError) error = NULL;
  gconstpointer numbers = mien_tensors_get (fixture->tensors, full, dtype, len, &error);

  g_assert_no_error (error);
  return numbers;
}

static gboolean
has (const Fixture *fixture, const char *kind, const char *name)
{
  g_autofree char *full = g_strconcat (kind, ".", name, NULL);

  return mien_tensors_has (fixture->tensors, full);
}

/* --- the start --- */

static GPtrArray *
new_tasks (void)
{
  const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", NULL};
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, names, 7));
  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  return tasks;
}

/* A row of weights an output, each by the generator that its key names. */
static void
draw_weight (const Fixture *fixture, MienParameter *parameter)
{
  gsize rows = (gsize) parameter->dims[0], fan_in = parameter->len / rows;
  const gint64 *keys = get (fixture, "draws", parameter->name, MIEN_DTYPE_I64, rows);
  double bound = sqrt (6.0 / (double) fan_in);

  for (gsize row = 0; row < rows; row++) {
    MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, (guint64) keys[row]);

    for (gsize i = 0; i < fan_in; i++)
      parameter->value[row * fan_in + i] = (float) (bound * (2.0 * mien_rng_uniform (&rng) - 1.0));
  }
}

static void
set_start (Fixture *fixture)
{
  GPtrArray *parameters = mien_network_get_parameters (fixture->network);

  fixture->before = g_new0 (float *, parameters->len);
  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);
    gsize bytes = parameter->len * sizeof (float);

    if (has (fixture, "draws", parameter->name))
      draw_weight (fixture, parameter);
    else if (parameter->trainable)
      memcpy (parameter->value,
              get (fixture, "start", parameter->name, MIEN_DTYPE_F32, parameter->len), bytes);
    fixture->before[i] = g_memdup2 (parameter->value, bytes);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->size = GPOINTER_TO_INT (data);
  fixture->n = fixture->size == 16 ? 6 : 2;

  MienPreprocessing preprocessing = {.size = fixture->size, .channels = 1};
  g_autofree char *name = g_strdup_printf ("reference-step-%d.safetensors", fixture->size);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr (GPtrArray) tasks = new_tasks ();
  g_autoptr (GError) error = NULL;

  fixture->tensors = mien_tensors_load (path, &error);
  g_assert_no_error (error);
  fixture->network = mien_network_new ("reference", &preprocessing, tasks, 1, &error);
  g_assert_no_error (error);
  fixture->pool = mien_pool_new (2);
  mien_network_plan (fixture->network, MIEN_PLAN_TRAIN, fixture->n, 2, &error);
  g_assert_no_error (error);
  set_start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < mien_network_get_parameters (fixture->network)->len; i++)
    g_free (fixture->before[i]);
  g_free (fixture->before);
  mien_network_free (fixture->network);
  mien_pool_free (fixture->pool);
  mien_tensors_free (fixture->tensors);
}

/* --- comparing --- */

static void
assert_near (const char *what, const char *name, double found, double expected, double scale)
{
  double off = fabs (found - expected) / MAX (scale, 1e-30);

  if (!(off <= TOLERANCE))
    g_test_message ("%s of %s: %.9g instead of %.9g, %.2g of its scale off", what, name, found,
                    expected, off);
  g_assert_cmpfloat (off, <=, TOLERANCE);
}

/* Every number, against the largest of them. */
static void
assert_all_near (const Fixture *fixture,
                 const char *kind,
                 const char *name,
                 const float *found,
                 gsize len)
{
  const float *expected = get (fixture, kind, name, MIEN_DTYPE_F32, len);
  double largest = 0.0;

  for (gsize i = 0; i < len; i++)
    largest = MAX (largest, fabs ((double) expected[i]));
  for (gsize i = 0; i < len; i++)
    assert_near (kind, name, (double) found[i], (double) expected[i], largest);
}

/* Some numbers one by one, and all of them by their largest, their norm and a random projection. */
static void
assert_sums_near (const Fixture *fixture,
                  const char *kind,
                  const char *name,
                  const float *found,
                  gsize len)
{
  gsize n_samples = MIN (len, SAMPLES);
  g_autofree char *whole_kind = g_strconcat (kind, "-whole", NULL);
  const float *samples = get (fixture, kind, name, MIEN_DTYPE_F32, n_samples);
  const double *whole = get (fixture, whole_kind, name, MIEN_DTYPE_F64, 3);
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 1, 0);
  double largest = 0.0, squares = 0.0, projection = 0.0;

  for (gsize k = 0; k < n_samples; k++) {
    gsize i = len > SAMPLES ? k * G_GUINT64_CONSTANT (2654435761) % len : k;

    assert_near (kind, name, (double) found[i], (double) samples[k], whole[0]);
  }
  for (gsize i = 0; i < len; i++) {
    double v = (double) found[i];

    largest = MAX (largest, fabs (v));
    squares += v * v;
    projection += v * (2.0 * mien_rng_uniform (&rng) - 1.0);
  }
  assert_near (whole_kind, name, largest, whole[0], whole[0]);
  assert_near (whole_kind, name, sqrt (squares), whole[1], whole[1]);
  assert_near (whole_kind, name, projection, whole[2], whole[1]);
}

/* --- the step --- */

static void
forward_and_compare (Fixture *fixture)
{
  gsize n_pixels = (gsize) fixture->n * (gsize) fixture->size * (gsize) fixture->size;
  GPtrArray *tasks = mien_network_get_tasks (fixture->network);

  mien_network_forward (fixture->network, fixture->pool,
                        get (fixture, "x", NULL, MIEN_DTYPE_F32, n_pixels), fixture->n,
                        &(MienPass){.training = TRUE, .seed = SEED, .step = STEP});
  for (int t = 0; t < N_TASKS; t++) {
    const MienTask *task = g_ptr_array_index (tasks, (guint) t);
    const float *logits = mien_network_get_logits (fixture->network, t);
    double loss =
        mien_loss_forward (task_losses[t], NULL, fixture->n, task->width, logits,
                           get (fixture, "labels", task->name, MIEN_DTYPE_F32, (gsize) fixture->n),
                           mien_network_get_d_logits (fixture->network, t), NULL);
    double expected = *(const double *) get (fixture, "loss", task->name, MIEN_DTYPE_F64, 1);

    assert_near ("loss", task->name, loss, expected, expected);
    assert_all_near (fixture, "logits", task->name, logits,
                     (gsize) fixture->n * (gsize) task->width);
  }
}

static void
backward_and_compare (Fixture *fixture)
{
  GPtrArray *parameters = mien_network_get_parameters (fixture->network);

  mien_network_backward (fixture->network, fixture->pool, task_weights, task_weights);
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (parameter->trainable)
      assert_sums_near (fixture, "gradient", parameter->name, parameter->grad, parameter->len);
    else
      assert_all_near (fixture, "after", parameter->name, parameter->value, parameter->len);
  }
}

/* Two updates by the same gradient, so that the momentum shows. */
static void
update_and_compare (Fixture *fixture)
{
  MienOptimizerSettings sgd = {
      .kind = MIEN_OPTIMIZER_SGD, .lr = RATE, .momentum = MOMENTUM, .weight_decay = DECAY};
  g_autoptr (MienOptimizer) optimizer = mien_optimizer_new (&sgd, fixture->network);
  GPtrArray *parameters = mien_network_get_parameters (fixture->network);

  for (int i = 0; i < 2; i++)
    mien_optimizer_step (optimizer, fixture->pool, RATE, NULL);
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);
    g_autofree float *change = g_memdup2 (parameter->value, parameter->len * sizeof (float));

    for (gsize j = 0; j < parameter->len; j++)
      change[j] -= fixture->before[i][j];
    if (parameter->trainable)
      assert_sums_near (fixture, "change", parameter->name, change, parameter->len);
  }
}

static void
predict_and_compare (Fixture *fixture)
{
  gsize n_pixels = (gsize) fixture->n * (gsize) fixture->size * (gsize) fixture->size;
  GPtrArray *tasks = mien_network_get_tasks (fixture->network);

  g_assert_true (mien_network_plan (fixture->network, MIEN_PLAN_PREDICT, fixture->n, 2, NULL));
  mien_network_forward (fixture->network, fixture->pool,
                        get (fixture, "x", NULL, MIEN_DTYPE_F32, n_pixels), fixture->n,
                        &(MienPass){0});
  for (int t = 0; t < N_TASKS; t++) {
    const MienTask *task = g_ptr_array_index (tasks, (guint) t);

    assert_all_near (fixture, "predicted", task->name,
                     mien_network_get_logits (fixture->network, t),
                     (gsize) fixture->n * (gsize) task->width);
  }
}

static void
test_a_step_has_the_numbers_of_another_implementation (Fixture *fixture,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  forward_and_compare (fixture);
  backward_and_compare (fixture);
  update_and_compare (fixture);
  predict_and_compare (fixture);
}

/* The file knows of no tensor that the network lacks. */
static void
test_the_network_has_every_parameter_of_the_other (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_auto (GStrv) names = mien_tensors_list (fixture->tensors);
  GPtrArray *parameters = mien_network_get_parameters (fixture->network);
  int theirs = 0, ours = 0;

  for (char **name = names; *name != NULL; name++)
    theirs += g_str_has_prefix (*name, "gradient.");
  for (guint i = 0; i < parameters->len; i++)
    ours += has (fixture, "gradient", ((MienParameter *) g_ptr_array_index (parameters, i))->name);
  g_assert_cmpint (ours, ==, theirs);
  g_assert_cmpint (ours, ==, 24);
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
add (const char *path, int size, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (size), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!is_runnable ()) {
    g_test_add_func ("/reference-step", test_skipped);
    return g_test_run ();
  }
  add ("/reference-step/16", 16, test_a_step_has_the_numbers_of_another_implementation);
  add ("/reference-step/48", 48, test_a_step_has_the_numbers_of_another_implementation);
  add ("/reference-step/parameters", 16, test_the_network_has_every_parameter_of_the_other);
  return g_test_run ();
}
