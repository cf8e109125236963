#include "engine/samples/faces-private.h"

#include <math.h>
#include <string.h>

#define SAMPLES_A_CHUNK 16

typedef struct {
  MienDataset *dataset;
  const MienPreprocessing *preprocessing;
  const MienColumn *column; /* (nullable): the points to crop by */
  MienFacesRoom *room;
  char **reasons; /* [n] what is wrong with those that are not usable */
  GCancellable *cancellable;
  MienProgressFunc progress;
  gpointer progress_data;
  guint n_done; /* atomic */
} Load;

static gsize
face_bytes (int channels, int size)
{
  return (gsize) channels * (gsize) size * (gsize) size;
}

static void
load_face (Load *load, guint sample)
{
  MienFacesRoom *room = load->room;
  guint8 *pixels = room->pixels + sample * face_bytes (room->channels, room->size);
  g_autoptr (GError) error = NULL;

  if (!mien_face_prepare (load->dataset, sample, load->preprocessing, load->column, pixels,
                          &room->notes[sample], &error))
    load->reasons[sample] = g_strdup (error->message);
}

static void
load_chunk (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Load *load = data;
  guint first = (guint) chunk * SAMPLES_A_CHUNK;
  guint end = MIN (first + SAMPLES_A_CHUNK, load->room->n);

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  for (guint i = first; i < end; i++)
    load_face (load, i);

  guint done = (guint) g_atomic_int_add (&load->n_done, (int) (end - first)) + end - first;

  if (load->progress != NULL)
    load->progress ("Decoding faces", (double) done / load->room->n, load->progress_data);
}

static void
load_all (Load *load, MienPool *pool)
{
  guint n = load->room->n;

  load->reasons = g_new0 (char *, MAX (n, 1));
  mien_pool_run (pool, mien_n_chunks ((int) n, SAMPLES_A_CHUNK), load_chunk, load);
  for (guint i = 0; i < n; i++)
    if (load->reasons[i] != NULL)
      g_ptr_array_add (load->room->reasons, load->reasons[i]);
  g_free (load->reasons);
}

static void
add_number (GChecksum *sum, double number)
{
  g_checksum_update (sum, (const guchar *) &number, sizeof number);
}

/* (nullable): what decides the pixels; NULL where that cannot be told. */
static char *
make_key (const Load *load)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *stamp = mien_dataset_stamp (load->dataset);
  const MienPreprocessing *p = load->preprocessing;
  const MienColumn *column = load->column;

  if (stamp == NULL)
    return NULL;
  g_checksum_update (sum, (const guchar *) stamp, -1);
  add_number (sum, p->size);
  add_number (sum, p->channels);
  add_number (sum, p->crop);
  add_number (sum, p->equalise);
  if (column != NULL)
    g_checksum_update (
        sum, (const guchar *) column->values,
        (gssize) ((gsize) column->n_samples * (gsize) column->width * sizeof (float)));
  return g_strdup (g_checksum_get_string (sum));
}

static void
tell_unusable (MienFaces *self, MienDataset *dataset)
{
  for (guint i = 0, k = 0; i < self->n; i++) {
    const MienFaceNote *note = &self->room->notes[i];
    MienProblem *problem;

    self->usable[i] = note->state != MIEN_FACE_UNUSABLE;
    self->n_usable += note->state != MIEN_FACE_UNUSABLE;
    if (self->usable[i])
      continue;
    problem = mien_problem_new (mien_dataset_get_id (dataset, i), "%s",
                                (char *) g_ptr_array_index (self->room->reasons, k++));
    mien_problem_add_sample (problem, i);
    g_ptr_array_add (self->problems, problem);
  }
}

static void
tell_without_points (MienFaces *self, const MienColumn *column)
{
  g_autoptr (MienProblem) problem = NULL;

  for (guint i = 0; i < self->n; i++)
    self->n_without_points += self->room->notes[i].state == MIEN_FACE_WITHOUT_POINTS;
  if (self->n_without_points == 0)
    return;
  problem =
      mien_problem_new (column->name,
                        "%u of %u faces have no points to be cropped by, or points far outside "
                        "their pictures, of which the middle square is used: add or correct their "
                        "points, or leave them out",
                        self->n_without_points, self->n);
  for (guint i = 0; i < self->n; i++)
    if (self->room->notes[i].state == MIEN_FACE_WITHOUT_POINTS)
      mien_problem_add_sample (problem, i);
  g_ptr_array_add (self->problems, g_steal_pointer (&problem));
}

