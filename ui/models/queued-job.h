/* A run or study in the queue: it waits, trains, or has ended. */
#pragma once

#include "engine/study/waiting.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_QUEUED_JOB (mien_queued_job_get_type ())
G_DECLARE_FINAL_TYPE (MienQueuedJob, mien_queued_job, MIEN, QUEUED_JOB, GObject)

typedef enum {
  MIEN_QUEUED_WAITING,
  MIEN_QUEUED_RUNNING,
  MIEN_QUEUED_PAUSED,
  MIEN_QUEUED_STOPPING,
  MIEN_QUEUED_FINISHED,
  MIEN_QUEUED_STOPPED, /* has something to go on from */
  MIEN_QUEUED_FAILED,
} MienQueuedState;

/**
 * mien_queued_job_new:
 * @what: (transfer full): what is trained
 * @folder: the run's or study's
 *
 * Waits; nothing is written yet.
 *
 * Signals, on the main thread:
 *   "events" (GPtrArray of MienEvent)  at most 20 times a second while it trains
 *   "ended" (GError, nullable)         once, after the last events
 *
 * Read-only properties: "state" (int, a MienQueuedState), "progress" (double, 0 … 1),
 * "seconds-left" (double; of what trains, NaN where unknown).
 */
MienQueuedJob *mien_queued_job_new (MienWaiting *what, const char *folder);
/* One that cannot be begun, to be told in its place among the others. @error: (transfer full) */
MienQueuedJob *mien_queued_job_new_failed (const char *folder, GError *error);

const char *mien_queued_job_get_folder (MienQueuedJob *self);
gboolean mien_queued_job_is_study (MienQueuedJob *self);
/* (transfer none): after it began, as it was begun */
const MienRecipe *mien_queued_job_get_recipe (MienQueuedJob *self);
MienQueuedState mien_queued_job_get_state (MienQueuedJob *self);
gboolean mien_queued_job_is_running (MienQueuedJob *self); /* paused and stopping too */
gboolean mien_queued_job_has_ended (MienQueuedJob *self);
double mien_queued_job_get_progress (MienQueuedJob *self);
double mien_queued_job_get_seconds_left (MienQueuedJob *self);
double mien_queued_job_get_images (MienQueuedJob *self);       /* 0 where nobody knows */
int mien_queued_job_get_threads (MienQueuedJob *self);         /* given to it; 0 before it began */
const GError *mien_queued_job_get_error (MienQueuedJob *self); /* (nullable): of one that failed */
MienJob *mien_queued_job_get_job (MienQueuedJob *self);        /* (nullable): while it trains */

/* Takes the folder for this program and writes down there what waits. */
gboolean mien_queued_job_keep (MienQueuedJob *self, GError **error);
void mien_queued_job_set_place (MienQueuedJob *self, guint place);
/* It is not to be found again: what was written down goes, and the folder with the last reference
 * to this where nothing else is in it. */
void mien_queued_job_forget (MienQueuedJob *self);

/* @threads: 0 for as many as its recipe says. Where it cannot begin it has ended, and "ended" told
 * why. */
void mien_queued_job_begin (MienQueuedJob *self, int threads);
/* What was stopped waits again; all else as it was. */
void mien_queued_job_renew (MienQueuedJob *self);
/* Has a training with @recipe use no more than @threads; 0 for as many as it says. */
void mien_queued_job_share (MienRecipe *recipe, int threads);
/* To what trains; else nothing happens. */
void mien_queued_job_command (MienQueuedJob *self, MienCommandKind command);

/* (transfer full) (element-type MienEvent): what has to be told again to somebody who did not
 * follow it, who reads the history of the run beside it */
GPtrArray *mien_queued_job_recall (MienQueuedJob *self);

G_END_DECLS
