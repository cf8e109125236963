#include "engine/samples/files/pixels.h"

MienPixels
mien_pixels_of (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);

  return (MienPixels){
      .width = width,
      .height = height,
      .scale = 1.0,
      .columns = width,
      .rows = height,
      .channels = gdk_pixbuf_get_n_channels (picture),
      .stride = (gsize) gdk_pixbuf_get_rowstride (picture),
      .data = gdk_pixbuf_read_pixels (picture),
  };
}

MienPixels
mien_pixels_take (GdkPixbuf *picture)
{
  MienPixels self = mien_pixels_of (picture);

  self.owner = picture;
  self.release = g_object_unref;
  return self;
}

void
mien_pixels_clear (MienPixels *self)
{
  if (self->release != NULL)
    self->release (self->owner);
  *self = (MienPixels){0};
}
