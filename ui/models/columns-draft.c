#include "ui/models/columns-draft.h"

#include <string.h>

/* What a person can go back to. */
typedef struct {
  MienColumnEdits *edits;
  GPtrArray *joins;
} State;

struct _MienColumnsDraft {
  MienDataset *read;
  State now;
  State read_with; /* whose types and joins @read has */
  GPtrArray *past, *future;
};

static State
state_copy (const State *state)
{
  return (State){mien_column_edits_copy (state->edits), mien_joins_copy (state->joins)};
}

static void
state_clear (State *state)
{
  g_clear_pointer (&state->edits, g_hash_table_unref);
  g_clear_pointer (&state->joins, g_ptr_array_unref);
}

static void
state_free (gpointer data)
{
  state_clear (data);
  g_free (data);
}

MienColumnsDraft *
mien_columns_draft_new (MienDataset *read, MienColumnEdits *edits, GPtrArray *joins)
{
  MienColumnsDraft *self = g_new0 (MienColumnsDraft, 1);

  self->read = mien_dataset_ref (read);
  self->now = (State){mien_column_edits_copy (edits), mien_joins_copy (joins)};
  self->read_with = state_copy (&self->now);
  self->past = g_ptr_array_new_with_free_func (state_free);
  self->future = g_ptr_array_new_with_free_func (state_free);
  return self;
}

void
mien_columns_draft_free (MienColumnsDraft *self)
{
  if (self == NULL)
    return;
  mien_dataset_unref (self->read);
  state_clear (&self->now);
  state_clear (&self->read_with);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->future);
  g_free (self);
}

MienDataset *
mien_columns_draft_get_dataset (MienColumnsDraft *self)
{
  return self->read;
}

MienColumnEdits *
mien_columns_draft_get_edits (MienColumnsDraft *self)
{
  return self->now.edits;
}

GPtrArray *
mien_columns_draft_get_joins (MienColumnsDraft *self)
{
  return self->now.joins;
}

const MienColumn *
mien_columns_draft_find (MienColumnsDraft *self, const char *column)
{
  return mien_dataset_get_column (self->read, column);
}

static gboolean
same_types (MienColumnEdits *a, MienColumnEdits *b)
{
  g_autoptr (GHashTable) types_a = mien_column_edits_types (a);
  g_autoptr (GHashTable) types_b = mien_column_edits_types (b);
  GHashTableIter iter;
  gpointer name, kind, other;

  if (g_hash_table_size (types_a) != g_hash_table_size (types_b))
    return FALSE;
  g_hash_table_iter_init (&iter, types_a);
  while (g_hash_table_iter_next (&iter, &name, &kind))
    if (!g_hash_table_lookup_extended (types_b, name, NULL, &other) || other != kind)
      return FALSE;
  return TRUE;
}

static gboolean
same_joins (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++) {
    const MienJoin *x = g_ptr_array_index (a, i), *y = g_ptr_array_index (b, i);

    same = g_str_equal (x->path, y->path) && g_strcmp0 (x->by, y->by) == 0 &&
           g_strcmp0 (x->on, y->on) == 0;
  }
  return same;
}

gboolean
mien_columns_draft_is_stale (MienColumnsDraft *self)
{
  return !same_types (self->now.edits, self->read_with.edits) ||
         !same_joins (self->now.joins, self->read_with.joins);
}

MienColumnEdits *
mien_columns_draft_reading_edits (MienColumnsDraft *self)
{
  MienColumnEdits *types = mien_column_edits_new ();
  GHashTableIter iter;
  gpointer column, edit;

  g_hash_table_iter_init (&iter, self->now.edits);
  while (g_hash_table_iter_next (&iter, &column, &edit)) {
    const MienColumnEdit *it = edit;

    if (it->has_kind) {
      mien_column_edits_get (types, column)->has_kind = TRUE;
      mien_column_edits_get (types, column)->kind = it->kind;
    }
  }
  return types;
}

/* Edits of columns that are gone, with the table that they came from, go too. */
void
mien_columns_draft_take_dataset (MienColumnsDraft *self, MienDataset *read)
{
  GHashTableIter iter;
  gpointer column;

  mien_dataset_ref (read);
  mien_dataset_unref (self->read);
  self->read = read;
  g_hash_table_iter_init (&iter, self->now.edits);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    if (mien_dataset_get_column (read, column) == NULL)
      g_hash_table_iter_remove (&iter);
  state_clear (&self->read_with);
  self->read_with = state_copy (&self->now);
}

gboolean
mien_columns_draft_can_undo (MienColumnsDraft *self)
{
  return self->past->len > 0;
}

