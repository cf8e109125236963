#include "engine/samples/layouts/lines.h"

#include <string.h>

#define MAX_LINE 65536

typedef struct {
  MienLine line;
  GPtrArray *words;
  GString *buffer;
  const char *signs;
} Reader;

static char *
copy_text (const char *line, gsize len)
{
  char *text = g_utf8_validate (line, (gssize) len, NULL)
                   ? NULL
                   : g_convert (line, (gssize) len, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);

  return text != NULL ? text : g_strndup (line, len);
}

static void
part_words (Reader *reader, const char *text)
{
  char *at;

  g_string_assign (reader->buffer, text);
  g_ptr_array_set_size (reader->words, 0);
  for (at = reader->buffer->str; *at != '\0';) {
    gsize blank = strspn (at, reader->signs), len = strcspn (at + blank, reader->signs);

    at += blank;
    if (len > 0)
      g_ptr_array_add (reader->words, at);
    at += len;
    if (*at != '\0')
      *at++ = '\0';
  }
  g_ptr_array_add (reader->words, NULL);
}

static gboolean
read_line (Reader *reader,
           const char *start,
           gsize len,
           MienLineFunc func,
           gpointer data,
           GError **error)
{
  while (len > 0 && start[len - 1] == '\r')
    len--;

  g_autofree char *text = copy_text (start, MIN (len, MAX_LINE));

  part_words (reader, text);
  reader->line.words = (char **) reader->words->pdata;
  reader->line.n_words = reader->words->len - 1;
  reader->line.text = text;
  reader->line.start = reader->buffer->str;
  return reader->line.n_words == 0 || func (&reader->line, data, error);
}

gboolean
mien_lines_read (GBytes *bytes, const char *signs, MienLineFunc func, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GString) buffer = g_string_new (NULL);
  Reader reader = {.words = words, .buffer = buffer, .signs = signs};
  gsize len;
  const char *at = g_bytes_get_data (bytes, &len);
  const char *end = at + len;
  gboolean ok = TRUE;

  if (len >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  while (ok && at < end) {
    const char *stop = memchr (at, '\n', (gsize) (end - at));

    stop = stop != NULL ? stop : end;
    reader.line.number++;
    ok = read_line (&reader, at, (gsize) (stop - at), func, data, error);
    at = stop < end ? stop + 1 : end;
  }
  return ok;
}

char *
mien_line_front (const MienLine *line, guint n_behind)
{
  g_return_val_if_fail (n_behind < line->n_words, NULL);

  gsize len = n_behind > 0 ? (gsize) (line->words[line->n_words - n_behind] - line->start)
                           : strlen (line->text);

  return g_strstrip (g_strndup (line->text, len));
}
