/* A split drawn by class and by person or group; told in words to assistive technology. */
#pragma once

#include "engine/samples/split-summary.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SPLIT_PICTURE (mien_split_picture_get_type ())
G_DECLARE_FINAL_TYPE (MienSplitPicture, mien_split_picture, MIEN, SPLIT_PICTURE, GtkWidget)

/* @summary: (transfer full) (nullable) */
void mien_split_picture_set (MienSplitPicture *self, MienSplitSummary *summary);
/* (transfer full): what stands below it: how many persons or groups each part has, and who is left
 * out */
char *mien_split_picture_tell (const MienSplitSummary *summary);

G_END_DECLS
