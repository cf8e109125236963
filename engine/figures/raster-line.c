/* Which pixels a line covers, and how much of each. */
#include "engine/figures/raster.h"

#include <math.h>

static void
touch (MienRaster *self, int column, int from, int to)
{
  self->first[column] = MIN (self->first[column], from);
  self->beyond[column] = MAX (self->beyond[column], to);
}

/* A pixel is covered as far as @reach exceeds its distance, which along a column is
 * |@distance + @slope × row|. */
static void
cover_rows (MienRaster *self,
            int column,
            int from,
            int to,
            float distance,
            float slope,
            float reach)
{
  guint8 *cover = self->cover + (gsize) column * (gsize) self->height;

  if (from >= to)
    return;
  touch (self, column, from, to);
  for (int row = from; row < to; row++, distance += slope) {
    float covered = MIN (reach - fabsf (distance), 1.0f) * 255.0f;

    if (covered > cover[row])
      cover[row] = (guint8) covered;
  }
}

static void
cover_disc (MienRaster *self, double x, double y, double half_width)
{
  double reach = half_width + 0.5;
  int left = (int) MAX (floor (x - reach), 0.0), top = (int) MAX (floor (y - reach), 0.0);

  if (!(x + reach > 0.0 && x - reach < self->width && y + reach > 0.0 && y - reach < self->height))
    return;
  for (int column = left; column < MIN (x + reach, self->width); column++) {
    guint8 *cover = self->cover + (gsize) column * (gsize) self->height;
    int beyond = (int) MIN (ceil (y + reach), self->height);

    touch (self, column, top, beyond);
    for (int row = top; row < beyond; row++) {
      float right = (float) (column + 0.5 - x), down = (float) (row + 0.5 - y);
      float away = sqrtf (right * right + down * down);
      float covered = MIN ((float) reach - away, 1.0f) * 255.0f;

      if (covered > cover[row])
        cover[row] = (guint8) covered;
    }
  }
}

/* The rows of one column that lie beside the stretch, between its ends, and near enough. */
static void
cover_column (MienRaster *self,
              int column,
              double from_y,
              double right,
              double cosine,
              double sine,
              double length,
              double reach)
{
  double along = right * cosine, low = 0.0, high = self->height;

  if (fabs (sine) > 1e-9) {
    double start = from_y - along / sine, end = from_y + (length - along) / sine;

    low = MAX (low, MIN (start, end));
    high = MIN (high, MAX (start, end));
  } else if (along < 0.0 || along > length) {
    return;
  }
  if (cosine > 1e-9) {
    double middle = from_y + right * sine / cosine;

    low = MAX (low, middle - reach / cosine);
    high = MIN (high, middle + reach / cosine);
  }
  if (!(high > low))
    return;

  int from = (int) ceil (MAX (low - 0.5, 0.0));
  double distance = (from + 0.5 - from_y) * cosine - right * sine;

  cover_rows (self, column, from, (int) MIN (floor (high + 0.5), self->height), (float) distance,
              (float) cosine, (float) reach);
}

static void
cover_stretch (MienRaster *self, MienRasterPoint from, MienRasterPoint to, double half_width)
{
  double length = hypot (to.x - from.x, to.y - from.y), reach = half_width + 0.5;

  if (to.x < from.x) {
    cover_stretch (self, to, from, half_width);
    return;
  }
  if (!(length > 1e-6))
    return;

  double cosine = (to.x - from.x) / length, sine = (to.y - from.y) / length;
  double wide = reach * fabs (sine);
  int first = (int) ceil (CLAMP (from.x - wide - 0.5, 0.0, self->width));
  int beyond = (int) floor (CLAMP (to.x + wide + 0.5, 0.0, self->width));

  for (int column = first; column < beyond; column++)
    cover_column (self, column, from.y, column + 0.5 - from.x, cosine, sine, length, reach);
}

/* Where the pattern of dashes stands */
typedef struct {
  const double *lengths; /* on, off, on, off … */
  int n, now;
  double left; /* of the present one */
} Dash;

