/* RAF-DB as it was packed again: DATASET/train/5/train_00001_aligned.jpg in a folder for each code,
 * with train_labels.csv and test_labels.csv, which say the same again. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/path-index.h"
#include "engine/samples/layouts/raf-db.h"

#include <string.h>

static const char *const names[] = {"image", "label", NULL};

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  const char *source;
} Checking;

/* (transfer full): of "DATASET/train/5/train_00001_aligned.jpg" the "5"; "" where there is none */
static char *
folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_path_get_basename (folder);
}

static gboolean
is_code (const char *folder)
{
  return folder[0] >= '1' && folder[0] <= '7' && folder[1] == '\0';
}

/* Labels are the folders'; a table that says otherwise is told, not followed. */
static gboolean
check_row (const char *const *cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Checking *checking = data;
  const char *path = mien_path_index_find (checking->pictures, cells[0]);
  g_autofree char *folder = path != NULL ? folder_of (path) : NULL;

  if (path == NULL)
    mien_path_index_tell_absent (checking->gather, cells[0], checking->source, row);
  else if (!g_str_equal (folder, cells[1]))
    mien_gather_tell (checking->gather, checking->source, row, path,
                      "The table has another label than the folder that the picture lies in; the "
                      "folder's is used: correct one of them");
  return TRUE;
}

static gboolean
check_tables (Checking *checking, const MienScan *scan, GError **error)
{
  gboolean ok = TRUE, any = FALSE;

  for (guint i = 0; ok && i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    g_autofree char *source = g_path_get_basename (path);

    if (!g_str_has_suffix (source, "_labels.csv"))
      continue;
    checking->source = source;
    any = TRUE;
    ok = mien_label_table_gather (checking->gather, path, names, check_row, checking, error);
  }
  if (ok && any)
    mien_path_index_tell_rest (checking->pictures, checking->gather, NULL,
                               "No table has the picture, whose label is its folder's; there is "
                               "nothing to do unless the picture was put there by mistake");
  return ok;
}

static void
take_face (MienGather *gather, guint expression, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = folder_of (path);

  if (!is_code (folder)) {
    mien_gather_tell (gather, path, 0, NULL,
                      "The picture lies in no folder named 1 to 7 and is left out; move it into "
                      "the one of its expression");
    return;
  }
  mien_gather_add_sample (gather, path, mien_raf_db_part (name));
  mien_gather_set_code (gather, expression, folder, mien_raf_db_codes, 1, path, 0);
}

/* train_00001_aligned.jpg in most places, below a folder that is a code */
static gboolean
recognise (const MienScan *scan)
{
  g_autoptr (GRegex) regex = g_regex_new ("/[1-7]/(train|test)_[0-9]{4,5}(_aligned)?\\.(jpg|png)$",
                                          G_REGEX_OPTIMIZE, 0, NULL);
  guint n = 0;

  for (guint i = 0; i < scan->pictures->len; i++)
    n += g_regex_match (regex, g_ptr_array_index (scan->pictures, i), 0, NULL);
  return n > scan->pictures->len / 2;
}

static MienDatasetBuilder *
import_folders (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "raf-db-folders");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  Checking checking = {.gather = gather, .pictures = pictures};
  guint n = scan->pictures->len;
  guint expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);

  for (guint i = 0; i < n; i++) {
    if (!mien_gather_go_on (gather, "Reading the folders", (double) i / n, error))
      return NULL;
    take_face (gather, expression, g_ptr_array_index (scan->pictures, i));
  }
  if (!check_tables (&checking, scan, error))
    return NULL;
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_raf_db_folders = {"raf-db-folders", "RAF-DB, a folder for each code",
                                               recognise, import_folders};
