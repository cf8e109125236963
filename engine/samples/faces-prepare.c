/* One picture as a network sees it. */
#include "engine/samples/equalise.h"
#include "engine/samples/faces-private.h"
#include "engine/samples/resize.h"

typedef struct {
  const MienPreprocessing *preprocessing;
  const float *points; /* (nullable) */
  int n_points;
  MienFrame frame;
  gboolean found; /* what @frame was to go by */
} Work;

static void
find_frame (Work *work, int width, int height)
{
  work->found = mien_frame_find (work->preprocessing->crop, width, height, work->points,
                                 work->n_points, &work->frame);
}

static double
find_scale (int width, int height, gpointer data)
{
  Work *work = data;

  find_frame (work, width, height);
  return mien_resize_least_scale (&work->frame, width, height, work->preprocessing->size);
}

static void
see (const MienPixels *picture, const Work *work, guint8 *pixels)
{
  const MienPreprocessing *p = work->preprocessing;

  mien_resize (picture, &work->frame, p->channels, p->size, pixels);
  mien_equalise (p->equalise, p->channels, p->size, pixels);
}

/* What is done with a picture that has no points. */
static MienPreprocessing
without_points (const MienPreprocessing *preprocessing)
{
  MienPreprocessing alone = *preprocessing;

  if (mien_crop_needs_points (alone.crop))
    alone.crop = MIEN_CROP_NONE;
  return alone;
}

void
mien_faces_prepare (GdkPixbuf *picture, const MienPreprocessing *preprocessing, guint8 *pixels)
{
  MienPreprocessing alone = without_points (preprocessing);
  Work work = {.preprocessing = &alone};
  MienPixels whole = mien_pixels_of (picture);

  find_frame (&work, whole.width, whole.height);
  see (&whole, &work, pixels);
}

gboolean
mien_faces_prepare_file (GBytes *file,
                         const char *name,
                         const MienPreprocessing *preprocessing,
                         guint8 *pixels,
                         GError **error)
{
  MienPreprocessing alone = without_points (preprocessing);
  Work work = {.preprocessing = &alone};
  MienPictureWish wish = {alone.channels, find_scale, &work};
  g_auto (MienPixels) picture = {0};

  if (!mien_picture_decode_pixels (file, name, &wish, &picture, error))
    return FALSE;
  find_frame (&work, picture.width, picture.height);
  see (&picture, &work, pixels);
  return TRUE;
}

gboolean
mien_face_prepare (MienDataset *dataset,
                   guint sample,
                   const MienPreprocessing *preprocessing,
                   const MienColumn *column,
                   guint8 *pixels,
                   MienFaceNote *note,
                   GError **error)
{
  g_auto (MienPixels) picture = {0};
  Work work = {.preprocessing = preprocessing};
  MienPictureWish wish = {preprocessing->channels, find_scale, &work};

  if (column != NULL) {
    work.points = column->values + (gsize) sample * (gsize) column->width;
    work.n_points = column->width / 2;
  }
  if (!mien_dataset_load_pixels (dataset, sample, &wish, &picture, error))
    return FALSE;
  find_frame (&work, picture.width, picture.height);
  see (&picture, &work, pixels);
  *note = (MienFaceNote){work.frame, work.found ? MIEN_FACE_USABLE : MIEN_FACE_WITHOUT_POINTS};
  return TRUE;
}

gboolean
mien_faces_prepare_sample (MienDataset *dataset,
                           guint sample,
                           const MienPreprocessing *preprocessing,
                           guint8 *pixels,
                           GError **error)
{
  const MienColumn *column;
  MienFaceNote note;

  return mien_frame_find_column (dataset, preprocessing->crop, &column, error) &&
         mien_face_prepare (dataset, sample, preprocessing, column, pixels, &note, error);
}
