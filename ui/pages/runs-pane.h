/* The table of the workspace's runs, with what can be done to those that are selected. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUNS_PANE (mien_runs_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienRunsPane, mien_runs_pane, MIEN, RUNS_PANE, AdwBin)

/* Signals: "chosen": other runs are selected; "activated" (MienRunItem): one was asked for.
 * The page around it has the actions "compare.inspect" and "compare.export-run". */

/* Once, before it is shown. */
void mien_runs_pane_set_workbench (MienRunsPane *self, MienWorkbench *workbench);
/* (transfer full) (element-type MienRunItem) */
GPtrArray *mien_runs_pane_get_selected (MienRunsPane *self);
/* Selects the newest run, unless a person has selected others since mien_runs_pane_let_go(). */
void mien_runs_pane_select_newest (MienRunsPane *self);
/* What a person selected counts no longer, as something newer has come. */
void mien_runs_pane_let_go (MienRunsPane *self);

G_END_DECLS