static void
turn (Dash *dash)
{
  dash->now = (dash->now + 1) % dash->n;
  dash->left = dash->lengths[dash->now];
}

static void
advance (Dash *dash, double length)
{
  double whole = 0.0;

  for (int i = 0; i < dash->n; i++)
    whole += dash->lengths[i];
  length = isfinite (length) ? fmod (length, whole) : 0.0;
  while (length >= dash->left) {
    length -= dash->left;
    turn (dash);
  }
  dash->left -= length;
}

static MienRasterPoint
between (MienRasterPoint from, MienRasterPoint to, double share)
{
  return (MienRasterPoint){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

/* So far beyond the edges a line is still followed, in pixels. */
#define MARGIN 8.0

/* Which part of what runs from @from to @to lies within @low … @high */
static void
clip (double from, double to, double low, double high, double *start, double *end)
{
  double a = (low - from) / (to - from), b = (high - from) / (to - from);

  if (from == to)
    return;
  *start = MAX (*start, MIN (a, b));
  *end = MIN (*end, MAX (a, b));
}

/* Ends that are very far away leave the part that is seen no more exact than this. */
static MienRasterPoint
keep_near (const MienRaster *self, MienRasterPoint point)
{
  return (MienRasterPoint){CLAMP (point.x, -MARGIN, self->width + MARGIN),
                           CLAMP (point.y, -MARGIN, self->height + MARGIN)};
}

/* Walks what is seen alone: the way to it may be too long for a double to count dashes on. */
static void
cover_dashed (MienRaster *self, MienRasterPoint from, MienRasterPoint to, double half, Dash *dash)
{
  double length = hypot (to.x - from.x, to.y - from.y), start = 0.0, end = 1.0;

  clip (from.x, to.x, -MARGIN, self->width + MARGIN, &start, &end);
  clip (from.y, to.y, -MARGIN, self->height + MARGIN, &start, &end);
  if (!(end > start)) {
    advance (dash, length);
    return;
  }
  advance (dash, start * length);

  MienRasterPoint first = keep_near (self, between (from, to, start));
  MienRasterPoint last = keep_near (self, between (from, to, end));
  double seen = hypot (last.x - first.x, last.y - first.y);

  for (double at = 0.0, until; at < seen; at = until) {
    until = MIN (at + dash->left, seen);

    MienRasterPoint a = between (first, last, at / seen), b = between (first, last, until / seen);

    if (dash->now % 2 == 0) {
      cover_stretch (self, a, b, half);
      cover_disc (self, a.x, a.y, half);
      cover_disc (self, b.x, b.y, half);
    }
    dash->left -= until - at;
    if (until < seen)
      turn (dash);
  }
  advance (dash, (1.0 - end) * length);
}

/* Whether the line turns so much that its stretches leave a notch between them */
static gboolean
is_corner (MienRasterPoint a, MienRasterPoint b, MienRasterPoint c)
{
  double along = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
  double across = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);

  return fabs (across) > 0.15 * along;
}

void
mien_raster_line (MienRaster *self,
                  const MienRasterPoint *points,
                  guint n,
                  double half_width,
                  const double *dashes,
                  int n_dashes)
{
  double lengths[4];
  Dash dash = {lengths, n_dashes, 0, 0.0};

  /* Dashes have round ends, which go into the gaps. */
  for (int i = 0; i < n_dashes; i++)
    lengths[i] = i % 2 == 0 ? MAX (dashes[i] - 2.0 * half_width, 0.01)
                            : dashes[i] + MIN (2.0 * half_width, dashes[i - 1]);
  dash.left = n_dashes > 0 ? lengths[0] : 0.0;
  if (n > 0 && n_dashes == 0)
    cover_disc (self, points[0].x, points[0].y, half_width);
  for (guint i = 1; i < n; i++) {
    if (n_dashes > 0) {
      cover_dashed (self, points[i - 1], points[i], half_width, &dash);
      continue;
    }
    cover_stretch (self, points[i - 1], points[i], half_width);
    if (i + 1 == n || is_corner (points[i - 1], points[i], points[i + 1]))
      cover_disc (self, points[i].x, points[i].y, half_width);
  }
}
