/* The curves of the selected runs over each other: each by itself, or the mean of each arm. */
#pragma once

#include "ui/models/run-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_CURVES_PANE (mien_run_curves_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienRunCurvesPane, mien_run_curves_pane, MIEN, RUN_CURVES_PANE, AdwBin)

/* @items: (element-type MienRunItem). Their histories are read on a thread. */
void mien_run_curves_pane_show (MienRunCurvesPane *self, GPtrArray *items);

G_END_DECLS
