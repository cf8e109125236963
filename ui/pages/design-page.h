/* What is learned, by which network, and how: the recipe by pointing and clicking. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_DESIGN_PAGE (mien_design_page_get_type ())
G_DECLARE_FINAL_TYPE (MienDesignPage, mien_design_page, MIEN, DESIGN_PAGE, AdwBin)

GtkWidget *mien_design_page_new (MienWorkbench *workbench);

G_END_DECLS
