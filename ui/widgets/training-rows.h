/* What a researcher may want to set about the training now and then, folded away in one row. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_TRAINING_ROWS (mien_training_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienTrainingRows, mien_training_rows, MIEN, TRAINING_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. Folded, it tells in short what is set. */
GtkWidget *mien_training_rows_new (MienWorkbench *workbench);

G_END_DECLS
