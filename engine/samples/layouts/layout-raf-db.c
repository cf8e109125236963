/* RAF-DB's basic set (Li, Deng and Du, "Reliable Crowdsourcing and Deep Locality-Preserving
 * Learning for Expression Recognition in the Wild", CVPR 2017): EmoLabel/list_patition_label.txt,
 * pictures as they were found or aligned, and for each of them a file of attributes. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/lines.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/path-index.h"
#include "engine/samples/layouts/raf-db.h"

#include <string.h>

#define ALIGNED "_aligned."
#define ATTRIBUTES "_manu_attri.txt"
#define BOX "_boundingbox.txt"
#define N_PIXELS 10 /* eyes, tip of the nose, corners of the mouth */

/* What a file of attributes holds behind the landmarks. */
enum {
  GENDER = N_PIXELS,
  RACE,
  AGE,
  N_ATTRIBUTES
};

static const char *const genders[] = {"male", "female", "unsure", NULL};
static const char *const races[] = {"Caucasian", "African-American", "Asian", NULL};
static const char *const ages[] = {"0-3", "4-19", "20-39", "40-69", "70+", NULL};

typedef struct {
  MienGather *gather;
  const MienScan *scan;
  MienPathIndex *pictures;
  MienPathIndex *texts;
  const char *source;
  gboolean aligned;
  gboolean attributes; /* there are files of them */
  guint expression;
  guint gender;
  guint race;
  guint age;
  guint landmarks;
} Reading;

static const char *
find_labels (const MienScan *scan)
{
  /* Its authors' spelling, and the one that copies mend it to. */
  static const char *const names[] = {"list_patition_label.txt", "list_partition_label.txt", NULL};

  for (guint i = 0; i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    g_autofree char *name = g_path_get_basename (path);

    if (g_strv_contains (names, name))
      return path;
  }
  return NULL;
}

/* Numbers of the file that speaks of the picture @stem; -1 where it holds more or anything else. */
static int
read_numbers (Reading *reading, const char *path, double *values, int max)
{
  g_autoptr (GBytes) bytes = mien_files_read (reading->scan->files, path, NULL);
  gsize len = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;

  return text != NULL ? mien_numbers_parse (text, len, "", values, max) : -1;
}

static const char *
find_text (Reading *reading, const char *stem, const char *ending)
{
  g_autofree char *name = g_strconcat (stem, ending, NULL);

  return mien_path_index_find (reading->texts, name);
}

/* left top right bottom; without such a file the face is the whole picture. */
static void
take_box (Reading *reading, const char *stem)
{
  const char *path = find_text (reading, stem, BOX);
  double edges[4];
  MienBox box;

  if (path == NULL)
    return;
  if (read_numbers (reading, path, edges, 4) == 4 && edges[0] > -1e6 && edges[1] > -1e6 &&
      edges[2] < 1e6 && edges[3] < 1e6 && edges[2] - edges[0] >= 1.0 &&
      edges[3] - edges[1] >= 1.0) {
    box = (MienBox){(int) edges[0], (int) edges[1], (int) (edges[2] - edges[0]),
                    (int) (edges[3] - edges[1])};
    mien_dataset_builder_set_picture (mien_gather_get_builder (reading->gather),
                                      mien_gather_get_last (reading->gather), NULL, &box);
  } else
    mien_gather_tell_face (
        reading->gather, path, 0, NULL,
        "The face's box has no numbers or no size, so the whole picture is taken; "
        "correct the box");
}

static void
set_attribute (Reading *reading,
               guint column,
               double value,
               const char *const *codes,
               const char *path)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  mien_gather_set_code (reading->gather, column, g_ascii_dtostr (digits, sizeof digits, value),
                        codes, 0, path, 0);
}

static void
take_attributes (Reading *reading, const char *stem, const char *picture)
{
  const char *path = find_text (reading, stem, ATTRIBUTES);
  double values[N_ATTRIBUTES];

  if (path == NULL) {
    mien_gather_tell_face (
        reading->gather, picture, 0, NULL,
        "The picture has no file of attributes (_manu_attri.txt), so they count as "
        "missing; put the file back");
    return;
  }
  if (read_numbers (reading, path, values, N_ATTRIBUTES) != N_ATTRIBUTES) {
    mien_gather_tell_face (reading->gather, path, 0, NULL,
                           "The file of attributes has not five landmarks and three codes, so they "
                           "count as missing; restore the file");
    return;
  }
  set_attribute (reading, reading->gender, values[GENDER], genders, path);
  set_attribute (reading, reading->race, values[RACE], races, path);
  set_attribute (reading, reading->age, values[AGE], ages, path);
  if (!reading->aligned)
    mien_gather_set_pixels (reading->gather, reading->landmarks, values, N_PIXELS, path, 0);
}

