/* What is done where classes are of unequal size, folded away in one row. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_BALANCE_ROWS (mien_balance_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienBalanceRows, mien_balance_rows, MIEN, BALANCE_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it: how faces are drawn, and for each task of classes
 * that is on, how its classes count. Folded, it tells in short what is set. */
GtkWidget *mien_balance_rows_new (MienWorkbench *workbench);

G_END_DECLS
