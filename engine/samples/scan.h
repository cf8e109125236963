/* What lies in a folder and the folders below it. */
#pragma once

#include "engine/samples/dataset-builder.h"
#include "engine/samples/import.h"

G_BEGIN_DECLS

/**
 * MienScan:
 * @root: the folder
 * @pictures: (element-type utf8): paths below @root of the files that are named like pictures,
 * sorted
 * @spoiled: (element-type utf8): paths of files that their authors renamed to .bad
 * @tables: (element-type utf8): names of .csv and .tsv files in @root itself
 * @problems: (element-type MienProblem): what could not be read
 */
typedef struct {
  char *root;
  GPtrArray *pictures;
  GPtrArray *spoiled;
  GPtrArray *tables;
  GPtrArray *problems;
} MienScan;

/* Hidden files are passed over, links to folders followed once. NULL where @root cannot be read. */
MienScan *mien_scan_new (const MienImport *import, const char *root, GError **error);
void mien_scan_free (MienScan *self);
void mien_scan_tell (const MienScan *self, MienDatasetBuilder *builder);

gboolean mien_scan_is_picture_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienScan, mien_scan_free)

G_END_DECLS
