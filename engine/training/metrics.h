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
 * The figures that are told of every epoch and resampled for intervals, which are counted in one
 * go:
 *
 * class: accuracy, balanced_accuracy (mean recall over the classes that occur), macro_f1 (over the
 * classes that occur in labels or predictions), majority (accuracy of always saying the commonest);
 * distribution: the same, where the class that got most votes is the label and a face whose votes
 * are split evenly has none, and kl (mean divergence of the answer from the votes, nats); flags:
 * accuracy, balanced_accuracy, macro_f1 over flags; scalar: ccc (population moments), pearson,
 * rmse, mae; points: nme (mean distance in shares of the picture's side). And n, labels counted.
 *
 * Returns: (transfer full) (element-type MienMetric): in the order above
 */
GArray *
mien_metrics_compute (const MienTask *task, guint n, const float *labels, const float *outputs);

/**
 * mien_metrics_compute_all:
 *
 * As mien_metrics_compute(), and then what takes sorting or is told once, at the end:
 *
 * class and distribution: kappa (Cohen, "A Coefficient of Agreement for Nominal Scales", 1960), mcc
 * (Gorodkin, "Comparing Two K-Category Assignments by a K-Category Correlation Coefficient", 2004),
 * auc (area under the ROC curve, ties by halves, each class against the rest, mean over the
 * classes that some samples have and some do not), nll (mean -log p of the label, nats), brier
 * (mean sum_k (p_k - y_k)^2), ece (see mien_calibration_error(), 15 bins); flags: auc (mean over
 * flags), nll, brier (means over single flags); points, where their number tells which are the
 * eyes: nme_eyes (mean distance in shares of the distance between the eyes: their centres of 2 and
 * 5 points, their outer corners of 68 and of the drawn faces' 22) and failure_rate (share of the
 * faces whose nme_eyes is above 0.1).
 */
GArray *
mien_metrics_compute_all (const MienTask *task, guint n, const float *labels, const float *outputs);
double mien_metrics_get (GArray *metrics, const char *name); /* NaN where there is none */
gboolean mien_metrics_has (GArray *metrics, const char *name);

/* How well one class, or the yes of one flag, is told apart; NaN where nothing was counted. */
typedef struct {
  const char *name; /* the task's */
  double precision, recall, f1;
  guint n; /* samples that have it by their label */
} MienClassFigures;

/* (transfer full) (element-type MienClassFigures): in the order of the task's names; empty where it
 * has none */
GArray *
mien_metrics_per_class (const MienTask *task, guint n, const float *labels, const float *outputs);

/**
 * mien_calibration_error:
 * @confidence: [n] the probability of what was answered
 * @right: [n] whether it was right
 *
 *     sum_b n_b / n |accuracy_b - mean confidence_b| over bins of equal width, (lo,hi]
 *
 * Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
 *
 * Returns: NaN for no sample
 */
double
mien_calibration_error (guint n, const double *confidence, const gboolean *right, int n_bins);

/* The one that picks the epoch and is compared: "balanced_accuracy", "macro_f1", "ccc", "nme". */
const char *mien_metric_main (MienKind kind);
/* NULL-terminated, static: all that can pick it, the one that does unless asked first. Those that
 * mien_metrics_compute() does not tell need mien_metrics_compute_all(). */
const char *const *mien_metrics_names (MienKind kind);
gboolean mien_metric_is_better (const char *name, double a, double b); /* a better than b */

G_END_DECLS
