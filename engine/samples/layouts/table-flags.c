/* Flags that a table has as one column of 0 and 1 each: AU1, AU2, AU12 … */
#include "engine/samples/layouts/table-private.h"

#include <math.h>
#include <string.h>

/* How long what the names of a group of 0/1 columns begin with is, 0 where there is no such thing:
 * "AU" of AU12, "attr" of attr_smiling. */
static gsize
prefix_len (const char *name)
{
  gsize len = strcspn (name, "0123456789");

  if (name[len] == '\0')
    len = strcspn (name, "_.:");
  return name[len] == '\0' ? 0 : len;
}

static char *
group_name (const MienTable *self, guint member)
{
  gsize len = prefix_len (self->names[member]);
  g_autofree char *name = g_strndup (self->names[member], len);

  while (len > 1 && strchr ("_-. :", name[len - 1]) != NULL)
    name[--len] = '\0';
  if (g_strv_contains ((const char *const *) self->names, name))
    return g_strconcat (name, " flags", NULL);
  return g_steal_pointer (&name);
}

/* Columns of 0 and 1 with the same prefix as column @column, itself first. */
GArray *
mien_table_find_flags (const MienTable *self, guint column, const gboolean *is_bits)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *name = self->names[column];
  gsize len = is_bits[column] ? prefix_len (name) : 0;

  for (guint i = column; len > 0 && self->names[i] != NULL; i++)
    if (is_bits[i] && strncmp (self->names[i], name, len) == 0 &&
        prefix_len (self->names[i]) == len)
      g_array_append_val (members, i);
  return members;
}

/* A sample for which one of the flags is not known counts as missing. */
MienColumn *
mien_table_make_flags (const MienTable *self, const GArray *members)
{
  int width = (int) members->len;
  g_autofree char *name = group_name (self, g_array_index (members, guint, 0));
  g_autofree char **names = g_new0 (char *, members->len + 1);

  for (guint k = 0; k < members->len; k++)
    names[k] = self->names[g_array_index (members, guint, k)];

  MienColumn *column =
      mien_column_new (name, MIEN_KIND_FLAGS, (const char *const *) names, width, self->ids->len);

  for (guint i = 0; i < self->ids->len; i++) {
    float *values = column->values + (gsize) i * (gsize) width;
    gboolean known = TRUE;

    for (guint k = 0; k < members->len; k++) {
      const char *cell = g_ptr_array_index (self->cells[g_array_index (members, guint, k)], i);

      values[k] = *cell == '1' ? 1.0f : 0.0f;
      known = known && *cell != '\0';
    }
    for (int k = 0; !known && k < width; k++)
      values[k] = NAN;
  }
  return column;
}
