/* The two pipes of a running job: commands in, events out. Shared by reference, any thread. */
#pragma once

#include "engine/core/mailbox.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_COMMAND_PAUSE,
  MIEN_COMMAND_RESUME,
  MIEN_COMMAND_STOP, /* a checkpoint is written; the job ends with %G_IO_ERROR_CANCELLED */
  MIEN_COMMAND_SAVE, /* a checkpoint now, under a name of its own, which nothing replaces */
  MIEN_COMMAND_SET_WEIGHT,
  MIEN_COMMAND_SET_ON,
  MIEN_COMMAND_SET_RATE,   /* in the place of the recipe's learning rate */
  MIEN_COMMAND_SET_EPOCHS, /* more of them in all */
} MienCommandKind;

typedef enum {
  MIEN_EVENT_STAGE,       /* text: what is being done ("Reading faces"); value: 0 … 1 or -1 */
  MIEN_EVENT_RUN_STARTED, /* text: the run's folder; task: the arm's name; run, n_runs */
  MIEN_EVENT_POINT,       /* a row of the history: epoch, step, task, split, metric, value */
  MIEN_EVENT_PROGRESS,    /* value: 0 … 1 of the whole job; images_per_second, seconds_left */
  MIEN_EVENT_PAUSED,
  MIEN_EVENT_RESUMED,
  MIEN_EVENT_WEIGHT,   /* task's weight became value at step: a mark on the curves */
  MIEN_EVENT_TASK,     /* task was switched on (value 1) or off (0) at step: a mark too */
  MIEN_EVENT_RATE,     /* schedules reckon with the learning rate value from step on: a mark */
  MIEN_EVENT_EXTENDED, /* there will be value epochs in all: a mark at step */
  MIEN_EVENT_SAVED,    /* a checkpoint is on disk */
  MIEN_EVENT_KEPT,     /* text: a checkpoint at step that stays; value 1 where it was asked for */
  MIEN_EVENT_RUN_FINISHED, /* text: the run's folder; error set when this run failed */
  MIEN_EVENT_FINISHED,     /* the last event; error when it failed or was stopped */
} MienEventKind;

typedef struct {
  MienEventKind kind;
  int run, n_runs; /* 0-based number of the run within the job */
  int epoch;       /* 1-based epoch that a point belongs to */
  gint64 step;     /* steps done since the run's start */
  char *text;
  char *task;
  char *split;
  char *metric;
  double value;
  double images_per_second;
  double seconds_left;
  GError *error;
} MienEvent;

MienEvent *mien_event_new (MienEventKind kind);
void mien_event_free (MienEvent *event);

typedef struct _MienControl MienControl;

/* @events: (nullable) (transfer none): must outlive the job; NULL drops the events */
MienControl *mien_control_new (MienMailbox *events);
MienControl *mien_control_ref (MienControl *self);
void mien_control_unref (MienControl *self);

/* The window's side; never waits. Commands are obeyed between two steps. What makes no sense (a
 * task that there is not, a weight that is negative or not finite, the main task off) is dropped.
 */
void mien_control_send (MienControl *self, MienCommandKind command);
void mien_control_set_weight (MienControl *self, const char *task, double weight);
/* A task that is off takes no part, and its head keeps its weights, until it is on again. */
void mien_control_set_on (MienControl *self, const char *task, gboolean on);
/* @lr takes the place of the recipe's "optimizer.lr"; the schedule goes on shaping it. */
void mien_control_set_rate (MienControl *self, double lr);
/* @epochs, all together, more than there were to be; dropped otherwise. A schedule that follows the
 * number of epochs is stretched from the next step on, so that the learning rate jumps. */
void mien_control_set_epochs (MienControl *self, int epochs);

/* The job's side. */
void mien_control_emit (MienControl *self, MienEvent *event); /* (transfer full) */

/* Looks at, and may change, what the control of worker @number tells, before it is passed on; on
 * that worker's thread. */
typedef void (*MienEventFunc) (MienEvent *event, guint number, gpointer data);

/**
 * mien_control_split:
 * @filter: (nullable)
 * @data: outlives what is returned
 *
 * For a job of @n workers: a control for each. What @self is sent from now on, and what waits in
 * it, reaches them all; what they emit is emitted by @self. @self's own commands are theirs to obey
 * for as long as they are there. They are gone before @self.
 *
 * Returns: (transfer full) (element-type MienControl)
 */
GPtrArray *mien_control_split (MienControl *self, guint n, MienEventFunc filter, gpointer data);

typedef struct {
  MienCommandKind kind;
  char *task;
  double value; /* the weight, learning rate or number of epochs; 1 for on, 0 for off */
} MienCommand;

void mien_command_free (MienCommand *command);
/* (transfer full) (nullable): the next command; @wait sleeps until there is one */
MienCommand *mien_control_take (MienControl *self, gboolean wait);
/* Becomes cancelled by STOP at once, for reading and decoding. (transfer none) */
GCancellable *mien_control_get_cancellable (MienControl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienEvent, mien_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienCommand, mien_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienControl, mien_control_unref)

G_END_DECLS
