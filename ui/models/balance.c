#include "ui/models/balance.h"

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
  return self;
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
