#include "engine/training/control.h"

struct _MienControl {
  int references;
  MienMailbox *events; /* not owned: outlives the job */
  GAsyncQueue *commands;
  GCancellable *cancellable;

  GMutex lock;
  GPtrArray *parts; /* (nullable): of those it was split into; under @lock */
  MienControl *whole;
  guint number; /* among the parts of @whole */
  MienEventFunc filter;
  gpointer data;
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
  g_mutex_init (&self->lock);
  return self;
}

MienControl *
mien_control_ref (MienControl *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

static void
leave (MienControl *self, MienControl *part)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->parts, part);
  g_mutex_unlock (&self->lock);
}

void
mien_control_unref (MienControl *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;

  if (self->whole != NULL)
    leave (self->whole, self);
  g_async_queue_unref (self->commands);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
give (MienControl *self, const MienCommand *command)
{
  MienCommand *copy = g_memdup2 (command, sizeof *command);

  if (command->kind == MIEN_COMMAND_STOP)
    g_cancellable_cancel (self->cancellable);
  copy->task = g_strdup (command->task);
  g_async_queue_push (self->commands, copy);
}

/* To the parts there are, or else to itself. */
static void
push (MienControl *self, MienCommandKind kind, const char *task, double value)
{
  const MienCommand command = {.kind = kind, .task = (char *) task, .value = value};

  g_mutex_lock (&self->lock);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    give (g_ptr_array_index (self->parts, i), &command);
  if (kind == MIEN_COMMAND_STOP || self->parts == NULL || self->parts->len == 0)
    give (self, &command);
  g_mutex_unlock (&self->lock);
}

void
mien_control_send (MienControl *self, MienCommandKind kind)
{
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
  if (self->filter != NULL)
    self->filter (event, self->number, self->data);
  if (self->whole != NULL)
    mien_control_emit (self->whole, event);
  else if (self->events != NULL)
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

/* What was sent before there were parts, in its order. */
static void
hand_on (MienControl *self)
{
  MienCommand *command;

  while ((command = g_async_queue_try_pop (self->commands)) != NULL) {
    for (guint i = 0; i < self->parts->len; i++)
      give (g_ptr_array_index (self->parts, i), command);
    mien_command_free (command);
  }
}

GPtrArray *
mien_control_split (MienControl *self, guint n, MienEventFunc filter, gpointer data)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_control_unref);

  g_mutex_lock (&self->lock);
  if (self->parts == NULL)
    self->parts = g_ptr_array_new ();
  for (guint i = 0; i < n; i++) {
    MienControl *part = mien_control_new (NULL);

    part->whole = self;
    part->number = i;
    part->filter = filter;
    part->data = data;
    g_ptr_array_add (parts, part);
    g_ptr_array_add (self->parts, part);
  }
  hand_on (self);
  g_mutex_unlock (&self->lock);
  return parts;
}
