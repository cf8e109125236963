#include "ui/models/common-value.h"

#include <glib/gi18n.h>

#define MOST_NAMES 3

typedef struct {
  const char *name;
  guint count;
} Count;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint left = ((const Count *) a)->count, right = ((const Count *) b)->count;

  return left > right ? -1 : left < right;
}

static void
count_names (const MienColumn *column, guint sample, Count *counts)
{
  const float *values = column->values + (gsize) sample * (gsize) column->width;

  if (column->kind == MIEN_KIND_CLASS) {
    counts[mien_column_get_class (column, sample)].count++;
    return;
  }
  for (int i = 0; i < column->width; i++)
    counts[i].count += values[i] > 0.0f;
}

static char *
write_counts (const Count *counts, guint n_names, guint n_missing, guint n)
{
  GString *text = g_string_new (NULL);

  if (n_names > 0 && counts[0].count == n && (n_names == 1 || counts[1].count == 0)) {
    g_string_append (text, counts[0].name);
    return g_string_free (text, FALSE);
  }
  for (guint i = 0; i < n_names && counts[i].count > 0; i++) {
    if (i == MOST_NAMES) {
      g_string_append (text, ", …");
      break;
    }
    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", counts[i].name, counts[i].count);
  }
  if (n_missing > 0)
    g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "", _ ("missing"), n_missing);
  return g_string_free (text, FALSE);
}

static char *
sum_up_names (const MienColumn *column, GArray *samples, guint n_missing)
{
  guint n_names = g_strv_length (column->names);
  g_autofree Count *counts = g_new0 (Count, n_names + 1);

  for (guint k = 0; k < n_names; k++)
    counts[k].name = column->names[k];
  for (guint i = 0; i < samples->len; i++)
    if (!mien_column_is_missing (column, g_array_index (samples, guint, i)))
      count_names (column, g_array_index (samples, guint, i), counts);
  qsort (counts, n_names, sizeof *counts, compare_counts);
  return write_counts (counts, n_names, n_missing, samples->len);
}

static char *
sum_up_numbers (const MienColumn *column, GArray *samples)
{
  guint lowest = G_MAXUINT, highest = G_MAXUINT;

  for (guint i = 0; i < samples->len; i++) {
    guint sample = g_array_index (samples, guint, i);

    if (mien_column_is_missing (column, sample))
      continue;
    if (lowest == G_MAXUINT || column->values[sample] < column->values[lowest])
      lowest = sample;
    if (highest == G_MAXUINT || column->values[sample] > column->values[highest])
      highest = sample;
  }

  g_autofree char *low = mien_column_format (column, lowest);
  g_autofree char *high = mien_column_format (column, highest);

  return g_str_equal (low, high) ? g_steal_pointer (&low) : g_strdup_printf ("%s … %s", low, high);
}

char *
mien_common_value (const MienColumn *column, GArray *samples)
{
  g_return_val_if_fail (samples->len > 0, NULL);

  guint n_missing = 0;

  for (guint i = 0; i < samples->len; i++)
    n_missing += (guint) mien_column_is_missing (column, g_array_index (samples, guint, i));
  if (n_missing == samples->len)
    return g_strdup ("–");
  if (samples->len == 1)
    return mien_column_format (column, g_array_index (samples, guint, 0));
  return column->names != NULL ? sum_up_names (column, samples, n_missing)
                               : sum_up_numbers (column, samples);
}

char *
mien_common_values (MienDataset *dataset, GArray *samples)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *value = NULL;
    g_autofree char *line = NULL;

    if (column->kind == MIEN_KIND_POINTS)
      continue;
    value = mien_common_value (column, samples);
    line = g_markup_printf_escaped ("%s<b>%s</b>  %s", text->len > 0 ? "\n" : "", column->name,
                                    *value != '\0' ? value : "–");
    g_string_append (text, line);
  }
  return g_string_free (text, FALSE);
}
