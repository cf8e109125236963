/* The batches of a training with every augmentation on, for the profile: what a step waits for. */
#include "app/bench.h"

#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"

/* So that an epoch's order is drawn about as seldom as in a small training. */
#define BATCHES 16

static const MienAugment everything = {.flip = TRUE,
                                       .shift = 0.1,
                                       .rotate = 15.0,
                                       .scale = 0.1,
                                       .brightness = 0.2,
                                       .erase = 0.5,
                                       .noise = 0.1,
                                       .mixup = 0.2};

struct _MienBenchBatches {
  MienDataset *dataset;
  MienFaces *faces;
  gint8 *parts;
  MienExamples examples;
  MienTrainingSettings settings;
  MienBatcher *batcher;
  gint64 n_filled;
};

static MienFaces *
make_faces (guint n, int size, GError **error)
{
  gsize len = (gsize) n * (gsize) size * (gsize) size;
  MienRng rng = mien_rng_keyed (2, MIEN_STREAM_OTHER, 0, 0);
  guint8 *pixels = g_try_malloc (len);

  if (pixels == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
                 "There is no memory for %u pictures of %dx%d", n, size, size);
    return NULL;
  }
  for (gsize i = 0; i < len; i++)
    pixels[i] = (guint8) mien_rng_next (&rng);

  MienFaces *faces = g_new0 (MienFaces, 1);
  *faces = (MienFaces){.n = n,
                       .channels = 1,
                       .size = size,
                       .pixels = pixels,
                       .usable = g_new0 (gboolean, n),
                       .problems = g_ptr_array_new ()};
  return faces;
}

static MienColumn *
make_column (const MienTask *task, guint n, guint64 number)
{
  MienColumn *column =
      mien_column_new (task->name, MIEN_KIND_CLASS, (const char *const *) task->names, 1, n);
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, number, 0);

  for (guint i = 0; i < n; i++)
    column->values[i] = (float) mien_rng_below (&rng, (guint) task->width);
  return column;
}

static MienDataset *
make_dataset (GPtrArray *tasks, guint n)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new ("random", "random");

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_TRAIN);
  }
  for (guint t = 0; t < tasks->len; t++)
    mien_dataset_builder_take_column (builder, make_column (g_ptr_array_index (tasks, t), n, t));
  return mien_dataset_builder_end (g_steal_pointer (&builder));
}

static void
make_settings (MienBenchBatches *self, int batch)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  self->settings = (MienTrainingSettings){
      .tasks = g_array_new (FALSE, FALSE, sizeof (MienTaskSettings)),
      .augment = everything,
      .batch = batch,
      .seed = 1,
  };
  for (guint t = 0; t < columns->len; t++) {
    MienTaskSettings task = {.role = t == 0 ? MIEN_ROLE_MAIN : MIEN_ROLE_AUXILIARY,
                             .column = g_ptr_array_index (columns, t)};

    g_array_append_val (self->settings.tasks, task);
  }
}

MienBenchBatches *
mien_bench_batches_new (MienNetwork *network, int batch, GError **error)
{
  int size = mien_network_get_preprocessing (network)->size;
  guint n = (guint) batch * BATCHES;
  g_autoptr (MienBenchBatches) self = g_new0 (MienBenchBatches, 1);

  self->faces = make_faces (n, size, error);
  if (self->faces == NULL)
    return NULL;
  self->dataset = make_dataset (mien_network_get_tasks (network), n);
  self->parts = g_malloc0 (n); /* MIEN_PART_TRAIN */
  make_settings (self, batch);
  self->examples = (MienExamples){self->dataset, self->faces, self->parts};
  self->batcher = mien_batcher_new (network, &self->settings, &self->examples, MIEN_PART_TRAIN);
  return g_steal_pointer (&self);
}

void
mien_bench_batches_free (MienBenchBatches *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->batcher, mien_batcher_free);
  g_clear_pointer (&self->settings.tasks, g_array_unref);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->faces, mien_faces_free);
  g_free (self->parts);
  g_free (self);
}

const float *
mien_bench_batches_fill (MienBenchBatches *self, MienPool *pool)
{
  mien_batcher_fill (self->batcher, pool, (int) (self->n_filled / BATCHES) + 1,
                     (int) (self->n_filled % BATCHES));
  self->n_filled++;
  return mien_batcher_get_pictures (self->batcher);
}
