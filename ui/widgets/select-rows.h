/* What picks the best epoch, and what is kept of the others. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SELECT_ROWS (mien_select_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienSelectRows, mien_select_rows, MIEN, SELECT_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. */
GtkWidget *mien_select_rows_new (MienWorkbench *workbench);
/* Adds what is not as usual to a list of settings: ", best by mean rank". */
void mien_select_rows_summarise (const MienRecipe *recipe, GString *text);
/* (nullable) (transfer none): a translated sentence where the main task cannot be judged as asked
 */
const char *mien_select_rows_find_obstacle (const MienRecipe *recipe, MienDataset *dataset);

G_END_DECLS
