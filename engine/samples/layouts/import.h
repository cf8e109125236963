/* Opening a data set: recognising its layout and reading what is there. */
#pragma once

#include "engine/samples/data/dataset-edit.h"
#include "engine/samples/files/progress.h"
#include "engine/samples/layouts/join.h"

G_BEGIN_DECLS

/**
 * MienImport:
 * @location: folder, archive (zip, tar), CSV or "built-in[:COUNT[:SEED]]" (the drawn faces)
 * @layout: (nullable): "auto" or NULL, a name of mien_import_layouts(), or a pattern of named parts
 *   such as "{person}_{pose}_{expression}_{eyes}.pgm" ("*" matches anything, "{x?}" may be absent;
 *   of pictures that differ in a part named "scale" alone, the largest is taken)
 * @edits: (nullable): what is made of the columns once they are read and joined
 * @joins: (nullable) (element-type MienJoin): second tables, in their order
 * @types: (nullable) (element-type MienKind): column name → kind, overruling what is inferred;
 *   importers find the types of @edits here
 * @cancellable: (nullable)
 * @progress: (nullable)
 */
typedef struct {
  const char *location;
  const char *layout;
  MienColumnEdits *edits;
  GPtrArray *joins;
  GHashTable *types;
  GCancellable *cancellable;
  MienProgressFunc progress;
  gpointer progress_data;
} MienImport;

/* Names for help and drop-downs, "auto" first; NULL-terminated. */
const char *const *mien_import_layouts (void);
/* (nullable): what a person calls the layout of that name: "CMU face images" */
const char *mien_import_layout_title (const char *name);

/**
 * mien_import_open:
 * @error: %G_IO_ERROR_NOT_FOUND and kin, or %MIEN_ERROR_FORMAT where no sample was found; the
 *   message says what was looked for. What mien_dataset_join() and mien_dataset_edit() refuse, as
 *   well as a type for a column that is not there, comes with the recipe's key
 *
 * Blocks; call it from a thread of its own. Unreadable rows and files become problems, not errors.
 * Pictures are not decoded here.
 *
 * Returns: (transfer full) (nullable): a data set of at least one sample
 */
MienDataset *mien_import_open (const MienImport *import, GError **error);

/* Its two halves, between which several data sets are made one (union.h): reading @import's
 * location, and adding its second tables and editing the columns of what was read, @dataset. */
MienDataset *mien_import_read (const MienImport *import, GError **error);
MienDataset *mien_import_finish (MienDataset *dataset, const MienImport *import, GError **error);

/* (transfer full) (element-type utf8): the pictures' paths below @location, a folder or an archive,
 * sorted: what a pattern would be matched with. Blocks. */
GPtrArray *
mien_import_list_pictures (const char *location, GCancellable *cancellable, GError **error);

G_END_DECLS
