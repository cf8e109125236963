/* Runs and studies that train, wait for their turn, or have ended, in this order of the list. */
#pragma once

#include "ui/models/queued-job.h"
#include "ui/models/speeds.h"

G_BEGIN_DECLS

#define MIEN_TYPE_JOB_QUEUE (mien_job_queue_get_type ())
G_DECLARE_FINAL_TYPE (MienJobQueue, mien_job_queue, MIEN, JOB_QUEUE, GObject)

/**
 * mien_job_queue_new:
 *
 * A #GListModel of #MienQueuedJob. What ended or trains comes first, then what waits; the first of
 * these begins by itself as soon as fewer than "at-once" train and the queue does not pause.
 *
 * Properties: "paused" (boolean: nothing begins by itself), "at-once" (uint, how many train at the
 * same time), "threads" (uint, for all that train together; 0 one a core). A job gets its share of
 * the threads when it begins and keeps it, results do not depend on it. Read-only: "n-running",
 * "n-waiting" (uint).
 *
 * Signals, on the main thread, with the job each:
 *   "job-started"
 *   "job-stopping"                        it was told to stop, by whatever; it ends soon
 *   "job-events" (GPtrArray of MienEvent) at most 20 times a second for each
 *   "job-finished" (GError, nullable)
 */
MienJobQueue *mien_job_queue_new (void);

guint mien_job_queue_get_n_running (MienJobQueue *self);
guint mien_job_queue_get_n_waiting (MienJobQueue *self);
MienQueuedJob *mien_job_queue_get_job (MienJobQueue *self, guint position); /* (transfer none) */
/* (nullable) (transfer none): the one of this folder */
MienQueuedJob *mien_job_queue_find (MienJobQueue *self, const char *folder);
gboolean mien_job_queue_find_position (MienJobQueue *self, MienQueuedJob *job, guint *position);

/* @position: where among all; what waits comes no earlier than behind what does not. Kept in its
 * folder at once. One of the same folder that ended goes. %G_IO_ERROR_BUSY where another program
 * has it, %G_IO_ERROR_EXISTS where it is in this queue. */
gboolean
mien_job_queue_insert (MienJobQueue *self, MienQueuedJob *job, guint position, GError **error);
gboolean mien_job_queue_append (MienJobQueue *self, MienQueuedJob *job, GError **error);
/* What waits before other that waits; elsewhere it stays. */
void mien_job_queue_move (MienJobQueue *self, MienQueuedJob *job, guint position);
/* What waits or has ended; inserted again, all is as before. */
void mien_job_queue_remove (MienJobQueue *self, MienQueuedJob *job);
void mien_job_queue_remove_ended (MienJobQueue *self);
/* What waits begins now, however many train. */
void mien_job_queue_begin (MienJobQueue *self, MienQueuedJob *job);

void mien_job_queue_set_paused (MienJobQueue *self, gboolean paused);
gboolean mien_job_queue_is_paused (MienJobQueue *self);
/* Nothing begins by itself until as many releases. */
void mien_job_queue_hold (MienJobQueue *self);
void mien_job_queue_release (MienJobQueue *self);
gboolean mien_job_queue_is_held (MienJobQueue *self);
/* The program ends: what trains is saved and waits again, and the queue pauses. */
void mien_job_queue_close (MienJobQueue *self);

/**
 * mien_job_queue_restore:
 * @workspace: (nullable)
 *
 * Takes what waited or trained when a program that worked there ended, and pauses where there is
 * any. Returns: how many are in the queue of another program, which keeps them
 */
guint mien_job_queue_restore (MienJobQueue *self, const char *workspace);

/* How long until @job begins, or until all have ended for NULL; of what waits @speeds knows how
 * fast it is. NaN where that is not known, or the queue pauses. */
double mien_job_queue_seconds_until (MienJobQueue *self, MienQueuedJob *job, MienSpeeds *speeds);

G_END_DECLS
