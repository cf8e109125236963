/* The queue of runs and studies, where there is more than one: their order, their state, and what
 * may be done to each. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_QUEUE_PANE (mien_queue_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienQueuePane, mien_queue_pane, MIEN, QUEUE_PANE, AdwBin)

void mien_queue_pane_set_workbench (MienQueuePane *self, MienWorkbench *workbench);

G_END_DECLS
