/* DiffusionFER as published: DiffusionEmotion_S/cropped/EXPRESSION/NAME.png, where the folder is
 * the expression that was asked for, and dataset_sheet.csv with what people saw, which may be
 * another. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/path-index.h"

enum {
  PATH,
  VALENCE,
  AROUSAL,
  EXPRESSION
};

static const char *const names[] = {"subDirectory_filePath", "valence", "arousal", "expression",
                                    NULL};

/* In AffectNet's order, which is that of mien_expressions[], without contempt. */
static const char *const codes[] = {"neutral", "happiness", "sadness", "surprise",
                                    "fear",    "disgust",   "anger",   NULL};

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  char *source;
  guint expression;
  guint wanted;
  guint valence;
  guint arousal;
} Reading;

static void
take_folder (Reading *reading, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *word = g_path_get_basename (folder);
  int index = mien_expression_find (word);

  if (index >= 0)
    mien_gather_set (reading->gather, reading->wanted, index);
  else
    mien_gather_tell_face (
        reading->gather, path, 0, NULL,
        "The picture's folder is not named for an expression, so the wanted one "
        "counts as missing; move the picture into the folder that it belongs to");
}

static gboolean
read_row (const char *const *cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  MienGather *gather = reading->gather;
  const char *path = mien_path_index_take (reading->pictures, gather, cells[PATH], MIEN_PART_NONE,
                                           reading->source, row);

  if (path == NULL)
    return TRUE;
  mien_gather_set_code (gather, reading->expression, cells[EXPRESSION], codes, 0, reading->source,
                        row);
  mien_gather_set_number (gather, reading->valence, cells[VALENCE], -1.0, 1.0, reading->source,
                          row);
  mien_gather_set_number (gather, reading->arousal, cells[AROUSAL], -1.0, 1.0, reading->source,
                          row);
  take_folder (reading, path);

  float saw = *mien_gather_get_values (gather, reading->expression);
  float wanted = *mien_gather_get_values (gather, reading->wanted);

  if (saw >= 0.0f && wanted >= 0.0f && saw != wanted)
    mien_gather_tell_face (
        gather, path, 0, mien_expressions[(int) saw],
        "People saw another expression (column expression) than the folder is named for (column "
        "wanted expression); choose the one to learn");
  return TRUE;
}

static const char *
find_sheet (const MienScan *scan)
{
  const char *path = mien_label_table_find (scan, names);
  static const char *const affectnet[] = {"face_x", NULL};

  return path != NULL && !mien_label_table_has (scan->files, path, affectnet) ? path : NULL;
}

static gboolean
recognise (const MienScan *scan)
{
  return find_sheet (scan) != NULL;
}

static MienDatasetBuilder *
import_diffusionfer (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "diffusionfer");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  const char *sheet = find_sheet (scan);
  g_autofree char *source = sheet != NULL ? g_path_get_basename (sheet) : NULL;
  Reading reading = {.gather = gather, .pictures = pictures, .source = source};

  if (sheet == NULL)
    return mien_layout_fail (scan, "dataset_sheet.csv", error);
  reading.expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  reading.wanted =
      mien_gather_add_column (gather, "wanted expression", MIEN_KIND_CLASS, mien_expressions, 1);
  reading.valence = mien_gather_add_column (gather, "valence", MIEN_KIND_SCALAR, NULL, 1);
  reading.arousal = mien_gather_add_column (gather, "arousal", MIEN_KIND_SCALAR, NULL, 1);
  if (!mien_label_table_gather (gather, sheet, names, read_row, &reading, error))
    return NULL;
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_diffusionfer = {"diffusionfer", "DiffusionFER", recognise,
                                             import_diffusionfer};
