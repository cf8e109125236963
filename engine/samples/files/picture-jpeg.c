#include "engine/samples/files/picture-jpeg.h"

#include <string.h>
#include <turbojpeg.h>

gboolean
mien_jpeg_is (const guint8 *bytes, gsize len)
{
  return len >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff;
}

static guint
read_number (const guint8 *bytes, int n, gboolean big)
{
  guint value = 0;

  for (int i = 0; i < n; i++)
    value |= (guint) bytes[i] << (big ? 8 * (n - 1 - i) : 8 * i);
  return value;
}

/* A TIFF header and its first directory of tags, 12 bytes each. */
static int
read_exif (const guint8 *tiff, gsize len)
{
  if (len < 8)
    return 1;

  gboolean big = tiff[0] == 'M';
  gsize at = read_number (tiff + 4, 4, big);

  if (at > len || len - at < 2)
    return 1;
  for (guint n = read_number (tiff + at, 2, big), i = 0; i < n; i++) {
    gsize tag = at + 2 + 12 * (gsize) i;

    if (tag + 12 > len)
      return 1;
    if (read_number (tiff + tag, 2, big) == 0x0112) {
      guint value = read_number (tiff + tag + 8, 2, big);

      return value >= 1 && value <= 8 ? (int) value : 1;
    }
  }
  return 1;
}

int
mien_jpeg_orientation (const guint8 *bytes, gsize len)
{
  gsize at = 2;

  /* Segments up to the first scan: ITU-T T.81, annex B. */
  while (at + 4 <= len && bytes[at] == 0xff && bytes[at + 1] != 0xda) {
    gsize size = (gsize) bytes[at + 2] << 8 | bytes[at + 3];

    if (size < 2 || size + 2 > len - at)
      return 1;
    if (bytes[at + 1] == 0xe1 && size >= 8 && memcmp (bytes + at + 4, "Exif\0\0", 6) == 0)
      return read_exif (bytes + at + 10, size - 8);
    at += 2 + size;
  }
  return 1;
}

static void
free_decoder (gpointer decoder)
{
  tjDestroy (decoder);
}

/* One a thread, as making one costs as much as a small picture. */
static tjhandle
get_decoder (void)
{
  static GPrivate decoders = G_PRIVATE_INIT (free_decoder);
  tjhandle decoder = g_private_get (&decoders);

  if (decoder == NULL) {
    decoder = tjInitDecompress ();
    g_private_set (&decoders, decoder);
  }
  return decoder;
}

/* Halves only: they are exact for every size, and the library has fast code for them alone. */
static int
choose_divisor (double least_scale)
{
  int divisor = 8;

  while (divisor > 1 && 1.0 / divisor < least_scale)
    divisor /= 2;
  return divisor;
}

static gboolean
read_header (tjhandle decoder, const guint8 *bytes, gsize len, int *width, int *height)
{
  int subsampling, colours;

  return tjDecompressHeader3 (decoder, bytes, (unsigned long) len, width, height, &subsampling,
                              &colours) == 0 &&
         (gint64) *width * *height <= MIEN_PICTURE_MAX_PIXELS && colours != TJCS_CMYK &&
         colours != TJCS_YCCK;
}

gboolean
mien_jpeg_decode (const guint8 *bytes, gsize len, const MienPictureWish *wish, MienPixels *pixels)
{
  tjhandle decoder = get_decoder ();
  int width, height, channels = wish->channels == 1 ? 1 : 3;

  if (decoder == NULL || mien_jpeg_orientation (bytes, len) != 1 ||
      !read_header (decoder, bytes, len, &width, &height))
    return FALSE;

  int divisor = choose_divisor (wish->scale (width, height, wish->data));
  int columns = (width + divisor - 1) / divisor, rows = (height + divisor - 1) / divisor;
  guint8 *data = g_try_malloc ((gsize) columns * (gsize) rows * (gsize) channels);

  /* Warnings count as failures: what is damaged is the slow way's to judge. */
  if (data == NULL ||
      tjDecompress2 (decoder, bytes, (unsigned long) len, data, columns, columns * channels, rows,
                     channels == 1 ? TJPF_GRAY : TJPF_RGB, TJFLAG_LIMITSCANS) != 0) {
    g_free (data);
    return FALSE;
  }
  *pixels = (MienPixels){.width = width,
                         .height = height,
                         .scale = 1.0 / divisor,
                         .columns = columns,
                         .rows = rows,
                         .channels = channels,
                         .stride = (gsize) columns * (gsize) channels,
                         .data = data,
                         .owner = data,
                         .release = g_free};
  return TRUE;
}
