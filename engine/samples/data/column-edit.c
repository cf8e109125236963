#include "engine/samples/data/column-edit.h"

#include "engine/core/error.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

MienColumnEdit *
mien_column_edit_new (void)
{
  MienColumnEdit *self = g_new0 (MienColumnEdit, 1);

  self->rename = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

MienColumnEdit *
mien_column_edit_copy (const MienColumnEdit *self)
{
  MienColumnEdit *copy = mien_column_edit_new ();
  GHashTableIter iter;
  gpointer old, new;

  copy->has_kind = self->has_kind;
  copy->kind = self->kind;
  copy->name = g_strdup (self->name);
  copy->order = g_strdupv (self->order);
  copy->missing = g_strdupv (self->missing);
  copy->leave_out = self->leave_out;
  g_hash_table_iter_init (&iter, self->rename);
  while (g_hash_table_iter_next (&iter, &old, &new))
    g_hash_table_insert (copy->rename, g_strdup (old), g_strdup (new));
  return copy;
}

void
mien_column_edit_free (MienColumnEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->order);
  g_hash_table_unref (self->rename);
  g_strfreev (self->missing);
  g_free (self);
}

static gboolean
edits_values (const MienColumnEdit *self)
{
  return self->order != NULL || self->missing != NULL || g_hash_table_size (self->rename) > 0;
}

gboolean
mien_column_edit_changes_names (const MienColumnEdit *self)
{
  return self->name != NULL || self->leave_out || edits_values (self);
}

static gboolean
refuse (GError **error, const MienColumn *column, const char *key, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* "data.columns.expression.order: WHAT" */
static gboolean
refuse (GError **error, const MienColumn *column, const char *key, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "data.columns.%s.%s: %s", column->name, key,
               what);
  return FALSE;
}

static gboolean
refuse_name (GError **error,
             const MienColumn *column,
             const char *key,
             const char *name,
             char **known)
{
  g_autofree char *list = g_strjoinv (", ", known);

  return refuse (error, column, key, "there is no “%s”; there are %s", name, list);
}

static gboolean
is_listed (char **list, const char *name)
{
  return list != NULL && g_strv_contains ((const char *const *) list, name);
}

static gboolean
check_known (const MienColumnEdit *self, const MienColumn *column, GError **error)
{
  GHashTableIter iter;
  gpointer old, new;

  g_hash_table_iter_init (&iter, self->rename);
  while (g_hash_table_iter_next (&iter, &old, &new)) {
    if (mien_column_find_name (column, old) < 0)
      return refuse_name (error, column, "rename", old, column->names);
    if (*(const char *) new == '\0')
      return refuse (error, column, "rename", "“%s” would lose its name; a name was expected",
                     (const char *) old);
  }
  for (char **name = self->missing; name != NULL && *name != NULL; name++)
    if (mien_column_find_name (column, *name) < 0)
      return refuse_name (error, column, "missing", *name, column->names);
  return TRUE;
}

static guint
find_name (GPtrArray *names, const char *name)
{
  guint at = G_MAXUINT;

  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, &at) ? at : G_MAXUINT;
}

static const char *
new_name (const MienColumnEdit *self, const char *old)
{
  const char *new = g_hash_table_lookup (self->rename, old);

  return new != NULL ? new : old;
}

/* The new names in the order in which they were read; merged ones stand where the first did. */
static GPtrArray *
collect_names (const MienColumnEdit *self, const MienColumn *column)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **old = column->names; *old != NULL; old++) {
    const char *name = new_name (self, *old);

    if (!is_listed (self->missing, *old) && g_hash_table_add (seen, (gpointer) name))
      g_ptr_array_add (names, g_strdup (name));
  }
  return names;
}

/* By a table, as there may be as many names as persons in the wild. */
static int *
number_names (const MienColumnEdit *self, const MienColumn *column, GPtrArray *names)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_strv_length (column->names);
  int *becomes = g_new (int, n);

  for (guint k = 0; k < names->len; k++)
    g_hash_table_insert (numbers, g_ptr_array_index (names, k), GUINT_TO_POINTER (k));
  for (guint k = 0; k < n; k++)
    becomes[k] =
        is_listed (self->missing, column->names[k])
            ? -1
            : GPOINTER_TO_INT (g_hash_table_lookup (numbers, new_name (self, column->names[k])));
  return becomes;
}

static gboolean
put_in_order (const MienColumnEdit *self,
              const MienColumn *column,
              GPtrArray *names,
              GError **error)
{
  guint first = 0;

  for (char **name = self->order; name != NULL && *name != NULL; name++) {
    guint at = find_name (names, *name);

    if (at == G_MAXUINT) {
      g_ptr_array_add (names, NULL);
      return refuse_name (error, column, "order", *name, (char **) names->pdata);
    }
    if (at < first)
      return refuse (error, column, "order", "“%s” is there twice", *name);
    g_ptr_array_insert (names, (int) first++, g_ptr_array_steal_index (names, at));
  }
  return TRUE;
}

int *
mien_column_edit_trace (const MienColumnEdit *self,
                        const MienColumn *column,
                        char ***names,
                        GError **error)
{
  g_return_val_if_fail (column->names != NULL, NULL);

  if (!check_known (self, column, error))
    return NULL;

  g_autoptr (GPtrArray) list = collect_names (self, column);

  if (list->len == 0) {
    refuse (error, column, "missing", "nothing would be left; leave one out of the list");
    return NULL;
  }
  if (!put_in_order (self, column, list, error))
    return NULL;

  int *becomes = number_names (self, column, list);
  g_ptr_array_add (list, NULL);
  *names = g_strdupv ((char **) list->pdata);
  return becomes;
}

