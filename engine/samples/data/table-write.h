/* A data set's values as a table that other programs, and Mien itself, can read. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * mien_table_write:
 * @dataset: as corrected; faces that a correction leaves out are left out
 * @path: the CSV file, written whole or not at all: path and a column each, flags as AU1|AU2,
 * points as x1 y1 x2 y2 … in pixels, a column split where the data set has official parts
 * @size: side of the pictures in pixels; 0 has each measured, where a column holds points
 * @cancellable: (nullable)
 * @n_written: (out) (optional): how many faces are in it
 * @error: a #GIOErrorEnum naming the file
 *
 * Points of a picture that cannot be measured are left empty. Any thread.
 */
gboolean mien_table_write (MienDataset *dataset,
                           const char *path,
                           int size,
                           GCancellable *cancellable,
                           guint *n_written,
                           GError **error);

G_END_DECLS
