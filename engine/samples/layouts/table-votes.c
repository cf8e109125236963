/* Votes that a table has as one column of counts for each expression: FERPlus and kin. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/table-private.h"

#include <math.h>
#include <string.h>

#define FEWEST_VOTES 3 /* columns that make it votes */

/* An expression, or what raters could say instead of one. */
static gboolean
is_choice (const char *name)
{
  static const char *const others[] = {"unknown", "nf", "not a face", "not face", "other", NULL};

  for (guint i = 0; others[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, others[i]) == 0)
      return TRUE;
  return mien_expression_find (name) >= 0;
}

static gboolean
count_of (const char *cell, guint64 *count)
{
  return g_ascii_string_to_unsigned (cell, 10, 0, 1000000, count, NULL);
}

/* Whether every row's cells are counts that add up to one number, the raters; empty rows aside. */
static gboolean
add_up (const MienTable *self, const GArray *members)
{
  guint64 raters = 0;

  for (guint i = 0; i < self->ids->len; i++) {
    guint64 sum = 0, count = 0;
    guint filled = 0;

    for (guint k = 0; k < members->len; k++) {
      const char *cell = g_ptr_array_index (self->cells[g_array_index (members, guint, k)], i);

      if (*cell == '\0')
        continue;
      if (!count_of (cell, &count))
        return FALSE;
      sum += count;
      filled++;
    }
    if (filled == 0)
      continue;
    if (filled < members->len || sum < 2 || (raters != 0 && sum != raters))
      return FALSE;
    raters = sum;
  }
  return raters != 0;
}

GArray *
mien_table_find_votes (const MienTable *self, GHashTable *types)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint c = 0; self->names[c] != NULL; c++)
    if (is_choice (self->names[c]) &&
        (types == NULL || !g_hash_table_contains (types, self->names[c])))
      g_array_append_val (members, c);
  if (members->len < FEWEST_VOTES || !add_up (self, members))
    g_array_set_size (members, 0);
  return members;
}

MienColumn *
mien_table_make_votes (const MienTable *self, const GArray *members)
{
  const char *name =
      g_strv_contains ((const char *const *) self->names, "votes") ? "expression votes" : "votes";
  g_autofree char **names = g_new0 (char *, members->len + 1);
  int width = (int) members->len;

  for (guint k = 0; k < members->len; k++)
    names[k] = self->names[g_array_index (members, guint, k)];

  MienColumn *column = mien_column_new (name, MIEN_KIND_DISTRIBUTION, (const char *const *) names,
                                        width, self->ids->len);

  for (guint i = 0; i < self->ids->len; i++) {
    float *values = column->values + (gsize) i * (gsize) width;
    guint64 sum = 0, count;

    for (guint k = 0; k < members->len; k++) {
      if (!count_of (g_ptr_array_index (self->cells[g_array_index (members, guint, k)], i), &count))
        break;
      values[k] = (float) count;
      sum += count;
    }
    for (int k = 0; k < width && sum > 0; k++)
      values[k] /= (float) sum;
  }
  return column;
}
