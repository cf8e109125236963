#include "engine/training/control.h"

struct _MienControl {
  int references;
  MienMailbox *events; /* not owned: outlives the job */
  GAsyncQueue *commands;
  GCancellable *cancellable;
};

MienEvent *
mien_event_new (MienEventKind kind)
{
  MienEvent *event = g_new0 (MienEvent, 1);

  event->kind = kind;
  return event;
}

void
mien_event_free (MienEvent *event)
{
  if (event == NULL)
    return;

  g_free (event->text);
  g_free (event->task);
  g_free (event->split);
  g_free (event->metric);
  g_clear_error (&event->error);
  g_free (event);
}

void
mien_command_free (MienCommand *command)
{
  if (command == NULL)
    return;

  g_free (command->task);
  g_free (command);
}

MienControl *
mien_control_new (MienMailbox *events)
{
  MienControl *self = g_new0 (MienControl, 1);

  self->references = 1;
  self->events = events;
  self->commands = g_async_queue_new_full ((GDestroyNotify) mien_command_free);
  self->cancellable = g_cancellable_new ();
  return self;
}

MienControl *
mien_control_ref (MienControl *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
mien_control_unref (MienControl *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;

  g_async_queue_unref (self->commands);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
push (MienControl *self, MienCommandKind kind, const char *task, double value)
{
  MienCommand *command = g_new (MienCommand, 1);

  *command = (MienCommand){.kind = kind, .task = g_strdup (task), .value = value};
  g_async_queue_push (self->commands, command);
}

void
mien_control_send (MienControl *self, MienCommandKind kind)
{
  if (kind == MIEN_COMMAND_STOP)
    g_cancellable_cancel (self->cancellable);
  push (self, kind, NULL, 0.0);
}

void
mien_control_set_weight (MienControl *self, const char *task, double weight)
{
  push (self, MIEN_COMMAND_SET_WEIGHT, task, weight);
}

void
mien_control_set_on (MienControl *self, const char *task, gboolean on)
{
  push (self, MIEN_COMMAND_SET_ON, task, on ? 1.0 : 0.0);
}

void
mien_control_set_rate (MienControl *self, double lr)
{
  push (self, MIEN_COMMAND_SET_RATE, NULL, lr);
}

void
mien_control_set_epochs (MienControl *self, int epochs)
{
  push (self, MIEN_COMMAND_SET_EPOCHS, NULL, epochs);
}

void
mien_control_emit (MienControl *self, MienEvent *event)
{
  if (self->events != NULL)
    mien_mailbox_push (self->events, event);
  else
    mien_event_free (event);
}

MienCommand *
mien_control_take (MienControl *self, gboolean wait)
{
  return wait ? g_async_queue_pop (self->commands) : g_async_queue_try_pop (self->commands);
}

GCancellable *
mien_control_get_cancellable (MienControl *self)
{
  return self->cancellable;
}
