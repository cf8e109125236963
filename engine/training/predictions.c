#include "engine/training/predictions.h"

#include "engine/samples/data/expressions.h"
#include "engine/training/predictions-private.h"

#include <math.h>
#include <string.h>

static void
task_predictions_free (gpointer data)
{
  MienTaskPredictions *self = data;

  mien_task_free (self->task);
  g_free (self->label);
  g_free (self->output);
  g_free (self->gates);
  g_free (self);
}

static float *
new_missing (gsize len)
{
  float *values = g_new (float, MAX (len, 1));

  for (gsize i = 0; i < len; i++)
    values[i] = NAN;
  return values;
}

static MienTaskPredictions *
task_predictions_new (const MienTask *task, guint n)
{
  MienTaskPredictions *self = g_new0 (MienTaskPredictions, 1);

  self->task = mien_task_copy (task);
  self->label_width = task->kind == MIEN_KIND_CLASS ? 1 : task->width;
  self->label = new_missing ((gsize) n * (gsize) self->label_width);
  self->output = new_missing ((gsize) n * (gsize) task->width);
  return self;
}

MienPredictions *
mien_predictions_new (guint n, GPtrArray *tasks)
{
  MienPredictions *self = g_new0 (MienPredictions, 1);

  self->n = n;
  self->ids = g_new0 (char *, n + 1);
  self->parts = g_new (gint8, MAX (n, 1));
  memset (self->parts, MIEN_PART_NONE, n);
  self->tasks = g_ptr_array_new_with_free_func (task_predictions_free);
  for (guint t = 0; t < tasks->len; t++)
    g_ptr_array_add (self->tasks, task_predictions_new (g_ptr_array_index (tasks, t), n));
  return self;
}

void
mien_predictions_free (MienPredictions *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->ids);
  g_free (self->parts);
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

MienTaskPredictions *
mien_predictions_find (MienPredictions *self, const char *task)
{
  for (guint t = 0; t < self->tasks->len; t++) {
    MienTaskPredictions *found = g_ptr_array_index (self->tasks, t);

    if (g_strcmp0 (found->task->name, task) == 0)
      return found;
  }
  return NULL;
}

int
mien_predictions_find_name (const MienTask *task, const char *name)
{
  int expression = mien_expression_find (name);

  for (int k = 0; task->names != NULL && task->names[k] != NULL; k++)
    if (g_str_equal (task->names[k], name))
      return k;
  for (int k = 0; expression >= 0 && task->names != NULL && task->names[k] != NULL; k++)
    if (mien_expression_find (task->names[k]) == expression)
      return k;
  return -1;
}

/* A flag that the column lacks stays missing. Of votes, those for classes that the task lacks do
 * not count, and the others are shares of what is left. */
static void
copy_named (const MienTask *task, const MienColumn *column, const float *from, float *to)
{
  gboolean votes = column->kind == MIEN_KIND_DISTRIBUTION;
  float sum = 0.0f;

  for (int k = 0; votes && k < task->width; k++)
    to[k] = 0.0f;
  for (int k = 0; k < column->width; k++) {
    int known = mien_predictions_find_name (task, column->names[k]);

    if (known < 0)
      continue;
    to[known] = votes ? to[known] + from[k] : from[k];
    sum += from[k];
  }
  for (int k = 0; votes && k < task->width; k++)
    to[k] = sum > 0.0f ? to[k] / sum : NAN;
}

static void
copy_label (MienTaskPredictions *self, const MienColumn *column, guint sample)
{
  const float *from = column->values + (gsize) sample * (gsize) column->width;
  float *to = self->label + (gsize) sample * (gsize) self->label_width;

  if (column->kind == MIEN_KIND_CLASS) {
    int truth = mien_column_get_class (column, sample);
    int known = truth >= 0 ? mien_predictions_find_name (self->task, column->names[truth]) : -1;

    to[0] = known >= 0 ? (float) known : NAN;
  } else if (column->kind == MIEN_KIND_FLAGS || column->kind == MIEN_KIND_DISTRIBUTION) {
    copy_named (self->task, column, from, to);
  } else if (column->width == self->label_width) {
    memcpy (to, from, (gsize) column->width * sizeof (float));
  }
}

