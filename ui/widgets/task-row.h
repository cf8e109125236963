/* One column of the data set as a task of the design: on or off, its role, weight and loss. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_TASK_ROW (mien_task_row_get_type ())
G_DECLARE_FINAL_TYPE (MienTaskRow, mien_task_row, MIEN, TASK_ROW, GtkBox)

/* Edits the workbench's recipe, and follows it. @column: of the open data set; not kept. */
GtkWidget *mien_task_row_new (MienWorkbench *workbench, const MienColumn *column);

G_END_DECLS