gboolean
mien_columns_draft_can_redo (MienColumnsDraft *self)
{
  return self->future->len > 0;
}

static void
push (GPtrArray *stack, const State *state)
{
  State copy = state_copy (state);

  g_ptr_array_add (stack, g_memdup2 (&copy, sizeof copy));
}

static void
pop (GPtrArray *stack, State *state)
{
  State *last = g_ptr_array_index (stack, stack->len - 1);

  state_clear (state);
  *state = *last;
  *last = (State){0};
  g_ptr_array_set_size (stack, (int) stack->len - 1);
}

static void
begin (MienColumnsDraft *self)
{
  push (self->past, &self->now);
}

void
mien_columns_draft_undo (MienColumnsDraft *self)
{
  if (self->past->len == 0)
    return;
  push (self->future, &self->now);
  pop (self->past, &self->now);
}

void
mien_columns_draft_redo (MienColumnsDraft *self)
{
  if (self->future->len == 0)
    return;
  push (self->past, &self->now);
  pop (self->future, &self->now);
}

void
mien_columns_draft_drop (MienColumnsDraft *self)
{
  if (self->past->len > 0)
    pop (self->past, &self->now);
}

/* Tries what has been changed on the data set, unless that has to be read again first. */
static gboolean
end (MienColumnsDraft *self, GError **error)
{
  g_autoptr (MienDataset) tried = NULL;

  if (!mien_columns_draft_is_stale (self)) {
    tried = mien_dataset_edit (self->read, self->now.edits, error);
    if (tried == NULL) {
      mien_columns_draft_drop (self);
      return FALSE;
    }
  }
  g_ptr_array_set_size (self->future, 0);
  return TRUE;
}

static MienColumnEdit *
get_edit (MienColumnsDraft *self, const char *column)
{
  return mien_column_edits_get (self->now.edits, column);
}

gboolean
mien_columns_draft_rename (MienColumnsDraft *self,
                           const char *column,
                           const char *name,
                           GError **error)
{
  MienColumnEdit *edit;

  if (g_str_equal (mien_column_edits_name (self->now.edits, column), name))
    return TRUE;
  begin (self);
  edit = get_edit (self, column);
  g_free (edit->name);
  edit->name = g_str_equal (column, name) ? NULL : g_strdup (name);
  return end (self, error);
}

gboolean
mien_columns_draft_use (MienColumnsDraft *self, const char *column, gboolean use, GError **error)
{
  begin (self);
  get_edit (self, column)->leave_out = !use;
  return end (self, error);
}

void
mien_columns_draft_set_kind (MienColumnsDraft *self, const char *column, MienKind kind)
{
  MienColumnEdit *edit;

  begin (self);
  edit = get_edit (self, column);
  edit->has_kind = TRUE;
  edit->kind = kind;
  g_clear_pointer (&edit->order, g_strfreev);
  g_clear_pointer (&edit->missing, g_strfreev);
  g_hash_table_remove_all (edit->rename);
  end (self, NULL);
}

static gboolean
is_listed (char **list, const char *name)
{
  return list != NULL && g_strv_contains ((const char *const *) list, name);
}

static const char *
class_name_now (const MienColumnEdit *edit, const char *read)
{
  const char *name = edit != NULL ? g_hash_table_lookup (edit->rename, read) : NULL;

  return name != NULL ? name : read;
}

/* Whether a class is still called @name, so that an order may speak of it. */
static gboolean
has_class_now (const MienColumn *column, const MienColumnEdit *edit, const char *name)
{
  for (char **read = column->names; *read != NULL; read++)
    if (!is_listed (edit->missing, *read) && g_str_equal (class_name_now (edit, *read), name))
      return TRUE;
  return FALSE;
}

/* Drops what is no class any more from the order; @old, where it is gone, is called @name now. */
static void
tidy_order (const MienColumn *column, MienColumnEdit *edit, const char *old, const char *name)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  char **order;

  for (char **it = edit->order; it != NULL && *it != NULL; it++) {
    const char *now = *it;

    if (!has_class_now (column, edit, now) && g_strcmp0 (now, old) == 0)
      now = name;
    if (has_class_now (column, edit, now) &&
        !g_ptr_array_find_with_equal_func (kept, now, g_str_equal, NULL))
      g_ptr_array_add (kept, (gpointer) now);
  }
  g_ptr_array_add (kept, NULL);
  order = kept->len > 1 ? g_strdupv ((char **) kept->pdata) : NULL;
  g_strfreev (edit->order);
  edit->order = order;
}

