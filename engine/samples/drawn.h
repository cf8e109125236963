/* The built-in faces: a data set drawn from known parameters, the same for the same seed. */
#pragma once

#include "engine/samples/dataset.h"

G_BEGIN_DECLS

#define MIEN_DRAWN_COUNT 2000
#define MIEN_DRAWN_PERSONS 40
#define MIEN_DRAWN_SIZE 96

/* (transfer full): @count faces; pictures are drawn when loaded, @size pixels a side. Never fails. */
MienDataset *mien_drawn_dataset_new (guint count, int size, guint64 seed);

/* Writes FOLDER/faces/00001.png … and FOLDER/labels.csv. */
gboolean mien_drawn_write (const char *folder,
                           guint count,
                           int size,
                           guint64 seed,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
