#include "ui/models/balance.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_RANGES 10

static void
count_names (MienBalance *self, const MienColumn *column)
{
  g_autofree guint *counts = mien_column_count (column);

  self->names = g_strdupv (column->names);
  self->terms = g_strdupv (column->names);
  self->n = g_strv_length (column->names);
  self->counts = g_new0 (double, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    self->counts[i] = counts[i];
}

static gboolean
find_range (const MienColumn *column, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (guint i = 0; i < column->n_samples; i++) {
    double value = (double) column->values[i];

    if (isfinite (value)) {
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
  }
  return *low <= *high;
}

static char *
format_edge (double value, double step)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  int digits = step < 0.1 ? 2 : step < 1.0 ? 1 : 0;

  return g_strdup (g_ascii_formatd (text, sizeof text,
                                    digits == 2   ? "%.2f"
                                    : digits == 1 ? "%.1f"
                                                  : "%.0f",
                                    value));
}

static void
count_ranges (MienBalance *self, const MienColumn *column)
{
  double low, high;

  if (!find_range (column, &low, &high))
    return;
  double step = high > low ? (high - low) / N_RANGES : 1.0;

  self->low = low;
  self->high = high;
  self->step = step;
  self->n = high > low ? N_RANGES : 1;
  self->names = g_new0 (char *, self->n + 1);
  self->terms = g_new0 (char *, self->n + 1);
  self->counts = g_new0 (double, self->n + 1);
  for (guint i = 0; i < self->n; i++) {
    g_autofree char *from = format_edge (low + i * step, step);
    g_autofree char *to = format_edge (low + (i + 1) * step, step);
    char exact_from[G_ASCII_DTOSTR_BUF_SIZE], exact_to[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd (exact_from, sizeof exact_from, "%.7g", low + i * step);
    g_ascii_formatd (exact_to, sizeof exact_to, "%.7g", low + (i + 1) * step);
    self->names[i] = g_strdup_printf ("%s … %s", from, to);
    self->terms[i] = g_strdup_printf ("%s..%s", exact_from, exact_to);
  }
  for (guint i = 0; i < column->n_samples; i++) {
    double value = (double) column->values[i];

    if (isfinite (value))
      self->counts[MIN ((guint) ((value - low) / step), self->n - 1)] += 1.0;
  }
}

static void
add_missing (MienBalance *self, const MienColumn *column)
{
  guint missing = mien_column_count_missing (column);

  if (missing == 0)
    return;
  self->names = g_renew (char *, self->names, self->n + 2);
  self->terms = g_renew (char *, self->terms, self->n + 2);
  self->counts = g_renew (double, self->counts, self->n + 2);
  self->names[self->n] = g_strdup (_ ("missing"));
  self->terms[self->n] = g_strdup ("?");
  self->counts[self->n++] = missing;
  self->names[self->n] = self->terms[self->n] = NULL;
}

MienBalance *
mien_balance_new (const MienColumn *column)
{
  MienBalance *self = g_new0 (MienBalance, 1);

  if (column->names != NULL)
    count_names (self, column);
  else if (column->kind == MIEN_KIND_SCALAR)
    count_ranges (self, column);
  if (self->names == NULL) {
    self->names = g_new0 (char *, 1);
    self->terms = g_new0 (char *, 1);
    self->counts = g_new0 (double, 1);
  }
  if (column->kind != MIEN_KIND_POINTS)
    add_missing (self, column);
  return self;
}

static guint
find_names (const MienColumn *column, guint sample, guint *bins)
{
  const float *values = column->values + (gsize) sample * (gsize) column->width;
  guint found = 0;

  if (column->kind == MIEN_KIND_CLASS) {
    bins[0] = (guint) mien_column_get_class (column, sample);
    return 1;
  }
  for (guint k = 0; k < (guint) column->width; k++)
    if (values[k] > 0.0f)
      bins[found++] = k;
  return found;
}

guint
mien_balance_find (const MienBalance *self, const MienColumn *column, guint sample, guint *bins)
{
  guint n_ranges = self->n;

  if (self->n == 0)
    return 0;
  if (mien_column_is_missing (column, sample)) {
    bins[0] = self->n - 1; /* where there is a missing value, there is a bin for it, the last */
    return 1;
  }
  if (column->names != NULL)
    return find_names (column, sample, bins);
  if (g_str_equal (self->terms[self->n - 1], "?"))
    n_ranges--;
  bins[0] =
      MIN ((guint) (((double) column->values[sample] - self->low) / self->step), n_ranges - 1);
  return 1;
}

void
mien_balance_free (MienBalance *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->names);
  g_strfreev (self->terms);
  g_free (self->counts);
  g_free (self);
}
