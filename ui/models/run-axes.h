/* What runs differ in as axes of parallel coordinates, and last how well they did. */
#pragma once

#include "engine/figures/parallel.h"
#include "engine/study/recipe-difference.h"
#include "ui/models/run-item.h"

G_BEGIN_DECLS

/* (transfer full) (element-type MienRecipeDifference): what the recipes of the first @n of @items
 * (of MienRunItem) say otherwise */
GPtrArray *mien_run_items_differ (GPtrArray *items, guint n);

typedef struct {
  GArray *axes; /* of MienParallelAxis, what they point to owned */
  guint n_runs;
  char **names;   /* [n_runs] of the lines */
  char **folders; /* [n_runs] */
} MienRunAxes;

/**
 * mien_run_axes_new:
 * @items: (element-type MienRunItem)
 *
 * Only finished runs whose epoch was picked by validation are told; their last axis is what that
 * epoch reached there, never the test part, which is not to be chosen by. Seeds and folds are no
 * axes. A task that a run lacks has the weight 0. Keys with too many words to read are left out.
 */
MienRunAxes *mien_run_axes_new (GPtrArray *items);
void mien_run_axes_free (MienRunAxes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRunAxes, mien_run_axes_free)

G_END_DECLS
