#include "engine/training/batch.h"

#include <math.h>
#include <string.h>

struct _MienBatcher {
  MienNetwork *network; /* borrowed, as all that follows from the caller */
  const MienTrainingSettings *settings;
  const MienExamples *examples;

  guint n;
  guint *samples; /* [n] of the part, in their own order */
  guint *order;   /* [n] shuffled for @ordered_epoch */
  int ordered_epoch;

  int epoch, first; /* of the batch being filled */
  float *x;
  float **targets; /* [n_tasks], each [batch,column width] */
};

MienBatcher *
mien_batcher_new (MienNetwork *network,
                  const MienTrainingSettings *settings,
                  const MienExamples *examples,
                  MienPart part)
{
  MienBatcher *self = g_new0 (MienBatcher, 1);
  const MienFaces *faces = examples->faces;
  gsize picture = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;

  self->network = network;
  self->settings = settings;
  self->examples = examples;
  self->samples = g_new (guint, faces->n);
  for (guint i = 0; i < faces->n; i++)
    if (examples->parts[i] == part)
      self->samples[self->n++] = i;
  self->order = g_new (guint, MAX (self->n, 1));
  self->ordered_epoch = -1;
  self->x = g_new (float, (gsize) mien_batcher_get_largest (self) * picture);
  self->targets = g_new0 (float *, settings->tasks->len);
  for (guint t = 0; t < settings->tasks->len; t++) {
    const MienColumn *column = g_array_index (settings->tasks, MienTaskSettings, t).column;

    self->targets[t] =
        g_new (float, (gsize) mien_batcher_get_largest (self) * (gsize) column->width);
  }
  return self;
}

void
mien_batcher_free (MienBatcher *self)
{
  if (self == NULL)
    return;

  for (guint t = 0; t < self->settings->tasks->len; t++)
    g_free (self->targets[t]);
  g_free (self->targets);
  g_free (self->x);
  g_free (self->order);
  g_free (self->samples);
  g_free (self);
}

guint
mien_batcher_get_n_samples (MienBatcher *self)
{
  return self->n;
}

int
mien_batcher_get_largest (MienBatcher *self)
{
  return (int) CLAMP (self->n, 1, (guint) self->settings->batch);
}

int
mien_batcher_get_n_batches (MienBatcher *self)
{
  guint batch = (guint) self->settings->batch;

  return (int) ((self->n + batch - 1) / batch);
}

gboolean
mien_batcher_has_labels (MienBatcher *self, guint task)
{
  const MienColumn *column = g_array_index (self->settings->tasks, MienTaskSettings, task).column;

  for (guint i = 0; i < self->n; i++)
    if (!mien_column_is_missing (column, self->samples[i]))
      return TRUE;
  return FALSE;
}

static void
order_epoch (MienBatcher *self, int epoch)
{
  if (self->ordered_epoch == epoch)
    return;

  MienRng rng = mien_rng_keyed (self->settings->seed, MIEN_STREAM_ORDER, (guint64) epoch, 0);
  memcpy (self->order, self->samples, self->n * sizeof (guint));
  if (epoch > 0)
    mien_rng_shuffle (&rng, self->order, self->n);
  self->ordered_epoch = epoch;
}

/* Labels of one sample for one task, in the head's own units; @rng is what its picture was drawn
 * by. */
static void
fill_target (MienBatcher *self, guint task, guint sample, int slot, MienRng rng)
{
  const MienColumn *column = g_array_index (self->settings->tasks, MienTaskSettings, task).column;
  const MienTask *head = g_ptr_array_index (mien_network_get_tasks (self->network), task);
  gsize width = (gsize) column->width;
  float *target = self->targets[task] + (gsize) slot * width;

  memcpy (target, column->values + (gsize) sample * width, width * sizeof (float));
  if (self->epoch > 0)
    mien_augment_follow (&self->settings->augment, rng, self->examples->faces->size, column,
                         target);
  for (gsize k = 0; column->kind == MIEN_KIND_SCALAR && k < width; k++)
    target[k] = (float) (((double) target[k] - head->offset) / head->scale);
}

static void
fill_sample (int slot, int worker G_GNUC_UNUSED, gpointer data)
{
  MienBatcher *self = data;
  const MienFaces *faces = self->examples->faces;
  guint sample = self->order[self->first + slot];
  gsize len = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;
  float *x = self->x + (gsize) slot * len;
  const guint8 *pixels = mien_faces_get (faces, sample);
  MienRng rng =
      mien_rng_keyed (self->settings->seed, MIEN_STREAM_AUGMENT, (guint64) self->epoch, sample);

  if (self->epoch > 0)
    mien_augment_draw (&self->settings->augment, rng, pixels, faces->channels, faces->size, x);
  else
    for (gsize i = 0; i < len; i++)
      x[i] = pixels[i];
  mien_preprocessing_standardise (mien_network_get_preprocessing (self->network), x);
  for (guint t = 0; t < self->settings->tasks->len; t++)
    fill_target (self, t, sample, slot, rng);
}

int
mien_batcher_fill (MienBatcher *self, MienPool *pool, int epoch, int number)
{
  order_epoch (self, epoch);
  self->epoch = epoch;
  self->first = number * self->settings->batch;

  int n = MIN (self->settings->batch, (int) self->n - self->first);
  mien_pool_run (pool, n, fill_sample, self);
  return n;
}

const float *
mien_batcher_get_pictures (MienBatcher *self)
{
  return self->x;
}

const float *
mien_batcher_get_targets (MienBatcher *self, guint task)
{
  return self->targets[task];
}
