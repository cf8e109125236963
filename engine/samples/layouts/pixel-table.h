/* A table whose rows hold the pictures themselves, as numbers in a column: FER2013's CSV. */
#pragma once

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/layouts/import.h"

G_BEGIN_DECLS

/* Whether the first row names a column of pixels. */
gboolean mien_pixel_table_is (MienFiles *files, const char *path);

/**
 * mien_pixel_table_import:
 * @path: of the table, below the root of @files
 *
 * Samples are called fer0000000.png and on, by their row, as FERPlus calls them. The pixels of all
 * rows are read once, on every core, into a file in the cache folder, and mapped from there, so
 * that they take no memory of their own. Rows whose pixels are not as many as the first row's, or
 * are no grey levels, are told and left out. Cells may stand in quotes but hold no line break.
 *
 * Returns: (transfer full) (nullable): NULL on an error
 */
MienDatasetBuilder *mien_pixel_table_import (const MienImport *import,
                                             MienFiles *files,
                                             const char *path,
                                             GError **error);

G_END_DECLS
