/* bench study: a small study from a cold start. Two arms of the same network over some seeds, each
 * run from fresh weights, over every random face once an epoch in a new order. */
#include "app/bench.h"
#include "app/command.h"
#include "engine/core/rng.h"

#include <string.h>

enum {
  ARMS = 2
};

/* Runs do not know of each other, so that any number of them may be trained at once. */
typedef struct {
  const MienBenchOptions *options;
  const MienBenchFaces *faces;
  int inner;       /* threads of one run */
  double *losses;  /* [n_runs] mean of the last epoch */
  GError **errors; /* [n_runs] */
} Study;

static void
gather (const MienBenchFaces *faces, const guint *rows, int n, MienBenchFaces *batch)
{
  batch->n = n;
  for (int i = 0; i < n; i++) {
    memcpy (batch->x + (gsize) i * batch->picture, faces->x + (gsize) rows[i] * faces->picture,
            faces->picture * sizeof (float));
    for (int t = 0; t < MIEN_BENCH_HEADS; t++)
      batch->labels[t][i] = faces->labels[t][rows[i]];
  }
}

/* Returns: the mean loss */
static double
train_epoch (const Study *study,
             MienBenchTraining *training,
             guint *order,
             int epoch,
             MienBenchFaces *batch)
{
  int n = study->faces->n;
  MienRng rng = mien_rng_keyed (training->seed, MIEN_STREAM_ORDER, (guint64) epoch, 0);
  double sum = 0.0;

  mien_rng_shuffle (&rng, order, (guint) n);
  for (int first = 0; first < n; first += study->options->batch) {
    gather (study->faces, order + first, MIN (study->options->batch, n - first), batch);
    sum += batch->n * mien_bench_train (training, batch);
  }
  return sum / n;
}

static void
batch_init (MienBenchFaces *batch, const MienBenchOptions *options, gsize picture)
{
  batch->picture = picture;
  batch->x = g_new (float, (gsize) options->batch *picture);
  for (int t = 0; t < MIEN_BENCH_HEADS; t++)
    batch->labels[t] = g_new (float, options->batch);
}

static void
run (int number, int worker G_GNUC_UNUSED, gpointer data)
{
  Study *study = data;
  const MienBenchOptions *options = study->options;
  g_autoptr (MienPool) pool = mien_pool_new (study->inner);
  g_autoptr (MienNetwork) network =
      mien_bench_network_new (options, MIEN_PLAN_TRAIN, MIEN_BENCH_HEADS, (guint64) number + 1,
                              study->inner, &study->errors[number]);
  g_autofree guint *order = g_new (guint, study->faces->n);
  g_auto (MienBenchFaces) batch = {0};

  if (network == NULL)
    return;
  g_autoptr (MienOptimizer) optimizer = mien_bench_optimizer_new (network);
  MienBenchTraining training = {network, optimizer, pool, NULL, (guint64) number + 1, 0};
  batch_init (&batch, options, study->faces->picture);
  for (int i = 0; i < study->faces->n; i++)
    order[i] = (guint) i;
  for (int epoch = 0; epoch < options->epochs; epoch++)
    study->losses[number] = train_epoch (study, &training, order, epoch, &batch);
}

/* The first run's error stands for all. */
static gboolean
all_went_well (GError **errors, int n_runs, GError **error)
{
  gboolean ok = TRUE;

  for (int i = 0; i < n_runs; i++)
    if (errors[i] != NULL && ok) {
      g_propagate_error (error, errors[i]);
      ok = FALSE;
    } else {
      g_clear_error (&errors[i]);
    }
  return ok;
}

static void
tell (const MienBenchOptions *options, const double *losses, JsonObject *result)
{
  double sum = 0.0;

  for (int i = 0; i < ARMS * options->seeds; i++)
    sum += losses[i];
  json_object_set_string_member (result, "work", "study");
  json_object_set_string_member (result, "network", options->network);
  json_object_set_int_member (result, "arms", ARMS);
  json_object_set_int_member (result, "seeds", options->seeds);
  json_object_set_int_member (result, "images", options->images);
  json_object_set_int_member (result, "epochs", options->epochs);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "loss", sum / (ARMS * options->seeds));
  mien_bench_add_machine (result);
  json_object_set_double_member (result, "seconds",
                                 (double) (g_get_monotonic_time () - mien_command_begun ()) /
                                     G_USEC_PER_SEC);
}

gboolean
mien_bench_study (const MienBenchOptions *options, JsonObject *result, GError **error)
{
  int n_runs = ARMS * options->seeds;
  int at_once = MIN (options->at_once > 0 ? options->at_once : options->threads, n_runs);
  g_autofree double *losses = g_new0 (double, n_runs);
  g_autofree GError **errors = g_new0 (GError *, n_runs);
  g_autoptr (MienPool) pool = mien_pool_new (at_once);
  g_auto (MienBenchFaces) faces = {0};
  Study study = {options, &faces, MAX (options->threads / at_once, 1), losses, errors};

  if (!mien_bench_faces_init (&faces, options->images, options->size, pool, error))
    return FALSE;
  mien_pool_run (pool, n_runs, run, &study);
  if (!all_went_well (errors, n_runs, error))
    return FALSE;
  tell (options, losses, result);
  return TRUE;
}
