/* The window that asks how a second table goes with a data set, and shows what would come of it. */
#pragma once

#include "engine/samples/layouts/join.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_JOIN_WINDOW (mien_join_window_get_type ())
G_DECLARE_FINAL_TYPE (MienJoinWindow, mien_join_window, MIEN, JOIN_WINDOW, AdwWindow)

/* Signal "added" (string path, string by, string on): *Add* was pressed, and the window is gone.
 * @dataset: as it was read */
GtkWidget *mien_join_window_new (MienDataset *dataset, const char *path, GtkWindow *parent);

G_END_DECLS
