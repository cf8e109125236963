/* What is set about a task now and then: where it leaves the shared part, its head, the options of
 * its loss, and which of its labels are learned from. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_TASK_MORE (mien_task_more_get_type ())
G_DECLARE_FINAL_TYPE (MienTaskMore, mien_task_more, MIEN, TASK_MORE, GtkBox)

/* Edits the task @column of the workbench's recipe, and follows it; it is insensitive while the
 * task is off. */
GtkWidget *mien_task_more_new (MienWorkbench *workbench, const char *column);
/* (transfer full): what is not as usual in a few words; "" where all is */
char *mien_task_more_summarise (const MienRecipeTask *task);

G_END_DECLS
