/* What lies in a folder and the folders below it, or in an archive. */
#pragma once

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/files/files.h"
#include "engine/samples/layouts/import.h"

G_BEGIN_DECLS

/**
 * MienScan:
 * @files: where they are
 * @pictures: (element-type utf8): paths below @root of the files that are named like pictures,
 * sorted
 * @spoiled: (element-type utf8): paths of files that their authors renamed to .bad
 * @texts: (element-type utf8): paths of the files that may say something about the pictures:
 * .csv, .tsv, .txt, .lst and .npy; sorted
 * @problems: (element-type MienProblem): what could not be read
 */
typedef struct {
  MienFiles *files;
  GPtrArray *pictures;
  GPtrArray *spoiled;
  GPtrArray *texts;
  GPtrArray *problems;
} MienScan;

/* Hidden files are passed over, links to folders followed once. NULL where the root cannot be read.
 */
MienScan *mien_scan_new (const MienImport *import, MienFiles *files, GError **error);
void mien_scan_free (MienScan *self);
void mien_scan_tell (const MienScan *self, MienDatasetBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienScan, mien_scan_free)

G_END_DECLS
