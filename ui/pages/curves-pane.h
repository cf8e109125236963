/* The curves of a run as they grow: how well it learns, how its tasks pull, what each weighs, and
 * at the end how they got along. */
#pragma once

#include "ui/models/curve-log.h"
#include "ui/models/run-item.h"
#include "ui/models/workbench.h"
#include "ui/widgets/curve-plot.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CURVES_PANE (mien_curves_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienCurvesPane, mien_curves_pane, MIEN, CURVES_PANE, AdwBin)

/* Signal "history-read": what the run did before it was gone on with is in the log. */

/* What the runs to come are made from: the tasks, their weighting, the number of epochs. */
void mien_curves_pane_set_recipe (MienCurvesPane *self, const MienRecipe *recipe);
/**
 * mien_curves_pane_begin:
 * @folder: (nullable): of a run, whose history is read where it has one
 * @branches: (nullable) (element-type MienBranchRun): what the run is one of; their curves are
 * drawn together
 *
 * Another run's curves begin.
 */
void mien_curves_pane_begin (MienCurvesPane *self, const char *folder, GPtrArray *branches);
/* Takes points, and what was told to the training, and draws them soon. */
void mien_curves_pane_follow (MienCurvesPane *self, const MienEvent *event);
/* Nothing more comes. */
void mien_curves_pane_end (MienCurvesPane *self);
/* @item: the run, finished: its best epoch, and the map of its tasks */
void mien_curves_pane_show_outcome (MienCurvesPane *self, MienRunItem *item);
MienCurveLog *mien_curves_pane_get_log (MienCurvesPane *self); /* (transfer none) */

G_END_DECLS
