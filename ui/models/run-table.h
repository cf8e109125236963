/* The rows of the table of runs: found, grouped, put in order. Rows are MienRunItem or, where runs
 * are grouped, MienRunGroup with the shown members of an open one behind it. */
#pragma once

#include "ui/models/run-group.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_TABLE (mien_run_table_get_type ())
G_DECLARE_FINAL_TYPE (MienRunTable, mien_run_table, MIEN, RUN_TABLE, GObject)

/* @runs: (element-type MienRunItem) (transfer none). Signal "counted": other runs are shown, or as
 * many of others */
MienRunTable *mien_run_table_new (GListModel *runs);

/* See run-query.h. */
void mien_run_table_set_search (MienRunTable *self, const char *text);
/* (nullable): why nothing can be found, a sentence */
const char *mien_run_table_get_complaint (MienRunTable *self);
void mien_run_table_set_show_archived (MienRunTable *self, gboolean show);
void mien_run_table_set_grouped (MienRunTable *self, gboolean grouped);
/* By @column (nullable: as the runs come); what has no value comes last, either way. */
void
mien_run_table_set_order (MienRunTable *self, const MienRunColumn *column, gboolean descending);
void mien_run_table_expand (MienRunTable *self, MienRunGroup *group, gboolean expanded);

guint mien_run_table_count_shown (MienRunTable *self);    /* runs, those of closed groups too */
guint mien_run_table_count_archived (MienRunTable *self); /* not shown as they are put away */

G_END_DECLS
