/* How the tasks share the network, the model that it starts from, and what of it stays as it is. */
#pragma once

#include "ui/models/workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_NETWORK_ROWS (mien_network_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienNetworkRows, mien_network_rows, MIEN, NETWORK_ROWS, GtkBox)

/* Edits the workbench's recipe, and follows it. */
GtkWidget *mien_network_rows_new (MienWorkbench *workbench);
/* (nullable) (transfer none): a translated sentence where the model to start from is gone */
const char *mien_network_rows_find_obstacle (const MienRecipe *recipe);

G_END_DECLS
