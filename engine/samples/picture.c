#include "engine/samples/picture.h"

#include "engine/core/error.h"
#include "engine/samples/netpbm.h"

/* What became known about a picture while GdkPixbuf was decoding it. */
typedef struct {
  int width;
  int height;
  int rows; /* decoded so far */
} Decoding;

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
on_size (GdkPixbufLoader *loader, int width, int height, Decoding *decoding)
{
  decoding->width = width;
  decoding->height = height;
  if (is_too_large (width, height))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static void
on_rows (GdkPixbufLoader *loader G_GNUC_UNUSED,
         int x G_GNUC_UNUSED,
         int y,
         int width G_GNUC_UNUSED,
         int height,
         Decoding *decoding)
{
  decoding->rows = MAX (decoding->rows, y + height);
}

/* The JPEG loader greets a cut file with grey rows and no error. */
static gboolean
is_cut (GdkPixbufLoader *loader, const Decoding *decoding)
{
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  g_autofree char *name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;

  return g_strcmp0 (name, "jpeg") == 0 && decoding->rows < decoding->height;
}

static GdkPixbuf *
finish (GdkPixbufLoader *loader, const Decoding *decoding, const char *path, GError **error)
{
  GdkPixbuf *picture = gdk_pixbuf_loader_get_pixbuf (loader);

  if (picture == NULL || is_cut (loader, decoding)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s ends before its picture does; copy it again or leave it out", path);
    return NULL;
  }
  return gdk_pixbuf_apply_embedded_orientation (picture);
}

static GdkPixbuf *
decode (const char *path, const guint8 *bytes, gsize len, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) reason = NULL;
  Decoding decoding = {0};

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), &decoding);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_rows), &decoding);

  gboolean ok = gdk_pixbuf_loader_write (loader, bytes, len, &reason);

  ok = gdk_pixbuf_loader_close (loader, ok ? &reason : NULL) && ok;
  if (is_too_large (decoding.width, decoding.height))
    fail_too_large (path, decoding.width, decoding.height, error);
  else if (!ok)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be read as a picture (%s); replace it or leave it out", path,
                 reason != NULL ? reason->message : "cut or damaged");
  else
    return finish (loader, &decoding, path, error);
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

GdkPixbuf *
mien_picture_load (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  MienNetpbm header;

  if (file == NULL)
    return NULL;

  const guint8 *bytes = (const guint8 *) g_mapped_file_get_contents (file);
  gsize len = g_mapped_file_get_length (file);

  if (len == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty; copy it again or leave it out",
                 path);
    return NULL;
  }
  if (mien_netpbm_read_header (bytes, len, &header))
    return decode_netpbm (path, bytes, len, &header, error);
  return decode (path, bytes, len, error);
}

gboolean
mien_picture_measure (const char *path, int *width, int *height)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  MienNetpbm header;

  if (file == NULL || g_mapped_file_get_length (file) == 0)
    return FALSE;
  if (!mien_netpbm_read_header ((const guint8 *) g_mapped_file_get_contents (file),
                                g_mapped_file_get_length (file), &header))
    return gdk_pixbuf_get_file_info (path, width, height) != NULL;
  *width = header.width;
  *height = header.height;
  return TRUE;
}
