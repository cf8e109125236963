/* How good predictions are, over the samples of one part whose label is there. */
#pragma once

#include "engine/network/task.h"

G_BEGIN_DECLS

typedef struct {
  const char *name; /* static: "accuracy", "balanced_accuracy", "macro_f1", "loss", "ccc", … */
  double value;     /* NaN where it is not defined */
} MienMetric;

/**
 * mien_metrics_compute:
 * @n: samples handed over
 * @labels: [n] class indices, or [n,width]; NaN is missing
 * @outputs: [n,width] as mien_task_activate() gives them
 *
 * class: accuracy, balanced_accuracy (mean recall over the classes that occur), macro_f1 (over the
 * classes that occur in labels or predictions), majority (accuracy of always saying the commonest);
 * flags: accuracy, balanced_accuracy, macro_f1 over flags; scalar: ccc (population moments),
 * pearson, rmse, mae; points: nme (mean distance in shares of the picture's side). And n, labels
 * counted.
 *
 * Returns: (transfer full) (element-type MienMetric): in the order above
 */
GArray *
mien_metrics_compute (const MienTask *task, guint n, const float *labels, const float *outputs);
double mien_metrics_get (GArray *metrics, const char *name); /* NaN where there is none */

/* The one that picks the epoch and is compared: "balanced_accuracy", "macro_f1", "ccc", "nme". */
const char *mien_metric_main (MienKind kind);
gboolean mien_metric_is_better (const char *name, double a, double b); /* a better than b */

G_END_DECLS
