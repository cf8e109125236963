#include "engine/kernels/conv.h"
#include "engine/kernels/gemm.h"

#include <math.h>
#include <string.h>

/* The plain form that the fast one is held to. */
static void
convolve (const MienConv *conv, int n, float *y, const float *x, const float *weight)
{
  for (int i = 0; i < n * conv->out; i++)
    for (int at = 0; at < conv->height * conv->width; at++) {
      int picture = i / conv->out, to = i % conv->out;
      double sum = 0.0;

      for (int tap = 0; tap < conv->in * 9; tap++) {
        int from = tap / 9, row = at / conv->width + tap % 9 / 3 - 1;
        int column = at % conv->width + tap % 3 - 1;

        if (row < 0 || row >= conv->height || column < 0 || column >= conv->width)
          continue;
        sum +=
            (double) weight[(to * conv->in + from) * 9 + tap % 9] *
            (double) x[((picture * conv->in + from) * conv->height + row) * conv->width + column];
      }
      y[i * conv->height * conv->width + at] = (float) sum;
    }
}

static float *
random_floats (gsize n)
{
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_test_rand_double_range (-1.0, 1.0);
  return values;
}

static double
dot (const float *a, const float *b, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += (double) a[i] * (double) b[i];
  return sum;
}

/* <d_y, conv (x)> = <backward_input (d_y), x> = <backward_weight (d_y), w>: both ways back are the
 * transposes of the way there. */
static void
check_random_case (MienPool *pool)
{
  MienConv conv = {.in = g_test_rand_int_range (1, 6),
                   .out = g_test_rand_int_range (1, 7),
                   .groups = 1,
                   .height = g_test_rand_int_range (1, 9),
                   .width = g_test_rand_int_range (1, 9),
                   .window = mien_slide_square (3, 1, 1)};
  int n = g_test_rand_int_range (1, 11), n_workers = mien_pool_get_n_workers (pool);
  conv.out_height = conv.height;
  conv.out_width = conv.width;

  gsize plane = (gsize) conv.height * (gsize) conv.width;
  gsize x_len = (gsize) n * (gsize) conv.in * plane, y_len = (gsize) n * (gsize) conv.out * plane;
  gsize w_len = (gsize) conv.in * (gsize) conv.out * 9;
  g_autofree float *x = random_floats (x_len), *weight = random_floats (w_len);
  g_autofree float *d_y = random_floats (y_len), *y = g_new (float, y_len);
  g_autofree float *expected = g_new (float, y_len), *d_x = g_new (float, x_len);
  g_autofree float *d_weight = g_new (float, w_len);
  g_autofree float *scratch = g_new (float, mien_conv_scratch (&conv) * (gsize) n_workers);
  g_autofree float *partials = g_new (float, mien_conv_partials (&conv, n));

  mien_conv_forward (&conv, pool, n, y, x, weight, scratch);
  convolve (&conv, n, expected, x, weight);
  for (gsize i = 0; i < y_len; i++)
    g_assert_cmpfloat_with_epsilon (y[i], expected[i], 1e-4f);

  mien_conv_backward_input (&conv, pool, n, d_x, d_y, weight, scratch);
  mien_conv_backward_weight (&conv, pool, n, d_weight, d_y, x, partials, scratch);
  double there = dot (d_y, expected, y_len);
  g_assert_cmpfloat_with_epsilon (dot (d_x, x, x_len), there, 1e-3);
  g_assert_cmpfloat_with_epsilon (dot (d_weight, weight, w_len), there, 1e-3);
}

static void
test_fast_is_plain_and_back_is_transposed (void)
{
  g_autoptr (MienPool) pool = mien_pool_new (3);

  mien_gemm_init ();
  for (int i = 0; i < 200; i++)
    check_random_case (pool);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conv/random", test_fast_is_plain_and_back_is_transposed);
  return g_test_run ();
}
