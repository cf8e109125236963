#include "engine/training/metrics-private.h"

/* Lin 1989, with population moments, as the field reports it. */
void
mien_metrics_scalar (GArray *metrics,
                     const MienTask *task G_GNUC_UNUSED,
                     guint n,
                     const float *labels,
                     const float *outputs)
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
  mien_metrics_add (metrics, "ccc", m > 0 && below > 0.0 ? 2.0 * xy / below : (double) NAN);
  mien_metrics_add (metrics, "pearson", xx > 0.0 && yy > 0.0 ? xy / sqrt (xx * yy) : (double) NAN);
  mien_metrics_add (metrics, "rmse", m > 0 ? sqrt (squares) : (double) NAN);
  mien_metrics_add (metrics, "mae", m > 0 ? absolute : (double) NAN);
  mien_metrics_add (metrics, "n", m);
}

/* Mean distance over the points of one face; NaN where none is known. */
static double
mean_distance (const float *label, const float *output, int width)
{
  double sum = 0.0;
  int n = 0;

  for (int k = 0; k + 1 < width; k += 2) {
    double distance = hypot ((double) label[k] - (double) output[k],
                             (double) label[k + 1] - (double) output[k + 1]);

    if (isfinite (distance)) {
      sum += distance;
      n++;
    }
  }
  return n > 0 ? sum / n : (double) NAN;
}

void
mien_metrics_points (GArray *metrics,
                     const MienTask *task,
                     guint n,
                     const float *labels,
                     const float *outputs)
{
  double sum = 0.0;
  guint n_labels = 0;

  for (gsize i = 0; i < n; i++) {
    gsize at = i * (gsize) task->width;
    double distance = mean_distance (labels + at, outputs + at, task->width);

    if (isfinite (distance)) {
      sum += distance;
      n_labels++;
    }
  }
  mien_metrics_add (metrics, "nme", n_labels > 0 ? sum / n_labels : (double) NAN);
  mien_metrics_add (metrics, "n", n_labels);
}

/* Which two points the distance between the eyes is measured by, by how many there are: the ways of
 * marking that are in use (engine/samples/mirror.c has the same). */
static gboolean
find_eyes (int n_points, int *left, int *right)
{
  static const int known[][3] = {{2, 0, 1}, {5, 0, 1}, {22, 6, 12}, {68, 36, 45}};

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i][0] == n_points) {
      *left = known[i][1];
      *right = known[i][2];
      return TRUE;
    }
  return FALSE;
}

void
mien_metrics_points_more (GArray *metrics,
                          const MienTask *task,
                          guint n,
                          const float *labels,
                          const float *outputs)
{
  double sum = 0.0, failures = 0.0;
  guint counted = 0;
  int left, right;

  if (!find_eyes (task->width / 2, &left, &right))
    return;
  for (gsize i = 0; i < n; i++) {
    const float *label = labels + i * (gsize) task->width;
    double eyes = hypot ((double) label[2 * left] - (double) label[2 * right],
                         (double) label[2 * left + 1] - (double) label[2 * right + 1]);
    double distance = mean_distance (label, outputs + i * (gsize) task->width, task->width) / eyes;

    if (!(eyes > 0.0) || !isfinite (distance))
      continue;
    sum += distance;
    failures += distance > 0.1;
    counted++;
  }
  mien_metrics_add (metrics, "nme_eyes", counted > 0 ? sum / counted : (double) NAN);
  mien_metrics_add (metrics, "failure_rate", counted > 0 ? failures / counted : (double) NAN);
}
