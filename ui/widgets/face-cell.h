/* One face in a grid: the picture, and under it what one column says of it. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_FACE_CELL (mien_face_cell_get_type ())
G_DECLARE_FINAL_TYPE (MienFaceCell, mien_face_cell, MIEN, FACE_CELL, GtkBox)

GtkWidget *mien_face_cell_new (void);
/* @dataset: (nullable): corrected labels; @original: the labels as read; @column: (nullable) */
void mien_face_cell_show (MienFaceCell *self,
                          MienDataset *dataset,
                          MienDataset *original,
                          guint sample,
                          const char *column);

G_END_DECLS
