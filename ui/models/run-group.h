/* Runs that differ in seed and fold alone, as one row of a table. */
#pragma once

#include "ui/models/run-column.h"

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_GROUP (mien_run_group_get_type ())
G_DECLARE_FINAL_TYPE (MienRunGroup, mien_run_group, MIEN, RUN_GROUP, GObject)

/* (transfer full): what runs of one group share; no two groups have the same */
char *mien_run_group_key_of (MienRunItem *item);

MienRunGroup *mien_run_group_new (void);

/* All that belong to it (element-type MienRunItem), whatever of them is shown: a figure must not
 * change because somebody looks at something else. Signal "changed" */
void mien_run_group_set_members (MienRunGroup *self, GPtrArray *members, guint n_shown);
GPtrArray *mien_run_group_get_members (MienRunGroup *self);
void mien_run_group_set_expanded (MienRunGroup *self, gboolean expanded);
gboolean mien_run_group_is_expanded (MienRunGroup *self);

/* (transfer full): mean ± standard deviation (n) of numbers; the word that all share; else "" */
char *mien_run_group_text (MienRunGroup *self, const MienRunColumn *column);
/* The mean of those that have one; NaN where none has */
double mien_run_group_number (MienRunGroup *self, const MienRunColumn *column);
/* Of @n_used members that have a number; the deviation of a sample, NaN for fewer than two */
double mien_run_group_deviation (MienRunGroup *self, const MienRunColumn *column, guint *n_used);

G_END_DECLS
