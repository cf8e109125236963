#include "engine/samples/layouts/ferplus.h"

#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/numbers.h"

#include <string.h>

#define MAX_VOTES 1000

enum {
  USAGE,
  IMAGE,
  FIRST_VOTE
};

static const char *const names[] = {"Usage",   "Image name", "neutral", "happiness", "surprise",
                                    "sadness", "anger",      "disgust", "fear",      "contempt",
                                    "unknown", "NF",         NULL};

typedef struct {
  gboolean known;
  const char *picture; /* (nullable): held by the text */
  MienPart part;
  int votes[MIEN_FERPLUS_N_VOTES];
} Row;

struct _MienFerplus {
  GArray *rows;        /* of Row */
  GHashTable *by_name; /* picture → row + 1 */
  GStringChunk *text;
};

typedef struct {
  MienFerplus *self;
  MienDatasetBuilder *builder;
  char *source;
} Reading;

gboolean
mien_ferplus_is_table (MienFiles *files, const char *path)
{
  return mien_label_table_has (files, path, names + IMAGE);
}

gboolean
mien_ferplus_parse_votes (const char *const *cells, int *votes)
{
  for (int k = 0; k < MIEN_FERPLUS_N_VOTES; k++)
    if (!mien_number_parse_code (cells[k], 0, MAX_VOTES, &votes[k]))
      return FALSE;
  return TRUE;
}

static const char *
file_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

gboolean
mien_ferplus_is_picture (const char *path)
{
  static const char form[] = "ferddddddd.";
  const char *name = file_name (path);

  for (gsize i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (name[i]) : name[i] != form[i])
      return FALSE;
  return TRUE;
}

int
mien_ferplus_find_row (const MienFerplus *self, const char *picture)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->by_name, file_name (picture))) - 1;
}

static void
take_name (MienFerplus *self, Row *row, guint index, const char *name)
{
  if (*name == '\0')
    return;
  row->picture = g_string_chunk_insert (self->text, name);
  if (!g_hash_table_contains (self->by_name, name)) /* four names are there twice */
    g_hash_table_insert (self->by_name, (gpointer) row->picture, GUINT_TO_POINTER (index + 1));
}

static gboolean
read_row (const char *const *cells, guint number, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  MienFerplus *self = reading->self;
  guint index = number - 2;
  Row row = {.part = MIEN_PART_NONE};

  row.known = mien_ferplus_parse_votes (cells + FIRST_VOTE, row.votes);
  if (!row.known) {
    mien_dataset_builder_tell_line (reading->builder, reading->source, number, cells[IMAGE],
                                    "The row has not ten counts of votes, which count as missing; "
                                    "restore the table");
    return TRUE;
  }
  mien_part_from_name (cells[USAGE], &row.part);
  take_name (self, &row, index, cells[IMAGE]);
  g_array_set_size (self->rows, MAX (self->rows->len, index));
  g_array_append_val (self->rows, row);
  return TRUE;
}

MienFerplus *
mien_ferplus_read (const MienImport *import,
                   MienFiles *files,
                   const char *path,
                   MienDatasetBuilder *builder,
                   GError **error)
{
  g_autoptr (MienFerplus) self = g_new0 (MienFerplus, 1);
  g_autofree char *source = g_path_get_basename (path);
  Reading reading = {.self = self, .builder = builder, .source = source};

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->text = g_string_chunk_new (1 << 16);
  if (!mien_label_table_read (import, files, builder, path, names, read_row, &reading, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mien_ferplus_free (MienFerplus *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_name);
  g_string_chunk_free (self->text);
  g_free (self);
}

guint
mien_ferplus_get_n_rows (const MienFerplus *self)
{
  return self->rows->len;
}

static const Row *
find (const MienFerplus *self, guint row)
{
  const Row *found = row < self->rows->len ? &g_array_index (self->rows, Row, row) : NULL;

  return found != NULL && found->known ? found : NULL;
}

const int *
mien_ferplus_get_votes (const MienFerplus *self, guint row)
{
  const Row *found = find (self, row);

  return found != NULL ? found->votes : NULL;
}

MienPart
mien_ferplus_get_part (const MienFerplus *self, guint row)
{
  const Row *found = find (self, row);

  return found != NULL ? found->part : MIEN_PART_NONE;
}

const char *
mien_ferplus_get_picture (const MienFerplus *self, guint row)
{
  const Row *found = find (self, row);

  return found != NULL ? found->picture : NULL;
}

MienColumn *
mien_ferplus_votes_column (const MienFerplus *self,
                           const char *name,
                           const int *rows,
                           guint n_samples)
{
  MienColumn *column = mien_column_new (name, MIEN_KIND_DISTRIBUTION, mien_expressions,
                                        MIEN_N_EXPRESSIONS, n_samples);

  for (guint i = 0; i < n_samples; i++) {
    const int *votes = rows[i] >= 0 ? mien_ferplus_get_votes (self, (guint) rows[i]) : NULL;
    float shares[MIEN_N_EXPRESSIONS];

    if (votes != NULL && mien_ferplus_share (votes, shares))
      memcpy (column->values + (gsize) i * MIEN_N_EXPRESSIONS, shares, sizeof shares);
  }
  return column;
}

MienColumn *
mien_ferplus_majority_column (const MienFerplus *self,
                              const char *name,
                              const int *rows,
                              guint n_samples)
{
  MienColumn *column = mien_column_new (name, MIEN_KIND_CLASS, mien_expressions, 1, n_samples);

  for (guint i = 0; i < n_samples; i++) {
    const int *votes = rows[i] >= 0 ? mien_ferplus_get_votes (self, (guint) rows[i]) : NULL;
    int class = votes != NULL ? mien_ferplus_majority (votes) : -1;

    if (class >= 0)
      column->values[i] = (float) class;
  }
  return column;
}
