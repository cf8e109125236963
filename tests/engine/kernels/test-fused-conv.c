#include "engine/core/rng.h"
#include "engine/kernels/fused-conv.h"

#include <math.h>
#include <string.h>

/* One random case: the extents, plain pictures and weights, and what the plain form makes of them.
 */
typedef struct {
  MienFusedConv conv;
  int n, height, width; /* of what comes out */
  float *x, *weight, *d_y;
  MienAffine *affine;
  MienNormBack *norm;
  double *z, *y, *d, *d_z, *d_x, *d_weight, *moments, *d_moments;
} Case;

static float *
random_floats (MienRng *rng, gsize n)
{
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = (float) (2.0 * mien_rng_uniform (rng) - 1.0);
  return values;
}

static gsize
len_of (int n, int channels, int height, int width)
{
  return (gsize) n * (gsize) channels * (gsize) height * (gsize) width;
}

/* Calls what a plain convolution multiplies: output at, input at, weight. */
#define FOR_EACH_PRODUCT(self, at_y, at_x, at_w)                                       \
  for (int i_ = 0; i_ < (self)->n; i_++)                                               \
    for (int k_ = 0; k_ < (self)->conv.out; k_++)                                      \
      for (int c_ = 0; c_ < (self)->conv.in; c_++)                                     \
        for (int p_ = 0; p_ < (self)->conv.height * (self)->conv.width; p_++)          \
          for (int t_ = 0, at_y = (i_ * (self)->conv.out + k_) * (self)->conv.height * \
                                      (self)->conv.width +                             \
                                  p_;                                                  \
               t_ < 9; t_++)                                                           \
            for (int r_ = p_ / (self)->conv.width + t_ / 3 - 1,                        \
                     s_ = p_ % (self)->conv.width + t_ % 3 - 1, once_ = 1,             \
                     at_w = (k_ * (self)->conv.in + c_) * 9 + t_,                      \
                     at_x = ((i_ * (self)->conv.in + c_) * (self)->conv.height + r_) * \
                                (self)->conv.width +                                   \
                            s_;                                                        \
                 once_ && r_ >= 0 && r_ < (self)->conv.height && s_ >= 0 &&            \
                 s_ < (self)->conv.width;                                              \
                 once_ = 0)

static double
activation (const Case *self, int channel, double z)
{
  const MienAffine *affine = self->affine + channel / MIEN_GROUP;
  double y = (double) affine->scale[channel % MIEN_GROUP] * z +
             (double) affine->shift[channel % MIEN_GROUP];

  return self->conv.relu ? MAX (y, 0.0) : y;
}

/* Where in z the number at @at of y comes from. */
static int
source_of (const Case *self, int at)
{
  if (!self->conv.pool)
    return at;

  int plane = at / (self->height * self->width), pixel = at % (self->height * self->width);
  int corner = (plane * self->conv.height + pixel / self->width * 2) * self->conv.width +
               pixel % self->width * 2;
  int best = corner, channel = plane % self->conv.out;

  for (int k = 1; k < 4; k++) {
    int other = corner + k / 2 * self->conv.width + k % 2;

    if (activation (self, channel, self->z[other]) > activation (self, channel, self->z[best]))
      best = other;
  }
  return best;
}

static void
work_out_plainly (Case *self)
{
  int plane = self->conv.height * self->conv.width;

  FOR_EACH_PRODUCT (self, y, x, w)
  self->z[y] += (double) self->weight[w] * (double) self->x[x];
  for (int at = 0; at < (int) len_of (self->n, self->conv.out, self->height, self->width); at++) {
    int from = source_of (self, at), channel = from / plane % self->conv.out;

    self->y[at] = activation (self, channel, self->z[from]);
    if (!self->conv.relu || self->y[at] > 0.0)
      self->d[from] += (double) self->d_y[at];
  }
  for (int at = 0; at < self->n * self->conv.out * plane; at++) {
    int channel = at / plane % self->conv.out, lane = channel % MIEN_GROUP;
    const MienNormBack *norm = self->norm + channel / MIEN_GROUP;
    double *moments = self->moments + channel / MIEN_GROUP * 2 * MIEN_GROUP + lane;
    double *d_moments = self->d_moments + channel / MIEN_GROUP * 2 * MIEN_GROUP + lane;
    double off = self->z[at] - (double) norm->centre[lane];

    moments[0] += off;
    moments[MIEN_GROUP] += off * off;
    d_moments[0] += self->d[at];
    d_moments[MIEN_GROUP] += self->d[at] * off;
    self->d_z[at] = (double) norm->scale[lane] *
                    (self->d[at] - (double) norm->shift[lane] - off * (double) norm->slope[lane]);
  }
  FOR_EACH_PRODUCT (self, y, x, w)
  {
    self->d_x[x] += (double) self->weight[w] * self->d_z[y];
    self->d_weight[w] += (double) self->x[x] * self->d_z[y];
  }
}

