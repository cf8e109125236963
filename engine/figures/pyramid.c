#include "engine/figures/pyramid.h"

#include <math.h>

/* So many points, or cells of the level below, are one cell. */
#define FACTOR MIEN_PYRAMID_CELL
#define N_LEVELS 8 /* 16^8 points: all that fit a guint */

typedef struct {
  double low, high; /* INFINITY and -INFINITY where no value is finite */
} Cell;

/* Every level has whole cells alone; the rest of a curve is looked at one level below. */
struct _MienPyramid {
  GArray *levels[N_LEVELS]; /* of Cell */
  GArray *missing;          /* of guint: the numbers of values that are not finite, rising */
  guint n;
};

MienPyramid *
mien_pyramid_new (void)
{
  MienPyramid *self = g_new0 (MienPyramid, 1);

  for (guint level = 0; level < N_LEVELS; level++)
    self->levels[level] = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->missing = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
mien_pyramid_free (MienPyramid *self)
{
  if (self == NULL)
    return;
  for (guint level = 0; level < N_LEVELS; level++)
    g_array_unref (self->levels[level]);
  g_array_unref (self->missing);
  g_free (self);
}

static void
widen (Cell *cell, double low, double high)
{
  cell->low = MIN (cell->low, low);
  cell->high = MAX (cell->high, high);
}

static void
widen_by_values (Cell *cell, const double *y, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (isfinite (y[i]))
      widen (cell, y[i], y[i]);
}

static void
widen_by_cells (Cell *cell, const GArray *cells, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    const Cell *other = &g_array_index (cells, Cell, i);

    widen (cell, other->low, other->high);
  }
}

static void
fill_level (MienPyramid *self, guint level, const double *y, guint n)
{
  GArray *cells = self->levels[level];

  for (guint i = cells->len; i < n / FACTOR; i++) {
    Cell cell = {INFINITY, -INFINITY};

    if (level == 0)
      widen_by_values (&cell, y, i * FACTOR, (i + 1) * FACTOR);
    else
      widen_by_cells (&cell, self->levels[level - 1], i * FACTOR, (i + 1) * FACTOR);
    g_array_append_val (cells, cell);
  }
}

/* Number in the list of the first that is not before @value */
static guint
find_missing (const MienPyramid *self, guint value)
{
  guint from = 0, to = self->missing->len;

  while (from < to) {
    guint middle = from + (to - from) / 2;

    if (g_array_index (self->missing, guint, middle) < value)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

static void
note_missing (MienPyramid *self, const double *y, guint n)
{
  g_array_set_size (self->missing, find_missing (self, n));
  for (guint i = MIN (self->n, n); i < n; i++)
    if (!isfinite (y[i]))
      g_array_append_val (self->missing, i);
}

guint
mien_pyramid_next_missing (const MienPyramid *self, guint from)
{
  guint found = find_missing (self, from);

  return found < self->missing->len ? g_array_index (self->missing, guint, found) : self->n;
}

void
mien_pyramid_update (MienPyramid *self, const double *y, guint n)
{
  guint below = n;

  for (guint level = 0; level < N_LEVELS; level++) {
    GArray *cells = self->levels[level];

    if (cells->len > below / FACTOR)
      g_array_set_size (cells, below / FACTOR);
    fill_level (self, level, y, below);
    below = cells->len;
  }
  note_missing (self, y, n);
  self->n = n;
}

guint
mien_pyramid_get_n (const MienPyramid *self)
{
  return self->n;
}

/* The ends that fill no cell are looked at one by one, what is between them a level higher. */
static void
widen_by_stretch (const MienPyramid *self,
                  Cell *cell,
                  int below,
                  const double *y,
                  guint from,
                  guint to)
{
  guint first = (from + FACTOR - 1) / FACTOR, last = to / FACTOR;
  gboolean higher = below + 1 < N_LEVELS && first < last;
  guint left = higher ? first * FACTOR : to;
  guint right = higher ? last * FACTOR : to;

  if (below < 0) {
    widen_by_values (cell, y, from, left);
    widen_by_values (cell, y, right, to);
  } else {
    widen_by_cells (cell, self->levels[below], from, left);
    widen_by_cells (cell, self->levels[below], right, to);
  }
  if (higher)
    widen_by_stretch (self, cell, below + 1, y, first, last);
}

gboolean
mien_pyramid_find (const MienPyramid *self,
                   const double *y,
                   guint from,
                   guint to,
                   double *low,
                   double *high)
{
  Cell cell = {INFINITY, -INFINITY};

  widen_by_stretch (self, &cell, -1, y, from, MIN (to, self->n));
  *low = cell.low;
  *high = cell.high;
  return cell.low <= cell.high;
}
