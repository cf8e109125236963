/* The part of the workbench that trains: one job at a time, and what it says. */
#include "engine/core/error.h"
#include "ui/models/workbench-private.h"

#include <glib/gi18n.h>

/* Of a training, before its speed is believed. */
#define FEWEST_STEPS 8

/* The job's thread has sent its last event, so the join in mien_job_free() does not wait. */
static void
end_job (MienWorkbench *self, const GError *error)
{
  g_clear_pointer (&self->job, mien_job_free);
  g_clear_pointer (&self->job_mail, mien_mailbox_close);
  self->paused = FALSE;
  g_object_notify (G_OBJECT (self), "busy");
  g_object_notify (G_OBJECT (self), "paused");
  g_signal_emit_by_name (self, "job-finished", error);
  mien_workbench_refresh_runs (self);
  mien_workbench_go_on_branching (self, error);
}

static void
set_paused (MienWorkbench *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  g_object_notify (G_OBJECT (self), "paused");
}

/* The first steps find cold caches; arms may have networks of their own. */
static void
learn_speed (MienWorkbench *self, const MienEvent *event)
{
  if (event->step >= FEWEST_STEPS && event->images_per_second > 0.0 &&
      self->job_recipe->arms->len == 0)
    mien_speeds_learn (self->speeds, self->job_recipe, event->images_per_second);
}

static void
follow_event (MienWorkbench *self, const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_PAUSED:
    set_paused (self, TRUE);
    break;
  case MIEN_EVENT_RESUMED:
    set_paused (self, FALSE);
    break;
  case MIEN_EVENT_PROGRESS:
    learn_speed (self, event);
    break;
  case MIEN_EVENT_RUN_FINISHED:
    mien_workbench_refresh_runs (self);
    break;
  default:
    break;
  }
}

static void
on_job_events (GPtrArray *batch, gpointer data)
{
  g_autoptr (MienWorkbench) self = g_object_ref (data);
  const MienEvent *last = g_ptr_array_index (batch, batch->len - 1);

  for (guint i = 0; i < batch->len; i++)
    follow_event (self, g_ptr_array_index (batch, i));
  g_signal_emit_by_name (self, "job-events", batch);
  if (last->kind == MIEN_EVENT_FINISHED)
    end_job (self, last->error);
}

static gboolean
check_idle (MienWorkbench *self, GError **error)
{
  if (self->job == NULL && !self->making_branches)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                       _ ("A training is already running. Stop it or wait for its end."));
  return FALSE;
}

static void
start_job (MienWorkbench *self,
           MienRecipe *recipe,
           gboolean study,
           const char *folder,
           GPtrArray *corrections,
           gboolean resume)
{
  g_clear_pointer (&self->job_recipe, mien_recipe_free);
  self->job_recipe = recipe;
  recipe->yield = TRUE;
  mien_workbench_note_branch (self, folder);
  mien_speeds_stop (self->speeds);
  self->job_mail =
      mien_mailbox_new (NULL, 20, (GDestroyNotify) mien_event_free, on_job_events, self);
  self->job = mien_job_start (recipe, study ? MIEN_JOB_STUDY : MIEN_JOB_RUN, folder, corrections,
                              NULL, resume, self->job_mail);
  g_object_notify (G_OBJECT (self), "busy");
  g_signal_emit_by_name (self, "job-started");
}

gboolean
mien_workbench_start (MienWorkbench *self, gboolean study, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  g_autoptr (GPtrArray) corrections = NULL;
  g_autofree char *folder = NULL;

  if (!check_idle (self, error))
    return FALSE;
  if (self->dataset == NULL) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         _ ("There are no faces to learn from. Open a data set first."));
    return FALSE;
  }
  corrections = mien_store_get_corrections_of (self->store, self->original, error);
  if (corrections == NULL)
    return FALSE;

  folder = mien_store_new_folder (self->store, study ? "study" : "run");
  start_job (self, mien_recipe_copy (self->recipe), study, folder, corrections, FALSE);
  return TRUE;
}

gboolean
mien_workbench_resume (MienWorkbench *self, const char *folder, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && folder != NULL, FALSE);

  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  MienRecipe *recipe;

  if (!check_idle (self, error))
    return FALSE;
  recipe = mien_recipe_load (path, error);
  if (recipe == NULL)
    return FALSE;

  start_job (self, recipe, mien_folder_is_study (folder), folder, NULL, TRUE);
  return TRUE;
}

MienJob *
mien_workbench_get_job (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->job;
}

gboolean
mien_workbench_is_busy (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  return self->job != NULL;
}

const MienRecipe *
mien_workbench_get_job_recipe (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->job_recipe;
}

void
mien_workbench_command (MienWorkbench *self, MienCommandKind command)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->job == NULL)
    return;
  mien_control_send (mien_job_get_control (self->job), command);
  if (command == MIEN_COMMAND_STOP)
    g_signal_emit_by_name (self, "job-stopping");
}

void
mien_workbench_set_live_weight (MienWorkbench *self, const char *task, double weight)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && task != NULL);

  if (self->job != NULL)
    mien_control_set_weight (mien_job_get_control (self->job), task, weight);
}

void
mien_workbench_set_live_task (MienWorkbench *self, const char *task, gboolean on)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && task != NULL);

  if (self->job != NULL)
    mien_control_set_on (mien_job_get_control (self->job), task, on);
}

void
mien_workbench_set_live_rate (MienWorkbench *self, double lr)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->job != NULL)
    mien_control_set_rate (mien_job_get_control (self->job), lr);
}

void
mien_workbench_set_live_epochs (MienWorkbench *self, int epochs)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->job != NULL)
    mien_control_set_epochs (mien_job_get_control (self->job), epochs);
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

  if (self->job == NULL)
    mien_speeds_measure (self->speeds, self->recipe);
}
