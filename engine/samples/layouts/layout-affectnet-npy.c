/* AffectNet's smaller packing: images/ID.jpg and one little array a label, annotations/ID_exp.npy,
 * ID_val.npy, ID_aro.npy and ID_lnd.npy, below train_set and val_set. */
#include "engine/samples/layouts/affectnet.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/npy.h"
#include "engine/samples/layouts/path-index.h"

#include <math.h>
#include <string.h>

#define EXPRESSION "_exp.npy"

typedef struct {
  MienAffectnet labels;
  const MienScan *scan;
  MienPathIndex *pictures;
} Reading;

static gboolean
has_ending (const char *path)
{
  return g_str_has_suffix (path, EXPRESSION);
}

/* FALSE, told, where the array is not there, cannot be read or has another count of values. */
static gboolean
read_array (Reading *reading, const char *path, double *values, gsize n)
{
  MienGather *gather = reading->labels.gather;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MienNpy array;

  if (!mien_files_has (reading->scan->files, path)) {
    mien_gather_tell_face (
        gather, path, 0, NULL,
        "The file of this value is not there, so the value counts as missing; put "
        "the file back");
    return FALSE;
  }
  bytes = mien_files_read (reading->scan->files, path, &error);
  if (bytes != NULL && mien_npy_read (&array, bytes, path, &error) && array.n_items == n) {
    for (gsize i = 0; i < n; i++)
      values[i] = mien_npy_get_number (&array, i);
    return TRUE;
  }
  mien_gather_tell_face (
      gather, path, 0, error != NULL ? error->message : NULL,
      "The file of this value cannot be read or has another count of numbers, so the "
      "value counts as missing; put back the one it was");
  return FALSE;
}

/* (transfer full): as text; "" where there is none */
static char *
read_value (Reading *reading, const char *stem, const char *ending)
{
  g_autofree char *path = g_strconcat (stem, ending, NULL);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (!read_array (reading, path, &value, 1))
    return g_strdup ("");
  return g_strdup (g_ascii_dtostr (digits, sizeof digits, value));
}

static void
take_landmarks (Reading *reading, const char *stem)
{
  g_autofree char *path = g_strconcat (stem, "_lnd.npy", NULL);
  double pixels[MIEN_AFFECTNET_N_VALUES];
  gboolean finite = TRUE;

  if (!read_array (reading, path, pixels, MIEN_AFFECTNET_N_VALUES))
    return;
  for (int k = 0; k < MIEN_AFFECTNET_N_VALUES; k++)
    finite = finite && isfinite (pixels[k]);
  mien_gather_set_pixels (reading->labels.gather, reading->labels.landmarks, pixels,
                          finite ? MIEN_AFFECTNET_N_VALUES : -1, path, 0);
}

/* "train_set/images/7.jpg" of "train_set/annotations/7" */
static const char *
find_picture (Reading *reading, const char *stem)
{
  static const char *const endings[] = {".jpg", ".png", ".jpeg", NULL};
  g_autofree char *folder = g_path_get_dirname (stem);
  g_autofree char *set = g_path_get_dirname (folder);
  g_autofree char *id = g_path_get_basename (stem);
  g_autofree char *base = g_str_equal (set, ".") ? g_strconcat ("images/", id, NULL)
                                                 : g_strconcat (set, "/images/", id, NULL);
  const char *found = NULL;

  for (guint i = 0; found == NULL && endings[i] != NULL; i++) {
    g_autofree char *name = g_strconcat (base, endings[i], NULL);

    if (mien_files_has (reading->scan->files, name))
      found = mien_path_index_find (reading->pictures, name);
  }
  return found;
}

static MienPart
part_of (const char *path)
{
  g_auto (GStrv) folders = g_strsplit (path, "/", -1);
  MienPart part = MIEN_PART_NONE;

  for (guint i = 0; folders[i] != NULL && part == MIEN_PART_NONE; i++)
    mien_part_from_name (folders[i], &part);
  return part;
}

static void
take_face (Reading *reading, const char *label)
{
  MienGather *gather = reading->labels.gather;
  g_autofree char *stem = g_strndup (label, strlen (label) - strlen (EXPRESSION));
  const char *picture = find_picture (reading, stem);

  if (picture == NULL) {
    mien_path_index_tell_absent (gather, NULL, label, 0);
    return;
  }
  if (!mien_gather_add_sample (gather, picture, part_of (picture)))
    return; /* one label, one picture: cannot be */

  g_autofree char *expression = read_value (reading, stem, EXPRESSION);
  g_autofree char *valence = read_value (reading, stem, "_val.npy");
  g_autofree char *arousal = read_value (reading, stem, "_aro.npy");

  mien_affectnet_set (&reading->labels, expression, valence, arousal, label, 0);
  take_landmarks (reading, stem);
}

static gboolean
recognise (const MienScan *scan)
{
  for (guint i = 0; i < scan->texts->len; i++)
    if (has_ending (g_ptr_array_index (scan->texts, i)))
      return TRUE;
  return FALSE;
}

static MienDatasetBuilder *
import_npy (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "affectnet-npy");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  Reading reading = {.scan = scan, .pictures = pictures};
  guint n = scan->texts->len;

  if (!recognise (scan))
    return mien_layout_fail (scan, "annotations/0_exp.npy or the like", error);
  mien_affectnet_add_columns (&reading.labels, gather);
  for (guint i = 0; i < n; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);

    if (!mien_gather_go_on (gather, "Reading the labels", (double) i / n, error))
      return NULL;
    if (has_ending (path))
      take_face (&reading, path);
  }
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_affectnet_npy = {"affectnet-npy", "AffectNet, arrays (.npy)",
                                              recognise, import_npy};
