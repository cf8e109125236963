/* A job of the queue in a list: its name, its state, how far it is, and what may be done to it. */
#pragma once

#include "ui/models/queued-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_QUEUE_ROW (mien_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (MienQueueRow, mien_queue_row, MIEN, QUEUE_ROW, GtkListBoxRow)

/* Tells its list by the actions "queue.stop", "queue.start" and "queue.remove", with the folder of
 * the job, and by "queue.move", with the folder and the position that it was dragged or moved to.
 */
GtkWidget *mien_queue_row_new (MienQueuedJob *job);
MienQueuedJob *mien_queue_row_get_job (MienQueueRow *self); /* (transfer none) */
/* @until: seconds until it begins; NaN where unknown. @shown: whether it is the one on the page */
void mien_queue_row_show (MienQueueRow *self, double until, gboolean shown);

G_END_DECLS