static void
put_class_name (MienColumnsDraft *self, const char *column, const char *read, const char *name)
{
  MienColumnEdit *edit = get_edit (self, column);
  g_autofree char *old = g_strdup (class_name_now (edit, read));

  if (g_str_equal (read, name))
    g_hash_table_remove (edit->rename, read);
  else
    g_hash_table_insert (edit->rename, g_strdup (read), g_strdup (name));
  tidy_order (mien_columns_draft_find (self, column), edit, old, name);
}

gboolean
mien_columns_draft_rename_class (MienColumnsDraft *self,
                                 const char *column,
                                 const char *class_name,
                                 const char *name,
                                 GError **error)
{
  begin (self);
  put_class_name (self, column, class_name, name);
  return end (self, error);
}

static void
set_listed (char ***list, const char *name, gboolean listed)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (char **it = *list; it != NULL && *it != NULL; it++)
    if (!g_str_equal (*it, name))
      g_ptr_array_add (names, g_strdup (*it));
  if (listed)
    g_ptr_array_add (names, g_strdup (name));
  g_strfreev (*list);
  *list = NULL;
  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  *list = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

gboolean
mien_columns_draft_set_missing (MienColumnsDraft *self,
                                const char *column,
                                const char *class_name,
                                gboolean missing,
                                GError **error)
{
  MienColumnEdit *edit;

  begin (self);
  edit = get_edit (self, column);
  set_listed (&edit->missing, class_name, missing);
  tidy_order (mien_columns_draft_find (self, column), edit, NULL, NULL);
  return end (self, error);
}

gboolean
mien_columns_draft_set_missing_numbers (MienColumnsDraft *self,
                                        const char *column,
                                        const char *numbers,
                                        GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (numbers, ", ;", -1);
  MienColumnEdit *edit;

  begin (self);
  edit = get_edit (self, column);
  g_clear_pointer (&edit->missing, g_strfreev);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      set_listed (&edit->missing, *word, TRUE);
  return end (self, error);
}

gboolean
mien_columns_draft_move_class (MienColumnsDraft *self,
                               const char *column,
                               const char *class_name,
                               int by,
                               GError **error)
{
  MienColumnEdit *edit = get_edit (self, column);
  g_auto (GStrv) names = NULL;
  g_autofree int *becomes =
      mien_column_edit_trace (edit, mien_columns_draft_find (self, column), &names, error);
  int place, other;

  if (becomes == NULL)
    return FALSE;
  place = becomes[mien_column_find_name (mien_columns_draft_find (self, column), class_name)];
  other = place + by;
  if (place < 0 || other < 0 || other >= (int) g_strv_length (names))
    return TRUE;
  begin (self);
  edit = get_edit (self, column);
  g_strfreev (edit->order);
  edit->order = g_strdupv (names);
  char *moved = edit->order[place];
  edit->order[place] = edit->order[other];
  edit->order[other] = moved;
  return end (self, error);
}

gboolean
mien_columns_draft_has_codes (MienColumnsDraft *self,
                              const char *column,
                              const MienExpressionCodes *codes)
{
  const MienColumn *found = mien_columns_draft_find (self, column);
  guint n_codes = 0, n = found != NULL && found->names != NULL ? g_strv_length (found->names) : 0;

  for (char **read = found != NULL ? found->names : NULL; read != NULL && *read != NULL; read++) {
    gboolean is_number = g_ascii_string_to_unsigned (*read, 10, 0, G_MAXUINT, NULL, NULL);

    if (is_number && mien_expression_codes_word (codes, *read) == NULL)
      return FALSE;
    n_codes += is_number;
  }
  return 2 * n_codes > n;
}

gboolean
mien_columns_draft_name_codes (MienColumnsDraft *self,
                               const char *column,
                               const MienExpressionCodes *codes,
                               GError **error)
{
  const MienColumn *found = mien_columns_draft_find (self, column);

  begin (self);
  for (char **read = found->names; *read != NULL; read++) {
    const char *word = mien_expression_codes_word (codes, *read);

    if (word != NULL)
      put_class_name (self, column, *read, word);
  }
  return end (self, error);
}

void
mien_columns_draft_add_join (MienColumnsDraft *self, const MienJoin *join)
{
  begin (self);
  g_ptr_array_add (self->now.joins, mien_join_copy (join));
  end (self, NULL);
}

void
mien_columns_draft_remove_join (MienColumnsDraft *self, guint index)
{
  g_return_if_fail (index < self->now.joins->len);

  begin (self);
  g_ptr_array_remove_index (self->now.joins, index);
  end (self, NULL);
}

void
mien_columns_draft_reset (MienColumnsDraft *self)
{
  begin (self);
  g_hash_table_remove_all (self->now.edits);
  g_ptr_array_set_size (self->now.joins, 0);
  end (self, NULL);
}
