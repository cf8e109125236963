/* What a person wants a column to be, instead of what was read: its type, name and classes. */
#pragma once

#include "engine/samples/data/column.h"

G_BEGIN_DECLS

/**
 * MienColumnEdit:
 * @has_kind: whether @kind overrules what the cells look like
 * @kind: how the cells are to be read
 * @name: (nullable): the column's new name
 * @order: (nullable): classes or flags that come first, in this order, by their new names
 * @rename: name of a class or flag as it was read → its new name; two to one merges them
 * @missing: (nullable): classes or flags as they were read, or numbers, that say that nothing is
 *   known: a class or number becomes missing, a flag or the votes for a class are left out
 * @leave_out: whether the data set is to have no such column
 *
 * An edit that is all zeros, but for its @rename, changes nothing.
 */
typedef struct {
  gboolean has_kind;
  MienKind kind;
  char *name;
  char **order;
  GHashTable *rename;
  char **missing;
  gboolean leave_out;
} MienColumnEdit;

MienColumnEdit *mien_column_edit_new (void);
MienColumnEdit *mien_column_edit_copy (const MienColumnEdit *self);
void mien_column_edit_free (MienColumnEdit *self);
/* Whether it changes more than the type, which is settled when the cells are read. */
gboolean mien_column_edit_changes_names (const MienColumnEdit *self);

/**
 * mien_column_edit_trace:
 * @column: as it was read, with names
 * @names: (out): (transfer full): the names that it has afterwards
 * @error: %MIEN_ERROR_RANGE with the key's path, "data.columns.expression.order"
 *
 * Returns: (transfer full) (nullable): for each name of @column the number of what it becomes in
 *   @names, or -1 where it is treated as missing
 */
int *mien_column_edit_trace (const MienColumnEdit *self,
                             const MienColumn *column,
                             char ***names,
                             GError **error);
/* (transfer full) (nullable): @column as @self makes it; an impossible edit is %MIEN_ERROR_RANGE
 * with the key's path. @column is as it was read, with the type that @self asks for. */
MienColumn *
mien_column_edit_apply (const MienColumnEdit *self, const MienColumn *column, GError **error);

/* Edits of several columns, by the columns' names as they were read. */
typedef GHashTable MienColumnEdits; /* (element-type utf8 MienColumnEdit) */

MienColumnEdits *mien_column_edits_new (void);
MienColumnEdits *mien_column_edits_copy (MienColumnEdits *self);
/* (transfer none): made where there is none yet */
MienColumnEdit *mien_column_edits_get (MienColumnEdits *self, const char *column);
const MienColumnEdit *mien_column_edits_find (MienColumnEdits *self, const char *column);
/* (transfer none): the name of @column, as it was read, once it is edited; @self nullable */
const char *mien_column_edits_name (MienColumnEdits *self, const char *column);
/* (transfer full): column name → MienKind, of those whose type is overruled; @self nullable */
GHashTable *mien_column_edits_types (MienColumnEdits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienColumnEdit, mien_column_edit_free)

G_END_DECLS
