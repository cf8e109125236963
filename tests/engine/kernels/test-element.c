#include "engine/kernels/kernels.h"

#include <math.h>
#include <string.h>

enum {
  MAX_N = 100
};

static gboolean
can_run (void)
{
  const char *wanted = g_getenv ("MIEN_ISA");
  gboolean ok = wanted == NULL || g_str_equal (wanted, mien_kernels ()->name);

  if (!ok)
    g_test_skip ("This machine does not run that instruction set");
  return ok;
}

static void
fill (float *values, int n, double low, double high)
{
  for (int i = 0; i < n; i++)
    values[i] = (float) g_test_rand_double_range (low, high);
}

/* Random lengths at random offsets, with all that is not an ordinary number among them. */
static void
test_activations_are_their_formulas (void)
{
  const float odd[] = {0.0f, -0.0f, INFINITY, -INFINITY, 1e-40f, -1e-40f, 200.0f, -200.0f};
  const MienElementKernels *kernels = mien_kernels ()->element;

  for (int round = 0; round < 300 && can_run (); round++) {
    int n = g_test_rand_int_range (1, MAX_N), start = g_test_rand_int_range (0, 9);
    float buffer[MAX_N + 9], result[MAX_N + 9], *x = buffer + start, *y = result + start;

    fill (x, n, -30.0, 30.0);
    x[g_test_rand_int_range (0, n)] = odd[round % (int) G_N_ELEMENTS (odd)];
    kernels->relu (y, x, (gsize) n);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (y[i], ==, MAX (x[i], 0.0f));
    kernels->leaky_relu (y, x, (gsize) n, 0.25f);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (y[i], ==, x[i] > 0.0f ? x[i] : 0.25f * x[i]);
    kernels->sigmoid (y, x, (gsize) n);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat_with_epsilon ((double) y[i], 1.0 / (1.0 + exp (-(double) x[i])), 2e-7);
  }
}

static void
test_what_is_not_a_number_stays_visible (void)
{
  const MienElementKernels *kernels = mien_kernels ()->element;

  for (int at = 0; at < 40 && can_run (); at++) {
    float x[40] = {0}, y[40];

    x[at] = at % 2 == 0 ? NAN : nanf ("0x1ff"); /* whatever it carries */
    kernels->relu (y, x, 40);
    g_assert_true (isnan (y[at]));
    kernels->leaky_relu (y, x, 40, 0.1f);
    g_assert_true (isnan (y[at]));
    kernels->sigmoid (y, x, 40);
    for (int i = 0; i < 40; i++)
      g_assert_true (i == at ? isnan (y[i]) : y[i] == 0.5f);
  }
}

static void
test_slopes_follow_what_came_out (void)
{
  const MienElementKernels *kernels = mien_kernels ()->element;
  float y[MAX_N], d_y[MAX_N], d_x[MAX_N];

  for (int n = 1; n < MAX_N && can_run (); n++) {
    fill (y, n, -1.0, 1.0);
    fill (d_y, n, -1.0, 1.0);
    kernels->d_relu (d_x, d_y, y, (gsize) n);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (d_x[i], ==, y[i] > 0.0f ? d_y[i] : 0.0f);
    kernels->d_leaky_relu (d_x, d_y, y, (gsize) n, 0.5f);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (d_x[i], ==, y[i] > 0.0f ? d_y[i] : 0.5f * d_y[i]);
    kernels->d_sigmoid (d_x, d_y, y, (gsize) n);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat_with_epsilon (d_x[i], d_y[i] * y[i] * (1.0f - y[i]), 1e-6f);
  }
}

/* In double, number by number. */
static void
update_plainly (const MienUpdate *u, char method, int i, double *w, double *m, double *v)
{
  double weight = (double) u->weight[i];
  double slope = (double) u->scale * (double) u->gradient[i] + (double) u->decay * weight;
  double beta1 = (double) u->beta1, beta2 = (double) u->beta2, lr = (double) u->lr;

  if (method == 'a') {
    *m = beta1 * (double) u->momentum[i] + (1.0 - beta1) * slope;
    *v = beta2 * (double) u->variance[i] + (1.0 - beta2) * slope * slope;
    *w = (double) u->shrink * weight -
         lr * *m * (double) u->correction1 /
             (sqrt (*v * (double) u->correction2) + (double) u->epsilon);
    return;
  }
  *m = beta1 * (double) u->momentum[i] + slope;
  *w = weight - lr * (method == 'n' ? slope + beta1 * *m : *m);
}

static void
test_optimizers_are_their_formulas (void)
{
  const MienElementKernels *kernels = mien_kernels ()->element;

  for (int round = 0; round < 300 && can_run (); round++) {
    int n = g_test_rand_int_range (1, MAX_N);
    float weight[MAX_N], gradient[MAX_N], momentum[MAX_N], variance[MAX_N];
    double w[MAX_N], m[MAX_N], v[MAX_N] = {0};
    char method = "sna"[round % 3];
    MienUpdate u = {weight, gradient, momentum, variance, 0.5f,  0.1f, 0.01f,
                    0.99f,  0.9f,     0.999f,   1e-3f,    1.25f, 2.5f};

    fill (weight, n, -1.0, 1.0);
    fill (gradient, n, -1.0, 1.0);
    fill (momentum, n, -1.0, 1.0);
    fill (variance, n, 0.1, 1.0);
    for (int i = 0; i < n; i++)
      update_plainly (&u, method, i, &w[i], &m[i], &v[i]);
    if (method == 'a')
      kernels->adam (&u, (gsize) n);
    else if (method == 'n')
      kernels->nesterov (&u, (gsize) n);
    else
      kernels->sgd (&u, (gsize) n);
    for (int i = 0; i < n; i++) {
      g_assert_cmpfloat_with_epsilon ((double) weight[i], w[i], 2e-6);
      g_assert_cmpfloat_with_epsilon ((double) momentum[i], m[i], 2e-6);
      if (method == 'a')
        g_assert_cmpfloat_with_epsilon ((double) variance[i], v[i], 2e-6);
    }
  }
}

static void
test_rows_of_bytes_add_up (void)
{
  const MienElementKernels *kernels = mien_kernels ()->element;

  for (int n = 1; n < MAX_N && can_run (); n++) {
    guint8 x[MAX_N];
    float y[MAX_N], before[MAX_N], weight = (float) g_test_rand_double_range (-1.0, 1.0);

    fill (y, n, 0.0, 255.0);
    memcpy (before, y, sizeof y);
    for (int i = 0; i < n; i++)
      x[i] = (guint8) g_test_rand_int_range (0, 256);
    kernels->add_bytes (y, x, weight, (gsize) n);
    for (int i = 0; i < n; i++) {
      float product = weight * (float) x[i];

      g_assert_cmpfloat_with_epsilon (y[i], before[i] + product, 1e-4f);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/element/activations", test_activations_are_their_formulas);
  g_test_add_func ("/element/nan", test_what_is_not_a_number_stays_visible);
  g_test_add_func ("/element/slopes", test_slopes_follow_what_came_out);
  g_test_add_func ("/element/optimizers", test_optimizers_are_their_formulas);
  g_test_add_func ("/element/bytes", test_rows_of_bytes_add_up);
  return g_test_run ();
}
