/* The part of the workbench that trains: what is put into the queue, and what the job that is shown
 * says. */
#include "engine/core/error.h"
#include "engine/samples/union.h"
#include "ui/models/estimate.h"
#include "ui/models/workbench-private.h"

#include <glib/gi18n.h>

/* Of a training, before its speed is believed. */
#define FEWEST_STEPS 8

static void
tell_state (MienWorkbench *self)
{
  g_object_notify (G_OBJECT (self), "busy");
  g_object_notify (G_OBJECT (self), "paused");
}

static void
tell_all (MienWorkbench *self)
{
  g_autoptr (GPtrArray) events = mien_queued_job_recall (self->shown);

  g_signal_emit_by_name (self, "job-started");
  if (events->len > 0)
    g_signal_emit_by_name (self, "job-events", events);
  if (mien_queued_job_get_state (self->shown) == MIEN_QUEUED_STOPPING)
    g_signal_emit_by_name (self, "job-stopping");
  if (mien_queued_job_has_ended (self->shown))
    g_signal_emit_by_name (self, "job-finished", mien_queued_job_get_error (self->shown));
}

static void
set_shown (MienWorkbench *self, MienQueuedJob *job)
{
  if (g_set_object (&self->shown, job))
    g_object_notify (G_OBJECT (self), "shown");
  tell_state (self);
  if (job != NULL)
    tell_all (self);
}

void
mien_workbench_show_job (MienWorkbench *self, MienQueuedJob *job)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && MIEN_IS_QUEUED_JOB (job));

  if (job != self->shown)
    set_shown (self, job);
}

static void
on_started (MienWorkbench *self, MienQueuedJob *job)
{
  mien_speeds_stop (self->speeds);
  if (self->shown == NULL || self->shown == job || mien_queued_job_has_ended (self->shown))
    set_shown (self, job);
}

/* The first steps find cold caches; arms may have networks of their own; and where more train than
 * are meant to, each is slower than it will be again. */
static void
learn_speed (MienWorkbench *self, MienQueuedJob *job, const MienEvent *event)
{
  const MienRecipe *recipe = mien_queued_job_get_recipe (job);
  guint at_once = 1;

  g_object_get (self->queue, "at-once", &at_once, NULL);
  if (event->step >= FEWEST_STEPS && event->images_per_second > 0.0 && recipe->arms->len == 0 &&
      mien_job_queue_get_n_running (self->queue) <= at_once)
    mien_speeds_learn (self->speeds, recipe, event->images_per_second);
}

static void
on_events (MienWorkbench *self, MienQueuedJob *job, GPtrArray *batch)
{
  for (guint i = 0; i < batch->len; i++) {
    const MienEvent *event = g_ptr_array_index (batch, i);

    if (event->kind == MIEN_EVENT_PROGRESS)
      learn_speed (self, job, event);
    else if (event->kind == MIEN_EVENT_RUN_FINISHED)
      mien_workbench_refresh_runs (self);
    else if (event->kind == MIEN_EVENT_PAUSED || event->kind == MIEN_EVENT_RESUMED)
      g_object_notify (G_OBJECT (self), "paused");
  }
  if (job == self->shown)
    g_signal_emit_by_name (self, "job-events", batch);
}

static void
on_stopping (MienWorkbench *self, MienQueuedJob *job)
{
  if (job == self->shown)
    g_signal_emit_by_name (self, "job-stopping");
}

static void
on_finished (MienWorkbench *self, MienQueuedJob *job, const GError *error)
{
  if (job == self->shown) {
    tell_state (self);
    g_signal_emit_by_name (self, "job-finished", error);
  }
  mien_workbench_refresh_runs (self);
  mien_workbench_go_on_branching (self, job);
}

/* What is no longer in the queue is not shown; what has ended and left it may be. */
static void
on_list_changed (MienWorkbench *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  if (self->shown == NULL || mien_queued_job_has_ended (self->shown) ||
      mien_job_queue_find_position (self->queue, self->shown, NULL))
    return;
  set_shown (self, n > 0 ? mien_job_queue_get_job (self->queue, n - 1) : NULL);
}

static void
follow (MienWorkbench *self, const char *signal, GCallback callback)
{
  g_signal_connect_object (self->queue, signal, callback, self, G_CONNECT_SWAPPED);
}

void
mien_workbench_follow_queue (MienWorkbench *self)
{
  follow (self, "job-started", G_CALLBACK (on_started));
  follow (self, "job-events", G_CALLBACK (on_events));
  follow (self, "job-stopping", G_CALLBACK (on_stopping));
  follow (self, "job-finished", G_CALLBACK (on_finished));
  follow (self, "notify::n-waiting", G_CALLBACK (on_list_changed));
}

void
mien_workbench_restore_queue (MienWorkbench *self)
{
  self->n_elsewhere = mien_job_queue_restore (self->queue, mien_store_get_workspace (self->store));
  g_set_object (&self->shown, mien_job_queue_get_job (self->queue, 0));
}

guint
mien_workbench_count_elsewhere (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), 0);

  return self->n_elsewhere;
}

MienJobQueue *
mien_workbench_get_queue (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->queue;
}

/* Of a job whose faces are open; 0 for another, which nobody knows the size of. */
static double
count_images (MienWorkbench *self, const MienRecipe *recipe, gboolean study)
{
  g_autofree char *location = mien_union_join_locations ((const char *const *) recipe->paths);
  g_autoptr (MienEstimate) estimate = NULL;

  if (self->dataset == NULL ||
      g_strcmp0 (location, mien_dataset_get_location (self->original)) != 0)
    return 0.0;
  estimate = mien_estimate_new (recipe, self->dataset, NULL);
  return estimate != NULL ? mien_estimate_seconds (estimate, study, 1.0) : 0.0;
}

