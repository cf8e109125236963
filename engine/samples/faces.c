#include "engine/samples/faces.h"

#include "engine/core/error.h"

#include <math.h>
#include <string.h>

#define SAMPLES_A_CHUNK 16

/* For one output pixel along one side: the input pixels that it is a mean of, and their weights. */
typedef struct {
  int first;
  int count;
  float *weights;
} Tap;

typedef struct {
  int n;
  Tap *taps;
  float *weights; /* of all taps */
} Taps;

static void
taps_clear (Taps *taps)
{
  g_clear_pointer (&taps->taps, g_free);
  g_clear_pointer (&taps->weights, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taps, taps_clear)

/* Shrinking takes the mean over the area that a pixel comes to cover, enlarging interpolates
 * between the middles of the two nearest pixels; both are one filter, a box or a tent as wide as
 * needed. */
static double
tap_weight (double at, double scale, int i)
{
  double low = at * scale, high = low + scale;

  if (scale >= 1.0)
    return MAX (0.0, MIN (high, i + 1.0) - MAX (low, i));
  return MAX (0.0, 1.0 - fabs (low + scale / 2.0 - (i + 0.5)));
}

static void
taps_plan (Taps *self, int in, int out)
{
  double scale = (double) in / out;
  int most = (int) ceil (scale) + 2;

  self->n = out;
  self->taps = g_new0 (Tap, out);
  self->weights = g_new0 (float, (gsize) out *(gsize) most);
  for (int x = 0; x < out; x++) {
    Tap *tap = &self->taps[x];
    int first = scale >= 1.0 ? (int) floor (x * scale) : (int) floor ((x + 0.5) * scale - 0.5);
    double sum = 0.0;

    tap->first = CLAMP (first, 0, in - 1);
    tap->weights = self->weights + (gsize) x * (gsize) most;
    for (int i = tap->first; i < in && tap->count < most; i++, tap->count++) {
      double weight = tap_weight (x, scale, i);

      tap->weights[tap->count] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < tap->count; i++)
      tap->weights[i] = (float) ((double) tap->weights[i] / sum);
  }
}

/* The part of the picture that is used. */
typedef struct {
  int x;
  int y;
  int width;
  int height;
} Box;

static Box
crop_box (GdkPixbuf *picture, MienCrop crop)
{
  Box box = {0, 0, gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture)};

  if (crop == MIEN_CROP_CENTRE) {
    int side = MIN (box.width, box.height);

    box = (Box){(box.width - side) / 2, (box.height - side) / 2, side, side};
  }
  return box;
}

/* Grey by ITU-R BT.601; a picture of one channel's worth of grey stays exactly what it is. */
static void
read_row (GdkPixbuf *picture, const Box *box, int y, int channel, gboolean grey, float *row)
{
  int n_channels = gdk_pixbuf_get_n_channels (picture);
  const guchar *in = gdk_pixbuf_read_pixels (picture) +
                     (gsize) (box->y + y) * (gsize) gdk_pixbuf_get_rowstride (picture) +
                     (gsize) box->x * (gsize) n_channels;

  for (int x = 0; x < box->width; x++, in += n_channels)
    row[x] =
        grey ? (float) (299 * in[0] + 587 * in[1] + 114 * in[2]) / 1000.0f : (float) in[channel];
}

static float
apply_tap (const Tap *tap, const float *values)
{
  float sum = 0.0f;

  for (int i = 0; i < tap->count; i++)
    sum += tap->weights[i] * values[tap->first + i];
  return sum;
}

/* One channel, rows first: [box height,size] in between, then down the columns. */
static void
resize_channel (GdkPixbuf *picture,
                const Box *box,
                int channel,
                gboolean grey,
                int size,
                guint8 *out)
{
  g_auto (Taps) across = {0}, down = {0};
  g_autofree float *row = g_new (float, box->width);
  g_autofree float *columns = g_new (float, (gsize) box->height *(gsize) size);

  taps_plan (&across, box->width, size);
  taps_plan (&down, box->height, size);
  for (int y = 0; y < box->height; y++) {
    read_row (picture, box, y, channel, grey, row);
    for (int x = 0; x < size; x++)
      columns[(gsize) x * (gsize) box->height + (gsize) y] = apply_tap (&across.taps[x], row);
  }
  for (int x = 0; x < size; x++)
    for (int y = 0; y < size; y++) {
      float value = apply_tap (&down.taps[y], columns + (gsize) x * (gsize) box->height);

      out[y * size + x] = (guint8) CLAMP (lrintf (value), 0, 255);
    }
}

static int
grey_of (const guint8 *pixels, gsize plane, int channels, gsize i)
{
  if (channels == 1)
    return pixels[i];
  return (299 * pixels[i] + 587 * pixels[plane + i] + 114 * pixels[2 * plane + i] + 500) / 1000;
}

/* Spreads the grey levels so that their cumulative histogram is a straight line (Gonzalez & Woods,
 * "Digital Image Processing", section 3.3.1); colours go through the table of their greys. */
