#include "engine/samples/layouts/import.h"
#include "engine/samples/files/file-names.h"

#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/pixel-table.h"

#include <string.h>

#define BUILT_IN "built-in"
#define LABELS "labels.csv"

MienProgress
mien_import_get_progress (const MienImport *import)
{
  return (MienProgress){import->cancellable, import->progress, import->progress_data};
}

gboolean
mien_import_tell_progress (const MienImport *import,
                           const char *doing,
                           double fraction,
                           GError **error)
{
  MienProgress progress = mien_import_get_progress (import);

  return mien_progress_tell (&progress, doing, fraction, error);
}

static gboolean
parse_number (const char *text, guint64 max, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL);
}

/* built-in[:COUNT[:SEED]] */
static MienDataset *
open_built_in (const char *location, GError **error)
{
  g_auto (GStrv) words = g_strsplit (location, ":", -1);
  guint n = g_strv_length (words);
  guint64 count = MIEN_DRAWN_COUNT, seed = 1;

  if (!g_str_equal (words[0], BUILT_IN) || n > 3 ||
      (n > 1 && (!parse_number (words[1], 10000000, &count) || count == 0)) ||
      (n > 2 && !parse_number (words[2], G_MAXUINT64, &seed))) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_FORMAT,
        "“%s” is not understood; the built-in faces are called built-in, built-in:COUNT or "
        "built-in:COUNT:SEED, such as built-in:500:7",
        location);
    return NULL;
  }
  return mien_drawn_dataset_new ((guint) count, MIEN_DRAWN_SIZE, seed);
}

static gboolean
is_pattern (const char *layout)
{
  return strchr (layout, '{') != NULL;
}

static gboolean
check_layout (const char *layout, GError **error)
{
  g_autofree char *known = g_strjoinv (", ", (char **) mien_import_layouts ());

  if (g_str_equal (layout, "auto") || is_pattern (layout) || mien_layouts_find (layout) != NULL)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "There is no layout “%s”; it can be %s or a pattern such as "
               "{person}_{expression}.png",
               layout, known);
  return FALSE;
}

static void
fail_nothing_known (const MienScan *scan, GError **error)
{
  const char *root = mien_files_get_root (scan->files);
  g_autofree char *first =
      scan->problems->len > 0
          ? g_strdup_printf ("; also: %s", ((MienProblem *) scan->problems->pdata[0])->what)
          : g_strdup ("");

  if (scan->pictures->len == 0)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has no faces; a folder for each class with pictures in it (.png, .jpg, .pgm), "
                 "or a labels.csv, was looked for%s",
                 root, first);
  else
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has %u pictures, but nothing says what they show; put them into a folder for "
                 "each class, add a labels.csv, or give a pattern of their names such as "
                 "{person}_{expression}.png",
                 root, scan->pictures->len);
}

static MienDatasetBuilder *
recognise (const MienImport *import, const MienScan *scan, GError **error)
{
  const MienLayout *const *layouts = mien_layouts_get ();

  for (guint i = 0; layouts[i] != NULL; i++)
    if (layouts[i]->recognise (scan))
      return layouts[i]->import (import, scan, error);
  fail_nothing_known (scan, error);
  return NULL;
}

static MienDatasetBuilder *
import_scan (const MienImport *import, const char *layout, const MienScan *scan, GError **error)
{
  if (g_str_equal (layout, "auto"))
    return recognise (import, scan, error);
  if (is_pattern (layout))
    return mien_import_pattern (import, scan, "pattern", layout, error);
  return mien_layouts_find (layout)->import (import, scan, error);
}

static MienDatasetBuilder *
import_files (const MienImport *import, const char *layout, MienFiles *files, GError **error)
{
  gboolean any_table = g_str_equal (layout, "auto") || g_str_equal (layout, "csv");
  g_autoptr (MienScan) scan = NULL;
  MienDatasetBuilder *builder;

  /* It speaks for the whole folder, which then need not be searched. */
  if (any_table && mien_files_has (files, LABELS))
    return mien_import_table (import, files, LABELS, error);
  scan = mien_scan_new (import, files, error);
  if (scan == NULL)
    return NULL;
  builder = import_scan (import, layout, scan, error);
  if (builder != NULL)
    mien_scan_tell (scan, builder);
  return builder;
}

static MienDatasetBuilder *
import_folder (const MienImport *import, const char *layout, GError **error)
{
  g_autofree char *root = g_canonicalize_filename (import->location, NULL);
  g_autoptr (MienFiles) files = mien_files_new_folder (root);

  return import_files (import, layout, files, error);
}

static MienDatasetBuilder *
import_archive (const MienImport *import, const char *layout, GError **error)
{
  MienProgress progress = mien_import_get_progress (import);
  g_autoptr (MienFiles) files = mien_files_open_archive (import->location, &progress, error);

  return files != NULL ? import_files (import, layout, files, error) : NULL;
}

