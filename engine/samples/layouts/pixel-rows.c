#include "engine/samples/layouts/pixel-rows.h"

#include <string.h>

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static MienCell
strip (const char *text, gsize len)
{
  while (len > 0 && is_blank (text[0])) {
    text++;
    len--;
  }
  while (len > 0 && is_blank (text[len - 1]))
    len--;
  if (len >= 2 && text[0] == '"' && text[len - 1] == '"')
    return (MienCell){text + 1, len - 2};
  return (MienCell){text, len};
}

gboolean
mien_rows_next (const char **at, const char *end, MienCell *line)
{
  const char *start = *at;
  const char *stop = start < end ? memchr (start, '\n', (gsize) (end - start)) : NULL;

  if (start >= end)
    return FALSE;
  *at = stop != NULL ? stop + 1 : end;
  stop = stop != NULL ? stop : end;
  *line = (MienCell){start, (gsize) (stop - start)};
  return TRUE;
}

/* Where the cell at @text ends: at the delimiter behind its closing quote, if it has quotes. */
static const char *
end_of_cell (const char *text, const char *end, char delimiter)
{
  const char *from = text;
  const char *stop;

  while (from < end && is_blank (*from) && *from != delimiter)
    from++;
  if (from < end && *from == '"') {
    const char *quote = memchr (from + 1, '"', (gsize) (end - from - 1));

    while (quote != NULL && quote + 1 < end && quote[1] == '"')
      quote = memchr (quote + 2, '"', (gsize) (end - quote - 2));
    from = quote != NULL ? quote : from;
  }
  stop = from < end ? memchr (from, delimiter, (gsize) (end - from)) : NULL;
  return stop != NULL ? stop : end;
}

guint
mien_rows_cut (MienCell line, char delimiter, MienCell *cells, guint n)
{
  const char *at = line.text, *end = line.text + line.len;
  guint found = 0;

  for (;;) {
    const char *stop = end_of_cell (at, end, delimiter);

    if (found < n)
      cells[found] = strip (at, (gsize) (stop - at));
    found++;
    if (stop == end)
      return found;
    at = stop + 1;
  }
}

gsize
mien_pixels_count (MienCell cell)
{
  gsize n = 0;

  for (gsize i = 0; i < cell.len; i++)
    n += cell.text[i] != ' ' && (i == 0 || cell.text[i - 1] == ' ');
  return n;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && *at == ' ')
    at++;
  return at;
}

/* One number and the blank behind it, of at least four characters that can be read: 0 where they
 * are no such thing, else how many characters it took. No branch hangs on the number of digits,
 * which is what makes it quick. */
static guint
read_quickly (const char *at, guint8 *level)
{
  guint32 word, digits, others, value;
  guint len;

  memcpy (&word, at, sizeof word);
  digits = GUINT32_FROM_LE (word) ^ 0x30303030u;
  others = ((digits + 0x76767676u) | digits) & 0x80808080u; /* the top bit where it is no digit */
  len = (guint) __builtin_ctz (others | 0x80000000u) / 8;
  if (len == 0 || others == 0 || at[len] != ' ')
    return 0;
  digits <<= 8 * (4 - len); /* ones on top, then tens, then hundreds */
  value = (digits >> 24) + 10 * (digits >> 16 & 0xff) + 100 * (digits >> 8 & 0xff);
  *level = (guint8) value;
  return value <= 255 ? len + 1 : 0;
}

/* The same of any number, blanks and ends. */
static gboolean
read_slowly (const char **at, const char *end, guint8 *level)
{
  const char *start = skip_blanks (*at, end);
  const char *stop = start;
  guint value = 0;

  for (; stop < end && g_ascii_isdigit (*stop) && stop < start + 3; stop++)
    value = value * 10 + (guint) (*stop - '0');
  *at = stop;
  *level = (guint8) value;
  return stop > start && value <= 255 && (stop == end || *stop == ' ');
}

gboolean
mien_pixels_parse (MienCell cell, guint8 *levels, gsize n)
{
  const char *at = cell.text, *end = cell.text + cell.len;

  for (gsize i = 0; i < n; i++) {
    guint taken = end - at >= 4 ? read_quickly (at, &levels[i]) : 0;

    if (taken > 0)
      at += taken;
    else if (!read_slowly (&at, end, &levels[i]))
      return FALSE;
  }
  return skip_blanks (at, end) == end;
}
