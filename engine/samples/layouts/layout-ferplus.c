/* FERPlus as its trainer wants it: FER2013Train/fer0000000.png with FER2013Train/label.csv, the
 * same for FER2013Valid and FER2013Test; or those pictures and the table of votes, fer2013new.csv.
 */
#include "engine/core/error.h"
#include "engine/samples/data/expressions.h"
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/ferplus.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/path-index.h"

#include <math.h>
#include <string.h>

#define LABELS "label.csv"

enum {
  IMAGE,
  BOX,
  FIRST_VOTE
};

/* The box is the whole picture in every row. */
static const char *const names[] = {"image",   "box",   "neutral", "happiness", "surprise",
                                    "sadness", "anger", "disgust", "fear",      "contempt",
                                    "unknown", "NF",    NULL};

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  char *source; /* of the table that is read */
  char *folder; /* its own */
  guint expression;
  guint votes;
} Reading;

/* FER2013Train, FER2013Valid, FER2013Test */
static MienPart
part_of (const char *picture)
{
  g_autofree char *folder = g_path_get_dirname (picture);
  const char *at = strstr (folder, "FER2013");
  MienPart part = MIEN_PART_NONE;

  if (at != NULL)
    mien_part_from_name (at + strlen ("FER2013"), &part);
  return part;
}

static void
set_votes (Reading *reading, const int *votes, const char *source, guint row)
{
  float *shares = mien_gather_get_values (reading->gather, reading->votes);
  int class = mien_ferplus_majority (votes);

  if (class >= 0)
    mien_gather_set (reading->gather, reading->expression, class);
  if (mien_ferplus_share (votes, shares))
    return;
  for (int k = 0; k < MIEN_N_EXPRESSIONS; k++)
    shares[k] = NAN;
  mien_gather_tell_face (
      reading->gather, source, row, NULL,
      "Ten people agreed on no expression, or most saw no face, so the votes count "
      "as missing; there is nothing to do");
}

static gboolean
read_row (const char *const *cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  g_autofree char *name = g_str_equal (reading->folder, ".")
                              ? g_strdup (cells[IMAGE])
                              : g_build_filename (reading->folder, cells[IMAGE], NULL);
  const char *path = mien_path_index_take (reading->pictures, reading->gather, name, part_of (name),
                                           reading->source, row);
  int votes[MIEN_FERPLUS_N_VOTES];

  if (path == NULL)
    return TRUE;
  if (mien_ferplus_parse_votes (cells + FIRST_VOTE, votes))
    set_votes (reading, votes, reading->source, row);
  else
    mien_gather_tell_face (
        reading->gather, reading->source, row, cells[IMAGE],
        "The row has not ten counts of votes, which count as missing; restore the "
        "table");
  return TRUE;
}

static gboolean
is_label_file (const char *path)
{
  return g_str_equal (path, LABELS) || g_str_has_suffix (path, "/" LABELS);
}

static gboolean
read_label_files (Reading *reading, const MienScan *scan, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);

    if (!is_label_file (path))
      continue;

    g_autofree char *folder = g_path_get_dirname (path);

    reading->folder = folder;
    reading->source = (char *) path; /* all are called label.csv */
    ok = mien_label_table_gather (reading->gather, path, names, read_row, reading, error);
  }
  return ok;
}

static void
take_picture (Reading *reading, const MienFerplus *table, const char *path)
{
  int row = mien_ferplus_find_row (table, path);

  if (row < 0) {
    mien_gather_tell (reading->gather, path, 0, NULL,
                      "The table of votes does not name this picture, which is left out; check how "
                      "it is named (fer0000012.png)");
    return;
  }
  mien_gather_add_sample (reading->gather, path, mien_ferplus_get_part (table, (guint) row));
  set_votes (reading, mien_ferplus_get_votes (table, (guint) row), reading->source,
             (guint) row + 2);
}

static void
tell_votes_without_picture (Reading *reading, const MienFerplus *table)
{
  for (guint row = 0; row < mien_ferplus_get_n_rows (table); row++) {
    const char *name = mien_ferplus_get_picture (table, row);

    if (name != NULL && mien_path_index_find (reading->pictures, name) == NULL)
      mien_path_index_tell_absent (reading->gather, name, reading->source, row + 2);
  }
}

/* (nullable) */
static const char *
find_table (const MienScan *scan)
{
  for (guint i = 0; i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);

    if (mien_file_is_table_name (path) && mien_ferplus_is_table (scan->files, path))
      return path;
  }
  return NULL;
}

static gboolean
read_table (Reading *reading, const MienImport *import, const MienScan *scan, GError **error)
{
  const char *path = find_table (scan);
  g_autofree char *source = g_path_get_basename (path);
  g_autoptr (MienFerplus) table = mien_ferplus_read (
      import, scan->files, path, mien_gather_get_builder (reading->gather), error);

  if (table == NULL)
    return FALSE;
  reading->source = source;
  for (guint i = 0; i < scan->pictures->len; i++)
    take_picture (reading, table, g_ptr_array_index (scan->pictures, i));
  tell_votes_without_picture (reading, table);
  return TRUE;
}

static gboolean
has_label_file (const MienScan *scan)
{
  for (guint i = 0; i < scan->texts->len; i++)
    if (is_label_file (g_ptr_array_index (scan->texts, i)))
      return TRUE;
  return FALSE;
}

static gboolean
recognise (const MienScan *scan)
{
  guint n = 0;

  for (guint i = 0; i < scan->pictures->len; i++)
    n += mien_ferplus_is_picture (g_ptr_array_index (scan->pictures, i));
  return find_table (scan) != NULL ? n >= scan->pictures->len / 2 /* also where there is none */
                                   : has_label_file (scan) && n > scan->pictures->len / 2;
}

static MienDatasetBuilder *
import_ferplus (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "ferplus");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  Reading reading = {.gather = gather, .pictures = pictures};

  if (!recognise (scan))
    return mien_layout_fail (scan, "FER2013Train/fer0000000.png with FER2013Train/label.csv",
                             error);
  if (scan->pictures->len == 0) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_FORMAT,
        "%s holds FERPlus's votes but not the faces; put FER2013's fer2013.csv beside them, "
        "or its pictures named as in the table",
        mien_files_get_root (scan->files));
    return NULL;
  }
  reading.expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  reading.votes = mien_gather_add_column (gather, "votes", MIEN_KIND_DISTRIBUTION, mien_expressions,
                                          MIEN_N_EXPRESSIONS);
  if (!has_label_file (scan)) {
    if (!read_table (&reading, import, scan, error))
      return NULL;
    return mien_gather_end (g_steal_pointer (&gather));
  }
  if (!read_label_files (&reading, scan, error))
    return NULL;
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_ferplus = {"ferplus", "FERPlus", recognise, import_ferplus};