static Case *
case_new (guint64 number)
{
  MienRng rng = mien_rng_keyed (number, MIEN_STREAM_OTHER, 0, 0);
  Case *self = g_new0 (Case, 1);
  MienFusedConv *conv = &self->conv;

  conv->in = (int) (mien_rng_below (&rng, 2) ? 1 + mien_rng_below (&rng, 4)
                                             : 5 + mien_rng_below (&rng, 44));
  conv->out = (int) (1 + mien_rng_below (&rng, 50));
  conv->height = (int) (1 + mien_rng_below (&rng, 15));
  conv->width = (int) (1 + mien_rng_below (&rng, 15));
  conv->relu = mien_rng_below (&rng, 4) > 0;
  conv->pool = conv->relu && conv->height > 1 && conv->width > 1 && mien_rng_below (&rng, 2);
  self->n = (int) (1 + mien_rng_below (&rng, 10));
  self->height = conv->pool ? conv->height / 2 : conv->height;
  self->width = conv->pool ? conv->width / 2 : conv->width;

  gsize x_len = len_of (self->n, conv->in, conv->height, conv->width);
  gsize z_len = len_of (self->n, conv->out, conv->height, conv->width);
  gsize y_len = len_of (self->n, conv->out, self->height, self->width);
  gsize n_groups = (gsize) mien_n_groups (conv->out), lanes = n_groups * MIEN_GROUP;
  self->x = random_floats (&rng, x_len);
  self->weight = random_floats (&rng, (gsize) conv->in * (gsize) conv->out * 9);
  self->d_y = random_floats (&rng, y_len);
  self->affine = (MienAffine *) (void *) g_new0 (MienAffine, n_groups);
  self->norm = (MienNormBack *) (void *) g_new0 (MienNormBack, n_groups);
  for (gsize i = 0; i < lanes; i++) {
    MienAffine *affine = self->affine + i / MIEN_GROUP;
    MienNormBack *norm = self->norm + i / MIEN_GROUP;
    float *all[] = {affine->scale, affine->shift, norm->scale,
                    norm->shift,   norm->centre,  norm->slope};

    affine->relu = conv->relu;
    for (guint k = 0; k < G_N_ELEMENTS (all); k++)
      all[k][i % MIEN_GROUP] = (float) (2.0 * mien_rng_uniform (&rng) - 1.0);
  }
  self->z = g_new0 (double, z_len);
  self->y = g_new0 (double, y_len);
  self->d = g_new0 (double, z_len);
  self->d_z = g_new0 (double, z_len);
  self->d_x = g_new0 (double, x_len);
  self->d_weight = g_new0 (double, (gsize) conv->in *(gsize) conv->out * 9);
  self->moments = g_new0 (double, lanes * 2);
  self->d_moments = g_new0 (double, lanes * 2);
  work_out_plainly (self);
  return self;
}

