#include "engine/insight/confusion.h"

#include <math.h>

static int
count_classes (const MienTaskPredictions *task, int flag)
{
  switch (task->task->kind) {
  case MIEN_KIND_CLASS:
  case MIEN_KIND_DISTRIBUTION:
    return task->task->width;
  case MIEN_KIND_FLAGS:
    return flag >= 0 && flag < task->task->width ? 2 : 0;
  case MIEN_KIND_SCALAR:
  case MIEN_KIND_POINTS:
  default:
    return 0;
  }
}

/* Where sample @i stands; FALSE where its label or the answer is missing. */
static gboolean
find_cell (const MienTaskPredictions *task, int flag, guint i, int *row, int *column)
{
  int width = task->task->width;
  const float *label = task->label + (gsize) i * (gsize) task->label_width;
  const float *output = task->output + (gsize) i * (gsize) width;

  if (isnan (output[0]))
    return FALSE;
  if (task->task->kind == MIEN_KIND_FLAGS) {
    *row = label[flag] >= 0.5f;
    *column = output[flag] >= 0.5f;
    return !isnan (label[flag]) && !isnan (output[flag]);
  }
  *row = mien_task_truth (task->task, label);
  *column = mien_largest (output, width);
  return *row >= 0 && *row < width;
}

static char **
copy_names (const MienTask *task)
{
  const char *flag_names[] = {"no", "yes", NULL};

  return g_strdupv (task->kind == MIEN_KIND_FLAGS ? (char **) flag_names : task->names);
}

MienConfusion *
mien_confusion_new (MienPredictions *predictions, const char *task, int flag, MienPart part)
{
  const MienTaskPredictions *found = mien_predictions_find (predictions, task);
  int n = found != NULL ? count_classes (found, flag) : 0;
  int row, column;

  if (n == 0)
    return NULL;

  MienConfusion *self = g_new0 (MienConfusion, 1);
  self->n_classes = n;
  self->names = copy_names (found->task);
  self->counts = g_new0 (guint, (gsize) n * (gsize) n);
  for (guint i = 0; i < predictions->n; i++) {
    if (predictions->parts[i] != part || !find_cell (found, flag, i, &row, &column))
      continue;
    self->counts[row * n + column]++;
    self->total++;
  }
  return self;
}

void
mien_confusion_free (MienConfusion *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->names);
  g_free (self->counts);
  g_free (self);
}

GArray *
mien_confusion_find (MienPredictions *predictions,
                     const char *task,
                     int flag,
                     MienPart part,
                     int row,
                     int column)
{
  const MienTaskPredictions *found = mien_predictions_find (predictions, task);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  int i_row, i_column;

  if (found == NULL || count_classes (found, flag) == 0)
    return numbers;
  for (guint i = 0; i < predictions->n; i++)
    if (predictions->parts[i] == part && find_cell (found, flag, i, &i_row, &i_column) &&
        (row < 0 || row == i_row) && (column < 0 || column == i_column))
      g_array_append_val (numbers, i);
  return numbers;
}
