/* Several data sets opened as one, so that they are learned together or held against each other. */
#pragma once

#include "engine/samples/layouts/import.h"

G_BEGIN_DECLS

/**
 * mien_union_open:
 * @locations: one or more, as @import's location
 * @import: everything but the location, which is not looked at; layout and types hold for each of
 *   them, second tables and edits for what they are together
 * @error: as mien_import_open(), or %MIEN_ERROR_RANGE where there is none, or one twice
 *
 * One location is opened as it is. Of several, every sample's id is "NAME/ID" with a short name for
 * its data set, a class column "source" says which that is, and columns of one name and kind are
 * one column, missing where a set has none. Words for expressions are one class however they are
 * spelled ("happy", "happiness"); persons are told apart by their set's name, and so are their
 * columns ("person", "subject") one. What cannot be one column stays beside it as "COLUMN (NAME)"
 * and is told as a problem. Pictures, files and boxes are those of the data sets themselves.
 *
 * Blocks, as mien_import_open() does.
 *
 * Returns: (transfer full) (nullable)
 */
MienDataset *
mien_union_open (const char *const *locations, const MienImport *import, GError **error);

/* (transfer full): the same of data sets that are open; @names: [n] what to call them */
MienDataset *mien_union_new (GPtrArray *datasets, const char *const *names);

/**
 * mien_union_translate_corrections:
 * @name: the short name of one of the data sets in @joined
 * @own: (element-type MienCorrection): made while that data set was open by itself
 * @translated: (element-type MienCorrection): where they are added, in the ids, columns and words
 * of
 *   @joined; those that it has no word for are left out
 */
void mien_union_translate_corrections (MienDataset *joined,
                                       const char *name,
                                       GPtrArray *own,
                                       GPtrArray *translated);

/* (transfer full): several locations as one text, which names the union; and back */
char *mien_union_join_locations (const char *const *locations);
char **mien_union_split_location (const char *location);
/* (transfer full): the same, however the paths were typed */
char *mien_union_canonical_location (const char *location);

/* (transfer full): "cmu_faces and diffusionfer": short names, for titles */
char *mien_union_tell_location (const char *location);
/* (transfer full): [n] short names, none twice; NULL-terminated */
char **mien_union_name (const char *const *locations);

G_END_DECLS