static void
copy_labels (MienPredictions *self, MienDataset *dataset, const MienFaces *faces)
{
  for (guint t = 0; t < self->tasks->len; t++) {
    MienTaskPredictions *task = g_ptr_array_index (self->tasks, t);
    const MienColumn *column = mien_dataset_get_column (dataset, task->task->name);

    if (column == NULL || column->kind != task->task->kind)
      continue;
    for (guint i = 0; i < self->n; i++) {
      copy_label (task, column, i);
      if (column->kind == MIEN_KIND_POINTS && column->width == task->label_width)
        mien_faces_place_points (faces, i, task->label + (gsize) i * (gsize) column->width,
                                 column->width);
    }
  }
}

typedef struct {
  const MienPreprocessing *preprocessing;
  const MienFaces *faces;
  const guint *samples;
  float *x;
} Filling;

static void
fill_picture (int slot, int worker G_GNUC_UNUSED, gpointer data)
{
  const Filling *filling = data;
  gsize len = (gsize) filling->faces->channels * (gsize) filling->faces->size *
              (gsize) filling->faces->size;
  const guint8 *pixels = mien_faces_get (filling->faces, filling->samples[slot]);
  float *x = filling->x + (gsize) slot * len;

  for (gsize i = 0; i < len; i++)
    x[i] = pixels[i];
  mien_preprocessing_standardise (filling->preprocessing, x);
}

/* Each sample of the validation part moves the mean by its share. */
static void
keep_gates (MienTaskPredictions *self,
            const gint8 *parts,
            const float *gates,
            guint n_experts,
            const guint *samples,
            int n)
{
  if (self->gates == NULL)
    self->gates = g_new0 (double, n_experts);
  for (int i = 0; i < n; i++, gates += n_experts) {
    if (parts[samples[i]] != MIEN_PART_VALIDATION)
      continue;
    self->n_gated++;
    for (guint e = 0; e < n_experts; e++)
      self->gates[e] += ((double) gates[e] - self->gates[e]) / self->n_gated;
  }
}

static void
keep_answers (MienPredictions *self, MienNetwork *network, const guint *samples, int n)
{
  for (guint t = 0; t < self->tasks->len; t++) {
    MienTaskPredictions *task = g_ptr_array_index (self->tasks, t);
    const float *logits = mien_network_get_logits (network, (int) t);
    const float *gates = mien_network_get_gates (network, (int) t);
    gsize width = (gsize) task->task->width;

    for (int i = 0; i < n; i++)
      mien_task_activate (task->task, logits + (gsize) i * width,
                          task->output + samples[i] * width);
    if (gates != NULL)
      keep_gates (task, self->parts, gates, (guint) mien_network_get_sharing (network)->experts,
                  samples, n);
  }
}

/**
 * mien_predictions_make:
 * @examples: @parts may be NULL: then every usable sample counts as the test part
 * @error: none at present; kept for runs that can be cancelled
 *
 * Labels are taken from the data set's columns of the tasks' names, matched by class name.
 */
MienPredictions *
mien_predictions_make (MienNetwork *network,
                       MienPool *pool,
                       const MienExamples *examples,
                       int batch,
                       GError **error G_GNUC_UNUSED)
{
  const MienFaces *faces = examples->faces;
  gsize picture = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;
  MienPredictions *self = mien_predictions_new (faces->n, mien_network_get_tasks (network));
  g_autofree float *x = g_new (float, (gsize) batch *picture);
  g_autofree guint *samples = g_new (guint, batch);
  Filling filling = {mien_network_get_preprocessing (network), faces, samples, x};
  int n = 0;

  copy_labels (self, examples->dataset, faces);
  for (guint i = 0; i < faces->n; i++) {
    self->ids[i] = g_strdup (mien_dataset_get_id (examples->dataset, i));
    self->parts[i] = examples->parts != NULL ? examples->parts[i] : MIEN_PART_TEST;
    if (faces->usable[i])
      samples[n++] = i;
    if (n < batch && i + 1 < faces->n)
      continue;
    if (n > 0) {
      mien_pool_run (pool, n, fill_picture, &filling);
      mien_network_forward (network, pool, x, n, &(MienPass){0});
      keep_answers (self, network, samples, n);
    }
    n = 0;
  }
  return self;
}
