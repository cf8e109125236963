/* Plain loops over numbers that do not see each other; the compiler makes vectors of them. */
#include "engine/kernels/vec.isa.h"

#include <math.h>

static void
relu (float *y, const float *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] <= 0.0f ? 0.0f : x[i];
}

static void
d_relu (float *d_x, const float *d_y, const float *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    d_x[i] = y[i] > 0.0f ? d_y[i] : 0.0f;
}

static void
leaky_relu (float *y, const float *x, gsize n, float slope)
{
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] <= 0.0f ? slope * x[i] : x[i];
}

/* y has the sign of x. */
static void
d_leaky_relu (float *d_x, const float *d_y, const float *y, gsize n, float slope)
{
  for (gsize i = 0; i < n; i++)
    d_x[i] = y[i] > 0.0f ? d_y[i] : slope * d_y[i];
}

/* e^x = 2^k e^r, k the whole number next to x / ln 2, e^r by its Taylor polynomial: |r| <= ln 2 /
 * 2, where the first term left out is below half a unit in the last place. Adding 1.5 x 2^23 rounds
 * to a whole number, which then stands in the lowest bits. */
ALWAYS Vec
exponential (Vec x)
{
  const float rounding = 0x1.8p23f;
  Vec bounded = choose ((Mask) (x > 88.0f), spread (88.0f), x);

  bounded = choose ((Mask) (bounded < -87.0f), spread (-87.0f), bounded);
  Vec shifted = bounded * 1.44269504f + rounding, k = shifted - rounding;
  Vec r = (bounded - k * 0x1.62e4p-1f) - k * 1.42860677e-6f;
  Vec sum = r * (1.0f / 5040.0f) + 1.0f / 720.0f;
  sum = sum * r + 1.0f / 120.0f;
  sum = sum * r + 1.0f / 24.0f;
  sum = sum * r + 1.0f / 6.0f;
  sum = sum * r + 0.5f;
  sum = sum * r + 1.0f;
  sum = sum * r + 1.0f;
  return choose ((Mask) (x == x), (Vec) ((Mask) sum + ((Mask) shifted << 23)), x);
}

/* The last numbers come in a vector of their own, so that each is worked out alike wherever it is.
 */
static void
sigmoid (float *y, const float *x, gsize n)
{
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    store (y + i, 1.0f / (1.0f + exponential (-load (x + i))));
  if (i == n)
    return;

  float rest[LANES] = {0};
  for (gsize k = 0; i + k < n; k++)
    rest[k] = x[i + k];
  store (rest, 1.0f / (1.0f + exponential (-load (rest))));
  for (gsize k = 0; i + k < n; k++)
    y[i + k] = rest[k];
}

static void
d_sigmoid (float *d_x, const float *d_y, const float *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    d_x[i] = d_y[i] * y[i] * (1.0f - y[i]);
}

static void
sgd (const MienUpdate *update, gsize n)
{
  float *w = update->weight, *v = update->momentum;
  const float *g = update->gradient;

  for (gsize i = 0; i < n; i++) {
    float slope = update->scale * g[i] + update->decay * w[i];

    v[i] = update->beta1 * v[i] + slope;
    w[i] -= update->lr * v[i];
  }
}

static void
nesterov (const MienUpdate *update, gsize n)
{
  float *w = update->weight, *v = update->momentum;
  const float *g = update->gradient;

  for (gsize i = 0; i < n; i++) {
    float slope = update->scale * g[i] + update->decay * w[i];

    v[i] = update->beta1 * v[i] + slope;
    w[i] -= update->lr * (slope + update->beta1 * v[i]);
  }
}

static void
adam (const MienUpdate *update, gsize n)
{
  float *w = update->weight, *m = update->momentum, *v = update->variance;
  const float *g = update->gradient;

  for (gsize i = 0; i < n; i++) {
    float slope = update->scale * g[i] + update->decay * w[i];

    m[i] = update->beta1 * m[i] + (1.0f - update->beta1) * slope;
    v[i] = update->beta2 * v[i] + (1.0f - update->beta2) * slope * slope;
    w[i] = update->shrink * w[i] - update->lr * (m[i] * update->correction1) /
                                       (sqrtf (v[i] * update->correction2) + update->epsilon);
  }
}

static void
add_bytes (float *y, const guint8 *x, float weight, gsize n)
{
  for (gsize i = 0; i < n; i++)
    y[i] += weight * (float) x[i];
}

const MienElementKernels FOR_ISA (mien_element) = {
    .relu = relu,
    .d_relu = d_relu,
    .leaky_relu = leaky_relu,
    .d_leaky_relu = d_leaky_relu,
    .sigmoid = sigmoid,
    .d_sigmoid = d_sigmoid,
    .sgd = sgd,
    .nesterov = nesterov,
    .adam = adam,
    .add_bytes = add_bytes,
};
