#include "engine/samples/import.h"

#include "engine/core/error.h"
#include "engine/samples/drawn.h"
#include "engine/samples/import-private.h"

#include <string.h>

#define BUILT_IN "built-in"

const char *const *
mien_import_layouts (void)
{
  static const char *const layouts[] = {"auto", "folder", "csv", "cmu", NULL};

  return layouts;
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
is_known_layout (const char *layout)
{
  return g_strv_contains (mien_import_layouts (), layout) || strchr (layout, '{') != NULL;
}

/* The one table that there is; of several, none can be told to be meant. */
static const char *
find_table (const MienScan *scan)
{
  const char *found = NULL;
  guint n = 0;

  for (guint i = 0; i < scan->tables->len; i++) {
    const char *name = g_ptr_array_index (scan->tables, i);
    g_autofree char *path = g_build_filename (scan->root, name, NULL);

    if (mien_import_is_table (path)) {
      found = name;
      n++;
    }
  }
  return n == 1 ? found : NULL;
}

static MienDatasetBuilder *
import_found_table (const MienImport *import, const MienScan *scan, GError **error)
{
  const char *name = find_table (scan);
  g_autofree char *path = name != NULL ? g_build_filename (scan->root, name, NULL) : NULL;

  if (path != NULL)
    return mien_import_table (import, path, error);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s has no table to read; labels.csv or one .csv or .tsv file with a column of "
               "pictures was looked for",
               scan->root);
  return NULL;
}

static gboolean
fail_nothing_known (const MienScan *scan, GError **error)
{
  g_autofree char *first =
      scan->problems->len > 0
          ? g_strdup_printf ("; also: %s", ((MienProblem *) scan->problems->pdata[0])->what)
          : g_strdup ("");

  if (scan->pictures->len == 0)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has no faces; a folder for each class with pictures in it (.png, .jpg, .pgm), "
                 "or a labels.csv, was looked for%s",
                 scan->root, first);
  else
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has %u pictures, but nothing says what they show; put them into a folder for "
                 "each class, add a labels.csv, or give a pattern of their names such as "
                 "{person}_{expression}.png",
                 scan->root, scan->pictures->len);
  return FALSE;
}

static MienDatasetBuilder *
recognise (const MienImport *import, const MienScan *scan, GError **error)
{
  if (find_table (scan) != NULL)
    return import_found_table (import, scan, error);
  if (mien_import_is_cmu (scan))
    return mien_import_pattern (import, scan, "cmu", MIEN_CMU_PATTERN, error);
  if (mien_import_is_folder (scan))
    return mien_import_folder (import, scan, error);
  fail_nothing_known (scan, error);
  return NULL;
}

static MienDatasetBuilder *
import_scan (const MienImport *import, const char *layout, const MienScan *scan, GError **error)
{
  if (g_str_equal (layout, "auto"))
    return recognise (import, scan, error);
  if (g_str_equal (layout, "csv"))
    return import_found_table (import, scan, error);
  if (g_str_equal (layout, "cmu"))
    return mien_import_pattern (import, scan, layout, MIEN_CMU_PATTERN, error);
  if (g_str_equal (layout, "folder"))
    return mien_import_folder (import, scan, error);
  return mien_import_pattern (import, scan, "pattern", layout, error);
}

/* A labels.csv speaks for the whole folder, which then need not be searched. */
static char *
find_labels (const char *root, const char *layout)
{
  g_autofree char *path = g_build_filename (root, "labels.csv", NULL);

  if (!g_str_equal (layout, "auto") && !g_str_equal (layout, "csv"))
    return NULL;
  return mien_import_is_table (path) ? g_steal_pointer (&path) : NULL;
}

static MienDatasetBuilder *
import_folder (const MienImport *import, const char *layout, GError **error)
{
  g_autofree char *root = g_canonicalize_filename (import->location, NULL);
  g_autofree char *labels = find_labels (root, layout);
  g_autoptr (MienScan) scan = NULL;
  g_autoptr (MienDatasetBuilder) builder = NULL;

  if (labels != NULL)
    return mien_import_table (import, labels, error);
  if ((scan = mien_scan_new (import, root, error)) == NULL)
    return NULL;
  builder = import_scan (import, layout, scan, error);
  if (builder != NULL)
    mien_scan_tell (scan, builder);
  return g_steal_pointer (&builder);
}

static MienDatasetBuilder *
import_file (const MienImport *import, const char *layout, GError **error)
{
  const char *location = import->location;

  if (!g_file_test (location, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s is not there; give a folder of faces, a CSV file or built-in", location);
    return NULL;
  }
  if (!g_file_test (location, G_FILE_TEST_IS_REGULAR) || mien_scan_is_picture_name (location) ||
      (!g_str_equal (layout, "auto") && !g_str_equal (layout, "csv"))) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be opened as layout %s; a CSV file or the folder of the faces was "
                 "looked for",
                 location, layout);
    return NULL;
  }
  return mien_import_table (import, location, error);
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

MienDataset *
mien_import_open (const MienImport *import, GError **error)
{
  g_return_val_if_fail (import != NULL && import->location != NULL, NULL);

  const char *layout = import->layout != NULL ? import->layout : "auto";
  MienDatasetBuilder *builder;

  if (g_str_has_prefix (import->location, BUILT_IN) &&
      !g_file_test (import->location, G_FILE_TEST_EXISTS))
    return open_built_in (import->location, error);
  if (!is_known_layout (layout)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "There is no layout “%s”; it can be auto, folder, csv, cmu or a pattern such as "
                 "{person}_{expression}.png",
                 layout);
    return NULL;
  }
  builder = g_file_test (import->location, G_FILE_TEST_IS_DIR)
                ? import_folder (import, layout, error)
                : import_file (import, layout, error);
  return builder != NULL ? finish (builder, import->location, error) : NULL;
}
