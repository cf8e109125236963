/* How a picture becomes what the network sees: a row for each step, and what they make of faces. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PREPARE_ROWS (mien_prepare_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienPrepareRows, mien_prepare_rows, MIEN, PREPARE_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. Crops that go by points are offered where the open
 * data set has the points. */
GtkWidget *mien_prepare_rows_new (MienWorkbench *workbench);

G_END_DECLS
