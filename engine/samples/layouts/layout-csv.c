/* A table with a column of pictures and any others: CSV, or with tabs or semicolons. */
#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/table.h"

#include <string.h>

#define ROWS_A_REPORT 4096
#define BYTES_TO_RECOGNISE 65536
#define LABELS "labels.csv"

typedef struct {
  const MienImport *import;
  MienFiles *files;
  const char *path; /* of the table, below the root */
  char *source;     /* its name, for problems */
  char *folder;     /* its folder, "" for the root; its paths count from there */
  MienDatasetBuilder *builder;

  GPtrArray *header;
  int path_column; /* -1 before it is known */
  MienTable *table;
} Reading;

int
mien_table_find_pictures (GPtrArray *header)
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
    if (mien_file_is_picture_name (cells[i]))
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
  g_autofree char *slashed = g_path_is_absolute (cell) || *reading->folder == '\0'
                                 ? g_strdup (cell)
                                 : g_strconcat (reading->folder, "/", cell, NULL);
  const char *root = mien_files_get_root (reading->files);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (strchr (cell, '/') == NULL)
    g_strdelimit (slashed, "\\", '/');
  if (g_path_is_absolute (slashed)) {
    gsize len = strlen (root);

    *what = "The path leads out of the table's folder, which is not allowed; move the picture "
            "there and give its path from there";
    if (strncmp (slashed, root, len) != 0 || slashed[len] != '/')
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
  if (!mien_files_has (reading->files, id))
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
  reading->path_column = mien_table_find_pictures (reading->header);
  return is_header;
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;

  if (row % ROWS_A_REPORT == 1 &&
      !mien_import_tell_progress (reading->import, "Reading the table", -1.0, error))
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

static char *
folder_of (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? g_strndup (path, (gsize) (slash - path)) : g_strdup ("");
}

static gboolean
read_table (Reading *reading, GError **error)
{
  g_autoptr (GBytes) bytes = mien_files_read (reading->files, reading->path, error);
  g_autofree char *name =
      g_build_filename (mien_files_get_root (reading->files), reading->path, NULL);

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) > 0)
    return mien_csv_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), name, read_row,
                           reading, error);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty, a table was expected", name);
  return FALSE;
}

MienDatasetBuilder *
mien_import_table (const MienImport *import, MienFiles *files, const char *path, GError **error)
{
  g_autofree char *source = g_path_get_basename (path);
  g_autofree char *folder = folder_of (path);
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, "csv");
  Reading reading = {.import = import,
                     .files = files,
                     .path = path,
                     .source = source,
                     .folder = folder,
                     .builder = builder,
                     .header = header,
                     .path_column = -1};
  g_autoptr (MienTable) table = NULL;
  gboolean ok;

  mien_dataset_builder_set_files (builder, files);
  ok = read_table (&reading, error);
  table = reading.table;
  if (!ok)
    return NULL;
  if (table != NULL)
    mien_table_build (table, import->types, builder);
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
    *found = *found || find_picture (cells, n_cells) >= 0 ||
             (row == 1 && mien_table_find_pictures (header) >= 0);
  return TRUE;
}

static gboolean
is_table (MienFiles *files, const char *path)
{
  g_autoptr (GBytes) bytes = mien_files_read (files, path, NULL);
  gsize len = bytes != NULL ? MIN (g_bytes_get_size (bytes), BYTES_TO_RECOGNISE) : 0;
  gboolean found = FALSE;

  if (len > 0)
    mien_csv_parse (g_bytes_get_data (bytes, NULL), len, path, recognise_row, &found, NULL);
  return found;
}

/* (transfer full) (element-type utf8): the tables that name pictures; a labels.csv speaks for all.
 */
static GPtrArray *
find_tables (const MienScan *scan)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < scan->texts->len; i++) {
    char *path = g_ptr_array_index (scan->texts, i);

    if (!mien_file_is_table_name (path) || !is_table (scan->files, path))
      continue;
    if (g_str_equal (path, LABELS) || g_str_has_suffix (path, "/" LABELS))
      g_ptr_array_set_size (found, 0);
    g_ptr_array_add (found, path);
    if (g_str_equal (path, LABELS) || g_str_has_suffix (path, "/" LABELS))
      break;
  }
  return found;
}

/* Else their folders may be what they show. */
static gboolean
lie_in_one_folder (GPtrArray *pictures)
{
  g_autofree char *first =
      pictures->len > 0 ? g_path_get_dirname (g_ptr_array_index (pictures, 0)) : NULL;

  for (guint i = 1; i < pictures->len; i++) {
    g_autofree char *folder = g_path_get_dirname (g_ptr_array_index (pictures, i));

    if (!g_str_equal (folder, first))
      return FALSE;
  }
  return TRUE;
}

/* Of several tables none can be told to be meant, so pictures in folders speak first. */
static gboolean
recognise (const MienScan *scan)
{
  g_autoptr (GPtrArray) tables = find_tables (scan);

  return tables->len == 1 || (tables->len > 1 && lie_in_one_folder (scan->pictures));
}

void
mien_import_tell_unread (const MienScan *scan, const char *read, MienDatasetBuilder *builder)
{
  g_autoptr (GPtrArray) tables = find_tables (scan);

  for (guint i = 0; i < tables->len; i++)
    if (g_strcmp0 (g_ptr_array_index (tables, i), read) != 0)
      mien_dataset_builder_tell (
          builder, g_ptr_array_index (tables, i), NULL,
          "The table names pictures and was not read, as nobody can say which "
          "of several is meant; open it itself, or join its columns");
}

static MienDatasetBuilder *
import_found (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (GPtrArray) tables = find_tables (scan);
  const char *path = tables->len > 0 ? g_ptr_array_index (tables, 0) : NULL;
  MienDatasetBuilder *builder;

  if (path == NULL) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_FORMAT,
        "%s has no table to read; labels.csv or another .csv or .tsv file with a column of "
        "pictures was looked for",
        mien_files_get_root (scan->files));
    return NULL;
  }
  builder = mien_import_table (import, scan->files, path, error);
  if (builder != NULL)
    mien_import_tell_unread (scan, path, builder);
  return builder;
}

const MienLayout mien_layout_csv = {"csv", "Table of pictures", recognise, import_found};
