/* Real faces as the training will see them, drawn anew while the recipe is changed. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_AUGMENT_PREVIEW (mien_augment_preview_get_type ())
G_DECLARE_FINAL_TYPE (MienAugmentPreview, mien_augment_preview, MIEN, AUGMENT_PREVIEW, GtkWidget)

/* Follows @workbench from now on, as long as it is in sight. */
void mien_augment_preview_follow (MienAugmentPreview *self, MienWorkbench *workbench);
/* What another epoch would show of the same faces. */
void mien_augment_preview_draw_others (MienAugmentPreview *self);

G_END_DECLS
