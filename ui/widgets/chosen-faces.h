/* The faces that are chosen in a grid: how they look, what they have in common, what to do. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CHOSEN_FACES (mien_chosen_faces_get_type ())
G_DECLARE_FINAL_TYPE (MienChosenFaces, mien_chosen_faces, MIEN, CHOSEN_FACES, AdwBin)

/* Its buttons call "faces.exclude" and "faces.take-back", of which those that are disabled hide. */

/* @samples: (element-type guint): none hides the widget */
void mien_chosen_faces_show (MienChosenFaces *self, MienDataset *dataset, GArray *samples);
/* What "Correct Label" opens; @why: (nullable): the tooltip */
void mien_chosen_faces_set_labels (MienChosenFaces *self, GMenuModel *labels, const char *why);

G_END_DECLS
