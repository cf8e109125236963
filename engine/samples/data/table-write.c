#include "engine/samples/data/table-write.h"

#include "engine/core/csv.h"
#include "engine/core/file.h"

#define SPLIT "split"

typedef struct {
  MienDataset *dataset;
  GString *text;
  int size;
  gboolean parts;
} Writing;

static gboolean
measure (const Writing *writing, guint sample, MienBox *box)
{
  *box = (MienBox){0, 0, writing->size, writing->size};
  return writing->size > 0 || mien_dataset_measure (writing->dataset, sample, box);
}

static char *
format_points (const Writing *writing, const MienColumn *column, guint sample)
{
  const float *values = column->values + (gsize) sample * (gsize) column->width;
  GString *text = g_string_new (NULL);
  MienBox box;

  if (mien_column_is_missing (column, sample) || !measure (writing, sample, &box))
    return g_string_free (text, FALSE);
  for (int i = 0; i < column->width; i++) {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    double place = (double) values[i];

    g_ascii_formatd (digits, sizeof digits, "%.2f",
                     i % 2 == 0 ? box.x + place * box.width : box.y + place * box.height);
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", digits);
  }
  return g_string_free (text, FALSE);
}

static void
append_header (const Writing *writing)
{
  GPtrArray *columns = mien_dataset_get_columns (writing->dataset);

  mien_csv_append_cell (writing->text, "path");
  for (guint k = 0; k < columns->len; k++)
    mien_csv_append_cell (writing->text, ((MienColumn *) g_ptr_array_index (columns, k))->name);
  if (writing->parts)
    mien_csv_append_cell (writing->text, SPLIT);
  mien_csv_end_row (writing->text);
}

static void
append_sample (const Writing *writing, guint sample)
{
  GPtrArray *columns = mien_dataset_get_columns (writing->dataset);
  MienPart part = mien_dataset_get_part (writing->dataset, sample);

  mien_csv_append_cell (writing->text, mien_dataset_get_id (writing->dataset, sample));
  for (guint k = 0; k < columns->len; k++) {
    const MienColumn *column = g_ptr_array_index (columns, k);
    g_autofree char *cell = column->kind == MIEN_KIND_POINTS
                                ? format_points (writing, column, sample)
                                : mien_column_format (column, sample);

    mien_csv_append_cell (writing->text, cell);
  }
  if (writing->parts)
    mien_csv_append_cell (writing->text, part != MIEN_PART_NONE ? mien_part_name (part) : "");
  mien_csv_end_row (writing->text);
}

gboolean
mien_table_write (MienDataset *dataset,
                  const char *path,
                  int size,
                  GCancellable *cancellable,
                  guint *n_written,
                  GError **error)
{
  g_return_val_if_fail (dataset != NULL && path != NULL, FALSE);

  Writing writing = {
      .dataset = dataset,
      .text = g_string_new (NULL),
      .size = size,
      .parts = mien_dataset_has_parts (dataset) && mien_dataset_get_column (dataset, SPLIT) == NULL,
  };
  gboolean stopped = FALSE;
  guint n = 0;

  append_header (&writing);
  for (guint i = 0; i < mien_dataset_get_n_samples (dataset) && !stopped; i++) {
    stopped = g_cancellable_set_error_if_cancelled (cancellable, error);
    if (stopped || mien_dataset_is_excluded (dataset, i))
      continue;
    append_sample (&writing, i);
    n++;
  }

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (writing.text);

  if (n_written != NULL)
    *n_written = n;
  return !stopped && mien_file_replace (path, bytes, error);
}