static MienDatasetBuilder *
import_table_file (const MienImport *import, const char *layout, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (import->location, NULL);
  g_autofree char *root = g_path_get_dirname (full);
  g_autofree char *name = g_path_get_basename (full);
  g_autoptr (MienFiles) files = mien_files_new_folder (root);

  if (!g_str_equal (layout, "csv") && mien_pixel_table_is (files, name))
    return mien_pixel_table_import (import, files, name, error);
  return mien_import_table (import, files, name, error);
}

static gboolean
is_table_layout (const char *layout)
{
  return g_str_equal (layout, "auto") || g_str_equal (layout, "csv") ||
         g_str_equal (layout, "fer2013");
}

static MienDatasetBuilder *
import_file (const MienImport *import, const char *layout, GError **error)
{
  const char *location = import->location;

  if (!g_file_test (location, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s is not there; give a folder of faces, an archive, a CSV file or built-in",
                 location);
    return NULL;
  }
  if (mien_files_is_archive_name (location) && g_file_test (location, G_FILE_TEST_IS_REGULAR))
    return import_archive (import, layout, error);
  if (!g_file_test (location, G_FILE_TEST_IS_REGULAR) || mien_file_is_picture_name (location) ||
      !is_table_layout (layout)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be opened as layout %s; a CSV file, an archive (.zip, .tar) or the "
                 "folder of the faces was looked for",
                 location, layout);
    return NULL;
  }
  return import_table_file (import, layout, error);
}

/* A data set without a sample is an error, which tells why everything was left out. */
static MienDataset *
finish (MienDatasetBuilder *builder, const char *location, GError **error)
{
  if (mien_dataset_builder_get_n_samples (builder) > 0)
    return mien_dataset_builder_end (builder);

  g_autofree char *problems = mien_dataset_builder_describe_problems (builder);

  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "No face was found in %s: %s", location,
               *problems != '\0'
                   ? problems
                   : "pictures (.png, .jpg, .pgm) in a folder for each class, or rows "
                     "of a table that name them, were looked for");
  mien_dataset_builder_free (builder);
  return NULL;
}

static MienDataset *
read_with_types (const MienImport *import, GError **error)
{
  const char *layout = import->layout != NULL ? import->layout : "auto";
  MienDatasetBuilder *builder;

  if (g_str_has_prefix (import->location, BUILT_IN) &&
      !g_file_test (import->location, G_FILE_TEST_EXISTS))
    return open_built_in (import->location, error);
  if (!check_layout (layout, error))
    return NULL;
  builder = g_file_test (import->location, G_FILE_TEST_IS_DIR)
                ? import_folder (import, layout, error)
                : import_file (import, layout, error);
  return builder != NULL ? finish (builder, import->location, error) : NULL;
}

GPtrArray *
mien_import_list_pictures (const char *location, GCancellable *cancellable, GError **error)
{
  MienImport import = {.location = location, .cancellable = cancellable};
  g_autofree char *root = g_canonicalize_filename (location, NULL);
  g_autoptr (MienFiles) files =
      mien_files_is_archive_name (location)
          ? mien_files_open_archive (location, &(MienProgress){cancellable, NULL, NULL}, error)
          : mien_files_new_folder (root);
  g_autoptr (MienScan) scan = files != NULL ? mien_scan_new (&import, files, error) : NULL;

  return scan != NULL ? g_ptr_array_ref (scan->pictures) : NULL;
}

/* The types of @edits, and those that were given beside them. */
static GHashTable *
merge_types (const MienImport *import)
{
  GHashTable *types = mien_column_edits_types (import->edits);
  GHashTableIter iter;
  gpointer name, kind;

  if (import->types == NULL)
    return types;
  g_hash_table_iter_init (&iter, import->types);
  while (g_hash_table_iter_next (&iter, &name, &kind))
    g_hash_table_insert (types, g_strdup (name), kind);
  return types;
}

static MienDataset *
join_all (MienDataset *dataset, const MienImport *import, GError **error)
{
  MienDataset *joined = mien_dataset_ref (dataset);

  for (guint i = 0; joined != NULL && import->joins != NULL && i < import->joins->len; i++) {
    g_autoptr (MienDataset) before = joined;

    if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
      return NULL;
    joined = mien_dataset_join (before, g_ptr_array_index (import->joins, i), import->types, NULL,
                                error);
    if (joined == NULL)
      g_prefix_error (error, "data.join[%u]: ", i);
  }
  return joined;
}

MienDataset *
mien_import_read (const MienImport *import, GError **error)
{
  g_return_val_if_fail (import != NULL && import->location != NULL, NULL);

  g_autoptr (GHashTable) types = merge_types (import);
  MienImport typed = *import;

  typed.types = types;
  return read_with_types (&typed, error);
}

MienDataset *
mien_import_finish (MienDataset *dataset, const MienImport *import, GError **error)
{
  g_autoptr (GHashTable) types = merge_types (import);
  MienImport typed = *import;

  typed.types = types;

  g_autoptr (MienDataset) joined = join_all (dataset, &typed, error);

  return joined != NULL ? mien_dataset_edit (joined, import->edits, error) : NULL;
}

MienDataset *
mien_import_open (const MienImport *import, GError **error)
{
  g_autoptr (MienDataset) read = mien_import_read (import, error);

  return read != NULL ? mien_import_finish (read, import, error) : NULL;
}
