/* CK+ (Lucey et al., "The Extended Cohn-Kanade Dataset (CK+)", CVPR Workshops 2010): sequences of
 * frames from neutral to the peak, and trees of files beside them for emotion, FACS and landmarks:
 * S005/001/S005_001_00000011_emotion.txt. The top folders have many names, so they do not count.
 *
 * The label holds for the last frame. Most published results, and CK+48, take the last three for it
 * and the first as neutral, and so does ck-plus; the three are nearly the same picture, so
 * ck-plus-one takes the last one alone. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/path-index.h"

#include <string.h>

#define EMOTION "_emotion.txt"
#define FACS "_facs.txt"
#define LANDMARKS "_landmarks.txt"
#define N_PIXELS 136
#define N_UNITS 99
#define MAX_FACS 128 /* numbers in a file */

static const char *const codes[] = {"neutral",   "anger",   "contempt", "disgust", "fear",
                                    "happiness", "sadness", "surprise", NULL};

typedef struct {
  MienGather *gather;
  const MienScan *scan;
  MienPathIndex *texts;
  guint n_peaks;
  guint expression;
  guint units;
  guint landmarks;
  guint person;
  guint sequence;
} Reading;

/* S005_001_00000011.png: the person is its first 4 letters, the sequence its first 8. */
static gboolean
is_frame (const char *name)
{
  static const char form[] = "Sddd_ddd_dddddddd.";

  for (gsize i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (name[i]) : name[i] != form[i])
      return FALSE;
  return TRUE;
}

static const char *
file_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

/* (nullable): the text that belongs to the frame */
static const char *
find_text (Reading *reading, const char *frame, const char *ending)
{
  const char *name = file_name (frame);
  g_autofree char *wanted =
      g_strdup_printf ("%.*s%s", (int) (strrchr (name, '.') - name), name, ending);

  return mien_path_index_find (reading->texts, wanted);
}

static int
read_numbers (Reading *reading, const char *path, double *values, int max)
{
  g_autoptr (GBytes) bytes = mien_files_read (reading->scan->files, path, NULL);
  gsize len = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;

  return text != NULL ? mien_numbers_parse (text, len, "", values, max) : -1;
}

/* The index in mien_expressions[] that the sequence is labelled with, or -1. */
static int
read_emotion (Reading *reading, const char *peak)
{
  const char *path = find_text (reading, peak, EMOTION);
  double value = -1.0;

  if (path == NULL)
    return -1; /* 266 of the 593 sequences have none */
  if (read_numbers (reading, path, &value, 1) == 1 && value >= 0.0 && value <= 7.0 &&
      value == (int) value)
    return mien_expression_find (codes[(int) value]);
  mien_gather_tell (reading->gather, path, 0, NULL,
                    "The file of the emotion does not hold one number from 0 to 7, so the "
                    "expression counts as missing; restore the file");
  return -1;
}

/* Lines of an action unit and its strength, where 0 is an unknown strength. FALSE where the file is
 * not there, or wrong, which is told. */
static gboolean
read_units (Reading *reading, const char *peak, float *units)
{
  const char *path = find_text (reading, peak, FACS);
  double values[MAX_FACS];
  int n = path != NULL ? read_numbers (reading, path, values, MAX_FACS) : 0;
  gboolean ok = n >= 0 && n % 2 == 0;

  for (int k = 0; k < N_UNITS; k++)
    units[k] = 0.0f;
  for (int k = 0; ok && k < n; k += 2) {
    ok = values[k] >= 1.0 && values[k] <= N_UNITS && values[k] == (int) values[k];
    if (ok)
      units[(int) values[k] - 1] = 1.0f;
  }
  if (!ok)
    mien_gather_tell (reading->gather, path, 0, NULL,
                      "The file of action units does not hold pairs of a unit and its strength, so "
                      "they count as missing; restore the file");
  return ok && path != NULL;
}

static void
take_landmarks (Reading *reading, const char *frame)
{
  const char *path = find_text (reading, frame, LANDMARKS);
  double pixels[N_PIXELS];

  if (path != NULL)
    mien_gather_set_pixels (reading->gather, reading->landmarks, pixels,
                            read_numbers (reading, path, pixels, N_PIXELS), path, 0);
}

static void
take_frame (Reading *reading, const char *frame, int expression)
{
  const char *name = file_name (frame);
  g_autofree char *person = g_strndup (name, 4);
  g_autofree char *sequence = g_strndup (name, 8);

  mien_gather_add_sample (reading->gather, frame, MIEN_PART_NONE);
  mien_gather_set_word (reading->gather, reading->person, person);
  mien_gather_set_word (reading->gather, reading->sequence, sequence);
  if (expression >= 0)
    mien_gather_set (reading->gather, reading->expression, expression);
  take_landmarks (reading, frame);
}

static void
tell_between (Reading *reading, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    mien_gather_tell (reading->gather, g_ptr_array_index (reading->scan->pictures, i), 0, NULL,
                      "The frame lies between the neutral one and the peak of its sequence, where "
                      "no label holds, and is not used; there is nothing to do");
}

/* Frames @start to @end of one sequence: the first is neutral, the last ones show the peak. A
 * sequence without a label may begin in any way. */
