#include "engine/training/metrics.h"

#include <math.h>

static void
add (GArray *metrics, const char *name, double value)
{
  MienMetric metric = {name, value};

  g_array_append_val (metrics, metric);
}

/* What was counted of K classes. */
typedef struct {
  int n_classes;
  guint total, right;
  guint *hits, *labelled, *predicted; /* [n_classes] */
} Counts;

static void
counts_init (Counts *counts, int n_classes)
{
  *counts = (Counts){.n_classes = n_classes};
  counts->hits = g_new0 (guint, n_classes);
  counts->labelled = g_new0 (guint, n_classes);
  counts->predicted = g_new0 (guint, n_classes);
}

static void
counts_clear (Counts *counts)
{
  g_free (counts->hits);
  g_free (counts->labelled);
  g_free (counts->predicted);
}

static void
count (Counts *counts, int truth, int answer)
{
  counts->total++;
  counts->labelled[truth]++;
  counts->predicted[answer]++;
  if (truth == answer) {
    counts->right++;
    counts->hits[truth]++;
  }
}

static double
balanced_accuracy (const Counts *counts)
{
  double sum = 0.0;
  int n = 0;

  for (int k = 0; k < counts->n_classes; k++)
    if (counts->labelled[k] > 0) {
      sum += (double) counts->hits[k] / counts->labelled[k];
      n++;
    }
  return n > 0 ? sum / n : (double) NAN;
}

static double
macro_f1 (const Counts *counts)
{
  double sum = 0.0;
  int n = 0;

  for (int k = 0; k < counts->n_classes; k++)
    if (counts->labelled[k] + counts->predicted[k] > 0) {
      sum += 2.0 * counts->hits[k] / (double) (counts->labelled[k] + counts->predicted[k]);
      n++;
    }
  return n > 0 ? sum / n : (double) NAN;
}

static double
accuracy (const Counts *counts)
{
  return counts->total > 0 ? (double) counts->right / counts->total : (double) NAN;
}

static double
majority (const Counts *counts)
{
  guint most = 0;

  for (int k = 0; k < counts->n_classes; k++)
    most = MAX (most, counts->labelled[k]);
  return counts->total > 0 ? (double) most / counts->total : (double) NAN;
}

static void
measure_class (GArray *metrics, int width, guint n, const float *labels, const float *outputs)
{
  Counts counts;

  counts_init (&counts, width);
  for (guint i = 0; i < n; i++)
    if (!isnan (labels[i]) && !isnan (outputs[(gsize) i * (gsize) width]))
      count (&counts, (int) labels[i], mien_largest (outputs + (gsize) i * (gsize) width, width));
  add (metrics, "accuracy", accuracy (&counts));
  add (metrics, "balanced_accuracy", balanced_accuracy (&counts));
  add (metrics, "macro_f1", macro_f1 (&counts));
  add (metrics, "majority", majority (&counts));
  add (metrics, "n", counts.total);
  counts_clear (&counts);
}

/* Each flag is a yes or no of its own; figures are means over the flags that have labels. F1 is
 * that of "yes", 0 where no yes is labelled or answered. */
