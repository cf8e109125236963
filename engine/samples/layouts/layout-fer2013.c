/* FER2013's CSV (Goodfellow et al., "Challenges in Representation Learning", 2013), and tables like
 * it: fer2013.csv, icml_face_data.csv, train.csv. */
#include "engine/core/error.h"
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/pixel-table.h"

/* The whole set before a part of it. */
static const char *
find_table (const MienScan *scan)
{
  static const char *const usual[] = {"fer2013.csv", "icml_face_data.csv", "train.csv"};
  const char *found = NULL;
  guint best = G_MAXUINT;

  for (guint i = 0; i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    g_autofree char *name = g_path_get_basename (path);
    guint rank = 0;

    if (!mien_file_is_table_name (path) || !mien_pixel_table_is (scan->files, path))
      continue;
    while (rank < G_N_ELEMENTS (usual) && g_ascii_strcasecmp (name, usual[rank]) != 0)
      rank++;
    if (rank < best) {
      best = rank;
      found = path;
    }
  }
  return found;
}

static gboolean
recognise (const MienScan *scan)
{
  return find_table (scan) != NULL;
}

static MienDatasetBuilder *
import_fer2013 (const MienImport *import, const MienScan *scan, GError **error)
{
  const char *path = find_table (scan);

  if (path != NULL)
    return mien_pixel_table_import (import, scan->files, path, error);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s has no table of pixels; fer2013.csv or another .csv file with a column called "
               "pixels was looked for",
               mien_files_get_root (scan->files));
  return NULL;
}

const MienLayout mien_layout_fer2013 = {"fer2013", "FER2013 table", recognise, import_fer2013};
