/* From a number of a finished run to the faces behind it, and from a face to where the network
 * looked. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_INSPECT_PAGE (mien_inspect_page_get_type ())
G_DECLARE_FINAL_TYPE (MienInspectPage, mien_inspect_page, MIEN, INSPECT_PAGE, AdwBin)

GtkWidget *mien_inspect_page_new (MienWorkbench *workbench);

G_END_DECLS
