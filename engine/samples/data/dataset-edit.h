/* A data set whose columns are as a person wants them. */
#pragma once

#include "engine/samples/data/column-edit.h"
#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * mien_dataset_edit:
 * @self: as it was read, with the types that @edits ask for
 * @edits: (nullable)
 * @error: %MIEN_ERROR_RANGE with the key's path, "data.columns.expression.name"
 *
 * Columns that are not edited are shared. Corrections stay possible and keep naming columns and
 * labels as they were read: mien_dataset_correct() corrects what was read and edits it again, so
 * that what a person said about a face outlives a class that is renamed later.
 *
 * Returns: (transfer full) (nullable): a new data set, or @self where nothing is edited
 */
MienDataset *mien_dataset_edit (MienDataset *self, MienColumnEdits *edits, GError **error);

/* (transfer none): @self before its columns were edited; itself where they were not */
MienDataset *mien_dataset_get_as_read (MienDataset *self);

/**
 * mien_dataset_label_as_read:
 * @column: (inout) (transfer full): by its edited name; comes out as it was read
 * @label: as mien_column_parse() takes it for the edited column
 * @error: %MIEN_ERROR_RANGE where the column is not there or cannot have the label
 *
 * Returns: (transfer full) (nullable): the label as it would have been read; of merged classes,
 *   the one that was read first
 */
char *
mien_dataset_label_as_read (MienDataset *self, char **column, const char *label, GError **error);

G_END_DECLS
