#include "ui/pages/queue-words.h"

#include "ui/models/metric-words.h"
#include "ui/pages/train-words.h"

#include <glib/gi18n.h>
#include <math.h>

char *
mien_about_words (double seconds)
{
  if (seconds < 90.0)
    return mien_duration_words (5.0 * ceil (seconds / 5.0));
  if (seconds >= 3600.0)
    return mien_duration_words (seconds);
  return g_strdup_printf (_ ("%u min"), (guint) (seconds / 60.0 + 0.5));
}

char *
mien_queue_job_name (MienQueuedJob *job)
{
  return g_path_get_basename (mien_queued_job_get_folder (job));
}

char *
mien_queue_job_title (MienQueuedJob *job)
{
  g_autofree char *name = mien_queue_job_name (job);
  g_autofree char *tasks = mien_train_tasks_words (mien_queued_job_get_recipe (job));

  return *tasks != '\0' ? g_strdup_printf ("%s · %s", name, tasks) : g_steal_pointer (&name);
}

static char *
training_words (double left)
{
  g_autofree char *time = isfinite (left) ? mien_about_words (left) : NULL;

  /* Translators: %s is a duration. */
  return time != NULL ? g_strdup_printf (_ ("Training · %s left"), time)
                      : g_strdup (_ ("Training"));
}

static char *
waiting_words (double until)
{
  g_autofree char *time = isfinite (until) && until > 0.0 ? mien_about_words (until) : NULL;

  /* Translators: %s is a duration. */
  return time != NULL ? g_strdup_printf (_ ("Starts in about %s"), time) : g_strdup (_ ("Waits"));
}

char *
mien_queue_state_words (MienQueuedJob *job, double until)
{
  switch (mien_queued_job_get_state (job)) {
  case MIEN_QUEUED_WAITING:
    return waiting_words (until);
  case MIEN_QUEUED_RUNNING:
    return training_words (mien_queued_job_get_seconds_left (job));
  case MIEN_QUEUED_PAUSED:
    return g_strdup (_ ("Paused"));
  case MIEN_QUEUED_STOPPING:
    return g_strdup (_ ("Stopping…"));
  case MIEN_QUEUED_FINISHED:
    return g_strdup (_ ("Finished"));
  case MIEN_QUEUED_STOPPED:
    return g_strdup (_ ("Stopped"));
  case MIEN_QUEUED_FAILED:
  default:
    return g_strdup (_ ("Failed"));
  }
}
