/* What a training was told while it ran: at which step, which task, and what. */
#pragma once

#include "engine/training/control.h"

G_BEGIN_DECLS

/* The task of a command that is about the whole training. */
#define MIEN_STEERING_TOTAL "total"

/* In history.csv a row of the split "steer", whose metric is the kind's name. */
typedef struct {
  gint64 step;          /* obeyed when so many steps are done, before the next one */
  const char *task;     /* interned: never freed; "total" where the command is about no task */
  MienCommandKind kind; /* SET_WEIGHT, SET_ON, SET_RATE or SET_EPOCHS */
  double value; /* the weight; 1 for on, 0 for off; the recipe's learning rate; epochs in all */
} MienSteering;

/* "weight", "on", "lr" or "epochs", in the history and in recipes; NULL of other commands */
const char *mien_steering_name (MienCommandKind kind);
gboolean mien_steering_from_name (const char *name, MienCommandKind *kind);
/* Whether the command is told to one task. */
gboolean mien_steering_has_task (MienCommandKind kind);
/* (nullable): what a recipe may say, as "a number from 0 to 1000000", where @value is nothing such
 */
const char *mien_steering_expects (MienCommandKind kind, double value);

/* (transfer full) (element-type MienSteering): what the run in @folder obeyed, in that order; empty
 * where it has no history yet; %MIEN_ERROR_FORMAT naming the table for what no training can be told
 */
GArray *mien_steering_read (const char *folder, GError **error);

G_END_DECLS
