/* Which samples an epoch shows, and in which order. */
#pragma once

#include "engine/core/rng.h"
#include "engine/samples/data/column.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_SAMPLING_SHUFFLED, /* every sample once */
  MIEN_SAMPLING_BALANCED, /* the classes of the main task equally often */
  MIEN_SAMPLING_TASKS,    /* samples with a label of each task in turn */
  MIEN_N_SAMPLINGS,
} MienSampling;

const char *mien_sampling_name (MienSampling sampling); /* as in recipes */
gboolean mien_sampling_from_name (const char *name, MienSampling *sampling);

/**
 * mien_order_draw:
 * @seed, @epoch: all that the draws depend on, besides what is drawn from
 * @sampling: not %MIEN_SAMPLING_TASKS, which has a function of its own
 * @classes: (nullable): for %MIEN_SAMPLING_BALANCED: labels of the main task
 * @samples: [n] that there are to show
 * @order: [n] out
 *
 * Balanced, the n_l samples with a label are replaced by n_l draws: each of the K classes that
 * occur gets n_l / K of them, rounded down, and n_l mod K of the classes, drawn anew each epoch,
 * one more. A class goes through all of its samples, shuffled, before it shows one again; so those
 * of common classes take turns over the epochs. Samples without a label come once, as always: other
 * tasks learn from them. An epoch keeps its length.
 */
void mien_order_draw (MienSampling sampling,
                      guint64 seed,
                      int epoch,
                      const MienColumn *classes,
                      const guint *samples,
                      guint n,
                      guint *order);

/**
 * mien_order_draw_by_task:
 * @columns: [n_columns] labels of all tasks
 * @samples, @order: as for mien_order_draw()
 *
 * For %MIEN_SAMPLING_TASKS, where data sets that lack tasks are learned together. The tasks take
 * turns, tasks that are labelled on the very same samples one turn together, in an order drawn anew
 * each epoch; a turn shows the next of the samples that have the label. So T turns in a row show a
 * label of each task, and so does each batch of T samples or more. A task goes through all of its
 * samples, shuffled, before it shows one again; those without any label are left out. An epoch
 * keeps its length. With labels of every task for all, it shows every sample once.
 */
void mien_order_draw_by_task (guint64 seed,
                              int epoch,
                              const MienColumn *const *columns,
                              guint n_columns,
                              const guint *samples,
                              guint n,
                              guint *order);

G_END_DECLS
