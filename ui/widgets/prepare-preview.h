/* A few faces of the open data set, above as they are and below as the network would see them. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PREPARE_PREVIEW (mien_prepare_preview_get_type ())
G_DECLARE_FINAL_TYPE (MienPreparePreview, mien_prepare_preview, MIEN, PREPARE_PREVIEW, GtkBox)

/* Follows the workbench's data set and recipe while it can be seen. */
GtkWidget *mien_prepare_preview_new (MienWorkbench *workbench);

G_END_DECLS
