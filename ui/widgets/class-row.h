/* A class of a column: an example face, its name, how many faces have it, and what is to be done
 * with it. */
#pragma once

#include "ui/models/column-classes.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CLASS_ROW (mien_class_row_get_type ())
G_DECLARE_FINAL_TYPE (MienClassRow, mien_class_row, MIEN, CLASS_ROW, GtkListBoxRow)

/**
 * Signals: "renamed" (string), "moved" (int: -1 up, 1 down), "missing" (boolean).
 *
 * Alt+Up and Alt+Down move it too.
 */
GtkWidget *mien_class_row_new (MienDataset *dataset, const MienColumnClass *class);
const char *mien_class_row_get_class (MienClassRow *self); /* as it was read */
int mien_class_row_get_place (MienClassRow *self);         /* as in MienColumnClass */
/* Takes what has been typed, as leaving the entry does. */
void mien_class_row_commit (MienClassRow *self);
/* Shows @class, which is the same as before. @n: how many classes there are */
void mien_class_row_update (MienClassRow *self, const MienColumnClass *class, int n);

G_END_DECLS
