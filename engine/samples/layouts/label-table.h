/* Tables whose columns are known by name, whatever their order and whatever else there is. */
#pragma once

#include "engine/samples/layouts/gather.h"

G_BEGIN_DECLS

/**
 * MienLabelRowFunc:
 * @cells: [names] in the order of the names that were asked for, without blanks around them
 * @row: 1-based, the header being row 1
 *
 * Returns: %FALSE to stop reading with @error
 */
typedef gboolean (*MienLabelRowFunc) (const char *const *cells,
                                      guint row,
                                      gpointer data,
                                      GError **error);

/**
 * mien_label_table_read:
 * @path: below the root
 * @names: of columns, case and blanks around them aside; where the first row has none of them, the
 *   table is taken to have no header and just these columns
 * @builder: is told of rows with more or fewer cells than the first
 */
gboolean mien_label_table_read (const MienImport *import,
                                MienFiles *files,
                                MienDatasetBuilder *builder,
                                const char *path,
                                const char *const *names,
                                MienLabelRowFunc func,
                                gpointer data,
                                GError **error);

gboolean mien_label_table_gather (MienGather *gather,
                                  const char *path,
                                  const char *const *names,
                                  MienLabelRowFunc func,
                                  gpointer data,
                                  GError **error);

/* Whether the first row of the file has all of @names. */
gboolean mien_label_table_has (MienFiles *files, const char *path, const char *const *names);
/* (nullable): the first table that does; of folders with very many tables only the first are looked
 * at */
const char *mien_label_table_find (const MienScan *scan, const char *const *names);

G_END_DECLS
