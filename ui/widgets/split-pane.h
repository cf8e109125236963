/* What the draft's split comes to: its picture, or why it cannot be used and what to do. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SPLIT_PANE (mien_split_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienSplitPane, mien_split_pane, MIEN, SPLIT_PANE, GtkBox)

/* Property "trouble" (string, nullable, read-only): why the split cannot be used, as far as it has
 * been looked at. It is computed on a thread, while the pane can be seen. */
GtkWidget *mien_split_pane_new (MienWorkbench *workbench);
const char *mien_split_pane_get_trouble (MienSplitPane *self); /* (nullable) */

G_END_DECLS
