#include "engine/training/steering.h"

#include "engine/core/error.h"
#include "engine/training/session.h"

#define MOST_WEIGHT 1e6 /* as a recipe has it, which says the same */

static const char *
metric_of (MienCommandKind kind)
{
  return kind == MIEN_COMMAND_SET_ON ? "on" : "weight";
}

/* What the history says was told, as far as a training can be told it. */
static gboolean
check_told (const MienSteering *command, const char *path, GError **error)
{
  if (command->step >= 0 && *command->task != '\0' && command->value >= 0.0 &&
      command->value <= MOST_WEIGHT)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s: at step %" G_GINT64_FORMAT " “%s” is told %s %g, which no training obeys; "
               "correct or remove that row",
               path, command->step, command->task, metric_of (command->kind), command->value);
  return FALSE;
}

GArray *
mien_steering_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "history.csv", NULL);
  g_autoptr (GArray) steering = g_array_new (FALSE, FALSE, sizeof (MienSteering));
  g_autoptr (GArray) rows = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&steering);
  rows = mien_history_read (folder, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);
    MienSteering command = {row->step, row->task, MIEN_COMMAND_SET_WEIGHT, row->value};

    if (!g_str_equal (row->split, MIEN_HISTORY_STEER))
      continue;
    if (g_str_equal (row->metric, metric_of (MIEN_COMMAND_SET_ON)))
      command.kind = MIEN_COMMAND_SET_ON;
    if (!check_told (&command, path, error))
      return NULL;
    g_array_append_val (steering, command);
  }
  return g_steal_pointer (&steering);
}

static gboolean
makes_sense (const MienSession *self, int task, const MienSteering *command)
{
  if (task < 0)
    return FALSE;
  if (command->kind == MIEN_COMMAND_SET_ON)
    return command->value > 0.0 || (guint) task != self->main_task;
  return command->value >= 0.0 && command->value <= MOST_WEIGHT;
}

/* FALSE where it is so already. */
static gboolean
change (MienSession *self, int task, const MienSteering *command)
{
  MienTrainingState *state = &self->state;
  gboolean on = command->value > 0.0;
  gboolean changes = command->kind == MIEN_COMMAND_SET_ON ? state->on[task] != on
                                                          : state->weights[task] != command->value;

  if (command->kind == MIEN_COMMAND_SET_ON)
    state->on[task] = on;
  else
    state->weights[task] = command->value;
  return changes;
}

static void
emit (MienSession *self, const MienSteering *command)
{
  MienEvent *event =
      mien_event_new (command->kind == MIEN_COMMAND_SET_ON ? MIEN_EVENT_TASK : MIEN_EVENT_WEIGHT);

  event->run = self->run;
  event->n_runs = self->n_runs;
  event->step = self->state.step;
  event->epoch = (int) (self->state.step / self->n_batches) + 1;
  event->task = g_strdup (command->task);
  event->value = command->value;
  mien_control_emit (self->control, event);
}

static void
steer (MienSession *self, const MienSteering *command)
{
  int task = mien_network_find_task (self->network, command->task);

  if (!makes_sense (self, task, command) || !change (self, task, command))
    return;
  self->state.n_steered++;
  mien_session_record (self, mien_session_task (self, (guint) task)->name, MIEN_HISTORY_STEER,
                       metric_of (command->kind), command->value);
  emit (self, command);
}

static const MienSteering *
planned (const MienSession *self, gint64 number)
{
  GArray *plan = self->settings->steering;

  return plan != NULL && number < plan->len ? &g_array_index (plan, MienSteering, number) : NULL;
}

gboolean
mien_session_check_plan (const MienSession *self, GError **error)
{
  const MienSteering *command;

  for (gint64 i = 0; (command = planned (self, i)) != NULL; i++) {
    if (command->step < self->n_steps)
      continue;
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "steering[%" G_GINT64_FORMAT "].step: %" G_GINT64_FORMAT
                 " is not allowed; the training has %" G_GINT64_FORMAT
                 " steps, so a number below that was expected",
                 i, command->step, self->n_steps);
    return FALSE;
  }
  return TRUE;
}

static void
obey_plan (MienSession *self)
{
  const MienSteering *next;

  while ((next = planned (self, self->state.n_planned)) != NULL && next->step <= self->state.step) {
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
    return mien_session_stop (self, error);
  case MIEN_COMMAND_PAUSE:
    set_paused (self, paused, TRUE);
    return TRUE;
  case MIEN_COMMAND_RESUME:
    set_paused (self, paused, FALSE);
    return TRUE;
  case MIEN_COMMAND_SAVE:
    return mien_session_save (self, error);
  case MIEN_COMMAND_SET_WEIGHT:
  case MIEN_COMMAND_SET_ON:
    steer (self, &told);
    return mien_history_flush (self->history, FALSE, error);
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