static void
equalise (guint8 *pixels, int channels, gsize plane)
{
  gsize histogram[256] = {0}, below = 0, lowest = 0;
  guint8 table[256];

  for (gsize i = 0; i < plane; i++)
    histogram[grey_of (pixels, plane, channels, i)]++;
  for (int level = 0; level < 256 && lowest == 0; level++)
    lowest = histogram[level];
  if (lowest == plane)
    return; /* one level only: nothing to spread */
  for (int level = 0; level < 256; level++) {
    below += histogram[level];
    table[level] =
        below <= lowest
            ? 0
            : (guint8) ((255 * (below - lowest) + (plane - lowest) / 2) / (plane - lowest));
  }
  for (gsize i = 0; i < plane * (gsize) channels; i++)
    pixels[i] = table[pixels[i]];
}

void
mien_faces_prepare (GdkPixbuf *picture, const MienPreprocessing *preprocessing, guint8 *pixels)
{
  int size = preprocessing->size, channels = preprocessing->channels;
  gsize plane = (gsize) size * (gsize) size;
  Box box = crop_box (picture, preprocessing->crop);

  for (int c = 0; c < channels; c++)
    resize_channel (picture, &box, c, channels == 1, size, pixels + (gsize) c * plane);
  if (preprocessing->equalise == MIEN_EQUALISE_HISTOGRAM)
    equalise (pixels, channels, plane);
}

typedef struct {
  MienDataset *dataset;
  const MienPreprocessing *preprocessing;
  MienFaces *faces;
  char **reasons; /* [n] what is wrong with those that are not usable */
  GCancellable *cancellable;
  MienProgressFunc progress;
  gpointer progress_data;
  guint n_done; /* atomic */
} Load;

static gsize
face_bytes (const MienFaces *self)
{
  return (gsize) self->channels * (gsize) self->size * (gsize) self->size;
}

static void
load_face (Load *load, guint sample)
{
  MienFaces *faces = load->faces;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = mien_dataset_load (load->dataset, sample, &error);

  faces->usable[sample] = picture != NULL;
  if (picture != NULL)
    mien_faces_prepare (picture, load->preprocessing, faces->pixels + sample * face_bytes (faces));
  else
    load->reasons[sample] = g_strdup (error->message);
}

static void
load_chunk (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Load *load = data;
  guint first = (guint) chunk * SAMPLES_A_CHUNK;
  guint end = MIN (first + SAMPLES_A_CHUNK, load->faces->n);

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  for (guint i = first; i < end; i++)
    load_face (load, i);

  guint done = (guint) g_atomic_int_add (&load->n_done, (int) (end - first)) + end - first;

  if (load->progress != NULL)
    load->progress ("Decoding faces", (double) done / load->faces->n, load->progress_data);
}

static void
problem_free (gpointer problem)
{
  mien_problem_free (problem);
}

static MienFaces *
faces_new (guint n, const MienPreprocessing *preprocessing, GError **error)
{
  MienFaces *self = g_new0 (MienFaces, 1);
  gsize bytes = 0;

  self->n = n;
  self->channels = preprocessing->channels;
  self->size = preprocessing->size;
  self->usable = g_new0 (gboolean, n);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  if (g_size_checked_mul (&bytes, n, face_bytes (self)))
    self->pixels = g_try_malloc0 (MAX (bytes, 1));
  if (self->pixels != NULL)
    return self;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
               "The memory does not do for %u faces of %d × %d pixels; choose a smaller size or "
               "fewer faces",
               n, self->size, self->size);
  mien_faces_free (self);
  return NULL;
}

static void
collect_problems (const Load *load)
{
  for (guint i = 0; i < load->faces->n; i++)
    if (load->reasons[i] != NULL) {
      MienProblem *problem =
          mien_problem_new (mien_dataset_get_id (load->dataset, i), "%s", load->reasons[i]);

      mien_problem_add_sample (problem, i);
      g_ptr_array_add (load->faces->problems, problem);
    }
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
  g_autoptr (MienFaces) self = faces_new (n, preprocessing, error);
  Load load = {.dataset = dataset,
               .preprocessing = preprocessing,
               .faces = self,
               .cancellable = cancellable,
               .progress = progress,
               .progress_data = progress_data};

  if (self == NULL)
    return NULL;
  load.reasons = g_new0 (char *, n);
  mien_pool_run (pool, (int) ((n + SAMPLES_A_CHUNK - 1) / SAMPLES_A_CHUNK), load_chunk, &load);
  collect_problems (&load);
  for (guint i = 0; i < n; i++)
    g_free (load.reasons[i]);
  g_free (load.reasons);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mien_faces_free (MienFaces *self)
{
  if (self == NULL)
    return;
  g_free (self->pixels);
  g_free (self->usable);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

const guint8 *
mien_faces_get (const MienFaces *self, guint sample)
{
  g_return_val_if_fail (sample < self->n, NULL);

  return self->pixels + sample * face_bytes (self);
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
