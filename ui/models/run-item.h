/* One run in the workspace as lists show it. */
#pragma once

#include "engine/study/run.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_ITEM (mien_run_item_get_type ())
G_DECLARE_FINAL_TYPE (MienRunItem, mien_run_item, MIEN, RUN_ITEM, GObject)

/**
 * mien_run_item_new:
 * @run: (transfer full)
 *
 * Read-only properties for expressions: "name", "arm", "main" (the main task), "metric" (what
 * "value" is), "folder" (strings), "value" (double, of the test part; NaN where there is none),
 * "state" (int, a MienRunState), "modified" (int64).
 */
MienRunItem *mien_run_item_new (MienRun *run);
MienRun *mien_run_item_get_run (MienRunItem *self); /* (transfer none) */
const char *mien_run_item_get_folder (MienRunItem *self);
const char *mien_run_item_get_name (MienRunItem *self);
MienRunState mien_run_item_get_state (MienRunItem *self);

G_END_DECLS
