#include "engine/training/session.h"

#include <math.h>

/* The epoch, from 1, that the steps done so far have reached. */
static int
current_epoch (const MienSession *self)
{
  return self->state.step == 0 ? 1 : (int) ((self->state.step - 1) / self->n_batches) + 1;
}

/* Of the figures of single steps a window needs no more than this. */
enum {
  MOST_STEP_EVENTS = 200
};

static gboolean
is_shown (const MienSession *self, const char *metric)
{
  static const char *const by_step[] = {"batch-loss", "weight", "regulariser", "fell-back", NULL};
  gint64 stride = MAX (self->n_steps / MOST_STEP_EVENTS, 1);

  return !g_strv_contains (by_step, metric) || self->state.step % stride == 0;
}

void
mien_session_record (MienSession *self,
                     const char *task,
                     const char *split,
                     const char *metric,
                     double value)
{
  MienHistoryRow row = {.epoch = current_epoch (self),
                        .step = self->state.step,
                        .task = task,
                        .split = split,
                        .metric = metric,
                        .value = value};

  mien_history_add (self->history, &row);
  if (!is_shown (self, metric))
    return;

  MienEvent *event = mien_event_new (MIEN_EVENT_POINT);
  event->run = self->run;
  event->n_runs = self->n_runs;
  event->epoch = row.epoch;
  event->step = row.step;
  event->task = g_strdup (task);
  event->split = g_strdup (split);
  event->metric = g_strdup (metric);
  event->value = value;
  mien_control_emit (self->control, event);
}

void
mien_session_emit (MienSession *self, MienEventKind kind)
{
  MienEvent *event = mien_event_new (kind);

  event->run = self->run;
  event->n_runs = self->n_runs;
  event->epoch = current_epoch (self);
  event->step = self->state.step;
  mien_control_emit (self->control, event);
}

/* At most ten times a second, and at the end. */
void
mien_session_emit_progress (MienSession *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean last = self->state.step == self->n_steps || mien_session_gives_up (self);

  if (!last && now - self->last_progress < G_USEC_PER_SEC / 10)
    return;
  self->last_progress = now;

  MienEvent *event = mien_event_new (MIEN_EVENT_PROGRESS);
  double done = (double) self->state.step / (double) self->n_steps;
  double left = (1.0 - done) + (double) (self->n_runs - self->run - 1); /* in runs */
  double images =
      (double) self->n_steps / self->n_batches * mien_batcher_get_n_samples (self->train);
  event->run = self->run;
  event->n_runs = self->n_runs;
  event->epoch = current_epoch (self);
  event->step = self->state.step;
  event->value = (self->run + done) / self->n_runs;
  event->images_per_second =
      self->sitting > 0.0 ? (double) self->images / self->sitting : (double) NAN;
  event->seconds_left = left * images / event->images_per_second;
  mien_control_emit (self->control, event);
}

/* History first: a checkpoint never knows more than the rows beside it. */
gboolean
mien_session_save (MienSession *self, GError **error)
{
  if (!mien_history_flush (self->history, TRUE, error) ||
      !mien_checkpoint_save (self->folder, self->network, self->optimizer, self->average,
                             &self->state, error))
    return FALSE;
  self->last_checkpoint = g_get_monotonic_time ();
  mien_session_emit (self, MIEN_EVENT_SAVED);
  if (!self->models_wait)
    return TRUE;
  self->models_wait = FALSE;
  return mien_checkpoint_settle_at (self->folder, self->state.step, self->state.pending, error);
}

static void
tell_kept (MienSession *self, const char *path, gboolean asked)
{
  MienEvent *event = mien_event_new (MIEN_EVENT_KEPT);

  self->last_kept = self->state.step;
  event->run = self->run;
  event->n_runs = self->n_runs;
  event->epoch = current_epoch (self);
  event->step = self->state.step;
  event->text = g_strdup (path);
  event->value = asked ? 1.0 : 0.0;
  mien_control_emit (self->control, event);
}

gboolean
mien_session_keep (MienSession *self, GError **error)
{
  int epoch = mien_session_epochs_done (self), every = self->settings->checkpoints;

  if (every == 0 || epoch % every != 0)
    return TRUE;
  if (!mien_checkpoint_keep (self->folder, epoch, error))
    return FALSE;
  g_autofree char *path = mien_checkpoint_kept_path (self->folder, epoch);
  tell_kept (self, path, FALSE);
  return TRUE;
}

gboolean
mien_session_keep_late (MienSession *self, GError **error)
{
  int epoch = mien_session_epochs_done (self);
  g_autofree char *path = mien_checkpoint_kept_path (self->folder, epoch);

  if (epoch == 0 || self->state.pending || self->state.step % self->n_batches != 0 ||
      g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return mien_session_keep (self, error);
}

static gboolean
save_for_good (MienSession *self, gboolean asked, GError **error)
{
  g_autofree char *path = NULL;

  if (!mien_session_save (self, error) ||
      !mien_checkpoint_keep_for_good (self->folder, self->state.step, &path, error))
    return FALSE;
  tell_kept (self, path, asked);
  return TRUE;
}

gboolean
mien_session_save_for_good (MienSession *self, GError **error)
{
  return save_for_good (self, TRUE, error);
}

/* Before the first step there is nothing that starting afresh would not give. */
gboolean
mien_session_keep_before (MienSession *self, GError **error)
{
  gint64 epoch_start = self->state.step - self->state.step % self->n_batches;

  return self->state.step == 0 || self->last_kept >= epoch_start ||
         save_for_good (self, FALSE, error);
}
