#include "engine/samples/layouts/layout-names.h"

#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/layout-frames.h"
#include "engine/samples/layouts/table.h"

#include <string.h>

#define EXPRESSION "expression"
#define N_LOOKED_AT 1000 /* names are enough to tell a layout by */

typedef struct {
  const MienNames *names;
  guint n_columns;
  GRegex *regex;
  GRegex *odd; /* (nullable) */
  GStringChunk *text;
} Reader;

/* The patterns are ours, so that one that does not compile is a slip found by its test. */
static GRegex *
compile (const char *pattern)
{
  g_autofree char *text = g_strdup_printf ("(?:^|/)%s$", pattern);

  return g_regex_new (text, G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
}

static void
reader_init (Reader *self, const MienNames *names)
{
  *self = (Reader){.names = names,
                   .regex = compile (names->pattern),
                   .odd = names->odd.pattern != NULL ? compile (names->odd.pattern) : NULL,
                   .text = g_string_chunk_new (1 << 12)};
  while (self->n_columns < MIEN_NAMES_MAX_COLUMNS && names->columns[self->n_columns].name != NULL)
    self->n_columns++;
}

static void
reader_clear (Reader *self)
{
  g_regex_unref (self->regex);
  g_clear_pointer (&self->odd, g_regex_unref);
  g_string_chunk_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static const char *
decode (const MienNameColumn *column, const char *text)
{
  if (column->codes[0].code == NULL)
    return text;
  for (guint i = 0; i < MIEN_NAMES_MAX_CODES && column->codes[i].code != NULL; i++)
    if (g_ascii_strcasecmp (column->codes[i].code, text) == 0)
      return column->codes[i].word;
  return NULL;
}

/* What the name says of @column; "" where it says nothing, NULL where it cannot be understood. */
static const char *
read_cell (const Reader *self, const MienNameColumn *column, const GMatchInfo *match)
{
  g_autofree char *text =
      g_match_info_fetch_named (match, column->group != NULL ? column->group : column->name);
  const char *word;

  if (text == NULL || *text == '\0')
    return "";
  word = decode (column, text);
  if (word != NULL && g_str_equal (column->name, EXPRESSION))
    word = mien_expression_canonical (word);
  return word != NULL ? g_string_chunk_insert_const (self->text, word) : NULL;
}

static MienPart
read_part (const GMatchInfo *match)
{
  g_autofree char *text = g_match_info_fetch_named (match, "part");
  MienPart part = MIEN_PART_NONE;

  return text != NULL && mien_part_from_name (text, &part) ? part : MIEN_PART_NONE;
}

static guint64
read_frame (const GMatchInfo *match)
{
  g_autofree char *text = g_match_info_fetch_named (match, "frame");

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

static gboolean
read_name (const Reader *self, const char *path, MienNamedFace *face)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (self->regex, path, 0, &match))
    return FALSE;
  *face = (MienNamedFace){.path = path, .part = read_part (match), .frame = read_frame (match)};
  for (guint c = 0; c < self->n_columns; c++) {
    face->cells[c] = read_cell (self, &self->names->columns[c], match);
    if (face->cells[c] == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_odd (const Reader *self, const char *path)
{
  return self->odd != NULL && g_regex_match (self->odd, path, 0, NULL);
}

static gboolean
is_complete (const Reader *self, const MienNamedFace *face)
{
  for (guint c = 0; c < self->n_columns; c++)
    if (*face->cells[c] == '\0')
      return FALSE;
  return TRUE;
}

/* Four of five: the sets themselves have names that break their rule, while a person's folders
 * with one of them mixed in are to stay what they are. */
gboolean
mien_names_recognise (const MienNames *self, const MienScan *scan)
{
  guint n = MIN (scan->pictures->len, N_LOOKED_AT), n_read = 0, n_odd = 0;
  g_auto (Reader) reader = {0};

  reader_init (&reader, self);
  for (guint i = 0; i < n; i++) {
    const char *path =
        g_ptr_array_index (scan->pictures, (guint) ((guint64) i * scan->pictures->len / n));
    MienNamedFace face;

    if (read_name (&reader, path, &face))
      n_read += is_complete (&reader, &face);
    else
      n_odd += is_odd (&reader, path);
  }
  return n_read > 0 && 5 * (n_read + n_odd) >= 4 * n;
}

/* A copy that is nearly whole was meant to be; a small part was taken on purpose. */
static void
tell_count (const MienNames *self,
            const char *title,
            guint found,
            const MienScan *scan,
            MienDatasetBuilder *builder)
{
  g_autofree char *name = g_path_get_basename (mien_files_get_root (scan->files));
  g_autofree char *what =
      g_strdup_printf ("%s was published with %u pictures, and here are %u; if that is not on "
                       "purpose, see whether the copy is whole",
                       title, self->published, found);

  if (found != self->published && found >= self->published / 2)
    mien_dataset_builder_tell (builder, name, NULL, what);
}

static GArray *
read_names (const Reader *self,
            const char *title,
            const MienScan *scan,
            MienDatasetBuilder *builder)
{
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (MienNamedFace));
  g_autofree char *rule = g_strdup_printf (
      "%s; this name does not fit and its picture is left out; rename the file if it belongs here",
      self->names->rule);
  guint n_odd = 0;

  for (guint i = 0; i < scan->pictures->len; i++) {
    const char *path = g_ptr_array_index (scan->pictures, i);
    gboolean odd = FALSE;
    MienNamedFace face;

    if (read_name (self, path, &face)) {
      g_array_append_val (faces, face);
      continue;
    }
    odd = is_odd (self, path);
    mien_dataset_builder_tell (builder, path, NULL, odd ? self->names->odd.what : rule);
    n_odd += odd;
  }
  if (self->names->published > 0)
    tell_count (self->names, title, scan->pictures->len - n_odd, scan, builder);
  return faces;
}

static guint
find_expression (const Reader *self)
{
  guint c = 0;

  while (c + 1 < self->n_columns && !g_str_equal (self->names->columns[c].name, EXPRESSION))
    c++;
  return c;
}

static gboolean
is_empty (const GArray *faces, guint column)
{
  for (guint i = 0; i < faces->len; i++)
    if (*g_array_index (faces, MienNamedFace, i).cells[column] != '\0')
      return FALSE;
  return TRUE;
}

/* Kinds as described, unless the person said others. */
static GHashTable *
merge_types (const Reader *self, GHashTable *wanted)
{
  GHashTable *types = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name, kind;

  for (guint c = 0; c < self->n_columns; c++)
    g_hash_table_insert (types, (gpointer) self->names->columns[c].name,
                         GINT_TO_POINTER (self->names->columns[c].kind));
  if (wanted == NULL)
    return types;
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, &kind))
    g_hash_table_insert (types, name, kind);
  return types;
}

static void
build_columns (const Reader *self,
               const GArray *faces,
               const MienImport *import,
               MienDatasetBuilder *builder)
{
  const char *names[MIEN_NAMES_MAX_COLUMNS + 1] = {NULL};
  guint columns[MIEN_NAMES_MAX_COLUMNS], n = 0;
  g_autoptr (GHashTable) types = merge_types (self, import->types);
  g_autoptr (MienTable) table = NULL;

  for (guint c = 0; c < self->n_columns; c++)
    if (is_empty (faces, c))
      g_hash_table_remove (types, self->names->columns[c].name);
    else {
      names[n] = self->names->columns[c].name;
      columns[n++] = c;
    }
  table = mien_table_new (NULL, names);
  for (guint i = 0; i < faces->len; i++) {
    const MienNamedFace *face = &g_array_index (faces, MienNamedFace, i);
    const char *cells[MIEN_NAMES_MAX_COLUMNS + 1] = {NULL};

    for (guint k = 0; k < n; k++)
      cells[k] = face->cells[columns[k]];
    mien_dataset_builder_add_sample (builder, face->path, face->part);
    mien_table_append (table, face->path, cells, 0);
  }
  mien_table_build (table, types, builder);
}

MienDatasetBuilder *
mien_names_import (const MienNames *self,
                   const MienLayout *layout,
                   const MienImport *import,
                   const MienScan *scan,
                   GError **error)
{
  g_autoptr (MienDatasetBuilder) builder =
      mien_dataset_builder_new (import->location, layout->name);
  g_auto (Reader) reader = {0};
  g_autoptr (GArray) faces = NULL;

  reader_init (&reader, self);
  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return NULL;
  mien_dataset_builder_set_files (builder, scan->files);
  faces = read_names (&reader, layout->title, scan, builder);
  if (self->frames != MIEN_FRAMES_ALL) {
    g_autoptr (GArray) all = faces;

    faces = mien_frames_choose (self->frames, all, find_expression (&reader), builder);
  }
  if (faces->len > 0)
    build_columns (&reader, faces, import, builder);
  return g_steal_pointer (&builder);
}
