/* Obeying what a training is told, between two steps: by its plan, and by whoever watches it. */
#include "engine/core/error.h"
#include "engine/training/session.h"

static gboolean
makes_sense (const MienSession *self, int task, const MienSteering *command)
{
  if (mien_steering_expects (command->kind, command->value) != NULL)
    return FALSE;
  if (!mien_steering_has_task (command->kind))
    return TRUE;
  return task >= 0 && (command->kind != MIEN_COMMAND_SET_ON || command->value > 0.0 ||
                       (guint) task != self->main_task);
}

/* FALSE where it is so already, and for fewer epochs than there are to be. */
static gboolean
changes (const MienSession *self, int task, const MienSteering *command)
{
  const MienTrainingState *state = &self->state;

  switch (command->kind) {
  case MIEN_COMMAND_SET_ON:
    return state->on[task] != (command->value > 0.0);
  case MIEN_COMMAND_SET_RATE:
    return mien_session_top_rate (self) != command->value;
  case MIEN_COMMAND_SET_EPOCHS:
    return command->value > mien_session_epochs (self);
  default:
    return state->weights[task] != command->value;
  }
}

static void
change (MienSession *self, int task, const MienSteering *command)
{
  MienTrainingState *state = &self->state;

  switch (command->kind) {
  case MIEN_COMMAND_SET_ON:
    state->on[task] = command->value > 0.0;
    break;
  case MIEN_COMMAND_SET_RATE:
    state->told_rate = command->value;
    break;
  case MIEN_COMMAND_SET_EPOCHS:
    state->told_epochs = (gint64) command->value;
    mien_session_count_steps (self);
    break;
  default:
    state->weights[task] = command->value;
  }
}

static MienEventKind
event_of (MienCommandKind kind)
{
  switch (kind) {
  case MIEN_COMMAND_SET_ON:
    return MIEN_EVENT_TASK;
  case MIEN_COMMAND_SET_RATE:
    return MIEN_EVENT_RATE;
  case MIEN_COMMAND_SET_EPOCHS:
    return MIEN_EVENT_EXTENDED;
  default:
    return MIEN_EVENT_WEIGHT;
  }
}

static void
emit (MienSession *self, const char *task, const MienSteering *command)
{
  MienEvent *event = mien_event_new (event_of (command->kind));

  event->run = self->run;
  event->n_runs = self->n_runs;
  event->step = self->state.step;
  event->epoch = (int) (self->state.step / self->n_batches) + 1;
  event->task = g_strdup (task);
  event->value = command->value;
  mien_control_emit (self->control, event);
}

/* The number of the task that a command is about; -1 for none. */
static int
find_task (const MienSession *self, const MienSteering *command)
{
  return mien_steering_has_task (command->kind) && command->task != NULL
             ? mien_network_find_task (self->network, command->task)
             : -1;
}

static gboolean
counts (const MienSession *self, const MienSteering *command)
{
  int task = find_task (self, command);

  return makes_sense (self, task, command) && changes (self, task, command);
}

static void
steer (MienSession *self, const MienSteering *command)
{
  int task = find_task (self, command);
  const char *name = task >= 0 ? mien_session_task (self, (guint) task)->name : MIEN_STEERING_TOTAL;

  change (self, task, command);
  self->state.n_steered++;
  mien_session_record (self, name, MIEN_HISTORY_STEER, mien_steering_name (command->kind),
                       command->value);
  emit (self, name, command);
}

/* What a person tells is not told again when the machine goes down, so it is saved at once. The
 * state before stays, once an epoch, so that the person can go back to it. */
static gboolean
steer_live (MienSession *self, const MienSteering *command, GError **error)
{
  if (!counts (self, command))
    return TRUE;
  if (!mien_session_keep_before (self, error))
    return FALSE;
  steer (self, command);
  return mien_session_save (self, error);
}

static const MienSteering *
planned (const MienSession *self, gint64 number)
{
  GArray *plan = self->settings->steering;

  return plan != NULL && number < plan->len ? &g_array_index (plan, MienSteering, number) : NULL;
}

/* More epochs may be told when all of those before are done. */
gboolean
mien_session_check_plan (const MienSession *self, GError **error)
{
  gint64 n_steps = self->n_steps;
  const MienSteering *command;

  for (gint64 i = 0; (command = planned (self, i)) != NULL; i++) {
    gboolean extends = command->kind == MIEN_COMMAND_SET_EPOCHS;

    if (command->step < n_steps + (extends ? 1 : 0)) {
      if (extends)
        n_steps = MAX (n_steps, (gint64) command->value * self->n_batches);
      continue;
    }
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "steering[%" G_GINT64_FORMAT "].step: %" G_GINT64_FORMAT
                 " is not allowed; the training has %" G_GINT64_FORMAT
                 " steps, so a number below that was expected",
                 i, command->step, n_steps);
    return FALSE;
  }
  return TRUE;
}

static void
obey_plan (MienSession *self)
{
  const MienSteering *next;

  while ((next = planned (self, self->state.n_planned)) != NULL && next->step <= self->state.step) {
    if (counts (self, next))
      steer (self, next);
    self->state.n_planned++;
  }
}

gboolean
mien_session_stop (MienSession *self, GError **error)
{
  if (!mien_session_save (self, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Training was stopped");
  return FALSE;
}

static void
set_paused (MienSession *self, gboolean *paused, gboolean now)
{
  if (*paused != now)
    mien_session_emit (self, now ? MIEN_EVENT_PAUSED : MIEN_EVENT_RESUMED);
  *paused = now;
}

static gboolean
obey (MienSession *self, const MienCommand *command, gboolean *paused, GError **error)
{
  MienSteering told = {self->state.step, command->task, command->kind, command->value};

  switch (command->kind) {
  case MIEN_COMMAND_STOP:
    return mien_session_is_done (self) || mien_session_stop (self, error);
  case MIEN_COMMAND_PAUSE:
    set_paused (self, paused, TRUE);
    return TRUE;
  case MIEN_COMMAND_RESUME:
    set_paused (self, paused, FALSE);
    return TRUE;
  case MIEN_COMMAND_SAVE:
    return mien_session_save_for_good (self, error);
  case MIEN_COMMAND_SET_WEIGHT:
  case MIEN_COMMAND_SET_ON:
  case MIEN_COMMAND_SET_RATE:
  case MIEN_COMMAND_SET_EPOCHS:
    return steer_live (self, &told, error);
  }
  return TRUE;
}

gboolean
mien_session_obey (MienSession *self, GError **error)
{
  gboolean paused = FALSE;

  obey_plan (self);
  for (;;) {
    g_autoptr (MienCommand) command = mien_control_take (self->control, paused);

    if (command == NULL)
      return TRUE;
    if (!obey (self, command, &paused, error))
      return FALSE;
  }
}
