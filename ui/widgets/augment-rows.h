/* The parts of the augmentation one by one, and real faces as they come out; folded in one row. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_AUGMENT_ROWS (mien_augment_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienAugmentRows, mien_augment_rows, MIEN, AUGMENT_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. Folded, it tells in short what is on. */
GtkWidget *mien_augment_rows_new (MienWorkbench *workbench);

G_END_DECLS
