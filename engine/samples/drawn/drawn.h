/* The built-in faces: a data set drawn from known parameters, the same for the same seed.
 *
 * Columns: expression, person, glasses (classes), action_units (flags), valence, arousal, yaw, roll
 * (scalars), landmarks (points). drawn-face.h says how each follows from what is drawn, and
 * drawn-shape.h the order of the landmarks and, as mien_drawn_mirror_pairs(), which change places
 * in a mirrored picture. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

#define MIEN_DRAWN_COUNT 2000
#define MIEN_DRAWN_PERSONS 40
#define MIEN_DRAWN_SIZE 96

/* (transfer full): @count faces, at least 1; pictures are drawn when loaded, @size pixels a side.
 * Never fails. */
MienDataset *mien_drawn_dataset_new (guint count, int size, guint64 seed);

/* Writes FOLDER/faces/00001.png … and, when all of them are there, FOLDER/labels.csv: the columns
 * above after "path", landmarks in pixels. Folders are made as needed. */
gboolean mien_drawn_write (const char *folder,
                           guint count,
                           int size,
                           guint64 seed,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
