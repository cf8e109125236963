#include "ui/widgets/curve-reading.h"

#include "engine/figures/ticks.h"

#include <glib/gi18n.h>
#include <math.h>

static gboolean
is_read (const MienSeries *series)
{
  return !series->hidden && !series->faint;
}

double
mien_series_snap (const MienSeries *series, guint n, double x)
{
  double best = (double) NAN;

  for (guint i = 0; i < n; i++) {
    int nearest = is_read (&series[i]) ? mien_series_nearest (&series[i], x) : -1;

    if (nearest >= 0 && !(fabs (series[i].x[nearest] - x) >= fabs (best - x)))
      best = series[i].x[nearest];
  }
  return best;
}

/* NaN where the series ends before that. */
static double
next_of (const MienSeries *series, double x, int sign)
{
  int k = mien_series_nearest (series, x);

  while (k >= 0 && k < (int) series->n && !((series->x[k] - x) * sign > 0.0))
    k += sign;
  return k >= 0 && k < (int) series->n ? series->x[k] : (double) NAN;
}

double
mien_series_next (const MienSeries *series, guint n, double x, int sign)
{
  double best = (double) NAN;

  for (guint i = 0; i < n; i++) {
    double next = is_read (&series[i]) ? next_of (&series[i], x, sign) : (double) NAN;

    if (isfinite (next) && !((next - best) * sign >= 0.0))
      best = next;
  }
  return isfinite (best) ? best : x;
}

/* The point with the extreme value that the pyramid tells of, whole stretches of it at a time; -1
 * where the series has no finite value. */
static int
find_extreme (const MienSeries *series, gboolean highest)
{
  double low, high, sought;
  guint from = 0, to = series->n;

  if (series->pyramid == NULL ||
      !mien_pyramid_find (series->pyramid, series->y, from, to, &low, &high))
    return -1;
  sought = highest ? high : low;
  while (to - from > 1) {
    guint middle = from + (to - from) / 2;
    gboolean here = mien_pyramid_find (series->pyramid, series->y, from, middle, &low, &high) &&
                    (highest ? high : low) == sought;

    from = here ? from : middle;
    to = here ? middle : to;
  }
  return (int) from;
}

/* A loss that fell is best where it is lowest, a metric that rose where it is highest; nothing is
 * said where that is its end. */
static void
append_extreme (GString *text, const MienSeries *series, const char *x_label)
{
  guint last = series->n - 1;
  gboolean rose = series->y[last] > series->y[0];
  int best = find_extreme (series, rose);
  g_autofree char *x = best >= 0 ? mien_value_label (series->x[best]) : NULL;
  g_autofree char *y = best >= 0 ? mien_value_label (series->y[best]) : NULL;

  if (best < 0 || series->y[best] == series->y[last])
    return;
  if (rose)
    /* Translators: a curve's largest value, what the x axis counts, and where there it is. */
    g_string_append_printf (text, _ (", highest %s at %s %s"), y, x_label, x);
  else
    /* Translators: a curve's smallest value, what the x axis counts, and where there it is. */
    g_string_append_printf (text, _ (", lowest %s at %s %s"), y, x_label, x);
}

static void
append_words (GString *text, const MienSeries *series, const char *x_label)
{
  g_autofree char *x = mien_value_label (series->x[series->n - 1]);
  g_autofree char *first = mien_value_label (series->y[0]);
  g_autofree char *last = mien_value_label (series->y[series->n - 1]);

  if (text->len > 0)
    g_string_append (text, "; ");
  if (series->hidden) {
    /* Translators: a curve's name; it is not drawn at the moment. */
    g_string_append_printf (text, _ ("%s: hidden"), series->name);
    return;
  }
  /* Translators: a curve's name, its first value, its last value, and where that lies. */
  g_string_append_printf (text, _ ("%s: from %s to %s at %s"), series->name, first, last, x);
  append_extreme (text, series, x_label);
}

char *
mien_series_describe (const MienSeries *series, guint n, const char *x_label)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (!series[i].faint && series[i].n > 0)
      append_words (text, &series[i], x_label != NULL ? x_label : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
mien_series_describe_at (const MienSeries *series, guint n, const char *x_label, double x)
{
  g_autoptr (GString) text = g_string_new (x_label);
  g_autofree char *place = mien_value_label (x);

  g_string_append_printf (text, " %s", place);
  for (guint i = 0; i < n; i++) {
    int nearest = is_read (&series[i]) ? mien_series_nearest (&series[i], x) : -1;
    g_autofree char *value = nearest >= 0 ? mien_value_label (series[i].y[nearest]) : NULL;

    if (value != NULL)
      g_string_append_printf (text, "; %s %s", series[i].name, value);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
