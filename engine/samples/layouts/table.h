/* Samples with what is known about them still as text, from which columns are made. */
#pragma once

#include "engine/samples/data/dataset-builder.h"

G_BEGIN_DECLS

typedef struct _MienTable MienTable;

/* @source: (nullable): file that problems name with the row, "labels.csv"; else they name the
 * sample */
MienTable *mien_table_new (const char *source, const char *const *names);
void mien_table_free (MienTable *self);

/* @cells: [names]; "" where missing; @row: 1-based row in the source, or 0 */
void mien_table_append (MienTable *self, const char *id, const char *const *cells, guint row);

/**
 * mien_table_build:
 * @types: (nullable) (element-type MienKind): column name → kind
 *
 * Gives @builder a column for each name, of the kind that its cells show unless @types says
 * another, and the official parts where a column holds them. @builder has one sample for each row;
 * the sizes of its pictures turn points in pixels into fractions.
 */
void mien_table_build (MienTable *self, GHashTable *types, MienDatasetBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTable, mien_table_free)

G_END_DECLS
