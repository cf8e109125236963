/* Which epoch is the best, and whether anything got better: figures alone, no files. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_SELECT_MAIN,        /* by the main task */
  MIEN_SELECT_MEAN_RANK,   /* by the mean over the tasks of an epoch's rank */
  MIEN_SELECT_WEIGHTED,    /* by a weighted sum of the tasks' figures */
  MIEN_SELECT_STAND_STILL, /* by the main task, but no task that still gets better is cut off */
  MIEN_N_SELECTS,
} MienSelectBy;

const char *mien_select_name (MienSelectBy by); /* NULL past the last */

/* What is chosen among: epochs one after the other, a figure a task. */
typedef struct {
  MienSelectBy by;
  guint n_tasks, main_task;
  const gboolean
      *counts;           /* [n_tasks] an adversarial task does not: nobody wants it to get better */
  const double *weights; /* (nullable): [n_tasks] for WEIGHTED; NULL: each counts as 1 */
  const double *figures; /* [n_epochs,n_tasks] more is better; NaN where there is none */
  guint n_epochs;
} MienSelection;

/**
 * mien_select_score:
 * @epoch: from 0
 *
 * How good an epoch is among those so far; more is better.
 *
 *     MAIN, STAND_STILL   the main task's figure
 *     MEAN_RANK           - mean over the tasks of the epoch's rank
 *     WEIGHTED            sum over the tasks of weight × figure
 *
 * The rank is 1 for the largest figure of all epochs so far; equal ones share the mean of their
 * ranks, none comes last. Means and sums are over the tasks that count and have had a figure in any
 * epoch so far. Ranks of earlier epochs change as epochs are added: the newest is held against the
 * one kept, both among all so far.
 *
 * Returns: -infinity where a figure that it needs is missing
 */
double mien_select_score (const MienSelection *self, guint epoch);

/* Whether the newest epoch has a better figure of @task than all before. */
gboolean mien_select_is_record (const MienSelection *self, guint task);

/* Whether a training that stops when nothing gets better should go on: the newest epoch scored
 * better than @kept (-1 for none), or, for STAND_STILL, set a record in any task that counts. */
gboolean mien_select_improves (const MienSelection *self, int kept);

/* The epoch, from 0, with the best figure of @task, the first of equals; -1 for none. */
int mien_select_best_of (const MienSelection *self, guint task);

G_END_DECLS
