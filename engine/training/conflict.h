/* How the tasks' gradients lay to each other over a whole training: help or conflict. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MienConflict MienConflict;

/* @stages: NULL-terminated, copied; the last counts as the whole */
MienConflict *mien_conflict_new (guint n_tasks, guint main_task, const char *const *stages);
MienConflict *mien_conflict_copy (const MienConflict *self);
void mien_conflict_free (MienConflict *self);

/* @grams: [n_stages,n_tasks,n_tasks] g_i · g_j of one step; 0 for a task that took no part */
void mien_conflict_add (MienConflict *self, const double *grams);

/* What a checkpoint keeps: @n numbers, to read and to write. */
double *mien_conflict_get_state (MienConflict *self, gsize *n);

const char *const *mien_conflict_get_stages (const MienConflict *self);
guint mien_conflict_get_n_tasks (const MienConflict *self);
/* Steps that were added. */
gint64 mien_conflict_count_steps (const MienConflict *self);
/* Mean cosine of two tasks in a stage, over the steps where both had a gradient; NaN for none. */
double mien_conflict_get_cosine (const MienConflict *self, guint stage, guint a, guint b);
/* Share of the steps, of those where both had a gradient, where the cosine with the main task over
 * the whole was above 0; NaN for none. */
double mien_conflict_get_helped (const MienConflict *self, guint task);

/* g_a · g_b / (|g_a| |g_b|) of one matrix [n,n]; NaN where one of them is 0. */
double mien_conflict_cosine (const double *gram, guint n, guint a, guint b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienConflict, mien_conflict_free)

G_END_DECLS
