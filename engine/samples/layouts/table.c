#include "engine/samples/layouts/table.h"

#include "engine/samples/files/picture.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/table-private.h"

#include <math.h>
#include <string.h>

/* Words that differ in more than half of so many rows are notes or hashes, not classes. */
#define MIN_ROWS_TO_DOUBT 20
#define MOST_PARTS 4096 /* of flags, votes or points */

typedef struct {
  MienTable *table;
  MienDatasetBuilder *builder;
  MienBox *boxes; /* [rows] of the faces in their pictures, once points have asked for them */
} Build;

MienTable *
mien_table_new (const char *source, const char *const *names)
{
  MienTable *self = g_new0 (MienTable, 1);
  guint n = g_strv_length ((char **) names);

  self->source = g_strdup (source);
  self->names = g_strdupv ((char **) names);
  self->cells = g_new0 (GPtrArray *, n);
  for (guint i = 0; i < n; i++)
    self->cells[i] = g_ptr_array_new ();
  self->ids = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->text = g_string_chunk_new (1 << 16);
  return self;
}

void
mien_table_free (MienTable *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->names[i] != NULL; i++)
    g_ptr_array_unref (self->cells[i]);
  g_free (self->cells);
  g_strfreev (self->names);
  g_free (self->source);
  g_ptr_array_unref (self->ids);
  g_array_unref (self->rows);
  g_string_chunk_free (self->text);
  g_free (self);
}

void
mien_table_append (MienTable *self, const char *id, const char *const *cells, guint row)
{
  g_ptr_array_add (self->ids, g_string_chunk_insert (self->text, id));
  g_array_append_val (self->rows, row);
  for (guint i = 0; self->names[i] != NULL; i++) {
    g_autofree char *cell = g_strstrip (g_strdup (cells[i]));

    g_ptr_array_add (self->cells[i], g_string_chunk_insert_const (self->text, cell));
  }
}

static void
tell_cell (const Build *build, guint row, const char *detail, const char *what)
{
  const MienTable *table = build->table;
  gboolean by_line = table->source != NULL;
  const char *path = by_line ? table->source : g_ptr_array_index (table->ids, row);

  mien_dataset_builder_tell_sample (build->builder, row, path,
                                    by_line ? g_array_index (table->rows, guint, row) : 0, detail,
                                    what);
}

static void
tell_column (const Build *build, const char *column, const char *what)
{
  const char *source = build->table->source;
  g_autofree char *where =
      source != NULL ? g_strdup_printf ("%s: %s", source, column) : g_strdup (column);

  mien_dataset_builder_tell (build->builder, where, NULL, what);
}

static MienColumn *
new_column (const Build *build, const char *name, MienKind kind, char **names, int width)
{
  return mien_column_new (name, kind, (const char *const *) names, width, build->table->ids->len);
}

static MienColumn *
make_class (const Build *build, const char *name, GPtrArray *cells)
{
  g_auto (GStrv) names = mien_cells_class_names (cells);
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  MienColumn *column = new_column (build, name, MIEN_KIND_CLASS, names, 1);

  for (guint k = 0; names[k] != NULL; k++)
    g_hash_table_insert (index, names[k], GUINT_TO_POINTER (k));
  for (guint i = 0; i < cells->len; i++) {
    const char *cell = g_ptr_array_index (cells, i);

    if (*cell != '\0')
      column->values[i] = (float) GPOINTER_TO_UINT (g_hash_table_lookup (index, cell));
  }
  return column;
}

/* One cell can ask for a place in every row. */
static gboolean
is_too_wide (const Build *build, const char *name, int width)
{
  if (width <= MOST_PARTS)
    return FALSE;
  tell_column (
      build, name,
      "The column has a cell of thousands of numbers or names, more than a network learns, "
      "and is left out; look for a quotation mark missing there");
  return TRUE;
}

static MienColumn *
make_scalar (const Build *build, const char *name, GPtrArray *cells)
{
  MienColumn *column = new_column (build, name, MIEN_KIND_SCALAR, NULL, 1);

  for (guint i = 0; i < cells->len; i++) {
    const char *cell = g_ptr_array_index (cells, i);
    char *end = NULL;
    double value = g_ascii_strtod (cell, &end);

    if (end != cell && *end == '\0' && isfinite ((float) value))
      column->values[i] = (float) value;
    else if (*cell != '\0' && g_ascii_strcasecmp (cell, "nan") != 0)
      tell_cell (build, i, cell, "A number was expected here; the value counts as missing");
  }
  return column;
}

