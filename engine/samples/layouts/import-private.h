/* The layouts, which import.c chooses from. */
#pragma once

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/layouts/import.h"
#include "engine/samples/layouts/scan.h"

G_BEGIN_DECLS

/**
 * MienLayout:
 * @name: as recipes and --layout call it
 * @title: as a person calls it
 * @recognise: whether a folder or an archive is laid out so; looks at names and at the first rows
 * of tables alone
 * @import: (transfer full) (nullable): a builder with the samples that were found, perhaps none;
 *   NULL only on an error
 *
 * A way that files are named and laid out. A layout is a constant in a file of its own,
 * layout-NAME.c, listed in layouts.c.
 */
typedef struct {
  const char *name;
  const char *title;
  gboolean (*recognise) (const MienScan *scan);
  MienDatasetBuilder *(*import) (const MienImport *import, const MienScan *scan, GError **error);
} MienLayout;

/* Tells @import's person how far reading is; FALSE with %G_IO_ERROR_CANCELLED where it is to stop.
 */
gboolean mien_import_tell_progress (const MienImport *import,
                                    const char *doing,
                                    double fraction,
                                    GError **error);
MienProgress mien_import_get_progress (const MienImport *import);

/* All of them, NULL-terminated; the first that recognises a folder is taken, so the more particular
 * come first. */
const MienLayout *const *mien_layouts_get (void);
const MienLayout *mien_layouts_find (const char *name); /* (nullable) */

/* For layouts whose @import is asked for by name where @recognise finds nothing: always NULL. */
MienDatasetBuilder *mien_layout_fail (const MienScan *scan, const char *missing, GError **error);

/* For layouts: one table of pictures (@path below the root), and names that follow a pattern. */
MienDatasetBuilder *
mien_import_table (const MienImport *import, MienFiles *files, const char *path, GError **error);
MienDatasetBuilder *mien_import_pattern (const MienImport *import,
                                         const MienScan *scan,
                                         const char *layout,
                                         const char *pattern,
                                         GError **error);

/* Tells of tables that name pictures and were not read, which all but @read (nullable) were. */
void mien_import_tell_unread (const MienScan *scan, const char *read, MienDatasetBuilder *builder);

/* The column of @header whose name says that it holds pictures, or -1. */
int mien_table_find_pictures (GPtrArray *header);

G_END_DECLS
