#include "engine/samples/files/netpbm.h"

static gboolean
is_space (guint8 c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static gsize
skip_space (const guint8 *bytes, gsize len, gsize at)
{
  while (at < len && (is_space (bytes[at]) || bytes[at] == '#')) {
    if (bytes[at] == '#')
      while (at < len && bytes[at] != '\n')
        at++;
    else
      at++;
  }
  return at;
}

/* A whole number at *@at, which moves behind it; -1 where there is none or it is beyond 10^8. */
static int
read_number (const guint8 *bytes, gsize len, gsize *at)
{
  gsize i = skip_space (bytes, len, *at);
  gsize start = i;
  int value = 0;

  for (; i < len && g_ascii_isdigit (bytes[i]) && i - start < 8; i++)
    value = value * 10 + (bytes[i] - '0');
  if (i == start || (i < len && g_ascii_isdigit (bytes[i])))
    return -1;
  *at = i;
  return value;
}

gboolean
mien_netpbm_read_header (const guint8 *bytes, gsize len, MienNetpbm *header)
{
  gsize at = 2;

  if (len < 3 || bytes[0] != 'P' || !is_space (bytes[2]))
    return FALSE;
  if (bytes[1] != '2' && bytes[1] != '3' && bytes[1] != '5' && bytes[1] != '6')
    return FALSE;
  header->text = bytes[1] < '5';
  header->channels = bytes[1] == '3' || bytes[1] == '6' ? 3 : 1;
  header->width = read_number (bytes, len, &at);
  header->height = read_number (bytes, len, &at);
  header->top = read_number (bytes, len, &at);
  header->offset = at + 1; /* one white space parts the header from binary values */
  return header->width > 0 && header->height > 0 && header->top > 0 && header->top < 65536 &&
         at < len;
}

/* The next value, or -1; values above 255 are two bytes, the high one first. */
static int
read_value (const guint8 *bytes, gsize len, const MienNetpbm *header, gsize *at)
{
  int value;

  if (header->text)
    return read_number (bytes, len, at);
  if (header->top < 256)
    return *at < len ? bytes[(*at)++] : -1;
  if (*at + 1 >= len)
    return -1;
  value = bytes[*at] << 8 | bytes[*at + 1];
  *at += 2;
  return value;
}

static gboolean
decode_row (const guint8 *bytes, gsize len, const MienNetpbm *header, gsize *at, guchar *row)
{
  for (int x = 0; x < header->width; x++)
    for (int c = 0; c < 3; c++) {
      if (c >= header->channels) {
        row[3 * x + c] = row[3 * x];
        continue;
      }

      int value = read_value (bytes, len, header, at);

      if (value < 0 || value > header->top)
        return FALSE;
      row[3 * x + c] = (guchar) ((value * 255 + header->top / 2) / header->top);
    }
  return TRUE;
}

GdkPixbuf *
mien_netpbm_decode (const guint8 *bytes, gsize len, const MienNetpbm *header)
{
  gsize least = (gsize) header->width * (gsize) header->height * (gsize) header->channels;

  /* A header may promise more than there is: every value takes a byte or more. */
  if (header->offset > len || least > len - header->offset)
    return NULL;

  g_autoptr (GdkPixbuf) picture =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, header->width, header->height);
  gsize at = header->offset;

  if (picture == NULL)
    return NULL;

  guchar *pixels = gdk_pixbuf_get_pixels (picture);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (picture);

  for (int y = 0; y < header->height; y++)
    if (!decode_row (bytes, len, header, &at, pixels + (gsize) y * stride))
      return NULL;
  return g_steal_pointer (&picture);
}
