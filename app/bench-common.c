#include "app/bench.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/kernels/kernels.h"
#include "engine/training/losses/losses.h"

#include <string.h>
#include <sys/resource.h>

#define LEARNING_RATE 0.01

/* The same as on the other side of the comparison. */
const int mien_bench_widths[MIEN_BENCH_HEADS] = {7, 20, 2, 4};

/* --- measuring --- */

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

MienBenchRates
mien_bench_rates (GArray *rates)
{
  g_array_sort (rates, compare);
  return (MienBenchRates){.best = g_array_index (rates, double, rates->len - 1),
                          .median = g_array_index (rates, double, rates->len / 2)};
}

MienBenchRates
mien_bench_measure (void (*step) (gpointer data), gpointer data, double seconds)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GTimer) timer = g_timer_new ();

  for (int steps = 0; steps < 3 || g_timer_elapsed (timer, NULL) < 0.2 * seconds; steps++)
    step (data);
  g_timer_start (timer);
  while (rates->len < 3 || g_timer_elapsed (timer, NULL) < 0.8 * seconds) {
    double start = g_timer_elapsed (timer, NULL);
    int n = 0;

    for (; n < 2 || g_timer_elapsed (timer, NULL) - start < 0.08 * seconds; n++)
      step (data);
    double rate = n / (g_timer_elapsed (timer, NULL) - start);
    g_array_append_val (rates, rate);
  }
  return mien_bench_rates (rates);
}

void
mien_bench_add_machine (JsonObject *result)
{
  struct rusage usage;

  json_object_set_string_member (result, "isa", mien_kernels ()->name);
  getrusage (RUSAGE_SELF, &usage); /* its unit is a kibibyte on Linux */
  json_object_set_double_member (result, "peak_mebibytes", (double) usage.ru_maxrss / 1024.0);
}

/* --- the network --- */

static GPtrArray *
make_tasks (int n_heads)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  for (int t = 0; t < n_heads; t++) {
    g_autofree char *name = g_strdup_printf ("task%d", t);
    g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

    for (int k = 0; k < mien_bench_widths[t]; k++) {
      g_autofree char *word = g_strdup_printf ("class%d", k);

      g_strv_builder_add (names, word);
    }
    g_auto (GStrv) list = g_strv_builder_end (names);
    g_ptr_array_add (tasks, mien_task_new (name, MIEN_KIND_CLASS, (const char *const *) list,
                                           mien_bench_widths[t]));
  }
  return tasks;
}

MienNetwork *
mien_bench_network_new (const MienBenchOptions *options,
                        MienPlan plan,
                        int n_heads,
                        guint64 seed,
                        int n_workers,
                        GError **error)
{
  MienPreprocessing preprocessing = {
      .size = options->size, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE};
  g_autoptr (GPtrArray) tasks = make_tasks (n_heads);
  g_autoptr (MienNetwork) network =
      mien_network_new (options->network, &preprocessing, tasks, seed, error);

  if (network == NULL || !mien_network_plan (network, plan, options->batch, n_workers, error))
    return NULL;
  return g_steal_pointer (&network);
}

MienOptimizer *
mien_bench_optimizer_new (MienNetwork *network)
{
  MienOptimizerSettings sgd = {.kind = MIEN_OPTIMIZER_SGD, .lr = LEARNING_RATE, .momentum = 0.9};

  return mien_optimizer_new (&sgd, network);
}

/* --- random faces --- */

static void
draw_face (int face, int worker G_GNUC_UNUSED, gpointer data)
{
  MienBenchFaces *self = data;
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, (guint64) face, 0);
  float *x = self->x + (gsize) face * self->picture;

  for (gsize i = 0; i < self->picture; i++)
    x[i] = (float) mien_rng_uniform (&rng);
  for (int t = 0; t < MIEN_BENCH_HEADS; t++)
    self->labels[t][face] = (float) mien_rng_below (&rng, (guint) mien_bench_widths[t]);
}

gboolean
mien_bench_faces_init (MienBenchFaces *self, int n, int size, MienPool *pool, GError **error)
{
  self->n = n;
  self->picture = (gsize) size * (gsize) size;
  self->x = g_try_new (float, (gsize) n * self->picture);
  if (self->x == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
                 "There is no memory for %d pictures of %dx%d", n, size, size);
    return FALSE;
  }
  for (int t = 0; t < MIEN_BENCH_HEADS; t++)
    self->labels[t] = g_new (float, n);
  mien_pool_run (pool, n, draw_face, self);
  return TRUE;
}

void
mien_bench_faces_clear (MienBenchFaces *self)
{
  g_free (self->x);
  for (int t = 0; t < MIEN_BENCH_HEADS; t++)
    g_free (self->labels[t]);
}

/* --- the step --- */

static double
measure_losses (MienNetwork *network, const MienBenchFaces *faces)
{
  double sum = 0.0;

  for (int t = 0; t < MIEN_BENCH_HEADS; t++)
    sum += mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, faces->n, mien_bench_widths[t],
                              mien_network_get_logits (network, t), faces->labels[t],
                              mien_network_get_d_logits (network, t), NULL);
  return sum;
}

double
mien_bench_train (MienBenchTraining *self, const MienBenchFaces *faces)
{
  const float weights[MIEN_BENCH_HEADS] = {1.0f, 1.0f, 1.0f, 1.0f};
  MienPass pass = {.training = TRUE, .seed = self->seed, .step = self->step++};

  mien_network_forward (self->network, self->pool, faces->x, faces->n, &pass);
  gint64 begun = mien_profile_begin (self->profile);
  double sum = measure_losses (self->network, faces);
  mien_profile_end (self->profile, -1, "losses", MIEN_PROFILE_FORWARD, begun);

  mien_network_backward (self->network, self->pool, weights, weights);
  begun = mien_profile_begin (self->profile);
  mien_optimizer_step (self->optimizer, self->pool, LEARNING_RATE, NULL);
  mien_profile_end (self->profile, -1, "optimizer", MIEN_PROFILE_BACKWARD, begun);
  return sum;
}
