#include "engine/samples/pixel-rows.h"

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

gboolean
mien_pixels_parse (MienCell cell, guint8 *levels, gsize n)
{
  const char *at = cell.text, *end = cell.text + cell.len;

  for (gsize i = 0; i < n; i++) {
    guint level = 0;
    const char *start;

    while (at < end && *at == ' ')
      at++;
    for (start = at; at < end && g_ascii_isdigit (*at) && at < start + 3; at++)
      level = level * 10 + (guint) (*at - '0');
    if (at == start || level > 255 || (at < end && *at != ' '))
      return FALSE;
    levels[i] = (guint8) level;
  }
  while (at < end && *at == ' ')
    at++;
  return at == end;
}