/* Flags as words, or votes. */
static MienColumn *
make_barred (const Build *build, const char *name, GPtrArray *cells, MienKind kind)
{
  g_auto (GStrv) names = mien_cells_part_names (cells, kind == MIEN_KIND_DISTRIBUTION);
  int width = (int) g_strv_length (names);

  if (width == 0) {
    tell_column (build, name, "The column names no flag or class and is left out");
    return NULL;
  }
  if (is_too_wide (build, name, width))
    return NULL;

  MienColumn *column = new_column (build, name, kind, names, width);

  for (guint i = 0; i < cells->len; i++) {
    float *values = column->values + (gsize) i * (gsize) width;
    g_autoptr (GError) error = NULL;

    if (mien_column_parse (column, g_ptr_array_index (cells, i), values, &error))
      continue;
    tell_cell (build, i, error->message, "The value cannot be read and counts as missing");
    for (int k = 0; k < width; k++)
      values[k] = NAN;
  }
  return column;
}

/* The face's place in its picture in @row, read once; NULL where it has none. */
static const MienBox *
measure (Build *build, guint row)
{
  MienBox *box;

  if (build->boxes == NULL)
    build->boxes = g_new0 (MienBox, build->table->ids->len);
  box = &build->boxes[row];
  if (box->width == 0 && !mien_dataset_builder_measure (build->builder, row, box))
    box->width = -1;
  return box->width > 0 ? box : NULL;
}

/* Pixels to fractions of the picture's sides, which stay true whatever size it is made. */
static const char *
read_points (Build *build, guint row, const char *cell, int width, float *values)
{
  g_autofree double *pixels = g_new (double, width);
  const MienBox *box = measure (build, row);

  if (box == NULL)
    return "Points need the size of the picture, which cannot be read; they count as missing";
  if (mien_numbers_parse (cell, strlen (cell), ";,", pixels, width) != width)
    return "Points are pairs of numbers, as many in every row; these count as missing";
  for (int k = 0; k < width; k += 2) {
    values[k] = (float) ((pixels[k] - box->x) / box->width);
    values[k + 1] = (float) ((pixels[k + 1] - box->y) / box->height);
    if (!isfinite (values[k]) || !isfinite (values[k + 1]))
      return "Points are pairs of numbers, as many in every row; these count as missing";
  }
  return NULL;
}

static MienColumn *
make_points (Build *build, const char *name, GPtrArray *cells, int width)
{
  if (width < 2 || width % 2 != 0) {
    tell_column (build, name, "The column holds no pairs of numbers and is left out");
    return NULL;
  }
  if (is_too_wide (build, name, width))
    return NULL;

  MienColumn *column = new_column (build, name, MIEN_KIND_POINTS, NULL, width);

  for (guint i = 0; i < cells->len; i++) {
    float *values = column->values + (gsize) i * (gsize) width;
    const char *cell = g_ptr_array_index (cells, i);
    const char *what = *cell != '\0' ? read_points (build, i, cell, width, values) : NULL;

    if (what == NULL)
      continue;
    tell_cell (build, i, NULL, what);
    for (int k = 0; k < width; k++)
      values[k] = NAN;
  }
  return column;
}

static MienColumn *
make_column (Build *build, guint c, MienKind kind, const MienCellFacts *facts)
{
  const char *name = build->table->names[c];
  GPtrArray *cells = build->table->cells[c];

  switch (kind) {
  case MIEN_KIND_SCALAR:
    return make_scalar (build, name, cells);
  case MIEN_KIND_FLAGS:
  case MIEN_KIND_DISTRIBUTION:
    return make_barred (build, name, cells, kind);
  case MIEN_KIND_POINTS:
    return make_points (build, name, cells, facts->list_len);
  case MIEN_KIND_CLASS:
  default:
    return make_class (build, name, cells);
  }
}

