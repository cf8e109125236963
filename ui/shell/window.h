/* The window: the start page, then the five pages, over one workbench. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_WINDOW (mien_window_get_type ())
G_DECLARE_FINAL_TYPE (MienWindow, mien_window, MIEN, WINDOW, AdwApplicationWindow)

MienWindow *mien_window_new (GtkApplication *app, MienWorkbench *workbench);
/* Data sets, which are opened together, recipes, models or folders of runs or studies. */
void mien_window_open_files (MienWindow *self, GListModel *files); /* of GFile */
/* "data", "design", "train", "inspect" or "compare" */
void mien_window_show_page (MienWindow *self, const char *name);
/* Where the run or study of this folder is: on Train while the queue has it, else where it is read.
 */
void mien_window_show_job (MienWindow *self, const char *folder);

G_END_DECLS
