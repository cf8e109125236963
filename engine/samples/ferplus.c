#include "engine/samples/ferplus.h"

#include "engine/samples/expressions.h"
#include "engine/samples/label-table.h"
#include "engine/samples/numbers.h"

#include <string.h>

#define MAX_ROWS 10000000 /* a picture's name must not make us allocate without end */
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
  MienPart part;
  int votes[MIEN_FERPLUS_N_VOTES];
} Row;

struct _MienFerplus {
  GArray *rows; /* of Row */
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

int
mien_ferplus_find_row (const char *picture)
{
  const char *slash = strrchr (picture, '/');
  const char *name = slash != NULL ? slash + 1 : picture;
  gsize digits = strspn (name + MIN (strlen (name), 3), "0123456789");
  guint64 row;

  if (!g_str_has_prefix (name, "fer") || digits == 0 || name[3 + digits] != '.')
    return -1;
  row = g_ascii_strtoull (name + 3, NULL, 10);
  return row < MAX_ROWS ? (int) row : -1;
}

/* The number in the picture's name is the row's; rows without a name, whose ten people all saw no
 * face, are where they stand. */
static gboolean
read_row (const char *const *cells, guint number, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  GArray *rows = reading->self->rows;
  int named = mien_ferplus_find_row (cells[IMAGE]);
  guint row = named >= 0 ? (guint) named : number - 2;
  Row read = {.part = MIEN_PART_NONE};

  read.known = mien_ferplus_parse_votes (cells + FIRST_VOTE, read.votes);
  mien_part_from_name (cells[USAGE], &read.part);
  if (!read.known || row >= MAX_ROWS) {
    mien_dataset_builder_tell_line (reading->builder, reading->source, number, cells[IMAGE],
                                    "The row has not ten counts of votes, which count as missing; "
                                    "restore the table");
    return TRUE;
  }
  if (row >= rows->len)
    g_array_set_size (rows, row + 1);
  g_array_index (rows, Row, row) = read;
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
