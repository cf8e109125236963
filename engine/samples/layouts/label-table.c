#include "engine/samples/layouts/label-table.h"

#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/import-private.h"

#include "engine/core/csv.h"
#include "engine/core/error.h"

#include <string.h>

#define BYTES_TO_RECOGNISE 16384
#define TABLES_TO_RECOGNISE 64
#define ROWS_A_REPORT 4096

typedef struct {
  const MienImport *import;
  MienDatasetBuilder *builder;
  char *source; /* the file's name, for problems */
  const char *const *names;
  guint n_names;
  int *columns; /* [names]: the cell that holds each, -1 where none does */
  const char **cells;
  guint n_cells; /* of the first row */
  MienLabelRowFunc func;
  gpointer data;
} Reading;

static int
find_cell (char **cells, guint n_cells, const char *name)
{
  for (guint i = 0; i < n_cells; i++)
    if (g_ascii_strcasecmp (g_strstrip (cells[i]), name) == 0)
      return (int) i;
  return -1;
}

/* FALSE where the first row is no header but a row like the others. */
static gboolean
read_header (Reading *reading, char **cells, guint n_cells)
{
  guint n_found = 0;

  reading->n_cells = n_cells;
  for (guint k = 0; k < reading->n_names; k++) {
    reading->columns[k] = find_cell (cells, n_cells, reading->names[k]);
    n_found += reading->columns[k] >= 0;
  }
  for (guint k = 0; n_found == 0 && k < reading->n_names; k++)
    reading->columns[k] = (int) k;
  if (n_found == 0)
    reading->n_cells = reading->n_names;
  return n_found > 0;
}

static void
tell_count (Reading *reading, guint row, guint n_cells)
{
  g_autofree char *counts = g_strdup_printf ("%u cells instead of %u", n_cells, reading->n_cells);

  mien_dataset_builder_tell_line (
      reading->builder, reading->source, row, counts,
      "The row has more or fewer cells than the table has columns and is left out; look for a "
      "comma or quotation mark too many or missing");
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;

  if (row % ROWS_A_REPORT == 1 &&
      !mien_import_tell_progress (reading->import, "Reading the labels", -1.0, error))
    return FALSE;
  if (row == 1 && read_header (reading, cells, n_cells))
    return TRUE;
  if (n_cells != reading->n_cells) {
    tell_count (reading, row, n_cells);
    return TRUE;
  }
  for (guint k = 0; k < reading->n_names; k++)
    reading->cells[k] = reading->columns[k] >= 0 ? g_strstrip (cells[reading->columns[k]]) : "";
  return reading->func (reading->cells, row, reading->data, error);
}

gboolean
mien_label_table_read (const MienImport *import,
                       MienFiles *files,
                       MienDatasetBuilder *builder,
                       const char *path,
                       const char *const *names,
                       MienLabelRowFunc func,
                       gpointer data,
                       GError **error)
{
  guint n_names = g_strv_length ((char **) names);
  g_autoptr (GBytes) bytes = mien_files_read (files, path, error);
  g_autofree char *source = g_path_get_basename (path);
  g_autofree int *columns = g_new0 (int, n_names + 1);
  g_autofree const char **cells = g_new0 (const char *, n_names + 1);
  Reading reading = {.import = import,
                     .builder = builder,
                     .source = source,
                     .names = names,
                     .n_names = n_names,
                     .columns = columns,
                     .cells = cells,
                     .func = func,
                     .data = data};

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) == 0) {
    mien_dataset_builder_tell (builder, source, NULL,
                               "The table is empty; put back the one it was");
    return TRUE;
  }
  return mien_csv_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), path, read_row,
                         &reading, error);
}

gboolean
mien_label_table_gather (MienGather *gather,
                         const char *path,
                         const char *const *names,
                         MienLabelRowFunc func,
                         gpointer data,
                         GError **error)
{
  return mien_label_table_read (mien_gather_get_import (gather),
                                mien_gather_get_scan (gather)->files,
                                mien_gather_get_builder (gather), path, names, func, data, error);
}

typedef struct {
  const char *const *names;
  gboolean found;
} Wanted;

/* Stops behind the first row, with an error that says nothing. */
static gboolean
look_at_header (char **cells, guint n_cells, guint row G_GNUC_UNUSED, gpointer data, GError **error)
{
  Wanted *wanted = data;

  wanted->found = TRUE;
  for (guint k = 0; wanted->names[k] != NULL; k++)
    wanted->found = wanted->found && find_cell (cells, n_cells, wanted->names[k]) >= 0;
  g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "");
  return FALSE;
}

gboolean
mien_label_table_has (MienFiles *files, const char *path, const char *const *names)
{
  g_autoptr (GBytes) bytes = mien_files_read (files, path, NULL);
  gsize len = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  const char *text = len > 0 ? g_bytes_get_data (bytes, NULL) : NULL;
  const char *end = len > 0 ? memchr (text, '\n', MIN (len, BYTES_TO_RECOGNISE)) : NULL;
  Wanted wanted = {.names = names};

  len = end != NULL ? (gsize) (end - text) : MIN (len, BYTES_TO_RECOGNISE);
  if (len > 0)
    mien_csv_parse (text, len, path, look_at_header, &wanted, NULL);
  return wanted.found;
}

const char *
mien_label_table_find (const MienScan *scan, const char *const *names)
{
  guint n = 0;

  for (guint i = 0; i < scan->texts->len && n < TABLES_TO_RECOGNISE; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);

    if (!mien_file_is_table_name (path))
      continue;
    if (mien_label_table_has (scan->files, path, names))
      return path;
    n++;
  }
  return NULL;
}
