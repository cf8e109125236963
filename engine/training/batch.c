#include "engine/training/batch.h"

#include <math.h>
#include <string.h>

struct _MienBatcher {
  MienNetwork *network; /* borrowed, as all that follows from the caller */
  const MienTrainingSettings *settings;
  const MienExamples *examples;

  guint n;
  guint *samples; /* [n] of the part, in their own order */
  guint *order;   /* [n] for @ordered_epoch */
  guint *times;   /* [n] how often the epoch showed the sample before */
  int ordered_epoch;

  int epoch, first; /* of the batch being filled */
  gboolean mixed;
  MienMirror **mirrors;      /* [n_tasks] */
  float *x, *other_x;        /* [batch,C,H,W]; @other_x only where faces are mixed */
  float **targets, **others; /* [n_tasks], each [batch,column width] */
  float *shares;             /* [batch] */
};

static const MienColumn *
get_column (MienBatcher *self, guint task)
{
  return g_array_index (self->settings->tasks, MienTaskSettings, task).column;
}

static MienMirror **
new_mirrors (MienBatcher *self)
{
  MienMirror **mirrors = g_new (MienMirror *, self->settings->tasks->len);

  for (guint t = 0; t < self->settings->tasks->len; t++)
    mirrors[t] = mien_mirror_new (get_column (self, t));
  return mirrors;
}

static float **
new_targets (MienBatcher *self)
{
  guint n_tasks = self->settings->tasks->len;
  float **targets = g_new0 (float *, n_tasks);

  for (guint t = 0; t < n_tasks; t++)
    targets[t] = g_new (float, (gsize) mien_batcher_get_largest (self) *
                                   (gsize) get_column (self, t)->width);
  return targets;
}

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
  self->times = g_new0 (guint, MAX (self->n, 1));
  self->ordered_epoch = -1;
  self->x = g_new (float, (gsize) mien_batcher_get_largest (self) * picture);
  self->mirrors = new_mirrors (self);
  self->targets = new_targets (self);
  if (settings->augment.mixup > 0.0 && part == MIEN_PART_TRAIN) {
    self->other_x = g_new (float, (gsize) mien_batcher_get_largest (self) * picture);
    self->others = new_targets (self);
    self->shares = g_new (float, mien_batcher_get_largest (self));
  }
  return self;
}

static void
free_targets (MienBatcher *self, float **targets)
{
  for (guint t = 0; targets != NULL && t < self->settings->tasks->len; t++)
    g_free (targets[t]);
  g_free (targets);
}

void
mien_batcher_free (MienBatcher *self)
{
  if (self == NULL)
    return;

  for (guint t = 0; t < self->settings->tasks->len; t++)
    mien_mirror_free (self->mirrors[t]);
  g_free (self->mirrors);
  free_targets (self, self->targets);
  free_targets (self, self->others);
  g_free (self->shares);
  g_free (self->x);
  g_free (self->other_x);
  g_free (self->times);
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
  const MienColumn *column = get_column (self, task);

  for (guint i = 0; i < self->n; i++)
    if (!mien_column_is_missing (column, self->samples[i]))
      return TRUE;
  return FALSE;
}

static void
draw_by_task (MienBatcher *self, int epoch)
{
  guint n_tasks = self->settings->tasks->len;
  g_autofree const MienColumn **columns = g_new (const MienColumn *, n_tasks);

  for (guint t = 0; t < n_tasks; t++)
    columns[t] = get_column (self, t);
  mien_order_draw_by_task (self->settings->seed, epoch, columns, n_tasks, self->samples, self->n,
                           self->order);
}

static const MienColumn *
get_main_column (MienBatcher *self)
{
  for (guint t = 0; t < self->settings->tasks->len; t++)
    if (g_array_index (self->settings->tasks, MienTaskSettings, t).role == MIEN_ROLE_MAIN)
      return get_column (self, t);
  return NULL;
}

/* A sample that comes again in an epoch is not to look the same again. */
static void
count_times (MienBatcher *self)
{
  g_autofree guint *shown = g_new0 (guint, self->examples->faces->n);

  for (guint i = 0; i < self->n; i++)
    self->times[i] = shown[self->order[i]]++;
}

