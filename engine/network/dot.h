/* Sums of products of two long rows of numbers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* sum_i a_i b_i, in sixteen partial sums, which a compiler can keep in registers, and then in
 * order: the bits depend on the numbers and @len alone. Pure and reentrant. */
static inline double
mien_dot (const float *a, const float *b, gsize len)
{
  enum {
    LANES = 16
  };
  float lanes[LANES] = {0.0f};
  gsize whole = len - len % LANES;
  double sum = 0.0;

  for (gsize i = 0; i < whole; i += LANES)
    for (gsize k = 0; k < LANES; k++)
      lanes[k] += a[i + k] * b[i + k];
  for (gsize k = 0; k < LANES; k++)
    sum += (double) lanes[k];
  for (gsize i = whole; i < len; i++)
    sum += (double) a[i] * (double) b[i];
  return sum;
}

G_END_DECLS
