/* AffectNet (Mollahosseini, Hasani and Mahoor, "AffectNet: A Database for Facial Expression,
 * Valence, and Arousal Computing in the Wild", IEEE Trans. Affective Computing 2019) as its tables
 * tell it: training.csv and validation.csv with a box, 68 landmarks and the labels of each face. */
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/affectnet.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/path-index.h"

#include <string.h>

enum {
  PATH,
  X,
  Y,
  WIDTH,
  HEIGHT,
  LANDMARKS,
  EXPRESSION,
  VALENCE,
  AROUSAL
};

static const char *const names[] = {
    "subDirectory_filePath", "face_x",     "face_y",  "face_width", "face_height",
    "facial_landmarks",      "expression", "valence", "arousal",    NULL};

static const char *const telling[] = {"subDirectory_filePath", "face_x", "facial_landmarks", NULL};

typedef struct {
  MienAffectnet labels;
  MienPathIndex *pictures;
  const char *source;
  MienPart part;
} Reading;

static void
take_box (Reading *reading, const char *const *cells, guint row)
{
  MienGather *gather = reading->labels.gather;
  double sides[HEIGHT + 1];
  MienBox box;

  for (int k = X; k <= HEIGHT; k++)
    if (!mien_number_parse (cells[k], &sides[k]) || sides[k] < -1e6 || sides[k] > 1e6)
      sides[WIDTH] = sides[HEIGHT] = 0.0;
  box = (MienBox){(int) sides[X], (int) sides[Y], (int) sides[WIDTH], (int) sides[HEIGHT]};
  if (box.width > 0 && box.height > 0)
    mien_dataset_builder_set_picture (mien_gather_get_builder (gather),
                                      mien_gather_get_last (gather), NULL, &box);
  else
    mien_gather_tell_face (
        gather, reading->source, row, cells[PATH],
        "The face's box has no numbers or no size, so the whole picture is taken; "
        "correct the box");
}

static gboolean
read_row (const char *const *cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  MienAffectnet *labels = &reading->labels;
  double pixels[MIEN_AFFECTNET_N_VALUES];

  if (mien_path_index_take (reading->pictures, labels->gather, cells[PATH], reading->part,
                            reading->source, row) == NULL)
    return TRUE;
  take_box (reading, cells, row);
  mien_affectnet_set (labels, cells[EXPRESSION], cells[VALENCE], cells[AROUSAL], reading->source,
                      row);
  if (*cells[LANDMARKS] != '\0')
    mien_gather_set_pixels (labels->gather, labels->landmarks, pixels,
                            mien_numbers_parse (cells[LANDMARKS], strlen (cells[LANDMARKS]), ";",
                                                pixels, MIEN_AFFECTNET_N_VALUES),
                            reading->source, row);
  return TRUE;
}

static gboolean
is_named (const char *source, const char *beginning)
{
  return g_ascii_strncasecmp (source, beginning, strlen (beginning)) == 0;
}

/* Copies of validation.csv go round without the line of names. */
static gboolean
is_table (const MienScan *scan, const char *path, const char *source)
{
  return mien_file_is_table_name (path) &&
         (is_named (source, "training.") || is_named (source, "validation.") ||
          mien_label_table_has (scan->files, path, telling));
}

static gboolean
read_tables (Reading *reading, const MienScan *scan, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    g_autofree char *source = g_path_get_basename (path);

    if (!is_table (scan, path, source))
      continue;
    if (is_named (source, "automatically")) {
      mien_gather_tell (reading->labels.gather, path, 0, NULL,
                        "The labels in this table were made by a program, not by people, and it is "
                        "not read; open it by itself if you want them");
      continue;
    }
    reading->source = source;
    reading->part = is_named (source, "training")     ? MIEN_PART_TRAIN
                    : is_named (source, "validation") ? MIEN_PART_VALIDATION
                                                      : MIEN_PART_NONE;
    ok = mien_label_table_gather (reading->labels.gather, path, names, read_row, reading, error);
  }
  return ok;
}

static gboolean
recognise (const MienScan *scan)
{
  return mien_label_table_find (scan, telling) != NULL;
}

static MienDatasetBuilder *
import_affectnet (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "affectnet");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  Reading reading = {.pictures = pictures};

  if (!recognise (scan))
    return mien_layout_fail (scan, "training.csv with a column subDirectory_filePath", error);
  mien_affectnet_add_columns (&reading.labels, gather);
  if (!read_tables (&reading, scan, error))
    return NULL;
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_affectnet = {"affectnet", "AffectNet, tables", recognise,
                                          import_affectnet};