static void
take_sequence (Reading *reading, guint start, guint end)
{
  GPtrArray *frames = reading->scan->pictures;
  const char *peak = g_ptr_array_index (frames, end - 1);
  guint n_peaks = CLAMP (end - start - 1, 1, reading->n_peaks);
  int expression = read_emotion (reading, peak);
  float units[N_UNITS];
  gboolean coded = read_units (reading, peak, units);

  if (end - start > n_peaks)
    take_frame (reading, g_ptr_array_index (frames, start),
                expression >= 0 ? mien_expression_find ("neutral") : -1);
  tell_between (reading, start + 1, end - n_peaks);
  for (guint i = end - n_peaks; i < end; i++) {
    take_frame (reading, g_ptr_array_index (frames, i), expression);
    if (coded)
      memcpy (mien_gather_get_values (reading->gather, reading->units), units, sizeof units);
  }
}

/* Behind the last frame of the sequence that picture @start belongs to; paths are sorted. */
static guint
end_of_sequence (GPtrArray *pictures, guint start)
{
  const char *first = g_ptr_array_index (pictures, start);
  gsize len = (gsize) (file_name (first) - first) + strlen ("S005_001_");
  guint i = start + 1;

  while (i < pictures->len && strncmp (g_ptr_array_index (pictures, i), first, len) == 0)
    i++;
  return i;
}

static gboolean
take_sequences (Reading *reading, GError **error)
{
  GPtrArray *pictures = reading->scan->pictures;

  for (guint i = 0, end; i < pictures->len; i = end) {
    const char *path = g_ptr_array_index (pictures, i);

    end = i + 1;
    if (!mien_gather_go_on (reading->gather, "Reading the labels", (double) i / pictures->len,
                            error))
      return FALSE;
    if (is_frame (file_name (path))) {
      end = end_of_sequence (pictures, i);
      take_sequence (reading, i, end);
    } else
      mien_gather_tell (reading->gather, path, 0, NULL,
                        "The picture is not named as CK+'s frames are (S005_001_00000011.png) and "
                        "is left out");
  }
  return TRUE;
}

static void
add_columns (Reading *reading)
{
  MienGather *gather = reading->gather;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int unit = 1; unit <= N_UNITS; unit++)
    g_ptr_array_add (names, g_strdup_printf ("AU%d", unit));
  g_ptr_array_add (names, NULL);
  reading->expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  reading->units = mien_gather_add_column (gather, "action_units", MIEN_KIND_FLAGS,
                                           (const char *const *) names->pdata, N_UNITS);
  reading->landmarks =
      mien_gather_add_column (gather, "landmarks", MIEN_KIND_POINTS, NULL, N_PIXELS);
  reading->person = mien_gather_add_column (gather, "person", MIEN_KIND_CLASS, NULL, 1);
  reading->sequence = mien_gather_add_column (gather, "sequence", MIEN_KIND_CLASS, NULL, 1);
}

static void
tell_rest (Reading *reading)
{
  mien_path_index_tell_rest (reading->texts, reading->gather, EMOTION,
                             "The file of the emotion belongs to no sequence whose last frame is "
                             "there, so it is not used; put the frames back");
  mien_path_index_tell_rest (reading->texts, reading->gather, FACS,
                             "The file of action units belongs to no sequence whose last frame is "
                             "there, so it is not used; put the frames back");
}

static gboolean
recognise (const MienScan *scan)
{
  static const char *const endings[] = {EMOTION, FACS, LANDMARKS};
  guint n = 0;
  gboolean texts = FALSE;

  for (guint i = 0; i < scan->pictures->len; i++)
    n += is_frame (file_name (g_ptr_array_index (scan->pictures, i)));
  for (guint i = 0; n > 0 && !texts && i < scan->texts->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
      texts = texts || g_str_has_suffix (g_ptr_array_index (scan->texts, i), endings[k]);
  return texts && n > scan->pictures->len / 2;
}

static MienDatasetBuilder *
import_as (const MienImport *import,
           const MienScan *scan,
           const char *layout,
           guint n_peaks,
           GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, layout);
  g_autoptr (MienPathIndex) texts = mien_path_index_new (scan->texts);
  Reading reading = {.gather = gather, .scan = scan, .texts = texts, .n_peaks = n_peaks};

  if (!recognise (scan))
    return mien_layout_fail (scan, "S005/001/S005_001_00000011.png and ..._emotion.txt", error);
  add_columns (&reading);
  if (!take_sequences (&reading, error))
    return NULL;
  tell_rest (&reading);
  return mien_gather_end (g_steal_pointer (&gather));
}

static MienDatasetBuilder *
import_ck_plus (const MienImport *import, const MienScan *scan, GError **error)
{
  return import_as (import, scan, "ck-plus", 3, error);
}

static MienDatasetBuilder *
import_one (const MienImport *import, const MienScan *scan, GError **error)
{
  return import_as (import, scan, "ck-plus-one", 1, error);
}

const MienLayout mien_layout_ck_plus = {"ck-plus", "CK+", recognise, import_ck_plus};
const MienLayout mien_layout_ck_plus_one = {"ck-plus-one", "CK+, one peak frame of each sequence",
                                            recognise, import_one};
