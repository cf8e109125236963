/* What the runs say: all of them in a table, the chosen ones' curves, a study's differences. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COMPARE_PAGE (mien_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (MienComparePage, mien_compare_page, MIEN, COMPARE_PAGE, AdwBin)

GtkWidget *mien_compare_page_new (MienWorkbench *workbench);

G_END_DECLS
