/* What a study compares beside the design itself, folded away in one row. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_STUDY_ROWS (mien_study_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienStudyRows, mien_study_rows, MIEN, STUDY_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. Folded, it tells in short what is compared. */
GtkWidget *mien_study_rows_new (MienWorkbench *workbench);
/* (nullable) (transfer none): a translated sentence where what is asked for cannot be compared */
const char *mien_study_rows_find_obstacle (const MienRecipe *recipe);

G_END_DECLS
