#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/kernels/gemm.h"
#include "engine/training/losses.h"
#include "engine/training/optimizer.h"

/* The four heads of the benchmark, the same as on the other side of the comparison. */
static const int head_widths[] = {7, 20, 2, 4};

typedef struct {
  char *network;
  int size, batch, threads;
  double seconds;
} Options;

/* One network on random pictures and labels, and what a step needs. */
typedef struct {
  MienNetwork *network;
  MienOptimizer *optimizer;
  MienPool *pool;
  float *x;
  float *labels[G_N_ELEMENTS (head_widths)];
  int batch;
  guint64 step;
} Bench;

static GPtrArray *
make_tasks (void)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  for (guint t = 0; t < G_N_ELEMENTS (head_widths); t++) {
    g_autofree char *name = g_strdup_printf ("task%u", t);
    g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

    for (int k = 0; k < head_widths[t]; k++) {
      g_autofree char *word = g_strdup_printf ("class%d", k);

      g_strv_builder_add (names, word);
    }
    g_auto (GStrv) list = g_strv_builder_end (names);
    g_ptr_array_add (
        tasks, mien_task_new (name, MIEN_KIND_CLASS, (const char *const *) list, head_widths[t]));
  }
  return tasks;
}

static void
fill (Bench *bench, const Options *options)
{
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);
  gsize n_pixels = (gsize) options->batch * (gsize) options->size * (gsize) options->size;

  bench->x = g_new (float, n_pixels);
  for (gsize i = 0; i < n_pixels; i++)
    bench->x[i] = (float) mien_rng_uniform (&rng);
  for (guint t = 0; t < G_N_ELEMENTS (head_widths); t++) {
    bench->labels[t] = g_new (float, options->batch);
    for (int i = 0; i < options->batch; i++)
      bench->labels[t][i] = (float) mien_rng_below (&rng, (guint) head_widths[t]);
  }
}

static gboolean
bench_init (Bench *bench, const Options *options, MienPlan plan, GError **error)
{
  MienPreprocessing preprocessing = {.size = options->size, .channels = 1};
  MienOptimizerSettings sgd = {.kind = MIEN_OPTIMIZER_SGD, .lr = 0.01, .momentum = 0.9};
  g_autoptr (GPtrArray) tasks = make_tasks ();

  bench->batch = options->batch;
  bench->pool = mien_pool_new (options->threads);
  bench->network = mien_network_new (options->network, &preprocessing, tasks, 1, error);
  if (bench->network == NULL ||
      !mien_network_plan (bench->network, plan, options->batch, options->threads, error))
    return FALSE;
  if (plan == MIEN_PLAN_TRAIN)
    bench->optimizer = mien_optimizer_new (&sgd, bench->network);
  fill (bench, options);
  return TRUE;
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->optimizer, mien_optimizer_free);
  g_clear_pointer (&bench->network, mien_network_free);
  g_clear_pointer (&bench->pool, mien_pool_free);
  g_free (bench->x);
  for (guint t = 0; t < G_N_ELEMENTS (head_widths); t++)
    g_free (bench->labels[t]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
predict_step (gpointer data)
{
  Bench *bench = data;

  mien_network_forward (bench->network, bench->pool, bench->x, bench->batch, &(MienPass){0});
}

static void
train_step (gpointer data)
{
  Bench *bench = data;
  float weights[G_N_ELEMENTS (head_widths)] = {1.0f, 1.0f, 1.0f, 1.0f};
  MienPass pass = {.training = TRUE, .seed = 1, .step = bench->step++};

  mien_network_forward (bench->network, bench->pool, bench->x, bench->batch, &pass);
  for (guint t = 0; t < G_N_ELEMENTS (head_widths); t++)
    mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, bench->batch, head_widths[t],
                       mien_network_get_logits (bench->network, (int) t), bench->labels[t],
                       mien_network_get_d_logits (bench->network, (int) t), NULL);
  mien_network_backward (bench->network, bench->pool, weights);
  mien_optimizer_step (bench->optimizer, bench->pool, 0.01);
}

enum {
  SGEMM_SIDE = 2048
};

typedef struct {
  float *a, *b, *c;
  MienPool *pool;
  int rows; /* of a chunk */
} Product;

static void
multiply_rows (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Product *product = data;
  gsize start = (gsize) chunk * (gsize) product->rows * SGEMM_SIDE;

  mien_gemm (product->rows, SGEMM_SIDE, SGEMM_SIDE, product->a + start, product->b,
             product->c + start);
}

