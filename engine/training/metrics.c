#include "engine/training/metrics-private.h"

typedef void (*MeasureFunc) (GArray *metrics,
                             const MienTask *task,
                             guint n,
                             const float *labels,
                             const float *outputs);

/* What a kind of task is measured by; the first name is the main metric. */
static const struct {
  MeasureFunc measure, measure_more;
  const char *names[11];
} kinds[] = {
    [MIEN_KIND_CLASS] = {mien_metrics_classes,
                         mien_metrics_classes_more,
                         {"balanced_accuracy", "accuracy", "macro_f1", "kappa", "mcc", "auc", "nll",
                          "brier", "ece", NULL}},
    [MIEN_KIND_DISTRIBUTION] = {mien_metrics_classes,
                                mien_metrics_classes_more,
                                {"balanced_accuracy", "accuracy", "macro_f1", "kl", "kappa", "mcc",
                                 "auc", "nll", "brier", "ece", NULL}},
    [MIEN_KIND_FLAGS] = {mien_metrics_flags,
                         mien_metrics_flags_more,
                         {"macro_f1", "accuracy", "balanced_accuracy", "auc", "nll", "brier",
                          NULL}},
    [MIEN_KIND_SCALAR] = {mien_metrics_scalar, NULL, {"ccc", "pearson", "rmse", "mae", NULL}},
    [MIEN_KIND_POINTS] = {mien_metrics_points,
                          mien_metrics_points_more,
                          {"nme", "nme_eyes", "failure_rate", NULL}},
};

void
mien_metrics_add (GArray *metrics, const char *name, double value)
{
  MienMetric metric = {name, value};

  g_array_append_val (metrics, metric);
}

GArray *
mien_metrics_compute (const MienTask *task, guint n, const float *labels, const float *outputs)
{
  GArray *metrics = g_array_new (FALSE, FALSE, sizeof (MienMetric));

  kinds[task->kind].measure (metrics, task, n, labels, outputs);
  return metrics;
}

GArray *
mien_metrics_compute_all (const MienTask *task, guint n, const float *labels, const float *outputs)
{
  GArray *metrics = mien_metrics_compute (task, n, labels, outputs);

  if (kinds[task->kind].measure_more != NULL)
    kinds[task->kind].measure_more (metrics, task, n, labels, outputs);
  return metrics;
}

static const MienMetric *
find (GArray *metrics, const char *name)
{
  for (guint i = 0; i < metrics->len; i++) {
    const MienMetric *metric = &g_array_index (metrics, MienMetric, i);

    if (g_str_equal (metric->name, name))
      return metric;
  }
  return NULL;
}

double
mien_metrics_get (GArray *metrics, const char *name)
{
  const MienMetric *found = find (metrics, name);

  return found != NULL ? found->value : (double) NAN;
}

gboolean
mien_metrics_has (GArray *metrics, const char *name)
{
  return find (metrics, name) != NULL;
}

static MienClassFigures
figures_of_flag (const MienTask *task, int flag, guint n, const float *labels, const float *outputs)
{
  g_auto (MienCounts) counts = {0};

  mien_counts_init (&counts, 2);
  mien_metrics_count_flag (&counts, task, flag, n, labels, outputs);
  return mien_counts_figures (&counts, 1, task->names[flag]);
}

GArray *
mien_metrics_per_class (const MienTask *task, guint n, const float *labels, const float *outputs)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (MienClassFigures));
  g_auto (MienCounts) counts = {0};

  if (task->names == NULL)
    return all;
  mien_counts_init (&counts, task->width);
  if (task->kind != MIEN_KIND_FLAGS)
    mien_metrics_count_classes (&counts, task, n, labels, outputs);
  for (int k = 0; k < task->width; k++) {
    MienClassFigures figures = task->kind == MIEN_KIND_FLAGS
                                   ? figures_of_flag (task, k, n, labels, outputs)
                                   : mien_counts_figures (&counts, k, task->names[k]);

    g_array_append_val (all, figures);
  }
  return all;
}

const char *
mien_metric_main (MienKind kind)
{
  return kinds[kind].names[0];
}

const char *const *
mien_metrics_names (MienKind kind)
{
  return kinds[kind].names;
}

/* Errors are better when smaller; a figure is better than none. */
gboolean
mien_metric_is_better (const char *name, double a, double b)
{
  static const char *const errors[] = {"nme", "nme_eyes", "failure_rate", "rmse", "mae", "kl",
                                       "nll", "brier",    "ece",          "loss", NULL};

  if (isnan (a) || isnan (b))
    return !isnan (a);
  return g_strv_contains (errors, name) ? a < b : a > b;
}
