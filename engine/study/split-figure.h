/* A split's summary as run.json keeps it and as the figure paints it. */
#pragma once

#include "engine/figures/parts.h"
#include "engine/samples/split-summary.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* {"column": "expression", "classes": {"happy": [30, 5, 9], …}, "group": "person", "groups": {…}}
 */
JsonObject *mien_split_summary_to_json (const MienSplitSummary *summary);
/* (transfer full) (nullable): what @object says; NULL where it says nothing of a split */
MienSplitSummary *mien_split_summary_from_json (JsonObject *object);

/**
 * MienSplitFigure:
 * @parts: what mien_parts_paint() takes; lives as long as this, and as the summary and the names
 */
typedef struct {
  MienParts parts;
  GPtrArray *names[2];
  GArray *counts[2];
} MienSplitFigure;

/* @part_names: "Training", "Validation", "Test"; @missing: what stands for no label */
MienSplitFigure *mien_split_figure_new (const MienSplitSummary *summary,
                                        const char *const part_names[MIEN_PARTS_N],
                                        const char *missing);
void mien_split_figure_free (MienSplitFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSplitFigure, mien_split_figure_free)

G_END_DECLS
