#include "engine/figures/ticks.h"

#include <math.h>

#define MAX_TICKS 1000

double
mien_tick_step (double low, double high, int wanted)
{
  double rough = (high - low) / MAX (wanted, 1);
  double power = pow (10.0, floor (log10 (rough)));
  double share = rough / power;

  return power * (share <= 1.5 ? 1.0 : share <= 3.5 ? 2.0 : share <= 7.5 ? 5.0 : 10.0);
}

GArray *
mien_ticks_choose (double low, double high, int wanted)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));

  if (!isfinite (low) || !isfinite (high) || !(high > low))
    return ticks;

  double step = mien_tick_step (low, high, wanted);
  double slack = step * 1e-9;

  if (!(step > 0.0) || !isfinite (step))
    return ticks;
  for (double k = ceil ((low - slack) / step); ticks->len < MAX_TICKS; k += 1.0) {
    double tick = CLAMP (k * step, low, high) + 0.0;

    if (k * step > high + slack)
      break;
    g_array_append_val (ticks, tick);
  }
  return ticks;
}

static void
append_folds (GArray *ticks, double low, double high, int exponent, gboolean folds)
{
  static const double leads[] = {1.0, 2.0, 5.0};

  for (guint i = 0; i < (folds ? 3 : 1); i++) {
    double tick = leads[i] * pow (10.0, exponent);

    if (tick >= low * (1.0 - 1e-9) && tick <= high * (1.0 + 1e-9))
      g_array_append_val (ticks, tick);
  }
}

GArray *
mien_ticks_choose_log (double low, double high, int wanted)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));

  if (!isfinite (low) || !isfinite (high) || !(low > 0.0) || !(high > low))
    return ticks;

  int first = (int) floor (log10 (low));
  int last = (int) floor (log10 (high));
  int every = MAX (1, (last - first + 1) / MAX (wanted, 1));
  gboolean folds = (last - first + 1) * 2 <= wanted;

  for (int exponent = first; exponent <= last; exponent++)
    if (exponent % every == 0)
      append_folds (ticks, low, high, exponent, folds);
  return ticks;
}

static char *
with_minus_sign (const char *number, const char *unit)
{
  g_autoptr (GString) text = g_string_new (number);

  g_string_replace (text, "-", "−", 0);
  g_string_append (text, unit);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
scientific_label (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) text = g_string_new (g_ascii_formatd (number, sizeof number, "%.1e", value));

  g_string_replace (text, ".0e", "e", 1);
  g_string_replace (text, "e-0", "e-", 1);
  g_string_replace (text, "e+0", "e", 1);
  g_string_replace (text, "e+", "e", 1);
  return with_minus_sign (text->str, "");
}

/* One for 0.5, two for 0.25 and 0.05 */
static int
digits_of (double step)
{
  int digits = (int) CLAMP (ceil (-log10 (step) - 1e-9), 0.0, 9.0);
  double scaled = step * pow (10.0, digits);

  return fabs (scaled - rint (scaled)) < 1e-6 ? digits : digits + 1;
}

char *
mien_tick_label (double value, double step)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (value);
  double unit = size >= 1e6 && step >= 1e5 ? 1e6 : size >= 1e3 && step >= 1e2 ? 1e3 : 1.0;

  if (size < step * 1e-6)
    return g_strdup ("0");
  if (step < 1e-4 || size >= 1e9)
    return scientific_label (value);

  int digits = digits_of (step / unit);
  g_autofree char *format = g_strdup_printf ("%%.%df", digits);

  g_ascii_formatd (number, sizeof number, format, value / unit);
  if (unit > 1.0 && g_str_has_suffix (number, ".0"))
    number[strlen (number) - 2] = '\0';
  return with_minus_sign (number, unit >= 1e6 ? "M" : unit >= 1e3 ? "k" : "");
}

char *
mien_value_label (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (value);

  if (!isfinite (value))
    return g_strdup ("–");
  if (size > 0.0 && (size < 1e-4 || size >= 1e7))
    return scientific_label (value);

  int digits = size >= 1000.0 ? 0 : size >= 100.0 ? 1 : size >= 10.0 ? 2 : size >= 1.0 ? 3 : 4;
  g_autofree char *format = g_strdup_printf ("%%.%df", digits);

  if (value == rint (value))
    g_ascii_formatd (number, sizeof number, "%.0f", value);
  else
    g_ascii_formatd (number, sizeof number, format, value);
  return with_minus_sign (number, "");
}
