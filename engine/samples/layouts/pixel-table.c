#include "engine/samples/layouts/pixel-table.h"

#include "engine/core/error.h"
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/ferplus.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/pixel-levels.h"
#include "engine/samples/layouts/table.h"

#include <math.h>
#include <string.h>

#define FERPLUS_TABLE "fer2013new.csv"
#define MAX_COLUMNS 64
#define LARGEST_SIDE 1024

/* Where a row stands. */
typedef struct {
  MienCell line;
  guint row;
} Row;

typedef struct {
  const MienImport *import;
  MienFiles *files;
  const char *path;
  char *source;

  GBytes *bytes;
  MienCell header[MAX_COLUMNS];
  guint n_columns;
  guint pixels; /* which column */
  char delimiter;

  GArray *rows;  /* of Row */
  GArray *cells; /* [rows] of MienCell: their pixels */
  MienPixelLevels levels;
} Reading;

static gboolean
is_named (MienCell cell, const char *name)
{
  return cell.len == strlen (name) && g_ascii_strncasecmp (cell.text, name, cell.len) == 0;
}

/* Cuts the first line; FALSE where it names no column of pixels. Moves @at behind it. */
static gboolean
read_header (Reading *self, const char **at, const char *end)
{
  MienCell line;

  if (end - *at >= 3 && memcmp (*at, "\xef\xbb\xbf", 3) == 0)
    *at += 3;
  if (!mien_rows_next (at, end, &line) || line.len > 65536)
    return FALSE;
  self->delimiter = memchr (line.text, '\t', line.len) != NULL  ? '\t'
                    : memchr (line.text, ';', line.len) != NULL ? ';'
                                                                : ',';
  self->n_columns = mien_rows_cut (line, self->delimiter, self->header, MAX_COLUMNS);
  for (guint i = 0; i < MIN (self->n_columns, MAX_COLUMNS); i++)
    if (is_named (self->header[i], "pixels")) {
      self->pixels = i;
      return self->n_columns <= MAX_COLUMNS;
    }
  return FALSE;
}

gboolean
mien_pixel_table_is (MienFiles *files, const char *path)
{
  g_autoptr (GBytes) bytes = mien_files_read (files, path, NULL);
  gsize len = 0;
  const char *at = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;
  Reading reading = {0};

  return len > 0 && read_header (&reading, &at, at + len);
}

static void
tell (const Reading *self, MienDatasetBuilder *builder, guint row, const char *what)
{
  g_autofree char *where = g_strdup_printf ("%s:%u", self->source, row);

  mien_dataset_builder_tell (builder, where, NULL, what);
}

/* Where all rows and their pixels stand. */
static void
find_rows (Reading *self, const char *at, const char *end, MienDatasetBuilder *builder)
{
  MienCell cells[MAX_COLUMNS], line;

  for (guint row = 2; mien_rows_next (&at, end, &line); row++) {
    guint n = mien_rows_cut (line, self->delimiter, cells, MAX_COLUMNS);

    if (n == self->n_columns) {
      g_array_append_val (self->rows, ((Row){line, row}));
      g_array_append_val (self->cells, cells[self->pixels]);
    } else if (n > 1 || cells[0].len > 0)
      tell (self, builder, row,
            "The row has more or fewer cells than the header and is left out; the file may have "
            "been cut there");
  }
}

/* The first row says how many pixels there are. */
static gboolean
find_size (Reading *self, GError **error)
{
  gsize n = mien_pixels_count (g_array_index (self->cells, MienCell, 0));
  double side = sqrt ((double) n);

  self->levels.n_levels = n;
  if (side >= 2.0 && side <= LARGEST_SIDE && side == floor (side))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s:%u holds %" G_GSIZE_FORMAT " pixels, which make no square picture; FER2013's "
               "rows have 48 × 48 = 2304",
               self->path, g_array_index (self->rows, Row, 0).row, n);
  return FALSE;
}

static char *
make_stamp (const Reading *self)
{
  g_autofree char *file = mien_files_stamp (self->files, self->path);
  g_autofree char *text =
      g_strdup_printf ("pixels 1\n%s\n%s\n%s", mien_files_get_root (self->files), self->path,
                       file != NULL ? file : "");

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* What a data set keeps to show its pictures. */
typedef struct {
  GBytes *levels;
  guint *rows; /* [samples] */
  int side;
} Pictures;

static void
pictures_free (gpointer data)
{
  Pictures *self = data;

  g_bytes_unref (self->levels);
  g_free (self->rows);
  g_free (self);
}

static GdkPixbuf *
load (guint sample, gpointer data, GError **error G_GNUC_UNUSED)
{
  const Pictures *self = data;
  gsize plane = (gsize) self->side * (gsize) self->side;
  const guint8 *in =
      (const guint8 *) g_bytes_get_data (self->levels, NULL) + self->rows[sample] * plane;
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, self->side, self->side);
  guchar *out = gdk_pixbuf_get_pixels (picture);

  for (int y = 0; y < self->side; y++, out += gdk_pixbuf_get_rowstride (picture))
    for (int x = 0; x < self->side; x++, in++)
      out[3 * x] = out[3 * x + 1] = out[3 * x + 2] = *in;
  return picture;
}

/* FER2013's codes, in order. Goodfellow et al., "Challenges in Representation Learning", 2013. */
static const char *
emotion_word (const char *code)
{
  static const char *const words[] = {"anger",   "disgust",  "fear",   "happiness",
                                      "sadness", "surprise", "neutral"};

  return code[0] >= '0' && code[0] <= '6' && code[1] == '\0' ? words[code[0] - '0']
                                                             : mien_expression_canonical (code);
}

