/* Flags that a table has as one column of 0 and 1 each: AU1, AU2, AU12 … */
#include "engine/samples/table-private.h"

#include <math.h>
#include <string.h>

/* What the names of a group of 0/1 columns begin with: "AU" of AU12, "attr_" of attr_smiling. */
static char *
group_prefix (const char *name)
{
  gsize len = strcspn (name, "0123456789");

  if (name[len] == '\0')
    len = strcspn (name, "_.:");
  return name[len] == '\0' || len == 0 ? NULL : g_strndup (name, len);
}

static char *
group_name (const MienTable *self, guint member)
{
  g_autofree char *name = group_prefix (self->names[member]);
  gsize len = strlen (name);

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
  g_autofree char *prefix = group_prefix (self->names[column]);

  for (guint i = column; prefix != NULL && is_bits[column] && self->names[i] != NULL; i++) {
    g_autofree char *other = is_bits[i] ? group_prefix (self->names[i]) : NULL;

    if (g_strcmp0 (prefix, other) == 0)
      g_array_append_val (members, i);
  }
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