static const float *
values_at (const MienColumn *column, guint sample)
{
  return column->values + (gsize) sample * (gsize) column->width;
}

static void
map_class (const MienColumn *from, const int *becomes, MienColumn *to)
{
  for (guint i = 0; i < from->n_samples; i++) {
    int old = mien_column_get_class (from, i);

    if (old >= 0 && becomes[old] >= 0)
      to->values[i] = (float) becomes[old];
  }
}

/* Merged flags hold where one of them does, and are unknown where one is and none holds. */
static float
merge_flags (float a, float b)
{
  return a > 0.0f || b > 0.0f ? 1.0f : a + b;
}

/* Merged classes get the votes of both. */
static void
map_parts (const MienColumn *from, const int *becomes, MienColumn *to)
{
  for (guint i = 0; i < from->n_samples; i++) {
    const float *old = values_at (from, i);
    float *new = to->values + (gsize) i *(gsize) to->width;
    float sum = 0.0f;

    if (mien_column_is_missing (from, i))
      continue;
    for (int k = 0; k < to->width; k++)
      new[k] = 0.0f;
    for (int k = 0; k < from->width; k++) {
      if (becomes[k] < 0)
        continue;
      sum += old[k];
      new[becomes[k]] = from->kind == MIEN_KIND_FLAGS ? merge_flags (new[becomes[k]], old[k])
                                                      : new[becomes[k]] + old[k];
    }
    for (int k = 0; from->kind == MIEN_KIND_DISTRIBUTION && k < to->width; k++)
      new[k] = sum > 0.0f ? new[k] / sum : NAN; /* all votes were for what counts as missing */
  }
}

static MienColumn *
map_names (const MienColumnEdit *self, const MienColumn *column, GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree int *becomes = mien_column_edit_trace (self, column, &names, error);
  const char *name = self->name != NULL ? self->name : column->name;
  MienColumn *edited;

  if (becomes == NULL)
    return NULL;
  edited = mien_column_new (name, column->kind, (const char *const *) names,
                            column->kind == MIEN_KIND_CLASS ? 1 : (int) g_strv_length (names),
                            column->n_samples);
  if (column->kind == MIEN_KIND_CLASS)
    map_class (column, becomes, edited);
  else
    map_parts (column, becomes, edited);
  return edited;
}

/* Numbers that stand for "not known", as -2 does for AffectNet's valence. */
static gboolean
drop_numbers (const MienColumnEdit *self, MienColumn *edited, const char *key, GError **error)
{
  for (char **text = self->missing; text != NULL && *text != NULL; text++) {
    char *end = NULL;
    float number = (float) g_ascii_strtod (*text, &end);

    if (end == *text || *end != '\0')
      return refuse (error, edited, key, "“%s” is no number, as this column's values are", *text);
    for (guint i = 0; i < edited->n_samples; i++)
      if (edited->values[i] >= number && edited->values[i] <= number)
        edited->values[i] = NAN;
  }
  return TRUE;
}

static MienColumn *
map_numbers (const MienColumnEdit *self, const MienColumn *column, GError **error)
{
  g_autoptr (MienColumn) edited = mien_column_copy (column);
  const char *what = mien_kind_name (column->kind);

  if (self->order != NULL || g_hash_table_size (self->rename) > 0) {
    refuse (error, column, self->order != NULL ? "order" : "rename",
            "the column is of type %s and has no classes; make it a class first", what);
    return NULL;
  }
  if (column->kind == MIEN_KIND_POINTS && self->missing != NULL) {
    refuse (error, column, "missing", "the column is of type %s, which has no such values", what);
    return NULL;
  }
  if (!drop_numbers (self, edited, "missing", error))
    return NULL;
  if (self->name != NULL) {
    g_free (edited->name);
    edited->name = g_strdup (self->name);
  }
  return g_steal_pointer (&edited);
}

MienColumn *
mien_column_edit_apply (const MienColumnEdit *self, const MienColumn *column, GError **error)
{
  if (self->has_kind && self->kind != column->kind) {
    refuse (error, column, "type", "what was read is of type %s and cannot be made %s",
            mien_kind_name (column->kind), mien_kind_name (self->kind));
    return NULL;
  }
  return column->names != NULL ? map_names (self, column, error)
                               : map_numbers (self, column, error);
}

MienColumnEdits *
mien_column_edits_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) mien_column_edit_free);
}

MienColumnEdits *
mien_column_edits_copy (MienColumnEdits *self)
{
  MienColumnEdits *copy = mien_column_edits_new ();
  GHashTableIter iter;
  gpointer column, edit;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &column, &edit))
    g_hash_table_insert (copy, g_strdup (column), mien_column_edit_copy (edit));
  return copy;
}

MienColumnEdit *
mien_column_edits_get (MienColumnEdits *self, const char *column)
{
  MienColumnEdit *edit = g_hash_table_lookup (self, column);

  if (edit == NULL) {
    edit = mien_column_edit_new ();
    g_hash_table_insert (self, g_strdup (column), edit);
  }
  return edit;
}

const MienColumnEdit *
mien_column_edits_find (MienColumnEdits *self, const char *column)
{
  return self != NULL ? g_hash_table_lookup (self, column) : NULL;
}

const char *
mien_column_edits_name (MienColumnEdits *self, const char *column)
{
  const MienColumnEdit *edit = mien_column_edits_find (self, column);

  return edit != NULL && edit->name != NULL ? edit->name : column;
}

GHashTable *
mien_column_edits_types (MienColumnEdits *self)
{
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer column, value;

  if (self == NULL)
    return types;
  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &column, &value)) {
    const MienColumnEdit *edit = value;

    if (edit->has_kind)
      g_hash_table_insert (types, g_strdup (column), GINT_TO_POINTER (edit->kind));
  }
  return types;
}
