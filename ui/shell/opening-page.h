/* How far the opening of a data set is, and a button that cancels it. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_OPENING_PAGE (mien_opening_page_get_type ())
G_DECLARE_FINAL_TYPE (MienOpeningPage, mien_opening_page, MIEN, OPENING_PAGE, AdwBin)

/* Once: shows whatever @workbench opens from now on. */
void mien_opening_page_follow (MienOpeningPage *self, MienWorkbench *workbench);

G_END_DECLS
