/* A second table as it was read, and which of its rows belongs to which face. */
#pragma once

#include "engine/samples/layouts/join.h"

G_BEGIN_DECLS

typedef struct {
  char *source;      /* the file's name, for problems */
  char *folder;      /* it lies in */
  GPtrArray *header; /* of char *; each one of a kind */
  GPtrArray *rows;   /* of GStrv, as wide as the header */
  GArray *numbers;   /* [rows] of guint: 1-based, as in the file */
  GPtrArray *faults; /* of char *: rows that could not be taken, "extra.csv:12" */
} MienJoinTable;

MienJoinTable *mien_join_table_read (const char *path, GError **error);
void mien_join_table_free (MienJoinTable *self);
int mien_join_table_find (const MienJoinTable *self, const char *name); /* -1 where unknown */

/* Which row says something about each face. */
typedef struct {
  const char *how;
  int *row_of;      /* [samples] index in rows, or -1 */
  gboolean *used;   /* [rows] */
  guint n_joined;   /* samples with a row */
  guint n_repeated; /* rows that say what an earlier one says, and are left out */
  guint n_shared;   /* rows whose name several faces share, and are left out */
} MienJoinMatch;

void mien_join_match_clear (MienJoinMatch *match);
/* @on: (nullable): the data set's column; NULL matches paths */
void mien_join_match (MienDataset *dataset,
                      const MienJoinTable *table,
                      guint by,
                      const MienColumn *on,
                      MienJoinMatch *match);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienJoinTable, mien_join_table_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienJoinMatch, mien_join_match_clear)

G_END_DECLS
