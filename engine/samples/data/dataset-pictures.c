/* The pictures of a data set: where they are, and what tells that they changed. */
#include "engine/core/error.h"
#include "engine/samples/data/dataset-private.h"
#include "engine/samples/files/picture.h"

/* The data set that has @sample's picture, and its number there. */
static MienDataset *
owner_of (MienDataset *self, guint *sample)
{
  while (self->locate != NULL)
    self = self->locate (sample, self->load_data);
  return self;
}

static const char *
path_of (MienDataset *self, guint sample)
{
  const char *path = self->paths != NULL ? g_ptr_array_index (self->paths, sample) : NULL;

  return path != NULL ? path : self->ids[sample];
}

gboolean
mien_dataset_get_box (MienDataset *self, guint sample, MienBox *box)
{
  g_return_val_if_fail (sample < self->n_samples, FALSE);

  self = owner_of (self, &sample);
  if (self->boxes == NULL)
    return FALSE;
  *box = g_array_index (self->boxes, MienBox, sample);
  return box->width > 0;
}

GBytes *
mien_dataset_read (MienDataset *self, guint sample, GError **error)
{
  g_return_val_if_fail (sample < self->n_samples, NULL);

  self = owner_of (self, &sample);
  return self->files != NULL && self->load == NULL
             ? mien_files_read (self->files, path_of (self, sample), error)
             : NULL;
}

/* The part of @box that lies in the picture; FALSE where none does. */
static gboolean
clip (const MienBox *box, int width, int height, const char *id, MienBox *inside, GError **error)
{
  int left = MAX (box->x, 0), top = MAX (box->y, 0);
  int right = (int) MIN ((gint64) box->x + box->width, width);
  int bottom = (int) MIN ((gint64) box->y + box->height, height);

  *inside = (MienBox){left, top, right - left, bottom - top};
  if (left < right && top < bottom)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s lies outside its picture of %d × %d pixels; correct its box or leave it out", id,
               width, height);
  return FALSE;
}

static GdkPixbuf *
cut_out (GdkPixbuf *picture, const MienBox *box, const char *id, GError **error)
{
  MienBox inside;

  if (!clip (box, gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture), id, &inside,
             error))
    return NULL;
  return gdk_pixbuf_new_subpixbuf (picture, inside.x, inside.y, inside.width, inside.height);
}

static GdkPixbuf *
load_file (MienDataset *self, guint sample, GError **error)
{
  const char *path = path_of (self, sample);
  g_autoptr (GBytes) bytes = mien_files_read (self->files, path, error);
  g_autofree char *name = g_build_filename (mien_files_get_root (self->files), path, NULL);
  g_autoptr (GdkPixbuf) picture = bytes != NULL ? mien_picture_decode (bytes, name, error) : NULL;
  MienBox box;

  if (picture == NULL || !mien_dataset_get_box (self, sample, &box))
    return g_steal_pointer (&picture);
  return cut_out (picture, &box, self->ids[sample], error);
}

GdkPixbuf *
mien_dataset_load (MienDataset *self, guint sample, GError **error)
{
  g_return_val_if_fail (sample < self->n_samples, NULL);

  self = owner_of (self, &sample);
  if (self->load == NULL)
    return load_file (self, sample, error);

  GdkPixbuf *picture = self->load (sample, self->load_data, error);

  if (picture == NULL)
    g_prefix_error (error, "%s: ", self->ids[sample]);
  return picture;
}

static gboolean
decode_file (MienDataset *self,
             guint sample,
             const MienPictureWish *wish,
             MienPixels *pixels,
             GError **error)
{
  const char *path = path_of (self, sample);
  g_autoptr (GBytes) bytes = mien_files_read (self->files, path, error);
  g_autofree char *name = g_build_filename (mien_files_get_root (self->files), path, NULL);

  return bytes != NULL && mien_picture_decode_pixels (bytes, name, wish, pixels, error);
}

static double
keep_size (int width G_GNUC_UNUSED, int height G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return 1.0;
}

/* A box is in pixels of the picture at its own size. */
static gboolean
decode_box (MienDataset *self,
            guint sample,
            const MienBox *box,
            int channels,
            MienPixels *pixels,
            GError **error)
{
  MienPictureWish wish = {channels, keep_size, NULL};
  g_auto (MienPixels) whole = {0};
  MienBox inside;

  if (!decode_file (self, sample, &wish, &whole, error) ||
      !clip (box, whole.width, whole.height, self->ids[sample], &inside, error))
    return FALSE;
  *pixels = whole;
  pixels->width = pixels->columns = inside.width;
  pixels->height = pixels->rows = inside.height;
  pixels->data += (gsize) inside.y * whole.stride + (gsize) (inside.x * whole.channels);
  whole.release = NULL;
  return TRUE;
}

gboolean
mien_dataset_load_pixels (MienDataset *self,
                          guint sample,
                          const MienPictureWish *wish,
                          MienPixels *pixels,
                          GError **error)
{
  MienBox box;
  GdkPixbuf *picture;

  self = owner_of (self, &sample);
  if (self->load == NULL)
    return mien_dataset_get_box (self, sample, &box)
               ? decode_box (self, sample, &box, wish->channels, pixels, error)
               : decode_file (self, sample, wish, pixels, error);

  picture = mien_dataset_load (self, sample, error);
  if (picture != NULL)
    *pixels = mien_pixels_take (picture);
  return picture != NULL;
}

gboolean
mien_dataset_measure (MienDataset *self, guint sample, MienBox *box)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;

  if (mien_dataset_get_box (self, sample, box))
    return TRUE;
  *box = (MienBox){0};
  bytes = mien_dataset_read (self, sample, NULL);
  if (bytes != NULL)
    return mien_picture_measure (bytes, &box->width, &box->height);
  picture = mien_dataset_load (self, sample, NULL);
  if (picture == NULL)
    return FALSE;
  box->width = gdk_pixbuf_get_width (picture);
  box->height = gdk_pixbuf_get_height (picture);
  return TRUE;
}

static void
digest (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_update (sum, (const guchar *) "\n", 1);
}

static void
digest_picture (MienDataset *self, guint sample, GChecksum *sum)
{
  const char *path = path_of (self, sample);
  g_autofree char *stamp = mien_files_stamp (self->files, path);
  MienBox box;

  digest (sum, path);
  digest (sum, stamp != NULL ? stamp : "missing");
  if (mien_dataset_get_box (self, sample, &box))
    g_checksum_update (sum, (const guchar *) &box, sizeof box);
}

char *
mien_dataset_stamp (MienDataset *self)
{
  gboolean in_files = self->load == NULL && self->locate == NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (in_files ? self->files == NULL : self->stamp == NULL)
    return NULL;
  digest (sum, in_files ? mien_files_get_root (self->files) : self->stamp);
  for (guint i = 0; i < self->n_samples && in_files; i++)
    digest_picture (self, i, sum);
  return g_strdup (g_checksum_get_string (sum));
}
