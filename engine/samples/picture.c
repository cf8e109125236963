#include "engine/samples/picture.h"

#include "engine/core/error.h"
#include "engine/samples/netpbm.h"
#include "engine/samples/picture-end.h"

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

GdkPixbuf *
mien_picture_load (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);
  MienNetpbm header;

  if (file == NULL) {
    g_set_error (error, reason->domain, reason->code,
                 "%s cannot be opened (%s); put it back or leave it out", path, reason->message);
    return NULL;
  }

  const guint8 *bytes = (const guint8 *) g_mapped_file_get_contents (file);
  gsize len = g_mapped_file_get_length (file);

  if (len == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty; copy it again or leave it out",
                 path);
    return NULL;
  }
  if (mien_netpbm_read_header (bytes, len, &header))
    return decode_netpbm (path, bytes, len, &header, error);
  if (!mien_picture_has_end (bytes, len))
    return fail_cut (path, error);
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
