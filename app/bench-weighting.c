/* bench weighting: what every weighting method costs, each in turns with fixed weights. */
#include "app/bench.h"

#include "engine/training/losses/losses.h"
#include "engine/training/reconcile.h"

enum {
  N_TASKS = 3,
  TURNS = 5
};

typedef struct {
  MienNetwork *network;
  MienOptimizer *optimizer;
  MienPool *pool;
  MienGradients *gradients;
  MienBenchFaces faces;
  guint64 step;
} Bench;

static gboolean
bench_init (Bench *self, const MienBenchOptions *options, GError **error)
{
  self->pool = mien_pool_new (options->threads);
  self->network =
      mien_bench_network_new (options, MIEN_PLAN_TRAIN, N_TASKS, 1, options->threads, error);
  if (self->network == NULL)
    return FALSE;
  self->optimizer = mien_bench_optimizer_new (self->network);
  self->gradients = mien_gradients_new (self->network, error);
  return self->gradients != NULL &&
         mien_bench_faces_init (&self->faces, options->batch, options->size, self->pool, error);
}

static void
bench_clear (Bench *self)
{
  g_clear_pointer (&self->gradients, mien_gradients_free);
  g_clear_pointer (&self->optimizer, mien_optimizer_free);
  g_clear_pointer (&self->network, mien_network_free);
  g_clear_pointer (&self->pool, mien_pool_free);
  mien_bench_faces_clear (&self->faces);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
pass (Bench *self, gboolean again, double *losses)
{
  const MienPass how = {.training = TRUE, .seed = 1, .step = self->step, .again = again};

  mien_network_forward (self->network, self->pool, self->faces.x, self->faces.n, &how);
  for (int t = 0; t < N_TASKS; t++)
    losses[t] =
        mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, self->faces.n, mien_bench_widths[t],
                           mien_network_get_logits (self->network, t), self->faces.labels[t],
                           mien_network_get_d_logits (self->network, t), NULL);
}

/* As a training takes it, without the figures that it keeps. */
static void
take_step (Bench *self, MienWeighting *weighting)
{
  const MienWeightingMethod *method = mien_weighting_get_method (weighting);
  const gboolean takes_part[N_TASKS] = {TRUE, TRUE, TRUE};
  const double given[N_TASKS] = {1.0, 0.5, 0.5};
  const float signs[N_TASKS] = {1.0f, 1.0f, 1.0f};
  float heads[N_TASKS], shared[N_TASKS];
  double losses[N_TASKS];
  MienWeightingInput input = {.takes_part = takes_part,
                              .losses = losses,
                              .given = given,
                              .progress = 0.5,
                              .rate = 0.01,
                              .seed = 1,
                              .step = (gint64) self->step};
  MienWeightingResult result = {.heads = heads, .shared = shared};

  pass (self, FALSE, losses);
  mien_reconcile (self->network, self->pool, weighting,
                  method->needs_gradients ? self->gradients : NULL, signs, &input, &result);
  mien_optimizer_step (self->optimizer, self->pool, 0.01, takes_part);
  if (method->looks_again) {
    pass (self, TRUE, losses);
    mien_weighting_look_again (weighting, &input);
  }
  self->step++;
}

static double
measure_rate (Bench *self, MienWeighting *weighting, double seconds)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  int n = 0;

  for (; n < 2 || g_timer_elapsed (timer, NULL) < seconds; n++)
    take_step (self, weighting);
  return n * self->faces.n / g_timer_elapsed (timer, NULL);
}

static double
median (GArray *rates)
{
  return mien_bench_rates (rates).median;
}

/* The method and fixed weights take turns, so that what else the machine does hits both. */
static void
measure_method (Bench *self, const char *name, double seconds, JsonObject *result)
{
  g_autoptr (MienWeighting) own = mien_weighting_new (mien_weighting_find (name), NULL, N_TASKS);
  g_autoptr (MienWeighting) fixed =
      mien_weighting_new (mien_weighting_find ("fixed"), NULL, N_TASKS);
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));
  JsonObject *member = json_object_new ();

  take_step (self, own);
  for (int turn = 0; turn < TURNS; turn++) {
    double rate = measure_rate (self, own, seconds / (2 * TURNS));
    double ratio = measure_rate (self, fixed, seconds / (2 * TURNS)) / rate;

    g_array_append_val (rates, rate);
    g_array_append_val (ratios, ratio);
  }
  double rate = median (rates), ratio = median (ratios);
  json_object_set_double_member (member, "images_per_second", rate);
  json_object_set_double_member (member, "times_fixed", ratio);
  json_object_set_object_member (result, name, member);
  g_printerr ("%-14s %8.0f faces/s %6.2f × the time of fixed\n", name, rate, ratio);
}

gboolean
mien_bench_weighting (const MienBenchOptions *options, JsonObject *result, GError **error)
{
  const char *const *names = mien_weighting_methods ();
  double seconds = options->seconds / g_strv_length ((char **) names);
  JsonObject *methods = json_object_new ();
  g_auto (Bench) bench = {0};

  json_object_set_object_member (result, "methods", methods);
  if (!bench_init (&bench, options, error))
    return FALSE;
  json_object_set_string_member (result, "work", "weighting");
  json_object_set_string_member (result, "network", options->network);
  json_object_set_int_member (result, "size", options->size);
  json_object_set_int_member (result, "batch", options->batch);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_int_member (result, "tasks", N_TASKS);
  json_object_set_double_member (result, "gradients_mebibytes",
                                 (double) mien_gradients_get_bytes (bench.gradients) / 1048576.0);
  for (guint m = 0; names[m] != NULL; m++)
    measure_method (&bench, names[m], seconds, methods);
  mien_bench_add_machine (result);
  return TRUE;
}
