#include "ui/models/correcting.h"

#include "engine/core/error.h"
#include "engine/samples/data/dataset-edit.h"

#include <string.h>

static GPtrArray *
new_corrections (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
}

/* @label must be one of the column's, or it would be stored and then fail each time it is applied.
 */
static gboolean
check_label (MienDataset *original, const char *column, const char *label, GError **error)
{
  MienColumn *known = mien_dataset_get_column (original, column);
  g_autofree float *values = NULL;

  if (*column == '\0') {
    if (*label == '\0' || g_str_equal (label, "exclude"))
      return TRUE;
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "A correction that names no column can only be “exclude”, not “%s”.", label);
    return FALSE;
  }
  if (known == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "The data set has no column “%s”.", column);
    return FALSE;
  }
  values = g_new0 (float, known->width);
  return mien_column_parse (known, label, values, error);
}

/* What the store keeps of a label: column and label as they were read, before columns were edited.
 */
static char *
trace_label (MienDataset *original, char **column, const char *label, GError **error)
{
  if (**column != '\0')
    return mien_dataset_label_as_read (original, column, label, error);
  return check_label (original, *column, label, error) ? g_strdup (label) : NULL;
}

/* (transfer full): what @dataset says of the sample, in the words of a correction */
static char *
get_label (MienDataset *dataset, guint sample, const char *column)
{
  if (*column == '\0')
    return g_strdup (mien_dataset_is_excluded (dataset, sample) ? "exclude" : "");
  return mien_column_format (mien_dataset_get_column (dataset, column), sample);
}

GPtrArray *
mien_correcting_label (MienDataset *original,
                       MienDataset *dataset,
                       GArray *samples,
                       const char *column,
                       const char *label,
                       GError **error)
{
  g_return_val_if_fail (column != NULL && label != NULL, NULL);

  MienDataset *read = mien_dataset_get_as_read (original);
  g_autofree char *name = g_strdup (column);
  g_autofree char *traced = trace_label (original, &name, label, error);
  GPtrArray *corrections;

  if (traced == NULL)
    return NULL;
  corrections = new_corrections ();
  for (guint i = 0; i < samples->len; i++) {
    guint sample = g_array_index (samples, guint, i);
    g_autofree char *now = get_label (dataset, sample, column);
    g_autofree char *before = get_label (read, sample, name);

    if (!g_str_equal (now, label))
      g_ptr_array_add (corrections, mien_correction_new (mien_dataset_get_id (original, sample),
                                                         name, traced, before));
  }
  return corrections;
}

GPtrArray *
mien_correcting_read (MienDataset *original, const char *path, guint *n_strange, GError **error)
{
  MienDataset *data = mien_dataset_get_as_read (original);
  g_autoptr (GPtrArray) read = mien_corrections_read (path, error);
  g_autoptr (GPtrArray) corrections = new_corrections ();

  *n_strange = 0;
  for (guint i = 0; read != NULL && i < read->len; i++) {
    const MienCorrection *it = g_ptr_array_index (read, i);
    int sample = mien_dataset_find (data, it->id);
    g_autofree char *before = NULL;

    if (sample < 0) {
      (*n_strange)++;
      continue;
    }
    if (!check_label (data, it->column, it->label, error)) {
      g_prefix_error (error, "%s, about %s: ", path, it->id);
      return NULL;
    }
    before = get_label (data, (guint) sample, it->column);
    g_ptr_array_add (corrections, mien_correction_new (it->id, it->column, it->label, before));
  }
  return read != NULL ? g_steal_pointer (&corrections) : NULL;
}

/* Columns that no correction touches are shared by both data sets, and stand at the same place. */
static const MienColumn *
find_before (MienDataset *original, const MienColumn *now, guint place)
{
  GPtrArray *columns = mien_dataset_get_columns (original);
  const MienColumn *there = place < columns->len ? g_ptr_array_index (columns, place) : NULL;

  return there == now || (there != NULL && g_str_equal (there->name, now->name))
             ? there
             : mien_dataset_get_column (original, now->name);
}

static gboolean
differs (const MienColumn *now, const MienColumn *before, guint sample)
{
  gsize start = (gsize) sample * (gsize) now->width;

  return now != before && now->values != before->values && before->width == now->width &&
         memcmp (now->values + start, before->values + start,
                 (gsize) now->width * sizeof *now->values) != 0;
}

gboolean
mien_sample_is_corrected (MienDataset *dataset,
                          MienDataset *original,
                          const char *column,
                          guint sample)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  if (dataset == original)
    return FALSE;
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *now = g_ptr_array_index (columns, i);
    const MienColumn *before = find_before (original, now, i);

    if ((column == NULL || g_str_equal (now->name, column)) && before != NULL &&
        differs (now, before, sample))
      return TRUE;
  }
  return FALSE;
}
