/* bench train and bench predict: one network on one random batch, again and again. */
#include "app/bench.h"

typedef struct {
  MienBenchTraining training; /* its optimizer is NULL where there is only predicting */
  MienBenchFaces faces;
  MienBenchBatches *batches; /* (nullable): built in the step, where it is profiled */
} Bench;

static gboolean
bench_init (Bench *bench, const MienBenchOptions *options, MienPlan plan, GError **error)
{
  MienBenchTraining *training = &bench->training;

  training->pool = mien_pool_new (options->threads);
  training->seed = 1;
  training->network =
      mien_bench_network_new (options, plan, MIEN_BENCH_HEADS, 1, options->threads, error);
  if (training->network == NULL)
    return FALSE;
  if (plan == MIEN_PLAN_TRAIN)
    training->optimizer = mien_bench_optimizer_new (training->network);
  return mien_bench_faces_init (&bench->faces, options->batch, options->size, training->pool,
                                error);
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->batches, mien_bench_batches_free);
  g_clear_pointer (&bench->training.optimizer, mien_optimizer_free);
  g_clear_pointer (&bench->training.network, mien_network_free);
  g_clear_pointer (&bench->training.profile, mien_profile_free);
  g_clear_pointer (&bench->training.pool, mien_pool_free);
  mien_bench_faces_clear (&bench->faces);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
predict_step (gpointer data)
{
  Bench *bench = data;

  mien_network_forward (bench->training.network, bench->training.pool, bench->faces.x,
                        bench->faces.n, &(MienPass){0});
}

static void
train_step (gpointer data)
{
  Bench *bench = data;

  mien_bench_train (&bench->training, &bench->faces);
}

/* The comparison's step works on one batch; a training's also builds it. */
static void
whole_step (gpointer data)
{
  Bench *bench = data;
  MienBenchFaces faces = bench->faces;
  gint64 begun = mien_profile_begin (bench->training.profile);

  faces.x = (float *) mien_bench_batches_fill (bench->batches, bench->training.pool);
  mien_profile_end (bench->training.profile, -1, MIEN_BENCH_BATCH, MIEN_PROFILE_FORWARD, begun);
  mien_bench_train (&bench->training, &faces);
}

static double
forward_flops (MienNetwork *network)
{
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  double flops = 0.0;

  for (guint i = 0; i < stages->len; i++)
    flops += ((const MienStage *) g_ptr_array_index (stages, i))->flops;
  return flops;
}

/* After the speed was measured, so that reading the clock costs it nothing. */
static gboolean
measure_profile (Bench *bench, int batch, double seconds, JsonObject *result, GError **error)
{
  void (*step) (gpointer data) = predict_step;
  g_autoptr (GTimer) timer = NULL;
  int n_steps = 0;

  if (bench->training.optimizer != NULL) {
    step = whole_step;
    bench->batches = mien_bench_batches_new (bench->training.network, batch, error);
    if (bench->batches == NULL)
      return FALSE;
  }
  bench->training.profile = mien_profile_new ();
  mien_network_set_profile (bench->training.network, bench->training.profile);
  step (bench); /* makes the rows */
  mien_profile_reset (bench->training.profile);
  timer = g_timer_new ();
  for (; n_steps < 3 || g_timer_elapsed (timer, NULL) < 0.4 * seconds; n_steps++)
    step (bench);
  mien_bench_tell_profile (bench->training.profile, n_steps, g_timer_elapsed (timer, NULL), result);
  return TRUE;
}

static void
tell_rates (const char *work,
            const MienBenchOptions *options,
            MienBenchRates rates,
            double flops,
            JsonObject *result)
{
  json_object_set_string_member (result, "work", work);
  json_object_set_string_member (result, "network", options->network);
  json_object_set_int_member (result, "size", options->size);
  json_object_set_int_member (result, "batch", options->batch);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "images_per_second", rates.best * options->batch);
  json_object_set_double_member (result, "images_per_second_median", rates.median * options->batch);
  json_object_set_double_member (result, "gflops", rates.best * options->batch * flops / 1e9);
}

gboolean
mien_bench_network (const char *work,
                    const MienBenchOptions *options,
                    JsonObject *result,
                    GError **error)
{
  gboolean training = g_str_equal (work, "train");
  void (*step) (gpointer data) = training ? train_step : predict_step;
  g_auto (Bench) bench = {0};

  if (!bench_init (&bench, options, training ? MIEN_PLAN_TRAIN : MIEN_PLAN_PREDICT, error))
    return FALSE;

  MienBenchRates rates = mien_bench_measure (step, &bench, options->seconds);
  double flops = forward_flops (bench.training.network) * (training ? 3.0 : 1.0);
  tell_rates (work, options, rates, flops, result);
  if (options->profile &&
      !measure_profile (&bench, options->batch, options->seconds, result, error))
    return FALSE;
  mien_bench_add_machine (result);
  return TRUE;
}
