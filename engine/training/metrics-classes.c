#include "engine/training/metrics-private.h"

enum {
  N_BINS = 15
};

static const float *
label_at (const MienTask *task, const float *labels, guint i)
{
  return labels + (gsize) i * (gsize) (task->kind == MIEN_KIND_CLASS ? 1 : task->width);
}

static const float *
output_at (const MienTask *task, const float *outputs, guint i)
{
  return outputs + (gsize) i * (gsize) task->width;
}

/* The class of sample @i; -1 where it does not count. */
static int
truth_at (const MienTask *task, const float *labels, const float *outputs, guint i)
{
  return isnan (output_at (task, outputs, i)[0])
             ? -1
             : mien_task_truth (task, label_at (task, labels, i));
}

void
mien_metrics_count_classes (MienCounts *counts,
                            const MienTask *task,
                            guint n,
                            const float *labels,
                            const float *outputs)
{
  for (guint i = 0; i < n; i++) {
    int truth = truth_at (task, labels, outputs, i);

    if (truth >= 0)
      mien_counts_add (counts, truth, mien_largest (output_at (task, outputs, i), task->width));
  }
}

/* Mean of sum_k q_k log (q_k / p_k) over the faces that were voted on. */
static double
divergence (const MienTask *task, guint n, const float *labels, const float *outputs)
{
  double sum = 0.0;
  guint counted = 0;

  for (guint i = 0; i < n; i++) {
    const float *q = label_at (task, labels, i), *p = output_at (task, outputs, i);

    if (isnan (q[0]) || isnan (p[0]))
      continue;
    for (int k = 0; k < task->width; k++)
      if (q[k] > 0.0f)
        sum += (double) q[k] * (log ((double) q[k]) - mien_log_p ((double) p[k]));
    counted++;
  }
  return counted > 0 ? sum / counted : (double) NAN;
}

void
mien_metrics_classes (GArray *metrics,
                      const MienTask *task,
                      guint n,
                      const float *labels,
                      const float *outputs)
{
  g_auto (MienCounts) counts = {0};

  mien_counts_init (&counts, task->width);
  mien_metrics_count_classes (&counts, task, n, labels, outputs);
  mien_metrics_add (metrics, "accuracy", mien_counts_accuracy (&counts));
  mien_metrics_add (metrics, "balanced_accuracy", mien_counts_balanced_accuracy (&counts));
  mien_metrics_add (metrics, "macro_f1", mien_counts_macro_f1 (&counts));
  if (task->kind == MIEN_KIND_DISTRIBUTION)
    mien_metrics_add (metrics, "kl", divergence (task, n, labels, outputs));
  mien_metrics_add (metrics, "majority", mien_counts_majority (&counts));
  mien_metrics_add (metrics, "n", counts.total);
}

static double
area_of_classes (const MienTask *task, guint n, const int *truths, const float *outputs)
{
  g_autofree float *scores = g_new (float, MAX (n, 1));
  g_autofree gboolean *positive = g_new (gboolean, MAX (n, 1));
  double sum = 0.0;
  int n_classes = 0;

  for (int k = 0; k < task->width; k++) {
    guint counted = 0;

    for (guint i = 0; i < n; i++)
      if (truths[i] >= 0) {
        scores[counted] = output_at (task, outputs, i)[k];
        positive[counted++] = truths[i] == k;
      }
    double area = mien_ranking_area (counted, scores, positive);
    if (isfinite (area)) {
      sum += area;
      n_classes++;
    }
  }
  return n_classes > 0 ? sum / n_classes : (double) NAN;
}

static double
squared_distance (const float *p, int width, int truth)
{
  double sum = 0.0;

  for (int k = 0; k < width; k++)
    sum += pow ((double) p[k] - (k == truth), 2.0);
  return sum;
}

/* How much the probabilities are worth: nll, brier and ece. */
static void
add_probabilities (GArray *metrics,
                   const MienTask *task,
                   guint n,
                   const int *truths,
                   const float *outputs)
{
  g_autofree double *confidence = g_new (double, MAX (n, 1));
  g_autofree gboolean *right = g_new (gboolean, MAX (n, 1));
  double nll = 0.0, brier = 0.0;
  guint counted = 0;

  for (guint i = 0; i < n; i++) {
    const float *p = output_at (task, outputs, i);
    int answer = mien_largest (p, task->width);

    if (truths[i] < 0)
      continue;
    nll -= mien_log_p ((double) p[truths[i]]);
    brier += squared_distance (p, task->width, truths[i]);
    confidence[counted] = (double) p[answer];
    right[counted++] = answer == truths[i];
  }
  mien_metrics_add (metrics, "nll", counted > 0 ? nll / counted : (double) NAN);
  mien_metrics_add (metrics, "brier", counted > 0 ? brier / counted : (double) NAN);
  mien_metrics_add (metrics, "ece", mien_calibration_error (counted, confidence, right, N_BINS));
}

void
mien_metrics_classes_more (GArray *metrics,
                           const MienTask *task,
                           guint n,
                           const float *labels,
                           const float *outputs)
{
  g_auto (MienCounts) counts = {0};
  g_autofree int *truths = g_new (int, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    truths[i] = truth_at (task, labels, outputs, i);
  mien_counts_init (&counts, task->width);
  mien_metrics_count_classes (&counts, task, n, labels, outputs);
  mien_metrics_add (metrics, "kappa", mien_counts_kappa (&counts));
  mien_metrics_add (metrics, "mcc", mien_counts_mcc (&counts));
  mien_metrics_add (metrics, "auc", area_of_classes (task, n, truths, outputs));
  add_probabilities (metrics, task, n, truths, outputs);
}

double
mien_calibration_error (guint n, const double *confidence, const gboolean *right, int n_bins)
{
  g_autofree double *gaps = g_new0 (double, n_bins); /* right answers less confidence, summed */
  double sum = 0.0;

  for (guint i = 0; i < n; i++) {
    int bin = CLAMP ((int) ceil (confidence[i] * n_bins) - 1, 0, n_bins - 1);

    gaps[bin] += right[i] - confidence[i];
  }
  for (int bin = 0; bin < n_bins; bin++)
    sum += fabs (gaps[bin]);
  return n > 0 ? sum / n : (double) NAN;
}
