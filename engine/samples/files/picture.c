#include "engine/samples/files/picture.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/samples/files/netpbm.h"
#include "engine/samples/files/picture-end.h"
#include "engine/samples/files/picture-jpeg.h"

#define BYTES_AT_ONCE 4096

/* What the header says, once it has been read. */
typedef struct {
  int width;
  int height;
} Size;

static gboolean
is_too_large (int width, int height)
{
  return (gint64) width * height > MIEN_PICTURE_MAX_PIXELS;
}

static void
fail_too_large (const char *path, int width, int height, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s is %d × %d pixels by its header, more than the 100 million that are read; make "
               "it smaller or leave it out",
               path, width, height);
}

/* A size of 0 makes the loader stop before it takes memory for the pixels. */
static void
on_size (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  *size = (Size){width, height};
  if (is_too_large (width, height))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static GdkPixbuf *
fail_cut (const char *path, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s ends before its picture does; copy it again or leave it out", path);
  return NULL;
}

static GdkPixbuf *
decode (const char *path, const guint8 *bytes, gsize len, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) reason = NULL;
  Size size = {0};

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), &size);

  gboolean ok = gdk_pixbuf_loader_write (loader, bytes, len, &reason);

  ok = gdk_pixbuf_loader_close (loader, ok ? &reason : NULL) && ok;
  if (is_too_large (size.width, size.height))
    fail_too_large (path, size.width, size.height, error);
  else if (!ok)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be read as a picture (%s); replace it or leave it out", path,
                 reason != NULL ? reason->message : "cut or damaged");
  else if (gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    fail_cut (path, error);
  else
    return gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  return NULL;
}

static GdkPixbuf *
decode_netpbm (const char *path,
               const guint8 *bytes,
               gsize len,
               const MienNetpbm *header,
               GError **error)
{
  if (is_too_large (header->width, header->height)) {
    fail_too_large (path, header->width, header->height, error);
    return NULL;
  }

  GdkPixbuf *picture = mien_netpbm_decode (bytes, len, header);

  if (picture == NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s ends before its picture does or holds values above its top one; copy it again "
                 "or leave it out",
                 path);
  return picture;
}

/* FALSE where there is nothing to be decoded, or not all of it. */
static gboolean
check (const char *name, const guint8 *bytes, gsize len, GError **error)
{
  if (len == 0)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty; copy it again or leave it out",
                 name);
  else if (!mien_picture_has_end (bytes, len))
    fail_cut (name, error);
  else
    return TRUE;
  return FALSE;
}

GdkPixbuf *
mien_picture_decode (GBytes *file, const char *name, GError **error)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (file, &len);
  MienNetpbm header;

  if (!check (name, bytes, len, error))
    return NULL;
  if (mien_netpbm_read_header (bytes, len, &header))
    return decode_netpbm (name, bytes, len, &header, error);
  return decode (name, bytes, len, error);
}

gboolean
mien_picture_decode_pixels (GBytes *file,
                            const char *name,
                            const MienPictureWish *wish,
                            MienPixels *pixels,
                            GError **error)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (file, &len);
  GdkPixbuf *picture;

  if (mien_jpeg_is (bytes, len) && mien_picture_has_end (bytes, len) &&
      mien_jpeg_decode (bytes, len, wish, pixels))
    return TRUE;

  picture = mien_picture_decode (file, name, error);
  if (picture != NULL)
    *pixels = mien_pixels_take (picture);
  return picture != NULL;
}

GBytes *
mien_picture_read (const char *path, GError **error)
{
  return mien_file_open (path, error);
}

GdkPixbuf *
mien_picture_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = mien_picture_read (path, error);

  return bytes != NULL ? mien_picture_decode (bytes, path, error) : NULL;
}

static void
on_size_alone (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  *size = (Size){width, height};
  gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Only so much is read as the header takes. */
static Size
measure (const guint8 *bytes, gsize len)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Size size = {0};

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_alone), &size);
  for (gsize at = 0; at < len && size.width == 0; at += BYTES_AT_ONCE)
    if (!gdk_pixbuf_loader_write (loader, bytes + at, MIN (len - at, BYTES_AT_ONCE), NULL))
      break;
  gdk_pixbuf_loader_close (loader, NULL);
  return size;
}

gboolean
mien_picture_measure (GBytes *file, int *width, int *height)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (file, &len);
  MienNetpbm header;
  Size size;

  if (len > 0 && mien_netpbm_read_header (bytes, len, &header)) {
    *width = header.width;
    *height = header.height;
    return TRUE;
  }
  size = len > 0 ? measure (bytes, len) : (Size){0};
  *width = size.width;
  *height = size.height;
  return size.width > 0;
}
