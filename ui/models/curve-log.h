/* The figures of one run as growing curves over its epochs, from events and from its history. */
#pragma once

#include "engine/training/control.h"
#include "engine/training/history.h"

G_BEGIN_DECLS

/* Strings are interned. The arrays may be shared with a plot. */
typedef struct {
  const char *task, *split, *metric;
  GArray *x, *y;    /* double: epochs, values; NaN is a gap */
  GArray *step;     /* double: the same places counted in steps */
  gboolean by_step; /* a point every few steps, not one an epoch */
} MienCurve;

typedef enum {
  MIEN_STEER_WEIGHT,   /* a task was given another weight */
  MIEN_STEER_SWITCH,   /* a task was switched on (value 1) or off (0) */
  MIEN_STEER_RATE,     /* the training was given another learning rate */
  MIEN_STEER_EXTENDED, /* value epochs in all, more than before */
  MIEN_STEER_SAVED,    /* a checkpoint that stays, as somebody asked for it */
} MienSteerMarkKind;

/* What a training was told while it ran. */
typedef struct {
  const char *task; /* interned; "total" of what is about no task */
  double x;         /* epochs */
  MienSteerMarkKind kind;
  double value;
} MienSteerMark;

typedef struct _MienCurveLog MienCurveLog;

MienCurveLog *mien_curve_log_new (void);
MienCurveLog *mien_curve_log_ref (MienCurveLog *self);
void mien_curve_log_free (MienCurveLog *self); /* drops a reference */

/* Appends in constant time on average; points that a resumed run does again replace the old ones.
 * Rows of the split "steer" become marks.
 * Returns: whether a curve began, so that a plot has to take the curves anew */
gboolean mien_curve_log_add (MienCurveLog *self, const MienHistoryRow *row);
/* Puts @older, the history of the same run, before what is there; where both know something, this
 * log is right and @older loses its own. */
void mien_curve_log_prepend (MienCurveLog *self, MienCurveLog *older);
/* To be told before the first epoch's end tells it; what came by steps is spread anew.
 * Returns: whether that changed any curve */
gboolean mien_curve_log_set_steps_per_epoch (MienCurveLog *self, double steps);
/* Weights of the same task, or learning rates, close together become one. @task: (nullable) */
void mien_curve_log_add_mark (MienCurveLog *self,
                              MienSteerMarkKind kind,
                              const char *task,
                              gint64 step,
                              double value);
/* Whether @event tells of something that is marked; what it is, and of which value. */
gboolean mien_steer_mark_from_event (const MienEvent *event, MienSteerMark *mark);
/* The checkpoints in a run's @folder that somebody asked for, besides what the history says. */
void mien_curve_log_add_saved (MienCurveLog *self, const char *folder);

/* Where @step lies among the epochs */
double mien_curve_log_get_x (MienCurveLog *self, gint64 step);
GPtrArray *mien_curve_log_get_curves (MienCurveLog *self); /* of MienCurve, oldest first */
GArray *mien_curve_log_get_marks (MienCurveLog *self);     /* of MienSteerMark, oldest first */
MienCurve *mien_curve_log_find (MienCurveLog *self,
                                const char *task,
                                const char *split,
                                const char *metric); /* (nullable) */
/* The tasks in the order that they came: their number is their colour. */
GPtrArray *mien_curve_log_get_tasks (MienCurveLog *self); /* of const char * */
/* The metric, besides the loss, that training itself is measured by; NULL before there is one */
const char *mien_curve_log_get_main_metric (MienCurveLog *self, const char *task);

/* Reads the histories of runs on a thread; a run without one gets an empty log. */
void mien_curve_logs_read_async (const char *const *folders,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
/* (transfer full) (element-type MienCurveLog): in the order of the folders */
GPtrArray *mien_curve_logs_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienCurveLog, mien_curve_log_free)

G_END_DECLS
