#include "ui/widgets/augment-sheet.h"

#include "engine/samples/faces.h"

#include <string.h>

/* What a sheet is drawn from; on the thread alone once it runs. */
typedef struct {
  MienDataset *dataset;
  MienPreprocessing preprocessing;
  MienAugment augment;
  guint64 seed;
  int epoch;
  GBytes *prepared; /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  mien_dataset_unref (request->dataset);
  g_clear_pointer (&request->prepared, g_bytes_unref);
  g_free (request);
}

void
mien_augment_sheet_free (MienAugmentSheet *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++) {
    g_clear_object (&self->faces[i].texture);
    g_free (self->faces[i].points);
  }
  g_clear_pointer (&self->prepared, g_bytes_unref);
  g_free (self);
}

static gsize
count_pixels (const MienPreprocessing *as)
{
  return (gsize) as->channels * (gsize) as->size * (gsize) as->size;
}

/* Equally far from each other, so that neighbours, who often show one person, are not all there is.
 */
static void
choose_faces (MienDataset *dataset, MienAugmentSheet *sheet)
{
  guint n = mien_dataset_get_n_samples (dataset), n_used = 0, seen = 0;

  for (guint i = 0; i < n; i++)
    n_used += !mien_dataset_is_excluded (dataset, i);
  for (guint i = 0; i < n && sheet->n < MIN (n_used, MIEN_SHEET_FACES); i++) {
    guint64 wanted = (2 * (guint64) sheet->n + 1) * n_used / (2 * MIEN_SHEET_FACES);

    if (mien_dataset_is_excluded (dataset, i))
      continue;
    if (n_used <= MIEN_SHEET_FACES || seen == wanted)
      sheet->faces[sheet->n++].sample = i;
    seen++;
  }
}

/* A first byte of each says whether it could be read. */
static GBytes *
prepare (const Request *request, const MienAugmentSheet *sheet)
{
  gsize len = count_pixels (&request->preprocessing) + 1;
  guint8 *all = g_malloc0 (MIEN_SHEET_FACES * len);

  for (guint i = 0; i < sheet->n; i++)
    all[i * len] = mien_faces_prepare_sample (request->dataset, sheet->faces[i].sample,
                                              &request->preprocessing, all + i * len + 1, NULL);
  return g_bytes_new_take (all, MIEN_SHEET_FACES * len);
}

/* (nullable) */
static const guint8 *
get_prepared (const Request *request, const MienAugmentSheet *sheet, guint i)
{
  gsize len = count_pixels (&request->preprocessing) + 1;
  const guint8 *all = g_bytes_get_data (sheet->prepared, NULL);

  return all[i * len] != 0 ? all + i * len + 1 : NULL;
}

static GdkTexture *
make_texture (const MienPreprocessing *as, const float *x)
{
  gsize plane = (gsize) as->size * (gsize) as->size;
  guint8 *rgb = g_malloc (3 * plane);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, 3 * plane);

  for (gsize i = 0; i < plane; i++)
    for (gsize c = 0; c < 3; c++)
      rgb[3 * i + c] = (guint8) (x[(as->channels == 3 ? c : 0) * plane + i] + 0.5f);
  return gdk_memory_texture_new (as->size, as->size, GDK_MEMORY_R8G8B8, bytes,
                                 3 * (gsize) as->size);
}

static MienRng
rng_of (const Request *request, const MienAugmentSheet *sheet, guint i, MienStream stream)
{
  return mien_rng_keyed (request->seed, stream, (guint64) request->epoch, sheet->faces[i].sample);
}

static gboolean
draw (const Request *request, const MienAugmentSheet *sheet, guint i, float *x)
{
  return mien_augment_draw (&request->augment, rng_of (request, sheet, i, MIEN_STREAM_AUGMENT),
                            get_prepared (request, sheet, i), request->preprocessing.channels,
                            request->preprocessing.size, x);
}

static void
mix (const Request *request, MienAugmentSheet *sheet, guint i, float *x)
{
  gsize len = count_pixels (&request->preprocessing);
  g_autofree float *other = g_new (float, len);
  guint partner;
  float share;

  mien_augment_mix (&request->augment, rng_of (request, sheet, i, MIEN_STREAM_MIX), sheet->n,
                    &partner, &share);
  if (get_prepared (request, sheet, partner) == NULL)
    return;
  draw (request, sheet, partner, other);
  mien_augment_blend (share, other, x, len);
  sheet->faces[i].partner = partner;
}

static const MienColumn *
find_points (MienDataset *dataset)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == MIEN_KIND_POINTS)
      return column;
  }
  return NULL;
}

static void
follow_points (const Request *request, MienAugmentSheet *sheet, guint i)
{
  const MienColumn *column = find_points (request->dataset);
  MienSheetFace *face = &sheet->faces[i];

  if (column == NULL || request->preprocessing.crop != MIEN_CROP_NONE)
    return;
  g_autoptr (MienMirror) mirror = mien_mirror_new (column);
  face->n_points = (guint) column->width / 2;
  face->points = g_memdup2 (column->values + (gsize) face->sample * (gsize) column->width,
                            (gsize) column->width * sizeof (float));
  mien_augment_follow (&request->augment, rng_of (request, sheet, i, MIEN_STREAM_AUGMENT),
                       request->preprocessing.size, mirror, face->points);
}

static void
draw_face (const Request *request, MienAugmentSheet *sheet, guint i)
{
  g_autofree float *x = g_new (float, count_pixels (&request->preprocessing));
  MienSheetFace *face = &sheet->faces[i];

  face->partner = i;
  if (get_prepared (request, sheet, i) == NULL)
    return;
  face->mirrored = draw (request, sheet, i, x);
  if (request->augment.mixup > 0.0)
    mix (request, sheet, i, x);
  face->texture = make_texture (&request->preprocessing, x);
  follow_points (request, sheet, i);
}

static void
draw_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  const Request *request = data;
  g_autoptr (MienAugmentSheet) sheet = g_new0 (MienAugmentSheet, 1);

  if (g_task_return_error_if_cancelled (task))
    return;
  choose_faces (request->dataset, sheet);
  sheet->prepared =
      request->prepared != NULL ? g_bytes_ref (request->prepared) : prepare (request, sheet);
  for (guint i = 0; i < sheet->n; i++)
    draw_face (request, sheet, i);
  g_task_return_pointer (task, g_steal_pointer (&sheet), (GDestroyNotify) mien_augment_sheet_free);
}

void
mien_augment_sheet_draw_async (MienDataset *dataset,
                               const MienRecipe *recipe,
                               int epoch,
                               GBytes *prepared,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_return_if_fail (dataset != NULL && recipe != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Request *request = g_new (Request, 1);

  *request = (Request){.dataset = mien_dataset_ref (dataset),
                       .preprocessing = recipe->preprocessing,
                       .augment = recipe->augment,
                       .seed = recipe->seed,
                       .epoch = epoch,
                       .prepared = prepared != NULL ? g_bytes_ref (prepared) : NULL};
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, draw_on_thread);
}

MienAugmentSheet *
mien_augment_sheet_draw_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
