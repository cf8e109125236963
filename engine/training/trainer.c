#include "engine/training/trainer.h"

#include "engine/core/error.h"
#include "engine/exchange/model.h"
#include "engine/kernels/kernels.h"
#include "engine/training/session.h"

#include <math.h>
#include <string.h>

/* However long an epoch is, no more than this is lost when the machine goes down. */
#define CHECKPOINT_PERIOD_US (20 * G_USEC_PER_SEC)

void
mien_training_outcome_clear (MienTrainingOutcome *self)
{
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->model_fingerprint, g_free);
}

static void
session_clear (MienSession *self)
{
  mien_training_state_clear (&self->state);
  g_clear_pointer (&self->history, mien_history_free);
  g_clear_pointer (&self->average, mien_average_free);
  g_clear_pointer (&self->optimizer, mien_optimizer_free);
  g_clear_pointer (&self->weighting, mien_weighting_free);
  if (self->own_validation)
    mien_batcher_free (self->validation);
  g_clear_pointer (&self->train, mien_batcher_free);
  for (guint t = 0; self->label_weights != NULL && t < self->n_tasks; t++)
    g_free (self->label_weights[t]);
  g_clear_pointer (&self->label_weights, g_free);
  g_clear_pointer (&self->pool, mien_pool_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienSession, session_clear)

static gboolean
set_up_examples (MienSession *self, GError **error)
{
  self->train = mien_batcher_new (self->network, self->settings, self->examples, MIEN_PART_TRAIN);
  if (mien_batcher_get_n_samples (self->train) == 0) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "The training part has no face that can be read");
    return FALSE;
  }
  for (guint t = 0; t < self->n_tasks; t++)
    if (!mien_batcher_has_labels (self->train, t)) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "Task “%s” has no label in the training part; leave it out or split otherwise",
                   mien_session_task (self, t)->name);
      return FALSE;
    }

  MienBatcher *validation =
      mien_batcher_new (self->network, self->settings, self->examples, MIEN_PART_VALIDATION);
  self->own_validation = mien_batcher_get_n_samples (validation) > 0;
  if (!self->own_validation)
    mien_batcher_free (validation);
  self->validation = self->own_validation ? validation : self->train;
  return TRUE;
}

static void
set_up_label_weights (MienSession *self)
{
  self->label_weights = g_new0 (double *, self->n_tasks);
  for (guint t = 0; t < self->n_tasks; t++)
    self->label_weights[t] =
        mien_task_settings_weigh (mien_session_settings (self, t), self->examples->parts);
}

static void
set_up_state (MienSession *self)
{
  mien_training_state_init (&self->state, self->n_tasks, self->data);
  for (guint t = 0; t < self->n_tasks; t++) {
    const MienTaskSettings *task = mien_session_settings (self, t);

    self->state.weights[t] = task->weight;
    if (task->role == MIEN_ROLE_MAIN)
      self->main_task = t;
  }
}

static gboolean
set_up (MienSession *self, gboolean resume, GError **error)
{
  int threads =
      self->settings->threads > 0 ? self->settings->threads : (int) g_get_num_processors ();

  self->n_tasks = self->settings->tasks->len;
  self->pool = mien_pool_new (threads);
  set_up_state (self);
  if (!set_up_examples (self, error))
    return FALSE;

  int largest =
      MAX (mien_batcher_get_largest (self->train), mien_batcher_get_largest (self->validation));
  if (!mien_network_plan (self->network, MIEN_PLAN_TRAIN, largest,
                          mien_pool_get_n_workers (self->pool), error))
    return FALSE;
  set_up_label_weights (self);
  self->n_batches = mien_batcher_get_n_batches (self->train);
  self->n_steps = (gint64) self->n_batches * self->settings->epochs;
  self->weighting = mien_weighting_new (mien_weighting_find (self->settings->weighting), NULL,
                                        (int) self->n_tasks);
  self->optimizer = mien_optimizer_new (&self->settings->optimizer, self->network);
  if (self->settings->optimizer.ema > 0.0)
    self->average = mien_average_new (self->settings->optimizer.ema, self->network);
  if (resume && mien_checkpoint_exists (self->folder) &&
      !mien_checkpoint_load (self->folder, self->network, self->optimizer, self->average,
                             &self->state, error))
    return FALSE;
  self->history = mien_history_open (self->folder, self->state.step, error);
  self->last_checkpoint = g_get_monotonic_time ();
  return self->history != NULL;
}