static MienTable *
make_table (const Reading *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->n_columns; i++)
    if (i != self->pixels)
      g_ptr_array_add (names, is_named (self->header[i], "emotion")
                                  ? g_strdup ("expression")
                                  : g_strndup (self->header[i].text, self->header[i].len));
  g_ptr_array_add (names, NULL);
  return mien_table_new (self->source, (const char *const *) names->pdata);
}

static char *
cell_text (const Reading *self, guint column, MienCell cell)
{
  g_autofree char *text = g_strndup (cell.text, cell.len);
  const char *word = is_named (self->header[column], "emotion") ? emotion_word (text) : NULL;

  if (word != NULL)
    return g_strdup (word);
  return g_utf8_validate (text, -1, NULL)
             ? g_steal_pointer (&text)
             : g_convert (text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

static void
append_labels (const Reading *self, MienTable *table, const char *id, const Row *row)
{
  MienCell cells[MAX_COLUMNS];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  mien_rows_cut (row->line, self->delimiter, cells, MAX_COLUMNS);
  for (guint i = 0; i < self->n_columns; i++)
    if (i != self->pixels)
      g_ptr_array_add (texts, cell_text (self, i, cells[i]));
  mien_table_append (table, id, (const char *const *) texts->pdata, row->row);
}

static void
take_rows (Reading *self, MienDatasetBuilder *builder, MienTable *table, Pictures *pictures)
{
  const guint8 *good = g_bytes_get_data (self->levels.good, NULL);
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    g_autofree char *id = g_strdup_printf ("fer%07u.png", row->row - 2);

    if (!good[i]) {
      tell (self, builder, row->row,
            "The row's pixels are not as many as the first row's, or are no grey levels from 0 to "
            "255; it is left out. The file may have been cut there");
      continue;
    }
    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
    append_labels (self, table, id, row);
    pictures->rows[n++] = i;
  }
}

/* (transfer full) (nullable): the table of FERPlus's votes beside this one. */
static char *
find_votes (const Reading *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *path = g_str_equal (folder, ".")
                              ? g_strdup (FERPLUS_TABLE)
                              : g_build_filename (folder, FERPLUS_TABLE, NULL);

  return mien_files_has (self->files, path) && mien_ferplus_is_table (self->files, path)
             ? g_steal_pointer (&path)
             : NULL;
}

/* FERPlus has a row for each row of FER2013's table; of a part of it, nobody could tell which. */
static gboolean
add_votes (const Reading *self,
           MienDatasetBuilder *builder,
           const Pictures *pictures,
           GError **error)
{
  g_autofree char *path = find_votes (self);
  guint n = mien_dataset_builder_get_n_samples (builder);
  g_autoptr (MienFerplus) votes = NULL;
  g_autofree int *rows = NULL;

  if (path == NULL)
    return TRUE;
  votes = mien_ferplus_read (self->import, self->files, path, builder, error);
  if (votes == NULL)
    return FALSE;
  if (mien_ferplus_get_n_rows (votes) != self->rows->len) {
    mien_dataset_builder_tell (
        builder, path, NULL,
        "The table has not as many rows as the table of pixels beside it, so "
        "that nobody can say whose votes they are; it is not used");
    return TRUE;
  }
  rows = g_new (int, n);
  for (guint i = 0; i < n; i++)
    rows[i] = (int) pictures->rows[i];
  mien_dataset_builder_take_column (
      builder, mien_ferplus_majority_column (votes, "expression (FERPlus)", rows, n));
  mien_dataset_builder_take_column (builder, mien_ferplus_votes_column (votes, "votes", rows, n));
  return TRUE;
}

static gboolean
build (Reading *self, MienDatasetBuilder *builder, const char *stamp, GError **error)
{
  g_autoptr (MienTable) table = make_table (self);
  Pictures *pictures = g_new0 (Pictures, 1);

  pictures->levels = g_bytes_ref (self->levels.bytes);
  pictures->rows = g_new (guint, self->rows->len);
  pictures->side = (int) lrint (sqrt ((double) self->levels.n_levels));
  take_rows (self, builder, table, pictures);
  mien_dataset_builder_set_loader (builder, load, pictures, pictures_free, stamp);
  mien_table_build (table, self->import->types, builder);
  return add_votes (self, builder, pictures, error);
}

static gboolean
read_all (Reading *self, MienDatasetBuilder *builder, GError **error)
{
  gsize len;
  const char *text = g_bytes_get_data (self->bytes, &len);
  const char *at = text;
  g_autofree char *stamp = make_stamp (self);
  MienProgress progress = mien_import_get_progress (self->import);

  if (!read_header (self, &at, text + len)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has no column called pixels in its first row, as FER2013's table has",
                 self->path);
    return FALSE;
  }
  find_rows (self, at, text + len, builder);
  if (self->rows->len == 0)
    return TRUE; /* no sample, of which the problems tell */
  return find_size (self, error) &&
         mien_pixel_levels_open (&self->levels, stamp, self->cells, &progress, error) &&
         build (self, builder, stamp, error);
}

MienDatasetBuilder *
mien_pixel_table_import (const MienImport *import,
                         MienFiles *files,
                         const char *path,
                         GError **error)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, "fer2013");
  g_autoptr (GBytes) bytes = mien_files_read (files, path, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (MienCell));
  g_autofree char *source = g_path_get_basename (path);
  Reading reading = {.import = import,
                     .files = files,
                     .path = path,
                     .source = source,
                     .bytes = bytes,
                     .rows = rows,
                     .cells = cells};
  gboolean ok = bytes != NULL && read_all (&reading, builder, error);

  mien_pixel_levels_clear (&reading.levels);
  return ok ? g_steal_pointer (&builder) : NULL;
}
