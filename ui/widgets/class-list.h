/* The classes of a column, each in a row that changes it. */
#pragma once

#include "ui/models/column-classes.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CLASS_LIST (mien_class_list_get_type ())
G_DECLARE_FINAL_TYPE (MienClassList, mien_class_list, MIEN, CLASS_LIST, GtkBox)

/* Signals, each with the class as it was read: "renamed" (string, string: its name), "moved"
 * (string, int: -1 up, 1 down), "missing" (string, boolean). */

/* Shows what @draft makes of the classes of @column; rows stay while it is the same column's, so
 * that the focus stays in the one that is moved. Returns: how many classes it has */
guint mien_class_list_show (MienClassList *self, MienColumnsDraft *draft, const char *column);
/* Takes what has been typed into a row that is still being edited. */
void mien_class_list_commit (MienClassList *self);

G_END_DECLS
