#include "ui/models/prepared-faces.h"

#include "engine/samples/faces.h"

typedef struct {
  MienDataset *dataset;
  MienPreprocessing preprocessing;
  guint n;
  guint *samples;
  guint8 *pixels; /* [n,channels,size,size] */
  gboolean *usable;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  mien_dataset_unref (work->dataset);
  g_free (work->samples);
  g_free (work->pixels);
  g_free (work->usable);
  g_free (work);
}

guint
mien_prepared_faces_choose (MienDataset *dataset, guint n, guint *samples)
{
  guint all = mien_dataset_get_n_samples (dataset), chosen = MIN (n, all);

  for (guint i = 0; i < chosen; i++)
    samples[i] = (guint) ((2 * (guint64) i + 1) * all / (2 * chosen));
  return chosen;
}

static gsize
plane_of (const Work *work)
{
  return (gsize) work->preprocessing.size * (gsize) work->preprocessing.size;
}

/* FALSE with the first reason where it holds for all. */
static gboolean
prepare (Work *work, GCancellable *cancellable, GError **error)
{
  gsize len = plane_of (work) * (gsize) work->preprocessing.channels;
  guint n_usable = 0;

  for (guint i = 0; i < work->n; i++) {
    g_autoptr (GError) reason = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    work->usable[i] = mien_faces_prepare_sample (
        work->dataset, work->samples[i], &work->preprocessing, work->pixels + i * len, &reason);
    n_usable += work->usable[i];
    if (n_usable == 0 && i + 1 == work->n)
      g_propagate_error (error, g_steal_pointer (&reason));
  }
  return n_usable > 0;
}

static void
measure (Work *work)
{
  MienFaces faces = {.n = work->n,
                     .channels = work->preprocessing.channels,
                     .size = work->preprocessing.size,
                     .pixels = work->pixels,
                     .usable = work->usable};

  if (work->preprocessing.standardise == MIEN_STANDARDISE_DATASET)
    mien_faces_measure (&faces, NULL, &work->preprocessing);
}

static guint8
show (const Work *work, float number)
{
  float level = work->preprocessing.standardise == MIEN_STANDARDISE_NONE ? 255.0f * number
                                                                         : 127.5f + 51.0f * number;

  return (guint8) (CLAMP (level, 0.0f, 255.0f) + 0.5f);
}

static GdkTexture *
make_texture (Work *work, guint face)
{
  gsize plane = plane_of (work), channels = (gsize) work->preprocessing.channels;
  g_autofree float *numbers = g_new (float, plane *channels);
  guint8 *rgb = g_malloc (3 * plane);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, 3 * plane);
  int size = work->preprocessing.size;

  for (gsize i = 0; i < plane * channels; i++)
    numbers[i] = work->pixels[face * plane * channels + i];
  mien_preprocessing_standardise (&work->preprocessing, numbers);
  for (gsize i = 0; i < plane; i++)
    for (gsize c = 0; c < 3; c++)
      rgb[3 * i + c] = show (work, numbers[MIN (c, channels - 1) * plane + i]);
  return gdk_memory_texture_new (size, size, GDK_MEMORY_R8G8B8, bytes, 3 * (gsize) size);
}

static void
free_texture (gpointer texture)
{
  g_clear_object (&texture);
}

static void
make_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  GPtrArray *textures;

  if (!prepare (work, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  measure (work);
  textures = g_ptr_array_new_with_free_func (free_texture);
  for (guint i = 0; i < work->n; i++)
    g_ptr_array_add (textures, work->usable[i] ? make_texture (work, i) : NULL);
  g_task_return_pointer (task, textures, (GDestroyNotify) g_ptr_array_unref);
}

void
mien_prepared_faces_make_async (MienDataset *dataset,
                                const MienPreprocessing *preprocessing,
                                const guint *samples,
                                guint n,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_return_if_fail (dataset != NULL && n > 0);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);
  gsize size = (gsize) preprocessing->size, channels = (gsize) preprocessing->channels;

  work->dataset = mien_dataset_ref (dataset);
  work->preprocessing = *preprocessing;
  work->n = n;
  work->samples = g_memdup2 (samples, n * sizeof *samples);
  work->pixels = g_malloc0 (n * channels * size * size);
  work->usable = g_new0 (gboolean, n);
  g_task_set_source_tag (task, mien_prepared_faces_make_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, make_on_thread);
}

GPtrArray *
mien_prepared_faces_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