static void
take_face (Reading *reading, const char *name, const char *code, guint line)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  g_autofree char *wanted = reading->aligned && strstr (name, ALIGNED) == NULL
                                ? g_strconcat (stem, "_aligned", dot, NULL)
                                : g_strdup (name);
  const char *picture = mien_path_index_take (reading->pictures, reading->gather, wanted,
                                              mien_raf_db_part (name), reading->source, line);

  if (picture == NULL)
    return;
  mien_gather_set_code (reading->gather, reading->expression, code, mien_raf_db_codes, 1,
                        reading->source, line);
  if (!reading->aligned)
    take_box (reading, stem);
  if (reading->attributes)
    take_attributes (reading, stem, picture);
}

static gboolean
read_line (const MienLine *line, gpointer data, GError **error)
{
  Reading *reading = data;

  if (line->n_words == 2)
    take_face (reading, line->words[0], line->words[1], line->number);
  else
    mien_gather_tell (reading->gather, reading->source, line->number, line->text,
                      "The line is cut: a picture's name and a code were expected; it is left out");
  return mien_gather_go_on (reading->gather, "Reading the labels", -1.0, error);
}

static void
add_columns (Reading *reading)
{
  MienGather *gather = reading->gather;

  reading->expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  if (!reading->attributes)
    return;
  reading->gender = mien_gather_add_column (gather, "gender", MIEN_KIND_CLASS, genders, 1);
  reading->race = mien_gather_add_column (gather, "race", MIEN_KIND_CLASS, races, 1);
  reading->age = mien_gather_add_column (gather, "age", MIEN_KIND_CLASS, ages, 1);
  if (!reading->aligned)
    reading->landmarks =
        mien_gather_add_column (gather, "landmarks", MIEN_KIND_POINTS, NULL, N_PIXELS);
}

static gboolean
has_ending (GPtrArray *paths, const char *ending)
{
  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (paths, i), ending))
      return TRUE;
  return FALSE;
}

/* (transfer full): the pictures that are aligned, or those that are not. */
static GPtrArray *
choose_pictures (const MienScan *scan, gboolean aligned)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < scan->pictures->len; i++) {
    char *path = g_ptr_array_index (scan->pictures, i);

    if ((strstr (path, ALIGNED) != NULL) == aligned)
      g_ptr_array_add (chosen, path);
  }
  return chosen;
}

static void
tell_choice (Reading *reading, guint n_chosen)
{
  if (n_chosen < reading->scan->pictures->len && reading->aligned)
    mien_gather_tell (reading->gather, reading->source, 0, NULL,
                      "The aligned pictures are used; the landmarks fit the original ones alone, "
                      "which are there too: choose the layout raf-db-original to use those");
  else if (reading->aligned && reading->attributes)
    mien_gather_tell (reading->gather, reading->source, 0, NULL,
                      "The landmarks are left out: they fit the original pictures, and only the "
                      "aligned ones are here; add Image/original if you need them");
}

static MienDatasetBuilder *
import_as (const MienImport *import,
           const MienScan *scan,
           const char *layout,
           gboolean aligned,
           GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, layout);
  g_autoptr (GPtrArray) chosen = choose_pictures (scan, aligned);
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (chosen);
  g_autoptr (MienPathIndex) texts = mien_path_index_new (scan->texts);
  const char *path = find_labels (scan);
  g_autofree char *source = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = mien_files_read (scan->files, path, error);
  Reading reading = {.gather = gather,
                     .scan = scan,
                     .pictures = pictures,
                     .texts = texts,
                     .source = source,
                     .aligned = aligned,
                     .attributes = has_ending (scan->texts, ATTRIBUTES)};

  add_columns (&reading);
  if (bytes == NULL || !mien_lines_read (bytes, " \t", read_line, &reading, error))
    return NULL;
  tell_choice (&reading, chosen->len);
  mien_path_index_tell_unlabelled (pictures, gather);
  mien_path_index_tell_rest (texts, gather, ATTRIBUTES,
                             "The file of attributes belongs to no labelled picture and is not "
                             "read; put the picture and its label back");
  return mien_gather_end (g_steal_pointer (&gather));
}

static gboolean
has_aligned (const MienScan *scan)
{
  g_autoptr (GPtrArray) aligned = choose_pictures (scan, TRUE);

  return aligned->len > 0;
}

static gboolean
recognise (const MienScan *scan)
{
  return find_labels (scan) != NULL && has_aligned (scan);
}

static gboolean
recognise_original (const MienScan *scan)
{
  return find_labels (scan) != NULL;
}

static MienDatasetBuilder *
import_raf_db (const MienImport *import, const MienScan *scan, GError **error)
{
  if (find_labels (scan) == NULL)
    return mien_layout_fail (scan, "list_patition_label.txt", error);
  return import_as (import, scan, "raf-db", TRUE, error);
}

static MienDatasetBuilder *
import_original (const MienImport *import, const MienScan *scan, GError **error)
{
  if (find_labels (scan) == NULL)
    return mien_layout_fail (scan, "list_patition_label.txt", error);
  return import_as (import, scan, "raf-db-original", FALSE, error);
}

const MienLayout mien_layout_raf_db = {"raf-db", "RAF-DB, aligned faces", recognise, import_raf_db};
const MienLayout mien_layout_raf_db_original = {"raf-db-original", "RAF-DB, original pictures",
                                                recognise_original, import_original};
