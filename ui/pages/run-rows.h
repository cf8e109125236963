/* What came out of runs, as rows of lists and in a sentence. */
#pragma once

#include "ui/models/curve-log.h"
#include "ui/models/run-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row for a study's run, a GtkListBoxCreateWidgetFunc; its folder is the row's data "folder". */
GtkWidget *mien_create_run_row (gpointer item, gpointer data);
/* A row for what @task came to on the test part. */
GtkWidget *mien_create_result_row (MienRun *run, MienCurveLog *log, const char *task);
/* (transfer full): what came out for the main task on the test part */
char *mien_describe_outcome (MienRunItem *item);
/* (transfer full) (nullable): which epoch was kept, what picked it, and which epochs were best for
 * the other tasks */
char *mien_describe_best_epochs (MienRunItem *item);

G_END_DECLS
