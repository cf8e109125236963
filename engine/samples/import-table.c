/* A table with a column of pictures and any others: CSV, or with tabs or semicolons. */
#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/samples/import-private.h"
#include "engine/samples/listing.h"
#include "engine/samples/table.h"

#include <stdio.h>
#include <string.h>

#define ROWS_A_REPORT 4096
#define BYTES_TO_RECOGNISE 65536

typedef struct {
  const MienImport *import;
  const char *path;
  char *source; /* its name, for problems */
  char *root;   /* its folder */
  MienListing *listing;
  MienDatasetBuilder *builder;

  GPtrArray *header;
  int path_column; /* -1 before it is known */
  MienTable *table;
} Reading;

static int
find_named (GPtrArray *header)
{
  static const char *const names[] = {"path",      "file",    "filename",  "filepath",
                                      "image",     "img",     "imagepath", "imagename",
                                      "imagefile", "imageid", "picture",   "subdirectoryfilepath",
                                      NULL};

  for (guint k = 0; names[k] != NULL; k++)
    for (guint i = 0; i < header->len; i++) {
      g_auto (GStrv) words = g_strsplit_set (g_ptr_array_index (header, i), " _-", -1);
      g_autofree char *name = g_strjoinv ("", words);

      if (g_ascii_strcasecmp (name, names[k]) == 0)
        return (int) i;
    }
  return -1;
}

static int
find_picture (char **cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (mien_scan_is_picture_name (cells[i]))
      return (int) i;
  return -1;
}

static gboolean
has_name (const GPtrArray *header, const char *name)
{
  for (guint i = 0; i < header->len; i++)
    if (g_str_equal (g_ptr_array_index (header, i), name))
      return TRUE;
  return FALSE;
}

/* Names that are empty or there twice get their column's number, so that each is one of a kind. */
static void
take_header (Reading *reading, char **cells, guint n_cells, gboolean is_header)
{
  for (guint i = 0; i < n_cells; i++) {
    g_autofree char *name = is_header ? g_strstrip (g_strdup (cells[i])) : g_strdup ("");

    if (*name == '\0')
      g_ptr_array_add (reading->header, g_strdup_printf ("column %u", i + 1));
    else if (has_name (reading->header, name))
      g_ptr_array_add (reading->header, g_strdup_printf ("%s %u", name, i + 1));
    else
      g_ptr_array_add (reading->header, g_steal_pointer (&name));
  }
}

static void
make_table (Reading *reading)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < reading->header->len; i++)
    if ((int) i != reading->path_column)
      g_ptr_array_add (names, g_ptr_array_index (reading->header, i));
  g_ptr_array_add (names, NULL);
  reading->table = mien_table_new (reading->source, (const char *const *) names->pdata);
}

/* @cell as a path below the root, tidied; NULL with @what where it is none. */
static char *
tidy_path (const Reading *reading, const char *cell, const char **what)
{
  g_autofree char *slashed = g_strdup (cell);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (strchr (slashed, '/') == NULL)
    g_strdelimit (slashed, "\\", '/');
  if (g_path_is_absolute (slashed)) {
    gsize len = strlen (reading->root);

    *what = "The path leads out of the table's folder, which is not allowed; move the picture "
            "there and give its path from there";
    if (strncmp (slashed, reading->root, len) != 0 || slashed[len] != '/')
      return NULL;
    memmove (slashed, slashed + len, strlen (slashed + len) + 1);
  }

  g_auto (GStrv) words = g_strsplit (slashed, "/", -1);

  *what = "The path leads out of the table's folder, which is not allowed; move the picture there "
          "and give its path from there";
  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0' || g_str_equal (words[i], "."))
      continue;
    if (!g_str_equal (words[i], ".."))
      g_ptr_array_add (steps, words[i]);
    else if (steps->len == 0)
      return NULL;
    else
      g_ptr_array_set_size (steps, (int) steps->len - 1);
  }
  *what = "The row names no picture and is left out; give its path";
  if (steps->len == 0)
    return NULL;
  g_ptr_array_add (steps, NULL);
  return g_strjoinv ("/", (char **) steps->pdata);
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

