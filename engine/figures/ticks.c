#include "engine/figures/ticks.h"

#include <math.h>

#define MAX_TICKS 1000

/* --- evenly spread --- */

static const double leads[] = {1.0, 5.0, 2.0, 2.5, 4.0, 3.0};

/* How good labels at 0, @step … are on an axis from 0 to @width, where @wanted are wanted: the
 * weighted sum of section 4 of the paper; 0 is always a label and none is skipped. */
static double
rate (guint lead, double step, guint n, double width, int wanted)
{
  double simplicity = 1.0 - lead / (G_N_ELEMENTS (leads) - 1.0);
  double end = (n - 1) * step, uncovered = (width - end) / (0.1 * width);
  double coverage = 1.0 - 0.5 * uncovered * uncovered;
  double present = 1.0 / step, ideal = (wanted - 1) / MAX (end, width);
  double density = 2.0 - MAX (present / ideal, ideal / present);

  return 0.25 * simplicity + 0.2 * coverage + 0.5 * density;
}

static double
best_step (double width, int wanted, gboolean whole)
{
  double each = width / wanted, best = 0.0, most = -INFINITY;

  if (!(each > 1e-300) || !(width < 1e302))
    return width;

  int power = (int) floor (log10 (each)) - 1;

  for (int exponent = power; exponent <= power + 4; exponent++)
    for (guint i = 0; i < G_N_ELEMENTS (leads); i++) {
      double step = leads[i] * pow (10.0, exponent);
      double inside = floor (width / step * (1.0 + 1e-9));

      if (inside < 1.0 || inside > MAX_TICKS || (whole && step != rint (step)))
        continue;
      for (guint n = (guint) inside + 1; n <= inside + 2; n++) {
        double rating = rate (i, step, n, width, wanted);

        if (rating > most) {
          most = rating;
          best = step;
        }
      }
    }
  return best > 0.0 ? best : width;
}

double
mien_tick_step (double low, double high, int wanted)
{
  return best_step (high - low, MAX (wanted, 2), FALSE);
}

static void
append_even (MienTicks *ticks, const MienAxis *axis, int wanted)
{
  double width = axis->high - axis->low;
  double step = best_step (width, MAX (wanted, 2), axis->whole && width >= 2.0);
  double slack = step * 1e-9;

  if (!(step > 0.0) || !isfinite (step))
    return;
  ticks->step = step;
  for (double k = ceil ((axis->low - slack) / step); ticks->values->len < MAX_TICKS; k += 1.0) {
    double tick = CLAMP (k * step, axis->low, axis->high) + 0.0;

    if (k * step > axis->high + slack)
      break;
    g_array_append_val (ticks->values, tick);
  }
}

/* --- by powers of ten --- */

static void
append (GArray *ticks, const MienAxis *axis, double value)
{
  double slack = 1e-9 * fabs (value);

  if (value >= axis->low - slack && value <= axis->high + slack)
    g_array_append_val (ticks, value);
}

static gboolean
is_fold (int lead)
{
  return lead == 2 || lead == 5;
}

static void
append_decades (MienTicks *ticks, const MienAxis *axis, int wanted)
{
  int first = (int) floor (log10 (axis->low)), last = (int) floor (log10 (axis->high));
  int n_inside = last - (int) ceil (log10 (axis->low)) + 1;
  int every = MAX (1, (n_inside + wanted - 1) / wanted);
  gboolean folds = log10 (axis->high / axis->low) < 2.0 && wanted > 3;

  for (int exponent = first; exponent <= last; exponent++) {
    double decade = pow (10.0, exponent);

    if (exponent % every != 0) {
      append (ticks->minor, axis, decade);
      continue;
    }
    for (int lead = 1; lead < 10 && (lead == 1 || every == 1); lead++)
      append (lead == 1 || (folds && is_fold (lead)) ? ticks->values : ticks->minor, axis,
              lead * decade);
  }
}

/* 0, and powers of ten to either side, of which asinh spreads those above 1 evenly */
static void
append_both_sides (MienTicks *ticks, const MienAxis *axis, int wanted)
{
  int last = (int) floor (log10 (MAX (fabs (axis->low), fabs (axis->high))));
  int sides = axis->low < 0.0 && axis->high > 0.0 ? 2 : 1;
  int every = MAX (1, (sides * (last + 1) + wanted) / wanted);
  double spacing = (asinh (axis->high) - asinh (axis->low)) / wanted;
  int first = spacing > asinh (1.0) ? 1 : 0; /* 1 is too near to 0 where there are few */

  for (int exponent = last; exponent >= first; exponent--)
    if (exponent % every == 0)
      append (ticks->values, axis, -pow (10.0, exponent));
  append (ticks->values, axis, 0.0);
  for (int exponent = first; exponent <= last; exponent++)
    if (exponent % every == 0)
      append (ticks->values, axis, pow (10.0, exponent));
}

static MienTicks *
ticks_new (void)
{
  MienTicks *self = g_new0 (MienTicks, 1);

  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->minor = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

MienTicks *
mien_ticks_new (const MienAxis *axis, int wanted)
{
  MienTicks *ticks = ticks_new ();

  if (!isfinite (axis->low) || !isfinite (axis->high) || !(axis->high > axis->low) ||
      (axis->scale == MIEN_SCALE_LOG && !(axis->low > 0.0)))
    return ticks;
  if (axis->scale == MIEN_SCALE_LOG)
    append_decades (ticks, axis, MAX (wanted, 1));
  else if (axis->scale == MIEN_SCALE_SYMLOG)
    append_both_sides (ticks, axis, MAX (wanted, 1));
  /* Too small a part of such an axis to be told by powers of ten */
  if (ticks->values->len < 2) {
    g_array_set_size (ticks->values, 0);
    g_array_set_size (ticks->minor, 0);
    append_even (ticks, axis, wanted);
  }
  return ticks;
}

void
mien_ticks_free (MienTicks *self)
{
  g_array_unref (self->values);
  g_array_unref (self->minor);
  g_free (self);
}