/* Whether a column whose kind was guessed is better left out: notes, file names, hashes. */
static gboolean
is_no_class (const char *name, const MienColumn *column, const MienCellFacts *facts)
{
  return column->kind == MIEN_KIND_CLASS && facts->filled >= MIN_ROWS_TO_DOUBT &&
         g_strv_length (column->names) > facts->filled / 2 && !mien_cells_name_says_class (name);
}

static void
take_parts (const Build *build, GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++) {
    const char *cell = g_ptr_array_index (cells, i);
    MienPart part = MIEN_PART_NONE;

    if (mien_part_from_name (cell, &part))
      mien_dataset_builder_set_part (build->builder, i, part);
    else if (*cell != '\0')
      tell_cell (build, i, cell,
                 "No part of an official split is called so, and the face is in none; it may be "
                 "training, validation or test");
  }
}

static void
build_column (Build *build, guint c, const MienCellFacts *facts, GHashTable *types)
{
  const char *name = build->table->names[c];
  gpointer wanted = NULL;
  gboolean told = types != NULL && g_hash_table_lookup_extended (types, name, NULL, &wanted);
  MienKind kind = told ? (MienKind) GPOINTER_TO_INT (wanted) : mien_cells_guess_kind (name, facts);

  if (facts->filled == 0) {
    tell_column (build, name, "The column is empty and is left out");
    return;
  }

  g_autoptr (MienColumn) column = make_column (build, c, kind, facts);

  if (column != NULL && !told && is_no_class (name, column, facts))
    tell_column (build, name,
                 "The column holds another word in nearly every row and is left out; say that it "
                 "is a class if it is one");
  else if (column != NULL)
    mien_dataset_builder_take_column (build->builder, g_steal_pointer (&column));
}

/* Which columns of numbers hold nothing but 0 and 1 and may belong to a group of flags. */
static gboolean *
find_bits (const Build *build, const MienCellFacts *facts, GHashTable *types)
{
  char **names = build->table->names;
  gboolean *is_bits = g_new0 (gboolean, g_strv_length (names) + 1);

  for (guint c = 0; names[c] != NULL; c++)
    is_bits[c] = facts[c].filled > 0 && facts[c].bits == facts[c].filled &&
                 !mien_cells_name_says_class (names[c]) &&
                 (types == NULL || !g_hash_table_contains (types, names[c]));
  return is_bits;
}

static void
build_columns (Build *build, const MienCellFacts *facts, GHashTable *types)
{
  MienTable *table = build->table;
  g_autofree gboolean *is_bits = find_bits (build, facts, types);
  g_autofree gboolean *done = g_new0 (gboolean, g_strv_length (table->names) + 1);
  g_autoptr (GArray) votes = mien_table_find_votes (table, types);

  if (votes->len > 0)
    mien_dataset_builder_take_column (build->builder, mien_table_make_votes (table, votes));
  for (guint k = 0; k < votes->len; k++)
    done[g_array_index (votes, guint, k)] = TRUE;
  for (guint c = 0; table->names[c] != NULL; c++) {
    if (done[c])
      continue;

    g_autoptr (GArray) group = mien_table_find_flags (build->table, c, is_bits);

    if (mien_cells_are_parts (table->names[c], &facts[c]))
      take_parts (build, table->cells[c]);
    else if (group->len >= 2)
      mien_dataset_builder_take_column (build->builder,
                                        mien_table_make_flags (build->table, group));
    else
      build_column (build, c, &facts[c], types);
    for (guint k = 0; group->len >= 2 && k < group->len; k++)
      done[g_array_index (group, guint, k)] = TRUE;
  }
}

void
mien_table_build (MienTable *self, GHashTable *types, MienDatasetBuilder *builder)
{
  Build build = {.table = self, .builder = builder};
  g_autofree MienCellFacts *facts = g_new0 (MienCellFacts, g_strv_length (self->names) + 1);

  g_return_if_fail (self->ids->len == mien_dataset_builder_get_n_samples (builder));
  if (self->ids->len == 0)
    return; /* nothing can be said of its columns */

  for (guint c = 0; self->names[c] != NULL; c++)
    mien_cells_study (self->cells[c], &facts[c]);
  build_columns (&build, facts, types);
  g_free (build.boxes);
}
