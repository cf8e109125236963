/* The figures of one run as growing curves over its epochs, from events and from its history. */
#pragma once

#include "engine/training/history.h"

G_BEGIN_DECLS

/* Strings are interned. The arrays may be shared with a plot. */
typedef struct {
  const char *task, *split, *metric;
  GArray *x, *y;    /* double: epochs, values; NaN is a gap */
  gboolean by_step; /* a point every few steps, not one an epoch */
} MienCurve;

typedef struct {
  const char *task;
  double x; /* epochs */
  double weight;
} MienWeightChange;

typedef struct _MienCurveLog MienCurveLog;

MienCurveLog *mien_curve_log_new (void);
void mien_curve_log_free (MienCurveLog *self);

/* Appends in constant time on average; points that a resumed run does again replace the old ones.
 * Returns: whether a curve began, so that a plot has to take the curves anew */
gboolean mien_curve_log_add (MienCurveLog *self, const MienHistoryRow *row);
/* Puts @older, the history of the same run, before what is there; where both know something, this
 * log is right and @older loses its own. */
void mien_curve_log_prepend (MienCurveLog *self, MienCurveLog *older);
/* To be told before the first epoch's end tells it; what came by steps is spread anew.
 * Returns: whether that changed any curve */
gboolean mien_curve_log_set_steps_per_epoch (MienCurveLog *self, double steps);
/* Changes of the same task close together become one. */
void
mien_curve_log_add_weight_change (MienCurveLog *self, const char *task, gint64 step, double weight);

GPtrArray *mien_curve_log_get_curves (MienCurveLog *self);      /* of MienCurve, oldest first */
GArray *mien_curve_log_get_weight_changes (MienCurveLog *self); /* of MienWeightChange */
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
