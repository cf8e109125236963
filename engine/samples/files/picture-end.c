#include "engine/samples/files/picture-end.h"

#include <string.h>

#define JPEG_START_OF_SCAN 0xda
#define JPEG_END 0xd9

/* Marks within a scan: FF00 stands for the byte FF, FFD0 to FFD7 restart the decoder. */
static gboolean
is_in_scan (guint8 mark)
{
  return mark == 0x00 || mark == 0xff || (mark >= 0xd0 && mark <= 0xd7);
}

/* Segments, of which scans are followed by data up to the next mark: ITU-T T.81, annex B. */
static gboolean
jpeg_has_end (const guint8 *bytes, gsize len)
{
  gsize at = 2;

  while (at + 3 < len || (at + 1 < len && bytes[at + 1] == JPEG_END)) {
    guint8 mark = bytes[at + 1];

    if (bytes[at] != 0xff || mark == 0xff) {
      at++; /* padding between segments */
      continue;
    }
    if (mark == JPEG_END)
      return TRUE;
    at += 2 + ((gsize) bytes[at + 2] << 8 | bytes[at + 3]);
    if (mark == JPEG_START_OF_SCAN)
      while (at + 1 < len && (bytes[at] != 0xff || is_in_scan (bytes[at + 1])))
        at++;
  }
  return FALSE;
}

/* Chunks of length, name, data and checksum up to the one named IEND. */
static gboolean
png_has_end (const guint8 *bytes, gsize len)
{
  gsize at = 8;

  while (at + 12 <= len) {
    guint32 size = (guint32) bytes[at] << 24 | (guint32) bytes[at + 1] << 16 |
                   (guint32) bytes[at + 2] << 8 | bytes[at + 3];

    if (memcmp (bytes + at + 4, "IEND", 4) == 0)
      return TRUE;
    at += 12 + (gsize) size;
  }
  return FALSE;
}

gboolean
mien_picture_has_end (const guint8 *bytes, gsize len)
{
  if (len >= 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return png_has_end (bytes, len);
  if (len >= 2 && bytes[0] == 0xff && bytes[1] == 0xd8)
    return jpeg_has_end (bytes, len);
  return TRUE;
}
