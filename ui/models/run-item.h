/* One run in the workspace as lists show it. */
#pragma once

#include "engine/study/run-entry.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_ITEM (mien_run_item_get_type ())
G_DECLARE_FINAL_TYPE (MienRunItem, mien_run_item, MIEN, RUN_ITEM, GObject)

/**
 * mien_run_item_new:
 * @entry: (transfer full)
 *
 * Read-only properties for expressions: "name", "arm", "main" (the main task), "metric" (what
 * "value" is), "folder" (strings), "value" (double, of the test part; NaN where there is none),
 * "state" (int, a MienRunState), "modified" (int64).
 */
MienRunItem *mien_run_item_new (MienRunEntry *entry);
const MienRunEntry *mien_run_item_get_entry (MienRunItem *self);
/* (transfer none) (nullable): reads two files of the run's folder the first time; for the one run
 * that a page is about, never for a list */
MienRun *mien_run_item_load_run (MienRunItem *self);
const char *mien_run_item_get_main (MienRunItem *self); /* (nullable): the main task */
/* Of the main task: "test", "accuracy"; NaN where there is none */
double mien_run_item_get_figure (MienRunItem *self, const char *part, const char *metric);
const char *mien_run_item_get_folder (MienRunItem *self);
const char *mien_run_item_get_name (MienRunItem *self);
MienRunState mien_run_item_get_state (MienRunItem *self);

G_END_DECLS
