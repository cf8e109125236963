#include "engine/samples/layouts/gather.h"

#include "engine/samples/layouts/gather-private.h"
#include "engine/samples/layouts/import-private.h"

#include <math.h>
#include <string.h>

#define STEPS_A_REPORT 4096

static void
growing_free (gpointer data)
{
  MienGrowing *column = data;

  g_free (column->name);
  if (column->values != NULL)
    g_array_unref (column->values);
  g_clear_pointer (&column->by_name, g_hash_table_unref);
  g_clear_pointer (&column->names, g_ptr_array_unref);
  g_free (column);
}

MienGather *
mien_gather_new (const MienImport *import, const MienScan *scan, const char *layout)
{
  MienGather *self = g_new0 (MienGather, 1);

  self->import = import;
  self->scan = scan;
  self->builder = mien_dataset_builder_new (import->location, layout);
  self->columns = g_ptr_array_new_with_free_func (growing_free);
  mien_dataset_builder_set_files (self->builder, scan->files);
  return self;
}

void
mien_gather_free (MienGather *self)
{
  if (self == NULL)
    return;
  mien_dataset_builder_free (self->builder);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

MienDatasetBuilder *
mien_gather_get_builder (MienGather *self)
{
  return self->builder;
}

const MienImport *
mien_gather_get_import (MienGather *self)
{
  return self->import;
}

const MienScan *
mien_gather_get_scan (MienGather *self)
{
  return self->scan;
}

guint
mien_gather_add_column (MienGather *self,
                        const char *name,
                        MienKind kind,
                        const char *const *names,
                        int width)
{
  MienGrowing *column = g_new0 (MienGrowing, 1);

  column->name = g_strdup (name);
  column->kind = kind;
  column->width = width;
  column->values = g_array_new (FALSE, FALSE, sizeof (float));
  if (names != NULL || kind == MIEN_KIND_CLASS)
    column->names = g_ptr_array_new_with_free_func (g_free);
  if (names == NULL && kind == MIEN_KIND_CLASS)
    column->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (; names != NULL && *names != NULL; names++)
    g_ptr_array_add (column->names, g_strdup (*names));
  g_ptr_array_add (self->columns, column);
  return self->columns->len - 1;
}

static MienGrowing *
get_column (MienGather *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

gboolean
mien_gather_add_sample (MienGather *self, const char *id, MienPart part)
{
  static const float missing = NAN;

  if (!mien_dataset_builder_add_sample (self->builder, id, part))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    for (int k = 0; k < get_column (self, i)->width; k++)
      g_array_append_val (get_column (self, i)->values, missing);
  return TRUE;
}

guint
mien_gather_get_last (MienGather *self)
{
  return mien_dataset_builder_get_n_samples (self->builder) - 1;
}

float *
mien_gather_get_values (MienGather *self, guint column)
{
  const MienGrowing *found = get_column (self, column);

  g_return_val_if_fail (found->values->len > 0, NULL);

  return &g_array_index (found->values, float, found->values->len - (guint) found->width);
}

void
mien_gather_set (MienGather *self, guint column, double value)
{
  *mien_gather_get_values (self, column) = (float) value;
}

void
mien_gather_set_word (MienGather *self, guint column, const char *word)
{
  MienGrowing *found = get_column (self, column);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (found->by_name, word));

  if (number == 0) {
    g_ptr_array_add (found->names, g_strdup (word));
    number = found->names->len;
    g_hash_table_insert (found->by_name, g_ptr_array_index (found->names, number - 1),
                         GUINT_TO_POINTER (number));
  }
  mien_gather_set (self, column, number - 1);
}

gboolean
mien_gather_set_points (MienGather *self, guint column, const double *pixels)
{
  float *values = mien_gather_get_values (self, column);
  MienBox box;

  if (!mien_dataset_builder_measure (self->builder, mien_gather_get_last (self), &box))
    return FALSE;
  for (int k = 0; k < get_column (self, column)->width; k += 2) {
    values[k] = (float) ((pixels[k] - box.x) / box.width);
    values[k + 1] = (float) ((pixels[k + 1] - box.y) / box.height);
  }
  return TRUE;
}

void
mien_gather_tell (MienGather *self,
                  const char *path,
                  guint line,
                  const char *detail,
                  const char *what)
{
  mien_dataset_builder_tell_line (self->builder, path, line, detail, what);
}

void
mien_gather_tell_face (MienGather *self,
                       const char *path,
                       guint line,
                       const char *detail,
                       const char *what)
{
  mien_dataset_builder_tell_sample (self->builder, mien_gather_get_last (self), path, line, detail,
                                    what);
}

gboolean
mien_gather_go_on (MienGather *self, const char *doing, double fraction, GError **error)
{
  return self->n_steps++ % STEPS_A_REPORT != 0 ||
         mien_import_tell_progress (self->import, doing, fraction, error);
}