static void
case_free (Case *self)
{
  gpointer all[] = {self->x,        self->weight,  self->d_y,      self->affine, self->norm,
                    self->z,        self->y,       self->d,        self->d_z,    self->d_x,
                    self->d_weight, self->moments, self->d_moments};

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (all[i]);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

/* Every number within @epsilon of the largest; the transforms lose two digits at most. */
static void
assert_near (const char *what, const float *found, const double *expected, gsize n, double epsilon)
{
  double largest = 1.0, worst = 0.0;

  for (gsize i = 0; i < n; i++) {
    largest = MAX (largest, fabs (expected[i]));
    worst = MAX (worst, fabs ((double) found[i] - expected[i]));
  }
  if (!(worst <= epsilon * largest))
    g_test_message ("%s is off by %g of %g", what, worst, largest);
  g_assert_cmpfloat (worst, <=, epsilon * largest);
}

/* Sums over a batch, compared as the means that they become. */
static void
assert_moments_near (const char *what,
                     const Case *self,
                     const double *found,
                     const double *expected)
{
  double n = (double) self->n * self->conv.height * self->conv.width;

  for (int k = 0; k < 2 * self->conv.out; k++) {
    int at = (k / 2 / MIEN_GROUP * 2 + k % 2) * MIEN_GROUP + k / 2 % MIEN_GROUP;
    double mean = expected[at] / n, off = fabs (found[at] / n - mean);

    if (!(off <= 1e-5 * MAX (1.0, fabs (mean))))
      g_test_message ("%s of channel %d is off by %g of %g", what, k / 2, off, mean);
    g_assert_cmpfloat (off, <=, 1e-5 * MAX (1.0, fabs (mean)));
  }
}

static float *
ungroup (const float *grouped, int n, int channels, int n_pixels)
{
  float *plain = g_new (float, (gsize) n *(gsize) channels *(gsize) n_pixels);
  int groups = mien_n_groups (channels);

  for (int i = 0; i < n; i++)
    for (int c = 0; c < channels; c++)
      for (int p = 0; p < n_pixels; p++)
        plain[(i * channels + c) * n_pixels + p] =
            grouped[((i * groups + c / MIEN_GROUP) * n_pixels + p) * MIEN_GROUP + c % MIEN_GROUP];
  return plain;
}

static float *
group (const float *plain, int n, int channels, int n_pixels)
{
  int groups = mien_n_groups (channels);
  float *grouped = g_new0 (float, (gsize) n *(gsize) groups *(gsize) n_pixels *MIEN_GROUP);

  for (int i = 0; i < n; i++)
    for (int c = 0; c < channels; c++)
      for (int p = 0; p < n_pixels; p++)
        grouped[((i * groups + c / MIEN_GROUP) * n_pixels + p) * MIEN_GROUP + c % MIEN_GROUP] =
            plain[(i * channels + c) * n_pixels + p];
  return grouped;
}

static void
check_case (const Case *self, MienPool *pool, gboolean grouped)
{
  const MienFusedConv *conv = &self->conv;
  gsize workers = (gsize) mien_pool_get_n_workers (pool);
  int pixels = conv->height * conv->width, y_pixels = self->height * self->width;
  gsize z_len =
      (gsize) self->n * mien_fused_conv_grouped_len (conv->out, conv->height, conv->width);
  gsize x_len = (gsize) self->n * mien_fused_conv_grouped_len (conv->in, conv->height, conv->width);
  gsize y_len =
      (gsize) self->n * mien_fused_conv_grouped_len (conv->out, self->height, self->width);
  gsize lanes = (gsize) mien_n_groups (conv->out) * MIEN_GROUP;
  gsize w_len = (gsize) conv->in * (gsize) conv->out * 9;
  g_autofree float *scratch = g_new (float, workers *mien_fused_conv_scratch (conv, FALSE));
  g_autofree float *partials = g_new (float, mien_fused_conv_partials (conv, self->n));
  g_autofree float *weights = g_new (float, mien_fused_conv_weights (conv));
  g_autofree float *z = g_new (float, z_len), *y = g_new (float, y_len),
                   *d_x = g_new (float, x_len);
  g_autofree float *d_weight = g_new (float, w_len), *centre = g_new (float, lanes);
  g_autofree double *moments = g_new (double, lanes * 2);
  g_autofree float *x =
      grouped ? group (self->x, self->n, conv->in, pixels)
              : g_memdup2 (self->x, len_of (self->n, conv->in, 1, pixels) * sizeof (float));
  g_autofree float *d_y =
      grouped ? group (self->d_y, self->n, conv->out, y_pixels)
              : g_memdup2 (self->d_y, len_of (self->n, conv->out, 1, y_pixels) * sizeof (float));
  MienFusedPass pass = {conv, pool, self->n, FALSE, scratch, partials, weights};
  MienPictures from = {x, grouped, NULL}, to = {y, grouped, NULL}, back = {d_y, grouped, NULL};
  MienPictures d_from = {d_x, grouped, NULL};
  gboolean inputs = conv->in > 4;

  for (gsize i = 0; i < workers * mien_fused_conv_scratch (conv, FALSE); i++)
    scratch[i] = NAN; /* what another layer left must not matter */
  for (gsize i = 0; i < lanes; i++)
    centre[i] = self->norm[i / MIEN_GROUP].centre[i % MIEN_GROUP];
  mien_fused_conv_forward (&pass, z, &from, self->weight, centre, moments);
  g_autofree float *plain_z = ungroup (z, self->n, conv->out, pixels);
  assert_near ("z", plain_z, self->z, len_of (self->n, conv->out, 1, pixels), 1e-5);
  assert_moments_near ("moment", self, moments, self->moments);

  mien_fused_conv_activate (&pass, &to, z, self->affine);
  g_autofree float *plain_y =
      grouped ? ungroup (y, self->n, conv->out, y_pixels)
              : g_memdup2 (y, len_of (self->n, conv->out, 1, y_pixels) * sizeof (float));
  assert_near ("y", plain_y, self->y, len_of (self->n, conv->out, 1, y_pixels), 1e-5);

  mien_fused_conv_d_moments (&pass, &back, z, self->affine, self->norm, moments);
  assert_moments_near ("moment of d", self, moments, self->d_moments);
  mien_fused_conv_backward (&pass, d_weight, inputs ? &d_from : NULL, &back, &from, z, self->weight,
                            self->affine, self->norm);
  assert_near ("d_weight", d_weight, self->d_weight, w_len, 1e-4);
  if (!inputs)
    return;
  g_autofree float *plain_d_x =
      grouped ? ungroup (d_x, self->n, conv->in, pixels)
              : g_memdup2 (d_x, len_of (self->n, conv->in, 1, pixels) * sizeof (float));
  assert_near ("d_x", plain_d_x, self->d_x, len_of (self->n, conv->in, 1, pixels), 1e-5);
}

static void
test_fused_is_plain (void)
{
  const char *wanted = g_getenv ("MIEN_ISA");

  if (wanted != NULL && !g_str_equal (wanted, mien_kernels ()->name)) {
    g_test_skip ("This machine does not run that instruction set");
    return;
  }
  g_autoptr (MienPool) pool = mien_pool_new (3);
  for (guint64 number = 1; number <= 120; number++) {
    g_autoptr (Case) self = case_new (number);

    check_case (self, pool, self->conv.in > 4 && number % 2 == 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fused-conv/plain", test_fused_is_plain);
  return g_test_run ();
}