gboolean
mien_workbench_take_up (MienWorkbench *self, MienQueuedJob *job, guint position, GError **error)
{
  if (mien_job_queue_get_n_running (self->queue) == 0 &&
      mien_job_queue_get_n_waiting (self->queue) == 0)
    mien_job_queue_remove_ended (self->queue);
  if (!mien_job_queue_insert (self->queue, job, position, error))
    return FALSE;
  if (mien_job_queue_get_n_running (self->queue) == 0 && !mien_job_queue_is_held (self->queue))
    mien_job_queue_begin (self->queue, job);
  if (mien_queued_job_is_running (job))
    mien_workbench_show_job (self, job);
  g_signal_emit_by_name (self, "job-queued", job);
  return TRUE;
}

/* (transfer full): a folder that nobody has. One that waits, and whose folder was deleted, fails
 * now rather than stand in its way. */
static char *
make_room (MienWorkbench *self, const char *stem)
{
  char *folder = mien_store_new_folder (self->store, stem);
  MienQueuedJob *deleted = mien_job_queue_find (self->queue, folder);

  if (deleted != NULL)
    mien_job_queue_begin (self->queue, deleted);
  return folder;
}

gboolean
mien_workbench_start (MienWorkbench *self, gboolean study, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  g_autoptr (MienWaiting) what = g_new0 (MienWaiting, 1);
  g_autoptr (MienQueuedJob) job = NULL;
  g_autofree char *folder = NULL;

  if (self->dataset == NULL) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         _ ("There are no faces to learn from. Open a data set first."));
    return FALSE;
  }
  what->corrections = mien_store_get_corrections_of (self->store, self->original, error);
  if (what->corrections == NULL)
    return FALSE;

  what->kind = study ? MIEN_JOB_STUDY : MIEN_JOB_RUN;
  what->recipe = mien_recipe_copy (self->recipe);
  what->images = count_images (self, self->recipe, study);
  folder = make_room (self, study ? "study" : "run");
  job = mien_queued_job_new (g_steal_pointer (&what), folder);
  return mien_workbench_take_up (self, job, G_MAXUINT, error);
}

MienQueuedJob *
mien_workbench_find_job_in (MienWorkbench *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienWaiting) what = g_new0 (MienWaiting, 1);

  what->kind = mien_folder_is_study (folder) ? MIEN_JOB_STUDY : MIEN_JOB_RUN;
  what->recipe = mien_recipe_load (path, error);
  if (what->recipe == NULL)
    return NULL;
  what->images = count_images (self, what->recipe, what->kind == MIEN_JOB_STUDY);
  return mien_queued_job_new (g_steal_pointer (&what), folder);
}

/* One that is in the queue already is shown, and begins if it is its turn. */
gboolean
mien_workbench_resume (MienWorkbench *self, const char *folder, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && folder != NULL, FALSE);

  MienQueuedJob *known = mien_job_queue_find (self->queue, folder);
  g_autoptr (MienQueuedJob) job = NULL;

  if (known != NULL && !mien_queued_job_has_ended (known)) {
    if (mien_job_queue_get_n_running (self->queue) == 0)
      mien_job_queue_begin (self->queue, known);
    mien_workbench_show_job (self, known);
    return TRUE;
  }
  job = mien_workbench_find_job_in (self, folder, error);
  return job != NULL && mien_workbench_take_up (self, job, G_MAXUINT, error);
}

MienQueuedJob *
mien_workbench_get_shown (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->shown;
}

MienJob *
mien_workbench_get_job (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->shown != NULL ? mien_queued_job_get_job (self->shown) : NULL;
}

gboolean
mien_workbench_is_busy (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  return self->shown != NULL && mien_queued_job_is_running (self->shown);
}

const MienRecipe *
mien_workbench_get_job_recipe (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->shown != NULL ? mien_queued_job_get_recipe (self->shown) : NULL;
}

void
mien_workbench_command (MienWorkbench *self, MienCommandKind command)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->shown != NULL)
    mien_queued_job_command (self->shown, command);
}

void
mien_workbench_set_live_weight (MienWorkbench *self, const char *task, double weight)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && task != NULL);

  MienJob *job = mien_workbench_get_job (self);

  if (job != NULL)
    mien_control_set_weight (mien_job_get_control (job), task, weight);
}

void
mien_workbench_set_live_task (MienWorkbench *self, const char *task, gboolean on)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && task != NULL);

  MienJob *job = mien_workbench_get_job (self);

  if (job != NULL)
    mien_control_set_on (mien_job_get_control (job), task, on);
}

void
mien_workbench_set_live_rate (MienWorkbench *self, double lr)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  MienJob *job = mien_workbench_get_job (self);

  if (job != NULL)
    mien_control_set_rate (mien_job_get_control (job), lr);
}

void
mien_workbench_set_live_epochs (MienWorkbench *self, int epochs)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  MienJob *job = mien_workbench_get_job (self);

  if (job != NULL)
    mien_control_set_epochs (mien_job_get_control (job), epochs);
}

MienSpeeds *
mien_workbench_get_speeds (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->speeds;
}

void
mien_workbench_measure_speed (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (mien_job_queue_get_n_running (self->queue) == 0)
    mien_speeds_measure (self->speeds, self->recipe);
}
