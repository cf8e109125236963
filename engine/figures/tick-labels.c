/* The words at an axis' ticks, and values read out. */
#include "engine/figures/ticks.h"

#include <math.h>
#include <string.h>

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

/* "2×10⁻⁶", "10⁹" */
static char *
power_label (double value)
{
  static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  int exponent = (int) floor (log10 (fabs (value)) + 1e-9);
  double lead = rint (value / pow (10.0, exponent) * 1e3) / 1e3;
  g_autoptr (GString) text = g_string_new (value < 0.0 ? "−" : "");
  g_autofree char *power = g_strdup_printf ("%d", ABS (exponent));
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (fabs (lead) != 1.0)
    g_string_append_printf (text, "%s×",
                            g_ascii_formatd (number, sizeof number, "%g", fabs (lead)));
  g_string_append (text, exponent < 0 ? "10⁻" : "10");
  for (const char *digit = power; *digit != '\0'; digit++)
    g_string_append (text, digits[*digit - '0']);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One for 0.5, two for 0.25 and 0.05 */
static int
digits_of (double step)
{
  int digits = (int) CLAMP (ceil (-log10 (step) - 1e-9), 0.0, 12.0);
  double scaled = step * pow (10.0, digits);

  return fabs (scaled - rint (scaled)) < 1e-6 ? digits : digits + 1;
}

char *
mien_tick_label (double value, double step)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (value);
  double unit = size >= 1e9 && step >= 1e8   ? 1e9
                : size >= 1e6 && step >= 1e5 ? 1e6
                : size >= 1e3 && step >= 1e2 ? 1e3
                                             : 1.0;

  if (!isfinite (value))
    return g_strdup ("–");
  if (size <= step * 1e-6) /* 0 itself too, where the step is too small for its millionth */
    return g_strdup ("0");
  if ((step < 1e-4 && size < 1e3 * step) || size >= 1e12)
    return power_label (value);

  int digits = digits_of (step / unit);
  g_autofree char *format = g_strdup_printf ("%%.%df", digits);

  g_ascii_formatd (number, sizeof number, format, value / unit);
  if (unit > 1.0 && g_str_has_suffix (number, ".0"))
    number[strlen (number) - 2] = '\0';
  return with_minus_sign (number, unit >= 1e9 ? "G" : unit >= 1e6 ? "M" : unit >= 1e3 ? "k" : "");
}

GPtrArray *
mien_ticks_label (const MienAxis *axis, const MienTicks *ticks)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  double largest = MAX (fabs (axis->low), fabs (axis->high));
  gboolean far = largest >= 1e5 || (axis->low > 0.0 && axis->low < 1e-3);

  for (guint i = 0; i < ticks->values->len; i++) {
    double value = g_array_index (ticks->values, double, i);

    if (ticks->step > 0.0)
      g_ptr_array_add (labels, mien_tick_label (value, ticks->step));
    else if (far && value != 0.0)
      g_ptr_array_add (labels, power_label (value));
    else
      g_ptr_array_add (
          labels, value == 0.0
                      ? g_strdup ("0")
                      : mien_tick_label (value, pow (10.0, floor (log10 (fabs (value)) + 1e-9))));
  }
  return labels;
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
