/* The figures of one run as growing curves over its epochs, from events and from its history. */
#pragma once

#include "engine/training/history.h"

G_BEGIN_DECLS

/* Strings are interned. The arrays may be shared with a plot. */
typedef struct {
  const char *task, *split, *metric;
  GArray *x, *y;    /* double: epochs, values; NaN is a gap */
  GArray *step;     /* double: the same places counted in steps */
  gboolean by_step; /* a point every few steps, not one an epoch */
} MienCurve;

/* A task was given another weight, or switched on or off, while it was trained. */
typedef struct {
  const char *task; /* interned */
  double x;         /* epochs */
  gboolean is_switch;
  double value; /* the weight; 1 for on, 0 for off */
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
/* Weights of the same task close together become one. */
void mien_curve_log_add_mark (MienCurveLog *self,
                              const char *task,
                              gint64 step,
                              gboolean is_switch,
                              double value);

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