static void
product_step (gpointer data)
{
  Product *product = data;

  mien_pool_run (product->pool, SGEMM_SIDE / product->rows, multiply_rows, product);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

typedef struct {
  double best, median;
} Rates;

/* Steps a second of each timed block, after a warm-up of a fifth of the time. */
static Rates
measure (void (*step) (gpointer data), gpointer data, double seconds)
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
  g_array_sort (rates, compare);
  return (Rates){.best = g_array_index (rates, double, rates->len - 1),
                 .median = g_array_index (rates, double, rates->len / 2)};
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

static gboolean
bench_network (const char *work, const Options *options, JsonObject *result, GError **error)
{
  gboolean training = g_str_equal (work, "train");
  g_auto (Bench) bench = {0};

  if (!bench_init (&bench, options, training ? MIEN_PLAN_TRAIN : MIEN_PLAN_PREDICT, error))
    return FALSE;

  Rates rates = measure (training ? train_step : predict_step, &bench, options->seconds);
  double flops = forward_flops (bench.network) * (training ? 3.0 : 1.0);
  json_object_set_string_member (result, "work", work);
  json_object_set_string_member (result, "network", options->network);
  json_object_set_int_member (result, "size", options->size);
  json_object_set_int_member (result, "batch", options->batch);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "images_per_second", rates.best * options->batch);
  json_object_set_double_member (result, "images_per_second_median", rates.median * options->batch);
  json_object_set_double_member (result, "gflops", rates.best * options->batch * flops / 1e9);
  return TRUE;
}

static void
bench_sgemm (const Options *options, JsonObject *result)
{
  gsize len = (gsize) SGEMM_SIDE * SGEMM_SIDE;
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);
  g_autofree float *a = g_new (float, len), *b = g_new (float, len), *c = g_new (float, len);
  g_autoptr (MienPool) pool = mien_pool_new (options->threads);
  Product product = {.a = a, .b = b, .c = c, .pool = pool, .rows = SGEMM_SIDE};

  while (SGEMM_SIDE / product.rows < options->threads && product.rows > 1)
    product.rows /= 2;
  for (gsize i = 0; i < len; i++) {
    a[i] = (float) mien_rng_uniform (&rng);
    b[i] = (float) mien_rng_uniform (&rng);
  }
  Rates rates = measure (product_step, &product, options->seconds);
  double gflop = 2.0 * SGEMM_SIDE * (double) len / 1e9;
  json_object_set_string_member (result, "work", "sgemm");
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "gflops", rates.best * gflop);
  json_object_set_double_member (result, "gflops_median", rates.median * gflop);
}

static gboolean
check (const char *work, const Options *options, GError **error)
{
  if (!g_strv_contains ((const char *const[]){"train", "predict", "sgemm", NULL}, work))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "bench %s: there is train, predict and sgemm",
                 work);
  else if (options->size < 1 || options->batch < 1 || options->threads < 1 ||
           !(options->seconds > 0.0))
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "--size, --batch, --threads and --seconds are above 0");
  else
    return TRUE;
  return FALSE;
}

int
mien_command_bench (char **argv)
{
  g_autofree char *network = g_strdup ("reference");
  Options options = {
      .size = 48, .batch = 64, .threads = (int) g_get_num_processors (), .seconds = 10.0};
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"network", 0, 0, G_OPTION_ARG_STRING, &network,
       "reference, mlp, mini-xception or resnet-small", "NAME"},
      {"size", 0, 0, G_OPTION_ARG_INT, &options.size, "Side of a picture, 48", "PX"},
      {"batch", 0, 0, G_OPTION_ARG_INT, &options.batch, "Pictures a step, 64", "N"},
      {"threads", 0, 0, G_OPTION_ARG_INT, &options.threads, "Threads, one a core", "N"},
      {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds, "How long to measure, 10", "S"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object, as it does anyway", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

  if (!mien_command_parse (&left, "train|predict|sgemm", "Measures the engine's speed.", entries,
                           NULL, 1, &error) ||
      !check (left[1], &options, &error))
    return mien_console_usage (error);

  options.network = network;
  mien_gemm_init ();
  if (g_str_equal (left[1], "sgemm"))
    bench_sgemm (&options, result);
  else if (!bench_network (left[1], &options, result, &error))
    return mien_console_fail (error);
  mien_console_json (node);
  return MIEN_EXIT_DONE;
}
