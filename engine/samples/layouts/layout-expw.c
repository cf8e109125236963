/* Expression in the Wild (Zhang, Luo, Loy and Tang, "From Facial Expression Recognition to
 * Interpersonal Relation Prediction", IJCV 2018): image/origin/NAME.jpg and label/label.lst, a line
 * for each face, of which a picture can have several. */
#include "engine/core/error.h"
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/lines.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/path-index.h"

#include <string.h>

#define LABELS "label.lst"

/* Behind the picture's name, which may have blanks in it. */
enum {
  FACE,
  TOP,
  LEFT,
  RIGHT,
  BOTTOM,
  CONFIDENCE,
  EXPRESSION,
  N_WORDS
};

static const char *const codes[] = {"anger",   "disgust",  "fear",    "happiness",
                                    "sadness", "surprise", "neutral", NULL};

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  guint expression;
  guint confidence;
} Reading;

static gboolean
parse_box (char **words, MienBox *box)
{
  double edges[N_WORDS];

  for (int k = TOP; k <= BOTTOM; k++)
    if (!mien_number_parse (words[k], &edges[k]) || edges[k] < -1e6 || edges[k] > 1e6)
      return FALSE;
  *box = (MienBox){(int) edges[LEFT], (int) edges[TOP], (int) (edges[RIGHT] - edges[LEFT]),
                   (int) (edges[BOTTOM] - edges[TOP])};
  return box->width > 0 && box->height > 0;
}

static void
take_face (Reading *reading, const MienLine *line, const char *name, const MienBox *box)
{
  char **words = line->words + line->n_words - N_WORDS;
  MienGather *gather = reading->gather;
  const char *path = mien_path_index_find (reading->pictures, name);

  if (path == NULL) {
    mien_path_index_tell_absent (gather, name, LABELS, line->number);
    return;
  }

  g_autofree char *id = g_strdup_printf ("%s#%s", path, words[FACE]);

  if (!mien_gather_add_sample (gather, id, MIEN_PART_NONE)) {
    mien_path_index_tell_double (gather, id, LABELS, line->number);
    return;
  }
  mien_dataset_builder_set_picture (mien_gather_get_builder (gather), mien_gather_get_last (gather),
                                    path, box);
  mien_gather_set_code (gather, reading->expression, words[EXPRESSION], codes, 0, LABELS,
                        line->number);
  mien_gather_set_number (gather, reading->confidence, words[CONFIDENCE], -1e6, 1e6, LABELS,
                          line->number);
}

static gboolean
read_line (const MienLine *line, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autofree char *name = NULL;
  MienBox box;

  if (!mien_gather_go_on (reading->gather, "Reading the labels", -1.0, error))
    return FALSE;
  if (line->n_words <= N_WORDS) {
    mien_gather_tell (reading->gather, LABELS, line->number, line->text,
                      "The line is cut: a picture, a face's number, its box, a confidence and a "
                      "label were expected; it is left out");
    return TRUE;
  }
  name = mien_line_front (line, N_WORDS);
  if (parse_box (line->words + line->n_words - N_WORDS, &box))
    take_face (reading, line, name, &box);
  else
    mien_gather_tell (reading->gather, LABELS, line->number, name,
                      "The face's box has no numbers or no size, so the face is left out; correct "
                      "its edges (top, left, right, bottom)");
  return TRUE;
}

/* Whether the first line is one of ExpW's: other data sets may have a label.lst too. */
static gboolean
look_at_line (const MienLine *line, gpointer data, GError **error)
{
  gboolean *found = data;
  MienBox box;

  *found = line->n_words > N_WORDS && parse_box (line->words + line->n_words - N_WORDS, &box);
  g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_FORMAT, ""); /* one line is enough */
  return FALSE;
}

static gboolean
is_labels (MienFiles *files, const char *path)
{
  g_autoptr (GBytes) bytes = mien_files_read (files, path, NULL);
  gboolean found = FALSE;

  if (bytes != NULL)
    mien_lines_read (bytes, " \t", look_at_line, &found, NULL);
  return found;
}

static const char *
find_labels (const MienScan *scan)
{
  for (guint i = 0; i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);

    if ((g_str_equal (path, LABELS) || g_str_has_suffix (path, "/" LABELS)) &&
        is_labels (scan->files, path))
      return path;
  }
  return NULL;
}

static gboolean
recognise (const MienScan *scan)
{
  return find_labels (scan) != NULL;
}

static MienDatasetBuilder *
import_expw (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "expw");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  g_autoptr (GBytes) bytes = NULL;
  Reading reading = {.gather = gather, .pictures = pictures};

  if (!recognise (scan))
    return mien_layout_fail (scan, "label.lst", error);
  reading.expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  reading.confidence = mien_gather_add_column (gather, "confidence", MIEN_KIND_SCALAR, NULL, 1);
  bytes = mien_files_read (scan->files, find_labels (scan), error);
  if (bytes == NULL || !mien_lines_read (bytes, " \t", read_line, &reading, error))
    return NULL;
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_expw = {"expw", "ExpW", recognise, import_expw};
