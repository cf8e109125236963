/* The faces, what is known about them, and what is wrong with them. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_DATA_PAGE (mien_data_page_get_type ())
G_DECLARE_FINAL_TYPE (MienDataPage, mien_data_page, MIEN, DATA_PAGE, AdwBin)

GtkWidget *mien_data_page_new (MienWorkbench *workbench);

G_END_DECLS
