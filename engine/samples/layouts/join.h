/* A second table whose columns are added to those of a data set. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * MienJoin:
 * @path: a table: CSV, or with tabs or semicolons; its first row names the columns
 * @by: (nullable): its column that says which face, or whose, a row is about; NULL: the one that
 *   names pictures, or else the first that the data set has too
 * @on: (nullable): column of the data set, by its name as it was read, that has the same words; or
 *   "path"; NULL: the column named as @by where there is one, else "path"
 */
typedef struct {
  char *path;
  char *by;
  char *on;
} MienJoin;

MienJoin *mien_join_new (const char *path, const char *by, const char *on);
MienJoin *mien_join_copy (const MienJoin *self);
void mien_join_free (MienJoin *self);
GPtrArray *mien_joins_new (void);              /* of MienJoin */
GPtrArray *mien_joins_copy (GPtrArray *joins); /* (transfer full) */

/* (transfer full) (nullable): names of the columns of the table at @path; blocks */
char **mien_join_list_columns (const char *path, GError **error);

/* What a join came to. */
typedef struct {
  char *by, *on;
  const char *how;         /* (nullable): "the file's name" and kin; NULL by a column */
  guint n_rows, n_used;    /* rows of the table, and those that a face was found for */
  guint n_faces, n_joined; /* faces of the data set, and those that a row was found for */
  char **columns;          /* names of what was added */
} MienJoinOutcome;

void mien_join_outcome_clear (MienJoinOutcome *outcome);

/**
 * mien_dataset_join:
 * @self: not edited; corrections and edits come after
 * @types: (nullable) (element-type MienKind): name of a column that is added → kind
 * @outcome: (out) (optional): cleared by the caller with mien_join_outcome_clear()
 * @error: the file's own, %MIEN_ERROR_FORMAT where it has no such column, or %MIEN_ERROR_RANGE
 *   where no row is about a face of the data set
 *
 * Faces named by path are looked for as a whole path, as a path inside the data set, by file name
 * and by file name without its ending; the way that finds most faces is taken, of equals the first.
 * A name that several faces share finds none of them. Rows and faces that are left over become
 * problems with counts and examples. A column whose name is taken gets the table's name in
 * brackets, so that both stay. Blocks; reads no picture but to measure those with points.
 *
 * Returns: (transfer full) (nullable): a new data set
 */
MienDataset *mien_dataset_join (MienDataset *self,
                                const MienJoin *join,
                                GHashTable *types,
                                MienJoinOutcome *outcome,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienJoin, mien_join_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienJoinOutcome, mien_join_outcome_clear)

G_END_DECLS
