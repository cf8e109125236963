#include "engine/kernels/kernels.h"

#include <math.h>

static float *
random_floats (gsize n)
{
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_test_rand_double_range (-1.0, 1.0);
  return values;
}

/* Random extents on both sides of every block, inside wider rows whose other numbers stay. */
static void
check_outer (int m, int n, int depth)
{
  gsize lda = (gsize) m + (gsize) g_test_rand_int_range (0, 9);
  gsize ldb = (gsize) n + (gsize) g_test_rand_int_range (0, 9), ldc = (gsize) n + 3;
  g_autofree float *a = random_floats (lda * (gsize) depth);
  g_autofree float *b = random_floats (ldb * (gsize) depth);
  g_autofree float *c = g_new (float, ldc *(gsize) m);

  for (gsize i = 0; i < ldc * (gsize) m; i++)
    c[i] = NAN;
  mien_kernels ()->dense->outer (c, ldc, a, lda, b, ldb, m, n, depth);
  for (gsize i = 0; i < (gsize) m; i++)
    for (gsize j = 0; j < ldc; j++) {
      double sum = 0.0;

      for (gsize k = 0; k < (gsize) depth && j < (gsize) n; k++)
        sum += (double) a[k * lda + i] * (double) b[k * ldb + j];
      if (j < (gsize) n)
        g_assert_cmpfloat_with_epsilon ((double) c[i * ldc + j], sum, 1e-6 * depth);
      else
        g_assert_true (isnan (c[i * ldc + j]));
    }
}

static void
test_outer_is_plain (void)
{
  const char *wanted = g_getenv ("MIEN_ISA");

  if (wanted != NULL && !g_str_equal (wanted, mien_kernels ()->name)) {
    g_test_skip ("This machine does not run that instruction set");
    return;
  }
  for (int round = 0; round < 200; round++)
    check_outer (g_test_rand_int_range (1, 60), g_test_rand_int_range (1, 80),
                 g_test_rand_int_range (1, 40));
  check_outer (145, 33, 129);
  check_outer (300, 64, 300);
  check_outer (1, 1, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dense/outer", test_outer_is_plain);
  return g_test_run ();
}
