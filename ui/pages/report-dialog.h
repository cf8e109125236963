/* Asks which file a report goes to, and what stands in it and beside it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The target of "compare.write-report": folder, file, tables beside it, pictures of faces */
#define MIEN_REPORT_TARGET "(&s&sbb)"

/* @page: gets its action "compare.write-report" activated where a file is chosen; @folder: a run's
 * or a study's */
void mien_report_dialog_show (GtkWidget *page, const char *folder);

G_END_DECLS
