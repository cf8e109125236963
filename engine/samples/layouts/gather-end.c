/* How the columns of a gathered data set end: names that nobody has are dropped, words are sorted.
 */
#include "engine/samples/layouts/gather-private.h"

#include <math.h>
#include <string.h>

static guint
count_rows (const MienGrowing *column)
{
  return column->values->len / (guint) column->width;
}

/* [names]: which of them a sample has. */
static gboolean *
find_used (const MienGrowing *column)
{
  gboolean *used = g_new0 (gboolean, column->names->len + 1);

  for (guint i = 0; i < column->values->len; i++) {
    float value = g_array_index (column->values, float, i);

    if (column->kind == MIEN_KIND_CLASS && !isnan (value))
      used[(guint) value] = TRUE;
    else if (value > 0.0f)
      used[i % (guint) column->width] = TRUE;
  }
  return used;
}

typedef struct {
  const char *name;
  guint old;
} Name;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Name *) a)->name, ((const Name *) b)->name);
}

/* The names that stay, in their final order. */
static GArray *
choose_names (const MienGrowing *column)
{
  g_autofree gboolean *used = find_used (column);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Name));

  for (guint k = 0; k < column->names->len; k++)
    if (used[k] || column->kind == MIEN_KIND_DISTRIBUTION)
      g_array_append_val (chosen, ((Name){g_ptr_array_index (column->names, k), k}));
  if (column->by_name != NULL)
    g_array_sort (chosen, compare_names);
  return chosen;
}

static void
renumber_class (MienGrowing *column, const GArray *chosen)
{
  g_autofree guint *new_of = g_new0 (guint, column->names->len + 1);

  for (guint k = 0; k < chosen->len; k++)
    new_of[g_array_index (chosen, Name, k).old] = k;
  for (guint i = 0; i < column->values->len; i++) {
    float *value = &g_array_index (column->values, float, i);

    *value = isnan (*value) ? *value : (float) new_of[(guint) *value];
  }
}

/* In place: rows get narrower, so nothing is overwritten before it was read. */
static void
pack_flags (MienGrowing *column, const GArray *chosen)
{
  guint n = count_rows (column), old_width = (guint) column->width, at = 0;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < chosen->len; k++)
      g_array_index (column->values, float, at++) =
          g_array_index (column->values, float, i *old_width + g_array_index (chosen, Name, k).old);
  column->width = (int) chosen->len;
  g_array_set_size (column->values, at);
}

static gboolean
has_values (const MienGrowing *column)
{
  guint n = column->values->len;

  for (guint i = 0; i < n; i++)
    if (!isnan (g_array_index (column->values, float, i)))
      return TRUE;
  return FALSE;
}

/* (nullable): NULL where nothing is known, or no flag is ever set. */
static MienColumn *
finish_column (MienGrowing *column)
{
  g_autoptr (GArray) chosen = column->names != NULL ? choose_names (column) : NULL;
  g_autofree const char **names = chosen != NULL ? g_new0 (const char *, chosen->len + 1) : NULL;
  MienColumn *finished;

  if (!has_values (column) || (chosen != NULL && chosen->len == 0))
    return NULL;
  for (guint k = 0; chosen != NULL && k < chosen->len; k++)
    names[k] = g_array_index (chosen, Name, k).name;
  if (column->kind == MIEN_KIND_CLASS)
    renumber_class (column, chosen);
  else if (column->kind == MIEN_KIND_FLAGS)
    pack_flags (column, chosen);
  finished = mien_column_new (column->name, column->kind, names, column->width, 0);
  finished->n_samples = count_rows (column);
  g_free (finished->values);
  finished->values = (float *) (void *) g_array_free (g_steal_pointer (&column->values), FALSE);
  return finished;
}

/* What columns are is known here; a wish for another kind is no wrong word, but not followed. */
static void
tell_types (MienGather *self)
{
  GHashTableIter iter;
  gpointer name;

  if (self->import->types == NULL)
    return;
  g_hash_table_iter_init (&iter, self->import->types);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    mien_dataset_builder_tell (
        self->builder, name, NULL,
        "A type was given for this column, but in this layout every column's type is known, and "
        "that one is used; leave the type out");
}

static void
take_column (MienGather *self, MienGrowing *growing)
{
  MienColumn *column = finish_column (growing);

  if (column != NULL)
    mien_dataset_builder_take_column (self->builder, column);
  else
    mien_dataset_builder_tell (self->builder, growing->name, NULL,
                               "The column has no value for any face and is left out");
}

MienDatasetBuilder *
mien_gather_end (MienGather *self)
{
  MienDatasetBuilder *builder = self->builder;
  guint n_samples = mien_dataset_builder_get_n_samples (builder);

  for (guint i = 0; n_samples > 0 && i < self->columns->len; i++)
    take_column (self, g_ptr_array_index (self->columns, i));
  tell_types (self);
  self->builder = NULL;
  mien_gather_free (self);
  return builder;
}
