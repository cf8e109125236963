/* Some faces of a data set as a training would see them, drawn on a thread. */
#pragma once

#include "engine/study/recipe.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_SHEET_FACES 8

typedef struct {
  guint sample;
  GdkTexture *texture; /* (nullable): NULL where the picture cannot be read */
  gboolean mirrored;
  guint partner; /* of the sheet's faces: the one mixed in; itself where none was */
  guint n_points;
  float *points; /* [n_points,2] in shares of the sides; NaN where missing */
} MienSheetFace;

typedef struct {
  guint n; /* the data set may have fewer */
  MienSheetFace faces[MIEN_SHEET_FACES];
  GBytes *prepared; /* the faces before anything was drawn, for the next sheet of the same faces */
} MienAugmentSheet;

void mien_augment_sheet_free (MienAugmentSheet *self);

/**
 * mien_augment_sheet_draw_async:
 * @recipe: copied as far as it is needed
 * @epoch: 1-based: whose draws
 * @prepared: (nullable): of a sheet of the same @dataset and preprocessing; spares reading files
 *
 * Takes faces from all over the data set, none that is left out, and draws what @epoch of a
 * training by @recipe would show of them; mixed ones have their partners among these faces. Marks
 * follow where a column has points, and pictures are not cropped.
 */
void mien_augment_sheet_draw_async (MienDataset *dataset,
                                    const MienRecipe *recipe,
                                    int epoch,
                                    GBytes *prepared,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
/* (transfer full) (nullable): NULL where it was cancelled */
MienAugmentSheet *mien_augment_sheet_draw_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienAugmentSheet, mien_augment_sheet_free)

G_END_DECLS
