/* What a training was told while it ran: at which step, which task, and what. */
#pragma once

#include "engine/training/control.h"

G_BEGIN_DECLS

/* In history.csv a row of the split "steer", whose metric is "weight" or "on". */
typedef struct {
  gint64 step;          /* obeyed when so many steps are done, before the next one */
  const char *task;     /* interned: never freed */
  MienCommandKind kind; /* SET_WEIGHT or SET_ON */
  double value;         /* the weight; 1 for on, 0 for off */
} MienSteering;

/* (transfer full) (element-type MienSteering): what the run in @folder obeyed, in that order; empty
 * where it has no history yet; %MIEN_ERROR_FORMAT naming the table for what no training can be told
 */
GArray *mien_steering_read (const char *folder, GError **error);

G_END_DECLS
