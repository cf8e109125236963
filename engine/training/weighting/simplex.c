#include "engine/training/weighting/simplex.h"

#include "engine/training/weighting/gram.h"

#include <math.h>
#include <string.h>

enum {
  MOST_ROUNDS = 250
};

/* All scaled so that the largest number on the diagonal is 1. */
typedef struct {
  int n;
  double *square, *linear;
  double *w, *slope, *before, *system, *target;
  int *in; /* those that are let in, in the order of their numbers */
  int n_in;
  double *numbers;
} Search;

static void
search_clear (Search *self)
{
  g_free (self->numbers);
  g_free (self->in);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

void
mien_softmax (const double *z, int n, double *shares)
{
  double highest = z[0], sum = 0.0;

  for (int i = 1; i < n; i++)
    highest = fmax (highest, z[i]);
  for (int i = 0; i < n; i++)
    sum += shares[i] = exp (z[i] - highest);
  for (int i = 0; i < n; i++)
    shares[i] /= sum;
}

static gboolean
search_init (Search *self, int n, const double *square, const double *linear, double *shares)
{
  double scale = 0.0;
  gsize room = (gsize) n;

  self->n = n;
  self->w = shares;
  self->numbers = g_new0 (double, 2 * room * room + 6 * room + 2);
  self->square = self->numbers;
  self->linear = self->square + room * room;
  self->slope = self->linear + room;
  self->before = self->slope + room;
  self->target = self->before + room;
  self->system = self->target + room + 1; /* [n + 1, n + 1] */
  self->in = g_new0 (int, room);
  for (int i = 0; i < n; i++)
    scale = fmax (scale, square[i * n + i]);
  for (int i = 0; i < n * n && scale > 0.0; i++)
    self->square[i] = square[i] / scale;
  for (int i = 0; i < n && scale > 0.0 && linear != NULL; i++)
    self->linear[i] = linear[i] / scale;
  return scale > 0.0;
}

static double
value_of (const Search *self)
{
  double sum = mien_gram_product (self->square, self->n, self->w, self->w) / 2.0;

  for (int i = 0; i < self->n; i++)
    sum += self->linear[i] * self->w[i];
  return sum;
}

static void
start_at_best_corner (Search *self)
{
  int best = 0, n = self->n;

  for (int i = 1; i < n; i++)
    if (self->square[i * n + i] / 2.0 + self->linear[i] <
        self->square[best * n + best] / 2.0 + self->linear[best])
      best = i;
  for (int i = 0; i < n; i++)
    self->w[i] = i == best ? 1.0 : 0.0;
  self->in[0] = best;
  self->n_in = 1;
}

/* The one outside along which the value falls most; -1 where it falls along none. */
static int
find_descent (Search *self)
{
  double level = 0.0, steepest = 0.0;
  int n = self->n, found = -1;

  for (int i = 0; i < n; i++) {
    self->slope[i] = mien_gram_along (self->square, n, self->w, i) + self->linear[i];
    level += self->w[i] * self->slope[i];
  }
  for (int i = 0; i < n; i++) {
    double size = fabs (level) + fabs (self->linear[i]);

    for (int j = 0; j < n; j++)
      size += fabs (self->square[j * n + i]) * self->w[j];
    if (self->w[i] <= 0.0 && self->slope[i] - level < fmin (steepest, -1e-13 * size)) {
      steepest = self->slope[i] - level;
      found = i;
    }
  }
  return found;
}

/* Where the value is least among all sums to 1 of those inside, below 0 or not. */
static gboolean
find_target (Search *self)
{
  int m = self->n_in, side = m + 1;

  for (int a = 0; a < m; a++) {
    for (int b = 0; b < m; b++)
      self->system[a * side + b] = self->square[self->in[a] * self->n + self->in[b]];
    self->system[a * side + m] = -1.0;
    self->system[m * side + a] = 1.0;
    self->target[a] = -self->linear[self->in[a]];
  }
  self->system[m * side + m] = 0.0;
  self->target[m] = 1.0;
  return mien_linear_solve (self->system, self->target, side);
}

/* Goes towards the target until one would fall below 0, and puts that one out; TRUE on arrival. */
static gboolean
go_to_target (Search *self)
{
  double share = 1.0;
  int out = -1;

  for (int a = 0; a < self->n_in; a++) {
    double w = self->w[self->in[a]], t = self->target[a];

    if (t <= 0.0 && w / (w - t) < share) {
      share = w / (w - t);
      out = a;
    }
  }
  for (int a = 0; a < self->n_in; a++)
    self->w[self->in[a]] += share * (self->target[a] - self->w[self->in[a]]);
  if (out < 0)
    return TRUE;
  self->w[self->in[out]] = 0.0;
  self->n_in--;
  memmove (self->in + out, self->in + out + 1, sizeof (int) * (gsize) (self->n_in - out));
  return FALSE;
}

static void
let_in (Search *self, int i)
{
  self->in[self->n_in++] = i;
  while (self->n_in > 0 && find_target (self))
    if (go_to_target (self))
      break;
}

gboolean
mien_simplex_minimise (int n, const double *square, const double *linear, double *shares)
{
  g_auto (Search) self = {0};

  if (!search_init (&self, n, square, linear, shares)) {
    for (int i = 0; i < n; i++)
      shares[i] = 1.0 / n;
    return FALSE;
  }
  start_at_best_corner (&self);
  for (int round = 0; round < MOST_ROUNDS; round++) {
    double before = value_of (&self);
    int next = find_descent (&self);

    if (next < 0)
      return TRUE;
    memcpy (self.before, shares, sizeof (double) * (gsize) n);
    let_in (&self, next);
    if (!(value_of (&self) < before)) { /* as far as the numbers reach */
      memcpy (shares, self.before, sizeof (double) * (gsize) n);
      return TRUE;
    }
  }
  return FALSE;
}
