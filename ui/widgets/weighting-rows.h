/* What weighs the tasks: the method, what it does and costs, and its options. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_WEIGHTING_ROWS (mien_weighting_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienWeightingRows, mien_weighting_rows, MIEN, WEIGHTING_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. */
GtkWidget *mien_weighting_rows_new (MienWorkbench *workbench);
/* (nullable) (transfer none): a translated sentence where the method does not suit the tasks that
 * are on */
const char *mien_weighting_rows_find_obstacle (const MienRecipe *recipe);

G_END_DECLS