/* NULL where the row gave a sample, else what is wrong with it. */
static const char *
take_sample (Reading *reading, char **cells, guint row)
{
  const char *what = NULL;
  const char *cell = cells[reading->path_column];

  if (has_control (cell))
    return "The path has a line break or another control character; rename the picture";

  g_autofree char *id = tidy_path (reading, cell, &what);

  if (id == NULL)
    return what;
  if (!mien_listing_has (reading->listing, id))
    return "The picture that the row names is not there; check the path, which counts from the "
           "table's own folder";
  if (!mien_dataset_builder_add_sample (reading->builder, id, MIEN_PART_NONE))
    return "The row names a picture that an earlier row names too and is left out; keep one";

  g_autofree const char **others = g_new0 (const char *, reading->header->len);
  guint n = 0;

  for (guint i = 0; i < reading->header->len; i++)
    if ((int) i != reading->path_column)
      others[n++] = cells[i];
  mien_table_append (reading->table, id, others, row);
  return NULL;
}

static void
tell_row (const Reading *reading, guint row, const char *detail, const char *what)
{
  g_autofree char *where = g_strdup_printf ("%s:%u", reading->source, row);
  g_autofree char *plain = g_strescape (detail, NULL);

  mien_dataset_builder_tell (reading->builder, where,
                             has_control (detail) ? plain
                             : *detail != '\0'    ? detail
                                                  : NULL,
                             what);
}

static gboolean
fail_no_pictures (const Reading *reading, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s:1 has no column of pictures; a column named path, file or image was looked for, "
               "or cells that end in .png, .jpg or .pgm",
               reading->path);
  return FALSE;
}

/* The first row is the header unless it holds a picture's name and nothing that names such a
 * column. */
static gboolean
read_first_row (Reading *reading, char **cells, guint n_cells)
{
  gboolean is_header = find_picture (cells, n_cells) < 0;

  take_header (reading, cells, n_cells, is_header);
  reading->path_column = find_named (reading->header);
  return is_header;
}

static gboolean
report (const Reading *reading, GError **error)
{
  const MienImport *import = reading->import;

  if (import->progress != NULL)
    import->progress ("Reading the table", -1.0, import->progress_data);
  return !g_cancellable_set_error_if_cancelled (import->cancellable, error);
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;

  if (row % ROWS_A_REPORT == 1 && !report (reading, error))
    return FALSE;
  if (row == 1 && read_first_row (reading, cells, n_cells))
    return TRUE;
  if (n_cells != reading->header->len) {
    g_autofree char *counts =
        g_strdup_printf ("%u cells, the header has %u", n_cells, reading->header->len);

    tell_row (reading, row, counts,
              "The row has more or fewer cells than the header and is left out; look for a comma "
              "or quotation mark too many or missing");
    return TRUE;
  }
  if (reading->path_column < 0)
    reading->path_column = find_picture (cells, n_cells);
  if (reading->path_column < 0)
    return fail_no_pictures (reading, error);
  if (reading->table == NULL)
    make_table (reading);

  const char *what = take_sample (reading, cells, row);

  if (what != NULL)
    tell_row (reading, row, cells[reading->path_column], what);
  return TRUE;
}

MienDatasetBuilder *
mien_import_table (const MienImport *import, const char *path, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *source = g_path_get_basename (full);
  g_autofree char *root = g_path_get_dirname (full);
  g_autoptr (MienListing) listing = mien_listing_new (root);
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, "csv");
  Reading reading = {.import = import,
                     .path = path,
                     .source = source,
                     .root = root,
                     .listing = listing,
                     .builder = builder,
                     .header = header,
                     .path_column = -1};
  g_autoptr (MienTable) table = NULL;
  gboolean ok = mien_csv_read (path, read_row, &reading, error);

  table = reading.table;
  if (!ok)
    return NULL;
  mien_dataset_builder_set_root (builder, root);
  if (table != NULL)
    mien_table_build (table, import->types, root, builder);
  return g_steal_pointer (&builder);
}

static gboolean
recognise_row (char **cells, guint n_cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  gboolean *found = data;
  g_autoptr (GPtrArray) header = g_ptr_array_new ();

  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (header, cells[i]);
  if (row <= 2)
    *found = *found || find_picture (cells, n_cells) >= 0 || (row == 1 && find_named (header) >= 0);
  return TRUE;
}

gboolean
mien_import_is_table (const char *path)
{
  g_autofree char *text = g_malloc (BYTES_TO_RECOGNISE);
  FILE *file = fopen (path, "re");
  gboolean found = FALSE;
  gsize len;

  if (file == NULL)
    return FALSE;
  len = fread (text, 1, BYTES_TO_RECOGNISE, file);
  fclose (file);
  return len > 0 && mien_csv_parse (text, len, path, recognise_row, &found, NULL) && found;
}