static void
tell_trouble (MienFaces *self, const GError *trouble)
{
  if (trouble != NULL)
    g_ptr_array_add (
        self->problems,
        mien_problem_new (g_get_user_cache_dir (),
                          "The decoded faces are not kept for the next time (%s); make "
                          "room there, or allow writing",
                          trouble->message));
}

static MienFaces *
faces_new (Load *load, const GError *trouble)
{
  MienFaces *self = g_new0 (MienFaces, 1);
  MienFacesRoom *room = g_steal_pointer (&load->room);

  self->room = room;
  self->n = room->n;
  self->channels = room->channels;
  self->size = room->size;
  self->pixels = room->pixels;
  self->notes = load->preprocessing->crop != MIEN_CROP_NONE ? room->notes : NULL;
  self->usable = g_new0 (gboolean, MAX (room->n, 1));
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);
  tell_unusable (self, load->dataset);
  tell_without_points (self, load->column);
  tell_trouble (self, trouble);
  return self;
}

/* Into a new room, which is kept unless it was cancelled. */
static MienFaces *
decode (Load *load, const char *key, MienPool *pool, GError **error)
{
  const MienPreprocessing *p = load->preprocessing;
  g_autoptr (GError) trouble = NULL;
  g_autoptr (MienFacesRoom) room = mien_faces_room_new (
      key, mien_dataset_get_n_samples (load->dataset), p->channels, p->size, &trouble, error);

  if (room == NULL)
    return NULL;
  load->room = room; /* borrowed until it is full */
  load_all (load, pool);
  if (g_cancellable_set_error_if_cancelled (load->cancellable, error))
    return NULL;
  if (trouble == NULL)
    mien_faces_room_keep (room, &trouble);
  load->room = g_steal_pointer (&room);
  return faces_new (load, trouble);
}

MienFaces *
mien_faces_load (MienDataset *dataset,
                 const MienPreprocessing *preprocessing,
                 MienPool *pool,
                 GCancellable *cancellable,
                 MienProgressFunc progress,
                 gpointer progress_data,
                 GError **error)
{
  guint n = mien_dataset_get_n_samples (dataset);
  Load load = {.dataset = dataset,
               .preprocessing = preprocessing,
               .cancellable = cancellable,
               .progress = progress,
               .progress_data = progress_data};

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !mien_frame_find_column (dataset, preprocessing->crop, &load.column, error))
    return NULL;

  g_autofree char *key = make_key (&load);

  if (key != NULL)
    load.room = mien_faces_room_open (key, n, preprocessing->channels, preprocessing->size);
  return load.room != NULL ? faces_new (&load, NULL) : decode (&load, key, pool, error);
}

void
mien_faces_free (MienFaces *self)
{
  if (self == NULL)
    return;
  if (self->room != NULL)
    mien_faces_room_free (self->room);
  else
    g_free (self->pixels);
  g_free (self->usable);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

void
mien_faces_place_points (const MienFaces *self, guint sample, float *points, int width)
{
  g_return_if_fail (sample < self->n);

  if (self->notes != NULL && self->usable[sample])
    mien_frame_follow (&self->notes[sample].frame, points, width / 2);
}

const guint8 *
mien_faces_get (const MienFaces *self, guint sample)
{
  g_return_val_if_fail (sample < self->n, NULL);

  return self->pixels + sample * face_bytes (self->channels, self->size);
}

/* Whole numbers add up exactly, so the order does not matter. */
static void
measure_channel (const MienFaces *self, const gboolean *use, int channel, double *mean, double *sd)
{
  gsize plane = (gsize) self->size * (gsize) self->size, n = 0;
  guint64 sum = 0, squares = 0;

  for (guint s = 0; s < self->n; s++) {
    const guint8 *pixels = mien_faces_get (self, s) + (gsize) channel * plane;

    if (!self->usable[s] || (use != NULL && !use[s]))
      continue;
    for (gsize i = 0; i < plane; i++) {
      sum += pixels[i];
      squares += (guint64) pixels[i] * pixels[i];
    }
    n += plane;
  }
  *mean = n > 0 ? (double) sum / (double) n : 0.0;
  *sd = n > 0 ? sqrt (MAX (0.0, (double) squares / (double) n - *mean * *mean)) : 0.0;
}

/* A deviation of 0 (pictures of one level, or none at all) becomes 1 so that it can be divided by.
 */
void
mien_faces_measure (const MienFaces *self, const gboolean *use, MienPreprocessing *preprocessing)
{
  for (int c = 0; c < self->channels; c++) {
    measure_channel (self, use, c, &preprocessing->mean[c], &preprocessing->sd[c]);
    if (!(preprocessing->sd[c] > 0.0))
      preprocessing->sd[c] = 1.0;
  }
}