static void
set_weight (MienSession *self, const MienCommand *command)
{
  int task = mien_network_find_task (self->network, command->task);

  if (task < 0 || !(command->weight >= 0.0) || !isfinite (command->weight))
    return;
  self->state.weights[task] = command->weight;
  mien_session_record (self, mien_session_task (self, (guint) task)->name, "train", "weight",
                       command->weight);

  MienEvent *event = mien_event_new (MIEN_EVENT_WEIGHT);
  event->run = self->run;
  event->n_runs = self->n_runs;
  event->step = self->state.step;
  event->epoch = (int) (self->state.step / self->n_batches) + 1;
  event->task = g_strdup (command->task);
  event->value = command->weight;
  mien_control_emit (self->control, event);
}

static gboolean
stop (MienSession *self, GError **error)
{
  if (!mien_session_save (self, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Training was stopped");
  return FALSE;
}

/* Takes every waiting command; sleeps in the queue while paused. */
static gboolean
obey (MienSession *self, GError **error)
{
  gboolean paused = FALSE;

  for (;;) {
    g_autoptr (MienCommand) command = mien_control_take (self->control, paused);

    if (command == NULL)
      return TRUE;
    switch (command->kind) {
    case MIEN_COMMAND_STOP:
      return stop (self, error);
    case MIEN_COMMAND_PAUSE:
      if (!paused)
        mien_session_emit (self, MIEN_EVENT_PAUSED);
      paused = TRUE;
      break;
    case MIEN_COMMAND_RESUME:
      if (paused)
        mien_session_emit (self, MIEN_EVENT_RESUMED);
      paused = FALSE;
      break;
    case MIEN_COMMAND_SAVE:
      if (!mien_session_save (self, error))
        return FALSE;
      break;
    case MIEN_COMMAND_SET_WEIGHT:
      set_weight (self, command);
      break;
    }
  }
}

/* One step, and the end of its epoch where it is the last. */
static gboolean
advance (MienSession *self, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean ok = self->state.pending || mien_session_step (self, error);

  ok = ok && (!self->state.pending || mien_session_end_epoch (self, error));
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  self->sitting += seconds;
  self->state.seconds += seconds;
  return ok;
}

static gboolean
train (MienSession *self, GError **error)
{
  while (!mien_session_is_done (self)) {
    g_autoptr (GError) why = NULL;

    if (!obey (self, error))
      return FALSE;
    if (!advance (self, &why)) {
      if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return stop (self, error);
      mien_history_flush (self->history, TRUE, NULL); /* what led up to the failure stays */
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    mien_session_emit_progress (self);
    if (g_get_monotonic_time () - self->last_checkpoint > CHECKPOINT_PERIOD_US &&
        !mien_session_save (self, error))
      return FALSE;
  }
  return TRUE;
}

/* The network goes on with the weights of its best epoch. */
static gboolean
load_best (MienSession *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "model.safetensors", NULL);
  g_autoptr (MienNetwork) best = mien_model_load (path, NULL, NULL, error);
  GPtrArray *to = mien_network_get_parameters (self->network);

  if (best == NULL)
    return FALSE;

  GPtrArray *from = mien_network_get_parameters (best);
  for (guint i = 0; i < to->len; i++) {
    MienParameter *parameter = g_ptr_array_index (to, i);
    const MienParameter *source = g_ptr_array_index (from, i);

    memcpy (parameter->value, source->value, parameter->len * sizeof (float));
  }
  return TRUE;
}

gboolean
mien_trainer_run (MienNetwork *network,
                  const MienTrainingSettings *settings,
                  const MienExamples *examples,
                  const char *folder,
                  const char *recipe,
                  const char *data,
                  gboolean resume,
                  MienControl *control,
                  int run,
                  int n_runs,
                  MienTrainingOutcome *outcome,
                  GError **error)
{
  g_auto (MienSession) self = {
      .network = network,
      .settings = settings,
      .examples = examples,
      .folder = folder,
      .recipe = recipe,
      .data = data,
      .control = control,
      .run = run,
      .n_runs = n_runs,
  };

  if (!set_up (&self, resume, error) || !train (&self, error))
    return FALSE;

  int epochs = mien_session_epochs_done (&self);
  *outcome = (MienTrainingOutcome){
      .fingerprint = mien_network_fingerprint (network),
      .model_fingerprint = g_strdup (self.state.model_fingerprint),
      .epochs = epochs,
      .gave_up = epochs < settings->epochs,
      .best_epoch = self.state.best_epoch,
      .best_value = self.state.best_value,
      .seconds = self.state.seconds,
      .images_per_second = (double) mien_batcher_get_n_samples (self.train) * epochs /
                           MAX (self.state.seconds, 1e-9),
      .isa = mien_kernels ()->name,
      .steps = self.state.step,
  };
  return load_best (&self, error);
}
