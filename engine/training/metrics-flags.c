#include "engine/training/metrics-private.h"

static gsize
place_of (const MienTask *task, int flag, guint i)
{
  return (gsize) i * (gsize) task->width + (gsize) flag;
}

void
mien_metrics_count_flag (MienCounts *counts,
                         const MienTask *task,
                         int flag,
                         guint n,
                         const float *labels,
                         const float *outputs)
{
  for (guint i = 0; i < n; i++) {
    gsize at = place_of (task, flag, i);

    if (!isnan (labels[at]) && !isnan (outputs[at]))
      mien_counts_add (counts, labels[at] >= 0.5f, outputs[at] >= 0.5f);
  }
}

/* Each flag is a yes or no of its own; figures are means over the flags that have labels. F1 is
 * that of "yes", 0 where no yes is labelled or answered. */
void
mien_metrics_flags (GArray *metrics,
                    const MienTask *task,
                    guint n,
                    const float *labels,
                    const float *outputs)
{
  double sums[4] = {0};
  guint n_labels = 0;
  int n_flags = 0;

  for (int k = 0; k < task->width; k++) {
    g_auto (MienCounts) counts = {0};

    mien_counts_init (&counts, 2);
    mien_metrics_count_flag (&counts, task, k, n, labels, outputs);
    if (counts.total == 0)
      continue;
    double f1 = mien_counts_figures (&counts, 1, NULL).f1;
    sums[0] += mien_counts_accuracy (&counts);
    sums[1] += mien_counts_balanced_accuracy (&counts);
    sums[2] += isfinite (f1) ? f1 : 0.0;
    sums[3] += mien_counts_majority (&counts);
    n_labels += counts.total;
    n_flags++;
  }
  const char *const names[] = {"accuracy", "balanced_accuracy", "macro_f1", "majority"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    mien_metrics_add (metrics, names[i], n_flags > 0 ? sums[i] / n_flags : (double) NAN);
  mien_metrics_add (metrics, "n", n_labels);
}

/* Of one flag: NaN where all or none are set. */
static double
area_of_flag (const MienTask *task, int flag, guint n, const float *labels, const float *outputs)
{
  g_autofree float *scores = g_new (float, MAX (n, 1));
  g_autofree gboolean *positive = g_new (gboolean, MAX (n, 1));
  guint counted = 0;

  for (guint i = 0; i < n; i++) {
    gsize at = place_of (task, flag, i);

    if (isnan (labels[at]) || isnan (outputs[at]))
      continue;
    scores[counted] = outputs[at];
    positive[counted++] = labels[at] >= 0.5f;
  }
  return mien_ranking_area (counted, scores, positive);
}

void
mien_metrics_flags_more (GArray *metrics,
                         const MienTask *task,
                         guint n,
                         const float *labels,
                         const float *outputs)
{
  double areas = 0.0, nll = 0.0, brier = 0.0;
  guint counted = 0;
  int n_areas = 0;

  for (int k = 0; k < task->width; k++) {
    double area = area_of_flag (task, k, n, labels, outputs);

    if (isfinite (area)) {
      areas += area;
      n_areas++;
    }
  }
  for (gsize at = 0; at < (gsize) n * (gsize) task->width; at++) {
    double y = (double) labels[at], p = (double) outputs[at];

    if (isnan (y) || isnan (p))
      continue;
    nll -= y * mien_log_p (p) + (1.0 - y) * mien_log_p (1.0 - p);
    brier += (p - y) * (p - y);
    counted++;
  }
  mien_metrics_add (metrics, "auc", n_areas > 0 ? areas / n_areas : (double) NAN);
  mien_metrics_add (metrics, "nll", counted > 0 ? nll / counted : (double) NAN);
  mien_metrics_add (metrics, "brier", counted > 0 ? brier / counted : (double) NAN);
}
