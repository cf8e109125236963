/* How the selected runs differ: their recipes side by side, and drawn against what they reached. */
#pragma once

#include "ui/models/run-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_DIFFERENCES_PANE (mien_differences_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienDifferencesPane, mien_differences_pane, MIEN, DIFFERENCES_PANE, AdwBin)

/* Signal "run-activated" (folder): a run's line was double-clicked. */

/* @items: (element-type MienRunItem); with fewer than two there is nothing to compare */
void mien_differences_pane_show (MienDifferencesPane *self, GPtrArray *items);

G_END_DECLS
