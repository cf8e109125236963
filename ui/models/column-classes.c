#include "ui/models/column-classes.h"

static const char *
name_now (const MienColumnEdit *edit, const char *read)
{
  const char *name = edit != NULL ? g_hash_table_lookup (edit->rename, read) : NULL;

  return name != NULL ? name : read;
}

static void
class_free (gpointer data)
{
  MienColumnClass *it = data;

  g_free (it->read);
  g_free (it->name);
  g_free (it->partners);
  g_free (it);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MienColumnClass *x = *(MienColumnClass *const *) a;
  const MienColumnClass *y = *(MienColumnClass *const *) b;

  if ((x->place < 0) != (y->place < 0))
    return x->place < 0 ? 1 : -1;
  return x->place - y->place;
}

/* One sample of each class, the first that shows it best: the only one, or the most votes. */
static guint *
find_examples (const MienColumn *column)
{
  guint n = g_strv_length (column->names);
  guint *examples = g_new (guint, n);
  g_autofree float *best = g_new0 (float, n);

  for (guint k = 0; k < n; k++)
    examples[k] = G_MAXUINT;
  for (guint i = 0; i < column->n_samples; i++) {
    const float *values = column->values + (gsize) i * (gsize) column->width;

    if (mien_column_is_missing (column, i))
      continue;
    for (guint k = 0; k < n; k++) {
      float shows = column->kind != MIEN_KIND_CLASS ? values[k]
                    : (guint) values[0] == k        ? 1.0f
                                                    : 0.0f;

      if (shows > best[k]) {
        best[k] = shows;
        examples[k] = i;
      }
    }
  }
  return examples;
}

static char *
list_partners (GPtrArray *classes, const MienColumnClass *of)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < classes->len; i++) {
    const MienColumnClass *it = g_ptr_array_index (classes, i);

    if (it != of && of->place >= 0 && it->place == of->place)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", it->read);
  }
  return g_string_free (list, list->len == 0);
}

GPtrArray *
mien_column_classes_list (MienColumnsDraft *draft, const char *column)
{
  GPtrArray *classes = g_ptr_array_new_with_free_func (class_free);
  const MienColumn *found = mien_columns_draft_find (draft, column);
  const MienColumnEdit none = {.rename = g_hash_table_new (NULL, NULL)};
  const MienColumnEdit *edit =
      mien_column_edits_find (mien_columns_draft_get_edits (draft), column);
  g_auto (GStrv) names = NULL;
  g_autofree int *becomes =
      found != NULL && found->names != NULL
          ? mien_column_edit_trace (edit != NULL ? edit : &none, found, &names, NULL)
          : NULL;
  g_autofree guint *counts = becomes != NULL ? mien_column_count (found) : NULL;
  g_autofree guint *examples = becomes != NULL ? find_examples (found) : NULL;

  g_hash_table_unref (none.rename);
  for (guint k = 0; becomes != NULL && found->names[k] != NULL; k++) {
    MienColumnClass *it = g_new0 (MienColumnClass, 1);

    it->read = g_strdup (found->names[k]);
    it->name = g_strdup (name_now (edit, it->read));
    it->n_faces = counts[k];
    it->example = examples[k];
    it->place = becomes[k];
    g_ptr_array_add (classes, it);
  }
  g_ptr_array_sort (classes, compare_places);
  for (guint i = 0; i < classes->len; i++) {
    MienColumnClass *it = g_ptr_array_index (classes, i);

    it->partners = list_partners (classes, it);
  }
  return classes;
}
