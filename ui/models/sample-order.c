#include "ui/models/sample-order.h"

#include <math.h>
#include <string.h>

typedef struct {
  MienDataset *dataset;
  const MienColumn *column; /* (nullable) */
  int sign;                 /* -1 descending */
} Sorting;

/* Runs of digits are compared as numbers: the longer is larger once zeros in front are passed. */
static int
compare_digits (const char **a, const char **b)
{
  gsize len_a, len_b;
  int order;

  *a += strspn (*a, "0");
  *b += strspn (*b, "0");
  len_a = strspn (*a, "0123456789");
  len_b = strspn (*b, "0123456789");
  order = len_a != len_b ? (len_a < len_b ? -1 : 1) : strncmp (*a, *b, len_a);
  *a += len_a;
  *b += len_b;
  return order;
}

static int
compare_ids (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0') {
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b)) {
      int order = compare_digits (&a, &b);

      if (order != 0)
        return order;
    } else if (g_ascii_tolower (*a) != g_ascii_tolower (*b)) {
      break;
    } else {
      a++;
      b++;
    }
  }
  return (int) (guchar) g_ascii_tolower (*a) - (int) (guchar) g_ascii_tolower (*b);
}

/* The first value that differs decides; of flags and votes the larger comes first, so that faces
 * with the first flag lead. */
static int
compare_values (const MienColumn *column, guint a, guint b)
{
  const float *left = column->values + (gsize) a * (gsize) column->width;
  const float *right = column->values + (gsize) b * (gsize) column->width;
  int sign = column->width > 1 ? -1 : 1;

  for (int i = 0; i < column->width; i++)
    if (left[i] < right[i] || left[i] > right[i])
      return left[i] < right[i] ? -sign : sign;
  return 0;
}

static int
compare (gconstpointer pa, gconstpointer pb, gpointer data)
{
  const Sorting *sorting = data;
  guint a = *(const guint *) pa, b = *(const guint *) pb;
  int order = 0;

  if (sorting->column == NULL) {
    order = compare_ids (mien_dataset_get_id (sorting->dataset, a),
                         mien_dataset_get_id (sorting->dataset, b));
  } else {
    gboolean no_a = mien_column_is_missing (sorting->column, a);
    gboolean no_b = mien_column_is_missing (sorting->column, b);

    if (no_a != no_b)
      return no_a ? 1 : -1;
    order = no_a ? 0 : compare_values (sorting->column, a, b);
  }
  if (order == 0)
    return a < b ? -1 : a > b;
  return sorting->sign * order;
}

/* Ids mostly come in order, and comparing a hundred thousand by their digits takes a while. */
static gboolean
is_rising (MienDataset *dataset, guint n)
{
  for (guint i = 1; i < n; i++)
    if (compare_ids (mien_dataset_get_id (dataset, i - 1), mien_dataset_get_id (dataset, i)) >= 0)
      return FALSE;
  return TRUE;
}

GArray *
mien_sample_order_new (MienDataset *dataset, const char *column, gboolean descending)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  Sorting sorting = {dataset, column != NULL ? mien_dataset_get_column (dataset, column) : NULL,
                     descending ? -1 : 1};
  guint n = mien_dataset_get_n_samples (dataset);
  gboolean sorted = sorting.column == NULL && is_rising (dataset, n);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; i < n; i++) {
    guint sample = sorted && descending ? n - 1 - i : i;

    g_array_append_val (order, sample);
  }
  if (!sorted)
    g_array_sort_with_data (order, compare, &sorting);
  return order;
}

GArray *
mien_sample_order_keep (MienDataset *dataset, GArray *order, GArray *samples)
{
  guint n = mien_dataset_get_n_samples (dataset);
  g_autofree gboolean *kept = g_new0 (gboolean, n);
  GArray *result = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < samples->len; i++)
    if (g_array_index (samples, guint, i) < n)
      kept[g_array_index (samples, guint, i)] = TRUE;
  for (guint i = 0; i < n; i++) {
    guint sample = order != NULL ? g_array_index (order, guint, i) : i;

    if (kept[sample])
      g_array_append_val (result, sample);
  }
  return result;
}
