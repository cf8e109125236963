/* The second table, read whole. */
#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/samples/layouts/join-private.h"

#include <string.h>

static MienJoinTable *
table_new (const char *path)
{
  MienJoinTable *self = g_new0 (MienJoinTable, 1);

  self->source = g_path_get_basename (path);
  self->folder = g_path_get_dirname (path);
  self->header = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->faults = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
mien_join_table_free (MienJoinTable *self)
{
  if (self == NULL)
    return;
  g_free (self->source);
  g_free (self->folder);
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

int
mien_join_table_find (const MienJoinTable *self, const char *name)
{
  for (guint i = 0; i < self->header->len; i++)
    if (g_str_equal (g_ptr_array_index (self->header, i), name))
      return (int) i;
  return -1;
}

static void
take_header (MienJoinTable *self, char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    g_autofree char *name = g_strstrip (g_strdup (cells[i]));

    if (*name == '\0')
      g_ptr_array_add (self->header, g_strdup_printf ("column %u", i + 1));
    else if (mien_join_table_find (self, name) >= 0)
      g_ptr_array_add (self->header, g_strdup_printf ("%s %u", name, i + 1));
    else
      g_ptr_array_add (self->header, g_steal_pointer (&name));
  }
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  MienJoinTable *self = data;

  if (row == 1) {
    take_header (self, cells);
  } else if (n_cells != self->header->len) {
    g_ptr_array_add (self->faults, g_strdup_printf ("%s:%u", self->source, row));
  } else {
    char **kept = g_strdupv (cells);

    for (char **cell = kept; *cell != NULL; cell++)
      g_strstrip (*cell);
    g_ptr_array_add (self->rows, kept);
    g_array_append_val (self->numbers, row);
  }
  return TRUE;
}

char **
mien_join_list_columns (const char *path, GError **error)
{
  g_autoptr (MienJoinTable) table = mien_join_table_read (path, error);

  if (table == NULL)
    return NULL;
  g_ptr_array_add (table->header, NULL);
  return g_strdupv ((char **) table->header->pdata);
}

MienJoinTable *
mien_join_table_read (const char *path, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autoptr (MienJoinTable) self = table_new (full);

  if (!mien_csv_read (full, read_row, self, error))
    return NULL;
  if (self->rows->len > 0)
    return g_steal_pointer (&self);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s has no rows; a table was expected whose first row names its columns", path);
  return NULL;
}
