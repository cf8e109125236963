/* Labels that a person corrected: their file, and what they make of a data set. */
#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/samples/data/dataset-edit.h"
#include "engine/samples/data/dataset-private.h"

#include <string.h>

static const char *const header[] = {"path", "column", "label", "original"};

MienCorrection *
mien_correction_new (const char *id, const char *column, const char *label, const char *original)
{
  MienCorrection *self = g_new0 (MienCorrection, 1);

  self->id = g_strdup (id);
  self->column = g_strdup (column != NULL ? column : "");
  self->label = g_strdup (label != NULL ? label : "");
  self->original = g_strdup (original != NULL ? original : "");
  return self;
}

void
mien_correction_free (MienCorrection *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->column);
  g_free (self->label);
  g_free (self->original);
  g_free (self);
}

typedef struct {
  const char *path;
  GPtrArray *corrections;
} Reading;

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;

  if (n_cells != G_N_ELEMENTS (header)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s:%u has %u cells; a correction has four: path,column,label,original",
                 reading->path, row, n_cells);
    return FALSE;
  }
  for (guint i = 0; row == 1 && i < n_cells; i++)
    if (!g_str_equal (cells[i], header[i])) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                   "%s:1 is not the header of corrections, which is path,column,label,original",
                   reading->path);
      return FALSE;
    }
  if (row > 1)
    g_ptr_array_add (reading->corrections,
                     mien_correction_new (cells[0], cells[1], cells[2], cells[3]));
  return TRUE;
}

static void
correction_free (gpointer correction)
{
  mien_correction_free (correction);
}

GPtrArray *
mien_corrections_read (const char *path, GError **error)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func (correction_free);
  Reading reading = {path, corrections};

  if (!mien_csv_read (path, read_row, &reading, error))
    return NULL;
  return g_steal_pointer (&corrections);
}

static void
append_row (GString *text, const char *const *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    mien_csv_append_cell (text, cells[i]);
  mien_csv_end_row (text);
}

gboolean
mien_corrections_write (GPtrArray *corrections, const char *path, GError **error)
{
  GString *text = g_string_new (NULL);

  append_row (text, header);
  for (guint i = 0; i < corrections->len; i++) {
    const MienCorrection *it = g_ptr_array_index (corrections, i);

    append_row (text, (const char *const[]){it->id, it->column, it->label, it->original});
  }

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);

  return mien_file_replace (path, bytes, error);
}

/* The column to write to: @self's own copy, made at the first correction. */
static MienColumn *
own_column (MienDataset *self, const char *name)
{
  MienColumn *column = mien_dataset_get_column (self, name);
  guint index = 0;

  if (column == NULL || g_ptr_array_find (self->owned, column, NULL))
    return column;
  g_ptr_array_find (self->columns, column, &index);
  column = mien_column_copy (column);
  g_ptr_array_add (self->owned, column);
  self->columns->pdata[index] = column;
  return column;
}

static gboolean
exclude (MienDataset *self, guint sample, const MienCorrection *correction, GError **error)
{
  gboolean out = g_str_equal (correction->label, "exclude");

  if (!out && *correction->label != '\0') {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "The correction of %s names no column, so its label can only be “exclude”, not "
                 "“%s”",
                 correction->id, correction->label);
    return FALSE;
  }
  self->excluded[sample] = out;
  return TRUE;
}

static gboolean
apply (MienDataset *self, const MienCorrection *correction, GError **error)
{
  int sample = mien_dataset_find (self, correction->id);

  if (sample < 0) {
    g_ptr_array_add (self->problems,
                     mien_problem_new (correction->id, "A correction is about this face, which the "
                                                       "data set does not have; it is left out"));
    return TRUE;
  }
  if (*correction->column == '\0')
    return exclude (self, (guint) sample, correction, error);

  MienColumn *column = own_column (self, correction->column);

  if (column == NULL) {
    g_ptr_array_add (self->problems,
                     mien_problem_new (correction->id,
                                       "A correction is about its %s, a column that "
                                       "the data set does not have; it is left out",
                                       correction->column));
    return TRUE;
  }
  if (mien_column_parse (column, correction->label,
                         column->values + (gsize) sample * (gsize) column->width, error))
    return TRUE;
  g_prefix_error (error, "The correction of %s cannot be applied: ", correction->id);
  return FALSE;
}

/* Corrections speak of columns and labels as they were read. */
static MienDataset *
correct_and_edit (MienDataset *self, GPtrArray *corrections, GError **error)
{
  g_autoptr (MienDataset) corrected =
      mien_dataset_correct (mien_dataset_get_as_read (self), corrections, error);

  return corrected != NULL ? mien_dataset_edit (corrected, self->edits, error) : NULL;
}

MienDataset *
mien_dataset_correct (MienDataset *self, GPtrArray *corrections, GError **error)
{
  if (self->edits != NULL)
    return correct_and_edit (self, corrections, error);

  g_autoptr (MienDataset) corrected = mien_dataset_derive (self);

  for (guint i = 0; i < corrections->len; i++)
    if (!apply (corrected, g_ptr_array_index (corrections, i), error))
      return NULL;
  return g_steal_pointer (&corrected);
}
