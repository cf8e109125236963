#include "engine/insight/mistakes.h"

#include <math.h>

static double
distance (const float *a, const float *b, int n)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += ((double) a[i] - (double) b[i]) * ((double) a[i] - (double) b[i]);
  return sqrt (sum);
}

double
mien_mistake_size (const MienTaskPredictions *task, int flag, guint row)
{
  int width = task->task->width;
  const float *output = task->output + (gsize) row * (gsize) width;
  const float *label = task->label + (gsize) row * (gsize) task->label_width;

  if (isnan (output[0]))
    return -1.0;
  if (task->task->kind == MIEN_KIND_CLASS || task->task->kind == MIEN_KIND_DISTRIBUTION) {
    int said = mien_largest (output, width), truth = mien_task_truth (task->task, label);

    return truth < 0 || said == truth ? -1.0 : (double) output[said];
  }
  if (task->task->kind == MIEN_KIND_FLAGS) {
    gboolean said = output[flag] >= 0.5f;

    if (isnan (label[flag]) || said == (label[flag] >= 0.5f))
      return -1.0;
    return said ? (double) output[flag] : 1.0 - (double) output[flag];
  }
  return isnan (label[0]) ? -1.0 : distance (output, label, width);
}

typedef struct {
  const MienTaskPredictions *task;
  int flag;
} Order;

static int
largest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  guint row_a = *(const guint *) a, row_b = *(const guint *) b;
  double size_a = mien_mistake_size (order->task, order->flag, row_a);
  double size_b = mien_mistake_size (order->task, order->flag, row_b);

  if (size_a != size_b)
    return size_a > size_b ? -1 : 1;
  return row_a < row_b ? -1 : row_a > row_b;
}

void
mien_mistakes_sort (MienPredictions *predictions, const char *task, int flag, GArray *rows)
{
  Order order = {.task = mien_predictions_find (predictions, task), .flag = flag};

  if (order.task != NULL)
    g_array_sort_with_data (rows, largest_first, &order);
}

GArray *
mien_mistakes_find (MienPredictions *predictions, const char *task, int flag, MienPart part)
{
  const MienTaskPredictions *found = mien_predictions_find (predictions, task);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = 0; found != NULL && row < predictions->n; row++)
    if (predictions->parts[row] == part && mien_mistake_size (found, flag, row) >= 0.0)
      g_array_append_val (rows, row);
  mien_mistakes_sort (predictions, task, flag, rows);
  return rows;
}
