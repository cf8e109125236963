/* The window in which a person says what the columns of a data set are called and mean. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COLUMNS_WINDOW (mien_columns_window_get_type ())
G_DECLARE_FINAL_TYPE (MienColumnsWindow, mien_columns_window, MIEN, COLUMNS_WINDOW, AdwWindow)

/* For the open data set of @workbench. Nothing changes there until *Apply*, after which the window
 * closes by itself; where that does not work it stays and says why. */
GtkWidget *mien_columns_window_new (MienWorkbench *workbench, GtkWindow *parent);
/* The column that is shown, by its name as it was read. */
void mien_columns_window_choose (MienColumnsWindow *self, const char *column);
/* What comes of *Add Columns from Table…* once a file is chosen. */
void mien_columns_window_add_table (MienColumnsWindow *self, const char *path);

G_END_DECLS
