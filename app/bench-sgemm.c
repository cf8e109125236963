/* bench sgemm: the machine's own limit, a product of two large matrices. */
#include "app/bench.h"
#include "engine/core/rng.h"
#include "engine/kernels/gemm.h"

enum {
  SIDE = 2048,
  ROWS = 128 /* of a chunk */
};

typedef struct {
  float *a, *b, *c;
  MienPool *pool;
} Product;

static void
multiply_rows (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Product *product = data;
  gsize start = (gsize) chunk * ROWS * SIDE;

  mien_gemm (ROWS, SIDE, SIDE, product->a + start, product->b, product->c + start);
}

static void
product_step (gpointer data)
{
  Product *product = data;

  mien_pool_run (product->pool, SIDE / ROWS, multiply_rows, product);
}

gboolean
mien_bench_sgemm (const MienBenchOptions *options, JsonObject *result, GError **error G_GNUC_UNUSED)
{
  gsize len = (gsize) SIDE * SIDE;
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);
  g_autofree float *a = g_new (float, len), *b = g_new (float, len), *c = g_new (float, len);
  g_autoptr (MienPool) pool = mien_pool_new (options->threads);
  Product product = {.a = a, .b = b, .c = c, .pool = pool};

  for (gsize i = 0; i < len; i++) {
    a[i] = (float) mien_rng_uniform (&rng);
    b[i] = (float) mien_rng_uniform (&rng);
  }
  MienBenchRates rates = mien_bench_measure (product_step, &product, options->seconds);
  double gflop = 2.0 * SIDE * (double) len / 1e9;
  json_object_set_string_member (result, "work", "sgemm");
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "gflops", rates.best * gflop);
  json_object_set_double_member (result, "gflops_median", rates.median * gflop);
  return TRUE;
}
