/* What a person says of faces, checked and written down as corrections. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * mien_correcting_label:
 * @original: as read
 * @dataset: as corrected so far
 * @samples: (element-type guint): the faces that it is said of
 * @column: by its name now, after edits; "" to leave faces out or take them back
 * @label: as a table writes it, "" for none; of column "", "exclude" or ""
 * @error: %MIEN_ERROR_RANGE where there is no such column or it cannot have the label
 *
 * Returns: (transfer full) (nullable) (element-type MienCorrection): one for each of @samples of
 * which this is not what holds already
 */
GPtrArray *mien_correcting_label (MienDataset *original,
                                  MienDataset *dataset,
                                  GArray *samples,
                                  const char *column,
                                  const char *label,
                                  GError **error);

/**
 * mien_correcting_read:
 * @path: a corrections.csv
 * @n_strange: (out): how many are of faces that @original does not have
 * @error: of the file; %MIEN_ERROR_RANGE where a column is unknown or cannot have a label
 *
 * Returns: (transfer full) (nullable) (element-type MienCorrection): the others
 */
GPtrArray *
mien_correcting_read (MienDataset *original, const char *path, guint *n_strange, GError **error);

/* Whether @sample's value of @column is not what was read. @column: (nullable): any of them */
gboolean mien_sample_is_corrected (MienDataset *dataset,
                                   MienDataset *original,
                                   const char *column,
                                   guint sample);

G_END_DECLS
