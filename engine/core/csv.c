#include "engine/core/csv.h"

#include "engine/core/error.h"
#include "engine/core/file.h"

#include <csv.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define IN_CELL 2 /* libcsv's state there; with a quotation mark that may be the last it is 3 */

/* libcsv calls back for each cell and each row; a row is collected here and handed over whole. */
typedef struct {
  GPtrArray *cells;
  guint row;
  const char *name;
  gboolean is_open; /* the text is over, and the last cell's quotation mark was not closed */
  MienCsvRowFunc func;
  gpointer data;
  GError *error;
} Reader;

static void
on_cell (void *text, size_t len, void *data)
{
  Reader *reader = data;
  g_autofree char *valid =
      g_utf8_validate (text, (gssize) len, NULL)
          ? g_strndup (text, len)
          : g_convert (text, (gssize) len, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);

  if (reader->is_open && memchr (text, '\n', len) != NULL && reader->error == NULL)
    g_set_error (&reader->error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s:%u: a quotation mark is opened here and closed nowhere, so that all behind it "
                 "would be one cell; close it",
                 reader->name, reader->row + 1);
  g_ptr_array_add (reader->cells, valid != NULL ? g_steal_pointer (&valid) : g_strdup (""));
}

static void
on_row (int terminator G_GNUC_UNUSED, void *data)
{
  Reader *reader = data;
  guint n_cells = reader->cells->len;

  reader->row++;
  g_ptr_array_add (reader->cells, NULL);
  if (reader->error == NULL)
    reader->func ((char **) reader->cells->pdata, n_cells, reader->row, reader->data,
                  &reader->error);
  g_ptr_array_set_size (reader->cells, 0);
}

/* The character that parts the cells of the first line: a tab or semicolon where one beats the
 * comma. */
static unsigned char
guess_delimiter (const char *text, gsize len)
{
  const char *end = memchr (text, '\n', len);
  gsize line = end != NULL ? (gsize) (end - text) : len;
  gsize commas = 0, tabs = 0, semicolons = 0;

  for (gsize i = 0; i < line; i++) {
    commas += text[i] == ',';
    tabs += text[i] == '\t';
    semicolons += text[i] == ';';
  }
  if (tabs > commas && tabs >= semicolons)
    return '\t';
  return semicolons > commas ? ';' : ',';
}

/* (transfer full) (nullable): @text as UTF-8 where its first bytes say that it is UTF-16, which
 * spreadsheets call Unicode text. */
static char *
convert_wide (const char *text, gsize len, gsize *new_len)
{
  gboolean wide =
      len >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0);

  return wide
             ? g_convert (text, (gssize) (len & ~(gsize) 1), "UTF-8", "UTF-16", NULL, new_len, NULL)
             : NULL;
}

/**
 * mien_csv_parse:
 * @text: the table; a byte order mark is skipped or says that it is UTF-16, cells that are not
 *   UTF-8 are taken as Latin-1
 * @name: what messages call it
 * @func: (scope call): gets every row that is not empty
 *
 * The delimiter is a comma, a tab or a semicolon, whichever the first line has most of.
 *
 * A quotation mark that swallows the lines behind it up to the end is an error; in the last line it
 * may be that the file was cut, and the line counts.
 *
 * Returns: %FALSE with what @func said, or %MIEN_ERROR_FORMAT
 */
gboolean
mien_csv_parse (const char *text,
                gsize len,
                const char *name,
                MienCsvRowFunc func,
                gpointer data,
                GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  gsize wide_len = 0;
  g_autofree char *converted = convert_wide (text, len, &wide_len);
  Reader reader = {.cells = cells, .name = name, .func = func, .data = data};
  struct csv_parser parser;

  if (converted != NULL) {
    text = converted;
    len = wide_len;
  }
  if (len >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) {
    text += 3;
    len -= 3;
  }
  if (csv_init (&parser, 0) != 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY, "Cannot read %s: out of memory", name);
    return FALSE;
  }
  csv_set_blk_size (&parser, 1 << 16); /* what a long cell grows by */
  csv_set_delim (&parser, guess_delimiter (text, len));
  if (csv_parse (&parser, text, len, on_cell, on_row, &reader) != len && reader.error == NULL)
    g_set_error (&reader.error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s:%u: %s", name, reader.row + 1,
                 csv_strerror (csv_error (&parser)));
  reader.is_open = parser.quoted && parser.pstate == IN_CELL;
  csv_fini (&parser, on_cell, on_row, &reader);
  csv_free (&parser);
  if (reader.error == NULL)
    return TRUE;
  g_propagate_error (error, reader.error);
  return FALSE;
}

/* As mien_csv_parse(), for the file at @path. */
gboolean
mien_csv_read (const char *path, MienCsvRowFunc func, gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = mien_file_open (path, error);

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty, a table was expected", path);
    return FALSE;
  }
  return mien_csv_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), path, func, data,
                         error);
}

static void
begin_cell (GString *line)
{
  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
}

/* Adds a cell to the row at the end of @line, in quotes where it needs them. An empty first cell
 * is written as "" so that the row can be told from an empty one. */
void
mien_csv_append_cell (GString *line, const char *text)
{
  gboolean first = line->len == 0 || line->str[line->len - 1] == '\n';

  begin_cell (line);
  if (strpbrk (text, ",;\t\"\r\n") == NULL && !(first && *text == '\0')) {
    g_string_append (line, text);
    return;
  }
  g_string_append_c (line, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"')
      g_string_append_c (line, '"');
    g_string_append_c (line, *text);
  }
  g_string_append_c (line, '"');
}

/* The shortest digits that read back as the same double; NaN is an empty cell. */
void
mien_csv_append_number (GString *line, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 6; precision <= 17; precision++) {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%dg", precision);
    g_ascii_formatd (digits, sizeof digits, format, value);
    if (g_ascii_strtod (digits, NULL) == value) /* NaN never is, and is left out below */
      break;
  }
  mien_csv_append_cell (line, isnan (value) ? "" : digits);
}

void
mien_csv_end_row (GString *line)
{
  g_string_append_c (line, '\n');
}
