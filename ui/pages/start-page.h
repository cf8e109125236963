/* Where a person begins: which faces to work with. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_START_PAGE (mien_start_page_get_type ())
G_DECLARE_FINAL_TYPE (MienStartPage, mien_start_page, MIEN, START_PAGE, AdwBin)

/* Paths of data sets opened before, newest first; those that are gone are left out. */
void mien_start_page_set_recent (MienStartPage *self, const char *const *recent);
/* Whether the workspace has runs that can be looked at without opening faces. */
void mien_start_page_set_has_runs (MienStartPage *self, gboolean has_runs);

G_END_DECLS
