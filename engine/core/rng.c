#include "engine/core/rng.h"

#include <math.h>

/* The finaliser of SplitMix64: Steele, Lea & Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014, with Stafford's thirteenth set of constants. */
static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

#define GOLDEN_GAMMA G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

MienRng
mien_rng_keyed (guint64 seed, MienStream stream, guint64 a, guint64 b)
{
  guint64 key = mix (seed + GOLDEN_GAMMA);

  key = mix (key ^ ((guint64) stream * GOLDEN_GAMMA));
  key = mix (key ^ (a + GOLDEN_GAMMA));
  key = mix (key ^ (b * GOLDEN_GAMMA + 1));
  return (MienRng){.key = key, .counter = 0};
}

guint64
mien_rng_next (MienRng *self)
{
  self->counter++;
  return mix (self->key + self->counter * GOLDEN_GAMMA);
}

double
mien_rng_uniform (MienRng *self)
{
  return (double) (mien_rng_next (self) >> 11) * 0x1p-53;
}

/* Box and Muller, 1958; the second number of each pair is dropped so that a draw costs two. */
double
mien_rng_normal (MienRng *self)
{
  double radius = sqrt (-2.0 * log (1.0 - mien_rng_uniform (self)));

  return radius * cos (2.0 * G_PI * mien_rng_uniform (self));
}

/* The logarithm of a draw of Gamma (a, 1): Marsaglia & Tsang, "A Simple Method for Generating Gamma
 * Variables", ACM TOMS 26, 2000, for a + 1, times u^(1/a), which would underflow for a small. */
static double
log_gamma (MienRng *self, double a)
{
  double d = a + 2.0 / 3.0, c = 1.0 / sqrt (9.0 * d);
  double x, v;

  do {
    x = mien_rng_normal (self);
    v = pow (1.0 + c * x, 3.0);
  } while (1.0 + c * x <= 0.0 ||
           log (1.0 - mien_rng_uniform (self)) >= 0.5 * x * x + d * (1.0 - v + log (v)));
  return log (d * v) + log (1.0 - mien_rng_uniform (self)) / a;
}

double
mien_rng_beta (MienRng *self, double a)
{
  g_return_val_if_fail (a > 0.0, 0.5);

  double x = log_gamma (self, a), y = log_gamma (self, a);

  return 1.0 / (1.0 + exp (y - x));
}

guint
mien_rng_below (MienRng *self, guint n)
{
  g_return_val_if_fail (n > 0, 0);

  guint64 limit = G_MAXUINT64 - G_MAXUINT64 % n;
  guint64 draw;

  do
    draw = mien_rng_next (self);
  while (draw >= limit);
  return (guint) (draw % n);
}

/* Fisher and Yates. */
void
mien_rng_shuffle (MienRng *self, guint *values, guint n)
{
  for (guint i = n; i > 1; i--) {
    guint j = mien_rng_below (self, i);
    guint kept = values[i - 1];

    values[i - 1] = values[j];
    values[j] = kept;
  }
}
