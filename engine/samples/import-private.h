/* The importers, which import.c chooses from. */
#pragma once

#include "engine/samples/dataset-builder.h"
#include "engine/samples/import.h"
#include "engine/samples/scan.h"

G_BEGIN_DECLS

#define MIEN_CMU_PATTERN "{person}_{pose}_{expression}_{eyes}_{scale?}.pgm"

/* Each gives a builder with the samples that it found, perhaps none; NULL only on an error. */
MienDatasetBuilder *mien_import_table (const MienImport *import, const char *path, GError **error);
MienDatasetBuilder *
mien_import_folder (const MienImport *import, const MienScan *scan, GError **error);
MienDatasetBuilder *mien_import_pattern (const MienImport *import,
                                         const MienScan *scan,
                                         const char *layout,
                                         const char *pattern,
                                         GError **error);

/* Whether the file's first row names a column of pictures; reads no more than the first rows. */
gboolean mien_import_is_table (const char *path);
/* Whether there are folders of pictures that can be classes. */
gboolean mien_import_is_folder (const MienScan *scan);
/* Whether most pictures are named as the CMU face images are. */
gboolean mien_import_is_cmu (const MienScan *scan);

G_END_DECLS
