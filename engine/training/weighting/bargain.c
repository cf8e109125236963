#include "engine/training/weighting/bargain.h"

#include "engine/training/weighting/gram.h"

#include <math.h>

enum {
  MOST_STEPS = 100,
  MOST_HALVINGS = 60
};

/* With b_i = a_i |g_i| and k_i = |g_i|^(p-1):  (cos b)_i = k_i b_i^(-p) */
typedef struct {
  int n;
  double power;
  const double *cosines, *k;
} Problem;

static double
value_at (const Problem *self, const double *b)
{
  double sum = mien_gram_product (self->cosines, self->n, b, b) / 2.0, p = self->power;

  for (int i = 0; i < self->n; i++)
    sum -= self->k[i] * (fabs (p - 1.0) < 1e-9 ? log (b[i]) : pow (b[i], 1.0 - p) / (1.0 - p));
  return sum;
}

/* By how much the worst equation fails, as a share of its right side. */
static double
failure_at (const Problem *self, const double *b)
{
  double worst = 0.0;

  for (int i = 0; i < self->n; i++) {
    double wanted = self->k[i] * pow (b[i], -self->power);

    worst = fmax (worst, fabs (mien_gram_along (self->cosines, self->n, b, i) / wanted - 1.0));
  }
  return worst;
}

static gboolean
find_direction (const Problem *self, const double *b, double *direction)
{
  int n = self->n;
  g_autofree double *curvature = g_new (double, n *n);

  for (int i = 0; i < n * n; i++)
    curvature[i] = self->cosines[i];
  for (int i = 0; i < n; i++) {
    double wanted = self->k[i] * pow (b[i], -self->power);

    curvature[i * n + i] += self->power * wanted / b[i];
    direction[i] = wanted - mien_gram_along (self->cosines, n, b, i);
  }
  return mien_linear_solve (curvature, direction, n);
}

/* Goes as far along @direction as every weight stays above 0 and the value falls; near the end,
 * where the value falls by less than its rounding, the equations tell. */
static gboolean
go_along (const Problem *self, const double *direction, double *b)
{
  g_autofree double *next = g_new (double, self->n);
  double value = value_at (self, b), failure = failure_at (self, b), share = 1.0;

  for (int i = 0; i < self->n; i++)
    if (direction[i] < 0.0)
      share = fmin (share, -0.9 * b[i] / direction[i]);
  for (int halving = 0; halving < MOST_HALVINGS; halving++, share /= 2.0) {
    for (int i = 0; i < self->n; i++)
      next[i] = b[i] + share * direction[i];
    if (value_at (self, next) < value || failure_at (self, next) < failure / 2.0) {
      for (int i = 0; i < self->n; i++)
        b[i] = next[i];
      return TRUE;
    }
  }
  return FALSE; /* as low as the numbers reach */
}

gboolean
mien_bargain (int n, const double *gram, double power, double *weights)
{
  g_autofree double *norms = g_new (double, n);
  g_autofree double *k = g_new (double, n);
  g_autofree double *cosines = g_new (double, n *n);
  g_autofree double *direction = g_new (double, n);
  const Problem problem = {n, power, cosines, k};

  if (!mien_gram_norms (gram, n, norms))
    return FALSE;
  mien_gram_cosines (gram, n, norms, cosines);
  for (int i = 0; i < n; i++) {
    k[i] = pow (norms[i], power - 1.0);
    weights[i] = pow (k[i], 1.0 / (1.0 + power)); /* right where no gradient touches another */
  }
  for (int step = 0; step < MOST_STEPS && failure_at (&problem, weights) > 1e-13; step++)
    if (!find_direction (&problem, weights, direction) || !go_along (&problem, direction, weights))
      break;
  gboolean found = failure_at (&problem, weights) < 1e-7;
  for (int i = 0; i < n; i++)
    weights[i] /= norms[i];
  return found;
}
