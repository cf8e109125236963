#include "engine/samples/data/dataset-edit.h"

#include "engine/core/error.h"
#include "engine/samples/data/dataset-private.h"

#include <math.h>
#include <string.h>

static char *
list_columns (MienDataset *dataset)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < dataset->columns->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((MienColumn *) g_ptr_array_index (dataset->columns, i))->name);
  return g_string_free (list, FALSE);
}

static gboolean
check_known (MienDataset *self, MienColumnEdits *edits, GError **error)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (edits), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next)
    if (mien_dataset_get_column (self, l->data) == NULL) {
      g_autofree char *list = list_columns (self);

      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "data.columns.%s: %s has no such column; as it was read it has %s",
                   (const char *) l->data, self->location, *list != '\0' ? list : "none");
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_left_out (MienColumnEdits *edits, const MienColumn *column)
{
  const MienColumnEdit *edit = mien_column_edits_find (edits, column->name);

  return edit != NULL && edit->leave_out;
}

static gboolean
check_name (MienDataset *self, MienColumnEdits *edits, const MienColumn *column, GError **error)
{
  const char *name = mien_column_edits_name (edits, column->name);
  gboolean is_free = *name != '\0';

  if (g_str_equal (name, column->name) || is_left_out (edits, column))
    return TRUE;
  for (guint i = 0; i < self->columns->len; i++) {
    const MienColumn *other = g_ptr_array_index (self->columns, i);

    is_free = is_free && (other == column || is_left_out (edits, other) ||
                          !g_str_equal (mien_column_edits_name (edits, other->name), name));
  }
  if (!is_free)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "data.columns.%s.name: “%s” is not allowed; a name that no other column has was "
                 "expected",
                 column->name, name);
  return is_free;
}

/* A class of one face that was merged or made missing is no problem any more. */
static void
drop_settled (MienDataset *edited, const MienColumn *read, const MienColumn *column)
{
  g_autofree guint *counts = mien_column_count (column);
  guint lonely = 0;

  for (guint k = 0; column->names != NULL && column->names[k] != NULL; k++)
    lonely += counts[k] == 1;
  for (guint i = edited->problems->len; lonely == 0 && i > 0; i--) {
    const MienProblem *problem = g_ptr_array_index (edited->problems, i - 1);

    if (g_str_equal (problem->path, read->name) &&
        g_str_has_prefix (problem->what, MIEN_LONELY_CLASS) &&
        strstr (problem->what, " times: ") == NULL)
      g_ptr_array_remove_index (edited->problems, i - 1);
  }
}

static gboolean
take_column (MienDataset *edited, MienColumn *column, const MienColumnEdit *edit, GError **error)
{
  gboolean same = edit == NULL || (!mien_column_edit_changes_names (edit) &&
                                   (!edit->has_kind || edit->kind == column->kind));

  if (edit != NULL && edit->leave_out)
    return TRUE;
  if (!same) {
    const MienColumn *read = column;

    column = mien_column_edit_apply (edit, read, error);
    if (column == NULL)
      return FALSE;
    g_ptr_array_add (edited->owned, column);
    drop_settled (edited, read, column);
  }
  g_ptr_array_add (edited->columns, column);
  return TRUE;
}

MienDataset *
mien_dataset_edit (MienDataset *self, MienColumnEdits *edits, GError **error)
{
  if (edits == NULL || g_hash_table_size (edits) == 0)
    return mien_dataset_ref (self);
  if (!check_known (self, edits, error))
    return NULL;

  g_autoptr (MienDataset) edited = mien_dataset_derive (self);

  g_ptr_array_set_size (edited->columns, 0);
  for (guint i = 0; i < self->columns->len; i++) {
    MienColumn *column = g_ptr_array_index (self->columns, i);

    if (!check_name (self, edits, column, error) ||
        !take_column (edited, column, g_hash_table_lookup (edits, column->name), error))
      return NULL;
  }
  g_clear_pointer (&edited->edits, g_hash_table_unref);
  edited->edits = mien_column_edits_copy (edits);
  return g_steal_pointer (&edited);
}

MienDataset *
mien_dataset_get_as_read (MienDataset *self)
{
  while (self->edits != NULL)
    self = self->base;
  return self;
}

/* The column of @read that is called @name once it is edited. */
static MienColumn *
find_source (MienDataset *read, MienColumnEdits *edits, const char *name)
{
  for (guint i = 0; i < read->columns->len; i++) {
    MienColumn *column = g_ptr_array_index (read->columns, i);
    const MienColumnEdit *edit = mien_column_edits_find (edits, column->name);

    if ((edit == NULL || !edit->leave_out) &&
        g_str_equal (mien_column_edits_name (edits, column->name), name))
      return column;
  }
  return NULL;
}

/* @values of the edited column, as the column that was read has them. */
static gboolean
trace_back (const MienColumn *source,
            const MienColumnEdit *edit,
            const float *values,
            float *back,
            GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree int *becomes = mien_column_edit_trace (edit, source, &names, error);
  g_autofree gboolean *done = NULL;

  if (becomes == NULL)
    return FALSE;
  done = g_new0 (gboolean, g_strv_length (names));
  for (int k = 0; source->names[k] != NULL; k++) {
    int now = becomes[k];

    if (source->kind != MIEN_KIND_CLASS)
      back[k] = now >= 0 && !done[now] ? values[now] : 0.0f;
    else if (now >= 0 && !done[now] && now == (int) values[0])
      back[0] = (float) k;
    if (now >= 0)
      done[now] = TRUE;
  }
  return TRUE;
}

char *
mien_dataset_label_as_read (MienDataset *self, char **name, const char *label, GError **error)
{
  MienColumn *column = mien_dataset_get_column (self, *name);
  MienColumn *source = find_source (mien_dataset_get_as_read (self), self->edits, *name);
  g_autoptr (MienColumn) one = NULL;
  g_autofree float *values = NULL;
  const MienColumnEdit *edit;

  if (column == NULL || source == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "The data set has no column “%s”", *name);
    return NULL;
  }
  values = g_new0 (float, column->width);
  if (!mien_column_parse (column, label, values, error))
    return NULL;
  edit = mien_column_edits_find (self->edits, source->name);
  one = mien_column_new (source->name, source->kind, (const char *const *) source->names,
                         source->width, 1);
  if (edit == NULL || source->names == NULL)
    memcpy (one->values, values, (gsize) source->width * sizeof (float));
  else if (!isnan (values[0]) && !trace_back (source, edit, values, one->values, error))
    return NULL;
  g_free (*name);
  *name = g_strdup (source->name);
  return mien_column_format (one, 0);
}
