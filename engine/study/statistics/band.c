#include "engine/study/statistics/band.h"

#include "engine/study/statistics/statistics.h"

#include <math.h>

typedef struct {
  double x, y;
} Point;

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const Point *p = a, *q = b;

  return (p->x > q->x) - (p->x < q->x);
}

/* All members' points, by x. */
static GArray *
collect (const MienBandMember *members, guint n_members)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));

  for (guint m = 0; m < n_members; m++)
    for (guint i = 0; i < members[m].n; i++) {
      Point point = {members[m].x[i], members[m].y[i]};

      if (isfinite (point.x) && isfinite (point.y))
        g_array_append_val (points, point);
    }
  g_array_sort (points, compare_points);
  return points;
}

/* @values: sorted here */
static void
summarise_order (MienBand *self, guint i, double *values, guint n, double share)
{
  self->middle[i] = mien_quantile (values, n, 0.5);
  self->low[i] = mien_quantile (values, n, share);
  self->high[i] = mien_quantile (values, n, 1.0 - share);
}

/* The values at one x. */
static void
summarise (MienBand *self, guint i, double *values, guint n, MienBandKind kind)
{
  MienInterval interval = mien_mean_interval (values, n);
  double spread = mien_standard_deviation (values, n);

  self->count[i] = n;
  if (kind == MIEN_BAND_QUARTILES) {
    summarise_order (self, i, values, n, 0.25);
    return;
  }
  if (kind == MIEN_BAND_RANGE)
    summarise_order (self, i, values, n, 0.0);
  self->middle[i] = interval.mean;
  if (kind == MIEN_BAND_RANGE)
    return;
  if (kind == MIEN_BAND_ERROR)
    spread /= sqrt (n);
  self->low[i] = kind == MIEN_BAND_INTERVAL ? interval.low : interval.mean - spread;
  self->high[i] = kind == MIEN_BAND_INTERVAL ? interval.high : interval.mean + spread;
}

MienBand *
mien_band_new (const MienBandMember *members, guint n_members, MienBandKind kind)
{
  MienBand *self = g_new0 (MienBand, 1);
  g_autoptr (GArray) points = collect (members, n_members);
  g_autofree double *values = g_new (double, MAX (points->len, 1));

  self->x = g_new (double, MAX (points->len, 1));
  self->middle = g_new (double, MAX (points->len, 1));
  self->low = g_new (double, MAX (points->len, 1));
  self->high = g_new (double, MAX (points->len, 1));
  self->count = g_new (guint, MAX (points->len, 1));
  for (guint from = 0; from < points->len;) {
    double x = g_array_index (points, Point, from).x;
    guint n = 0;

    for (; from < points->len && g_array_index (points, Point, from).x == x; from++)
      values[n++] = g_array_index (points, Point, from).y;
    self->x[self->n] = x;
    summarise (self, self->n++, values, n, kind);
  }
  return self;
}

void
mien_band_free (MienBand *self)
{
  if (self == NULL)
    return;
  g_free (self->x);
  g_free (self->middle);
  g_free (self->low);
  g_free (self->high);
  g_free (self->count);
  g_free (self);
}

const char *
mien_band_title (MienBandKind kind)
{
  static const char *const titles[MIEN_N_BAND_KINDS] = {"95 % t-interval", "± standard deviation",
                                                        "± standard error", "quartiles",
                                                        "smallest to largest"};

  return titles[kind];
}