static void
measure_flags (GArray *metrics, int width, guint n, const float *labels, const float *outputs)
{
  double sums[4] = {0};
  guint n_labels = 0;
  int n_flags = 0;

  for (int k = 0; k < width; k++) {
    Counts counts;

    counts_init (&counts, 2);
    for (guint i = 0; i < n; i++) {
      gsize at = (gsize) i * (gsize) width + (gsize) k;

      if (!isnan (labels[at]) && !isnan (outputs[at]))
        count (&counts, labels[at] >= 0.5f, outputs[at] >= 0.5f);
    }
    if (counts.total > 0) {
      guint yes = counts.labelled[1] + counts.predicted[1];

      sums[0] += accuracy (&counts);
      sums[1] += balanced_accuracy (&counts);
      sums[2] += yes > 0 ? 2.0 * counts.hits[1] / (double) yes : 0.0;
      sums[3] += majority (&counts);
      n_labels += counts.total;
      n_flags++;
    }
    counts_clear (&counts);
  }
  const char *const names[] = {"accuracy", "balanced_accuracy", "macro_f1", "majority"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add (metrics, names[i], n_flags > 0 ? sums[i] / n_flags : (double) NAN);
  add (metrics, "n", n_labels);
}

/* Lin 1989, with population moments, as the field reports it. */
static void
measure_scalar (GArray *metrics, guint n, const float *labels, const float *outputs)
{
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0, squares = 0.0, absolute = 0.0;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (labels[i]) && !isnan (outputs[i])) {
      m++;
      mean_x += (double) outputs[i];
      mean_y += (double) labels[i];
    }
  mean_x /= MAX (m, 1);
  mean_y /= MAX (m, 1);
  for (guint i = 0; i < n; i++)
    if (!isnan (labels[i]) && !isnan (outputs[i])) {
      double x = (double) outputs[i] - mean_x, y = (double) labels[i] - mean_y;
      double off = (double) outputs[i] - (double) labels[i];

      xx += x * x / m;
      yy += y * y / m;
      xy += x * y / m;
      squares += off * off / m;
      absolute += fabs (off) / m;
    }
  double below = xx + yy + (mean_x - mean_y) * (mean_x - mean_y);
  add (metrics, "ccc", m > 0 && below > 0.0 ? 2.0 * xy / below : (double) NAN);
  add (metrics, "pearson", xx > 0.0 && yy > 0.0 ? xy / sqrt (xx * yy) : (double) NAN);
  add (metrics, "rmse", m > 0 ? sqrt (squares) : (double) NAN);
  add (metrics, "mae", m > 0 ? absolute : (double) NAN);
  add (metrics, "n", m);
}

static void
measure_points (GArray *metrics, int width, guint n, const float *labels, const float *outputs)
{
  double sum = 0.0;
  guint n_points = 0, n_labels = 0;

  for (guint i = 0; i < n; i++) {
    const float *p = labels + (gsize) i * (gsize) width, *q = outputs + (gsize) i * (gsize) width;

    if (isnan (p[0]) || isnan (q[0]))
      continue;
    n_labels++;
    for (int k = 0; k + 1 < width; k += 2, n_points++)
      sum += hypot ((double) p[k] - (double) q[k], (double) p[k + 1] - (double) q[k + 1]);
  }
  add (metrics, "nme", n_points > 0 ? sum / n_points : (double) NAN);
  add (metrics, "n", n_labels);
}

GArray *
mien_metrics_compute (const MienTask *task, guint n, const float *labels, const float *outputs)
{
  GArray *metrics = g_array_new (FALSE, FALSE, sizeof (MienMetric));

  switch (task->kind) {
  case MIEN_KIND_CLASS:
  case MIEN_KIND_DISTRIBUTION:
    measure_class (metrics, task->width, n, labels, outputs);
    break;
  case MIEN_KIND_FLAGS:
    measure_flags (metrics, task->width, n, labels, outputs);
    break;
  case MIEN_KIND_SCALAR:
    measure_scalar (metrics, n, labels, outputs);
    break;
  case MIEN_KIND_POINTS:
    measure_points (metrics, task->width, n, labels, outputs);
    break;
  }
  return metrics;
}

double
mien_metrics_get (GArray *metrics, const char *name)
{
  for (guint i = 0; i < metrics->len; i++) {
    const MienMetric *metric = &g_array_index (metrics, MienMetric, i);

    if (g_str_equal (metric->name, name))
      return metric->value;
  }
  return NAN;
}

const char *
mien_metric_main (MienKind kind)
{
  switch (kind) {
  case MIEN_KIND_FLAGS:
    return "macro_f1";
  case MIEN_KIND_SCALAR:
    return "ccc";
  case MIEN_KIND_POINTS:
    return "nme";
  default:
    return "balanced_accuracy";
  }
}

/* Errors are better when smaller; a figure is better than none. */
gboolean
mien_metric_is_better (const char *name, double a, double b)
{
  static const char *const errors[] = {"nme", "rmse", "mae", "loss", NULL};

  if (isnan (a) || isnan (b))
    return !isnan (a);
  return g_strv_contains (errors, name) ? a < b : a > b;
}
