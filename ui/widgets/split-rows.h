/* The settings of a split that only some kinds have: the column of its groups, and its leaks. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SPLIT_ROWS (mien_split_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienSplitRows, mien_split_rows, MIEN, SPLIT_ROWS, GtkBox)

GtkWidget *mien_split_rows_new (MienWorkbench *workbench);

G_END_DECLS