static void
order_epoch (MienBatcher *self, int epoch)
{
  if (self->ordered_epoch == epoch)
    return;

  if (epoch > 0 && self->settings->sampling == MIEN_SAMPLING_TASKS)
    draw_by_task (self, epoch);
  else if (epoch > 0)
    mien_order_draw (self->settings->sampling, self->settings->seed, epoch, get_main_column (self),
                     self->samples, self->n, self->order);
  else
    memcpy (self->order, self->samples, self->n * sizeof (guint));
  count_times (self);
  self->ordered_epoch = epoch;
}

/* What is drawn for the face at @place of the epoch's order. */
static MienRng
rng_at (MienBatcher *self, guint place, MienStream stream)
{
  guint64 shown = self->order[place] | (guint64) self->times[place] << 32;

  return mien_rng_keyed (self->settings->seed, stream, (guint64) self->epoch, shown);
}

static void
fill_picture (MienBatcher *self, guint place, float *x)
{
  const MienFaces *faces = self->examples->faces;
  const guint8 *pixels = mien_faces_get (faces, self->order[place]);
  gsize len = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;

  if (self->epoch > 0)
    mien_augment_draw (&self->settings->augment, rng_at (self, place, MIEN_STREAM_AUGMENT), pixels,
                       faces->channels, faces->size, x);
  else
    for (gsize i = 0; i < len; i++)
      x[i] = pixels[i];
}

/* Labels for one task, in the head's own units. */
static void
fill_target (MienBatcher *self, guint task, guint place, float *target)
{
  const MienColumn *column = get_column (self, task);
  const MienTask *head = g_ptr_array_index (mien_network_get_tasks (self->network), task);
  gsize width = (gsize) column->width;

  memcpy (target, column->values + (gsize) self->order[place] * width, width * sizeof (float));
  if (self->epoch > 0)
    mien_augment_follow (&self->settings->augment, rng_at (self, place, MIEN_STREAM_AUGMENT),
                         self->examples->faces->size, self->mirrors[task], target);
  for (gsize k = 0; column->kind == MIEN_KIND_SCALAR && k < width; k++)
    target[k] = (float) (((double) target[k] - head->offset) / head->scale);
}

static void
fill_targets (MienBatcher *self, float **targets, guint place, int slot)
{
  for (guint t = 0; t < self->settings->tasks->len; t++)
    fill_target (self, t, place, targets[t] + (gsize) slot * (gsize) get_column (self, t)->width);
}

static void
mix_in (MienBatcher *self, guint place, int slot, gsize len, float *x)
{
  float *other = self->other_x + (gsize) slot * len;
  guint partner;

  mien_augment_mix (&self->settings->augment, rng_at (self, place, MIEN_STREAM_MIX), self->n,
                    &partner, &self->shares[slot]);
  fill_picture (self, partner, other);
  fill_targets (self, self->others, partner, slot);
  mien_augment_blend (self->shares[slot], other, x, len);
}

static void
fill_sample (int slot, int worker G_GNUC_UNUSED, gpointer data)
{
  MienBatcher *self = data;
  const MienFaces *faces = self->examples->faces;
  guint place = (guint) (self->first + slot);
  gsize len = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;
  float *x = self->x + (gsize) slot * len;

  fill_picture (self, place, x);
  fill_targets (self, self->targets, place, slot);
  if (self->mixed)
    mix_in (self, place, slot, len, x);
  mien_preprocessing_standardise (mien_network_get_preprocessing (self->network), x);
}

int
mien_batcher_fill (MienBatcher *self, MienPool *pool, int epoch, int number)
{
  order_epoch (self, epoch);
  self->epoch = epoch;
  self->mixed = epoch > 0 && self->others != NULL;
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

const float *
mien_batcher_get_others (MienBatcher *self, guint task)
{
  return self->mixed ? self->others[task] : NULL;
}

const float *
mien_batcher_get_shares (MienBatcher *self)
{
  return self->mixed ? self->shares : NULL;
}
