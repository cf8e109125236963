/* The faces of a data set in a grid that scrolls however many they are; one or many can be chosen.
 */
#pragma once

#include "ui/models/sample-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_FACE_GRID (mien_face_grid_get_type ())
G_DECLARE_FINAL_TYPE (MienFaceGrid, mien_face_grid, MIEN, FACE_GRID, AdwBin)

/**
 * Signal "chosen-changed": once the choice has changed, however often since the last time; the
 * faces shown may then also have changed.
 *
 * Keys on the grid call the actions "faces.exclude" (Delete) and "faces.number" (1 to 9), which the
 * page around it has to have.
 */

/* @column: (nullable): what stands under each face */
void mien_face_grid_set_column (MienFaceGrid *self, const char *column);
/* Other faces, from the top. @samples (nullable: all) (element-type guint) are copied. */
void mien_face_grid_show (MienFaceGrid *self,
                          MienDataset *dataset,
                          MienDataset *original,
                          GArray *samples);
/* The same data with other labels: the grid stays in its place, and where the chosen faces are
 * gone, the one that comes after them is chosen. */
void mien_face_grid_update (MienFaceGrid *self,
                            MienDataset *dataset,
                            MienDataset *original,
                            GArray *samples);
guint mien_face_grid_get_n_shown (MienFaceGrid *self);
/* (transfer full) (element-type guint): samples in the order shown */
GArray *mien_face_grid_get_chosen (MienFaceGrid *self);
/* Opens with the right button, Menu and Shift+F10; the face under the pointer is chosen first. */
void mien_face_grid_set_menu (MienFaceGrid *self, GMenuModel *menu);

G_END_DECLS
