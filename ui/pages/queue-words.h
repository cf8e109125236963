/* What is said of a job in the queue. */
#pragma once

#include "ui/models/queued-job.h"

G_BEGIN_DECLS

/* (transfer full): how the run or study is called everywhere else: "run-0002" */
char *mien_queue_job_name (MienQueuedJob *job);
/* (transfer full): that, and what is learned: "run-0002 · expression, pose" */
char *mien_queue_job_title (MienQueuedJob *job);
/* (transfer full): "Training · 12 min left", "Waits · starts in about 12 min".
 * @until: seconds, of one that waits; NaN where unknown */
char *mien_queue_state_words (MienQueuedJob *job, double until);
/* (transfer full): a duration that is not known to the second */
char *mien_about_words (double seconds);

G_END_DECLS
