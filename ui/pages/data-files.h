/* Tables and corrections of the open data set, written to files and read from them. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): the actions "export", "export-corrections" and "import-corrections", which ask
 * for a file; each also takes a path as "export-to", "export-corrections-to",
 * "import-corrections-from" (string). @page: says in toasts how it went; outlives the actions. */
GActionGroup *mien_data_files_new (GtkWidget *page, MienWorkbench *workbench);

G_END_DECLS
