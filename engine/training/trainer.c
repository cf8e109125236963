#include "engine/training/trainer.h"

#include "engine/core/error.h"
#include "engine/exchange/model.h"
#include "engine/kernels/kernels.h"
#include "engine/training/session.h"

#include <math.h>

/* However long an epoch is, no more than this is lost when the machine goes down. */
#define CHECKPOINT_PERIOD_US (20 * G_USEC_PER_SEC)

void
mien_task_best_clear (MienTaskBest *self)
{
  g_clear_pointer (&self->model, g_free);
}

void
mien_training_outcome_clear (MienTrainingOutcome *self)
{
  g_clear_pointer (&self->bests, g_array_unref);
  g_clear_pointer (&self->conflict, mien_conflict_free);
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
  g_clear_pointer (&self->gradients, mien_gradients_free);
  g_clear_pointer (&self->conflict, mien_conflict_free);
  g_clear_pointer (&self->mean_weights, g_free);
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
                   "Task “%s” has no label in the training part; leave it out, keep more of its "
                   "labels (tasks.%s.labels) or split otherwise",
                   mien_session_task (self, t)->name, mien_session_task (self, t)->name);
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

static void
remember (MienSession *self)
{
  gsize n = 0;
  double *numbers = mien_weighting_get_state (self->weighting, &n);

  mien_training_state_remember (&self->state, "weighting", numbers, n);
  mien_training_state_remember (&self->state, "weights", self->mean_weights, 2 * self->n_tasks);
  if (self->conflict == NULL)
    return;
  numbers = mien_conflict_get_state (self->conflict, &n);
  mien_training_state_remember (&self->state, "conflict", numbers, n);
}

static gboolean
set_up_weighting (MienSession *self, GError **error)
{
  const MienWeightingMethod *method = mien_weighting_find (self->settings->weighting);

  self->weighting =
      mien_weighting_new (method, self->settings->weighting_options, (int) self->n_tasks);
  self->mean_weights = g_new0 (double, 2 * self->n_tasks);
  if (self->n_tasks > 1 || method->needs_gradients) {
    self->gradients = mien_gradients_new (self->network, error);
    if (self->gradients == NULL)
      return FALSE;
  }
  if (self->n_tasks > 1 && mien_gradients_get_n_stages (self->gradients) > 1)
    self->conflict = mien_conflict_new (self->n_tasks, self->main_task,
                                        mien_gradients_get_stages (self->gradients));
  remember (self);
  return TRUE;
}

static gboolean
are_weights (const MienTrainingState *state)
{
  for (guint t = 0; t < state->n_tasks; t++)
    if (!isfinite (state->weights[t]) || state->weights[t] < 0.0)
      return FALSE;
  return TRUE;
}

/* The best model so far may be the best in the end. */
static gboolean
check_best (const MienSession *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "model.safetensors", NULL);

  if (self->state.best_epoch == 0 || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s, the best model until the checkpoint, is not there; put it back, or train in "
               "another folder",
               path);
  return FALSE;
}

/* A checkpoint is a file as any other: it may stand where no training can. */
static gboolean
check_place (const MienSession *self, GError **error)
{
  const MienTrainingState *state = &self->state;
  gboolean best = state->best_epoch >= 0 && state->best_epoch <= state->step / self->n_batches;
  gboolean ends_epoch =
      state->step > 0 && state->step <= self->n_steps && state->step % self->n_batches == 0;

  if (state->step >= 0 && best && are_weights (state) && state->n_steered >= 0 &&
      state->n_planned >= 0 && (!state->pending || ends_epoch))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s/checkpoint.safetensors stands at step %" G_GINT64_FORMAT
               ", where no training of this recipe stops; remove it, and the run starts afresh",
               self->folder, state->step);
  return FALSE;
}

static gboolean
load_checkpoint (MienSession *self, GError **error)
{
  if (!mien_checkpoint_load (self->folder, self->network, self->optimizer, self->average,
                             &self->state, error))
    return FALSE;
  mien_session_count_steps (self);
  return check_place (self, error);
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
  mien_session_count_steps (self);
  if (!set_up_weighting (self, error))
    return FALSE;
  self->optimizer = mien_optimizer_new (&self->settings->optimizer, self->network);
  if (self->settings->optimizer.ema > 0.0)
    self->average = mien_average_new (self->settings->optimizer.ema, self->network);
  if (resume && mien_checkpoint_exists (self->folder) && !load_checkpoint (self, error))
    return FALSE;
  if (!mien_session_check_plan (self, error))
    return FALSE;
  if (!mien_checkpoint_settle_at (self->folder, self->state.step, self->state.pending, error))
    return FALSE;
  if (!check_best (self, error))
    return FALSE;
  mien_checkpoint_tidy (self->folder);
  self->history = mien_history_open (self->folder, self->state.step, self->state.n_steered, error);
  self->last_checkpoint = g_get_monotonic_time ();
  self->last_kept = -1;
  return self->history != NULL && mien_session_keep_late (self, error);
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
  for (;;) {
    g_autoptr (GError) why = NULL;

    /* An epoch that was stopped before its end is ended first, so that every step has one place
     * where commands are obeyed; and the end has one too, as more epochs may be told there. */
    if (!self->state.pending && !mien_session_obey (self, error))
      return FALSE;
    if (mien_session_is_done (self))
      return TRUE;
    if (!advance (self, &why)) {
      if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return mien_session_stop (self, error);
      mien_history_flush (self->history, TRUE, NULL); /* what led up to the failure stays */
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    mien_session_emit_progress (self);
    if (g_get_monotonic_time () - self->last_checkpoint > CHECKPOINT_PERIOD_US &&
        !mien_session_save (self, error))
      return FALSE;
  }
}

/* The network goes on with the weights of its best epoch. */
static gboolean
load_best (MienSession *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "model.safetensors", NULL);
  g_autoptr (MienTensors) best = mien_tensors_load (path, error);

  if (best == NULL)
    return FALSE;
  if (!mien_model_read_weights (best, self->network, error)) {
    g_prefix_error (error, "%s is not the model of this training: ", path);
    return FALSE;
  }
  g_autofree char *fingerprint = mien_network_fingerprint (self->network);
  if (g_strcmp0 (fingerprint, self->state.model_fingerprint) == 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s is not the model that was best in epoch %d of this training; put that one back, "
               "or train in another folder",
               path, self->state.best_epoch);
  return FALSE;
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
      .gave_up = epochs < mien_session_epochs (&self),
      .best_epoch = self.state.best_epoch,
      .best_value = self.state.best_value,
      .bests = mien_session_list_best (&self),
      .conflict = g_steal_pointer (&self.conflict),
      .seconds = self.state.seconds,
      .images_per_second = (double) mien_batcher_get_n_samples (self.train) * epochs /
                           MAX (self.state.seconds, 1e-9),
      .isa = mien_kernels ()->name,
      .steps = self.state.step,
  };
  return load_best (&self, error);
}
