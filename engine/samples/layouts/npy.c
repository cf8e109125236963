#include "engine/samples/layouts/npy.h"

#include "engine/core/error.h"
#include "engine/samples/layouts/numbers.h"

#include <math.h>
#include <string.h>

#define MAGIC "\x93NUMPY"
#define MAX_HEADER 65536
#define MAX_ITEM 4096
#define MAX_DIMENSIONS 8

static gboolean
fail (GError **error, const char *name, const char *what)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s %s; save it again with numpy.save", name,
               what);
  return FALSE;
}

/* What stands behind 'key': in the header, a dictionary as Python writes it; NULL where there is no
 * such key. */
static const char *
find_value (const char *header, const char *key)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", key);
  const char *at = strstr (header, quoted);

  if (at == NULL)
    return NULL;
  at += strlen (quoted);
  at += strspn (at, " ");
  if (*at++ != ':')
    return NULL;
  return at + strspn (at, " ");
}

/* '<f8', '|b1', '<U2' */
static gboolean
read_type (MienNpy *self, const char *header)
{
  const char *at = find_value (header, "descr");
  char *end = NULL;
  guint64 count;

  if (at == NULL || at[0] != '\'' || strchr ("<>|=", at[1]) == NULL || at[1] == '\0' ||
      strchr ("fiubSU", at[2]) == NULL || at[2] == '\0' || !g_ascii_isdigit (at[3]))
    return FALSE;
  self->type = at[2];
  self->swapped = at[1] == (G_BYTE_ORDER == G_LITTLE_ENDIAN ? '>' : '<');
  count = g_ascii_strtoull (at + 3, &end, 10);
  if (*end != '\'' || count > MAX_ITEM)
    return FALSE;
  self->item_size = (guint) count * (self->type == 'U' ? 4 : 1);
  switch (self->type) {
  case 'f':
    return count == 4 || count == 8;
  case 'b':
    return count == 1;
  case 'i':
  case 'u':
    return count == 1 || count == 2 || count == 4 || count == 8;
  default:
    return TRUE;
  }
}

/* (), (136,), (68, 2) */
static gboolean
read_shape (MienNpy *self, const char *header, gsize max_items, int *n_dimensions)
{
  const char *at = find_value (header, "shape");

  self->n_items = 1;
  *n_dimensions = 0;
  if (at == NULL || *at++ != '(')
    return FALSE;
  for (at += strspn (at, " "); *at != ')'; at += strspn (at, ", ")) {
    char *end = NULL;
    guint64 extent = g_ascii_isdigit (*at) ? g_ascii_strtoull (at, &end, 10) : 0;

    if (end == NULL || ++*n_dimensions > MAX_DIMENSIONS ||
        (extent > 0 && self->n_items > max_items / extent))
      return FALSE;
    self->n_items *= (gsize) extent;
    at = end;
  }
  return TRUE;
}

/* (transfer full) (nullable): the header's text; @rest is set to what stands behind it. */
static char *
find_header (const guint8 *data, gsize len, gsize *rest)
{
  gboolean is_long = len > 6 && data[6] >= 2;
  gsize start = is_long ? 12 : 10;
  gsize header_len;

  if (len < start || memcmp (data, MAGIC, 6) != 0 || data[6] < 1 || data[6] > 3)
    return NULL;
  header_len = (gsize) data[8] | (gsize) data[9] << 8;
  if (is_long)
    header_len |= (gsize) data[10] << 16 | (gsize) data[11] << 24;
  if (header_len > MAX_HEADER || header_len > len - start)
    return NULL;
  *rest = start + header_len;
  return g_strndup ((const char *) data + start, header_len);
}

gboolean
mien_npy_read (MienNpy *self, GBytes *bytes, const char *name, GError **error)
{
  gsize len, rest = 0;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  g_autofree char *header = find_header (data, len, &rest);
  const char *fortran = header != NULL ? find_value (header, "fortran_order") : NULL;
  int n_dimensions;

  *self = (MienNpy){0};
  if (header == NULL)
    return fail (error, name, "is no array of NumPy, or its header is cut");
  if (!read_type (self, header))
    return fail (error, name, "holds neither numbers nor texts");
  if (!read_shape (self, header, len, &n_dimensions) ||
      (self->item_size > 0 && self->n_items > (len - rest) / self->item_size))
    return fail (error, name, "ends before its array does");
  if (n_dimensions > 1 && (fortran == NULL || g_str_has_prefix (fortran, "True")))
    return fail (error, name, "is stored column by column");
  self->items = data + rest;
  return TRUE;
}

static guint64
read_bits (const MienNpy *self, gsize i)
{
  const guint8 *item = self->items + i * self->item_size;
  gboolean big = (G_BYTE_ORDER == G_BIG_ENDIAN) != self->swapped;
  guint64 bits = 0;

  for (guint k = 0; k < self->item_size; k++)
    bits = bits << 8 | item[big ? k : self->item_size - 1 - k];
  return bits;
}

static double
to_float (guint64 bits, guint size)
{
  guint32 low = (guint32) bits;
  float single;
  double value;

  memcpy (&single, &low, sizeof single);
  memcpy (&value, &bits, sizeof value);
  return size == 4 ? (double) single : value;
}

static double
to_signed (guint64 bits, guint size)
{
  guint shift = 64 - 8 * size;

  return (double) ((gint64) (bits << shift) >> shift);
}

static char *
utf32_to_text (const MienNpy *self, gsize i)
{
  GString *text = g_string_new (NULL);
  MienNpy letters = *self;

  letters.item_size = 4;
  letters.items += i * self->item_size;
  for (guint k = 0; k < self->item_size / 4; k++) {
    gunichar letter = (gunichar) read_bits (&letters, k);

    if (letter == 0)
      break;
    g_string_append_unichar (text, g_unichar_validate (letter) ? letter : 0xfffd);
  }
  return g_string_free (text, FALSE);
}

/* (transfer full) */
static char *
to_text (const MienNpy *self, gsize i)
{
  const char *item = (const char *) self->items + i * self->item_size;

  return self->type == 'U' ? utf32_to_text (self, i)
                           : g_utf8_make_valid (item, (gssize) strnlen (item, self->item_size));
}

double
mien_npy_get_number (const MienNpy *self, gsize i)
{
  g_return_val_if_fail (i < self->n_items, NAN);

  if (self->type == 'f')
    return to_float (read_bits (self, i), self->item_size);
  if (self->type == 'i')
    return to_signed (read_bits (self, i), self->item_size);
  if (self->type == 'u' || self->type == 'b')
    return (double) read_bits (self, i);

  g_autofree char *text = to_text (self, i);
  double value;

  return mien_number_parse (text, &value) ? value : (double) NAN;
}
