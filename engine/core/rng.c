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
