/* The picture of one sample: loads by itself, and gives up loading when it is to show another. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_FACE_PICTURE (mien_face_picture_get_type ())
G_DECLARE_FINAL_TYPE (MienFacePicture, mien_face_picture, MIEN, FACE_PICTURE, GtkWidget)

/* Property "size": side of the square in pixels, 96 unless set. The sample's id is its name. */
GtkWidget *mien_face_picture_new (int size);
/* @dataset: (nullable): NULL shows nothing and cancels what is being loaded */
void mien_face_picture_show (MienFacePicture *self, MienDataset *dataset, guint sample);
/* Whether its picture is still to come. */
gboolean mien_face_picture_is_loading (MienFacePicture *self);

G_END_DECLS
