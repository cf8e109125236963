#include "engine/samples/layouts/join.h"

#include "engine/core/error.h"
#include "engine/samples/data/dataset-private.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/join-private.h"
#include "engine/samples/layouts/table.h"

#include <string.h>

#define PATH "path"
#define N_EXAMPLES 3

MienJoin *
mien_join_new (const char *path, const char *by, const char *on)
{
  MienJoin *self = g_new0 (MienJoin, 1);

  self->path = g_strdup (path);
  self->by = g_strdup (by);
  self->on = g_strdup (on);
  return self;
}

MienJoin *
mien_join_copy (const MienJoin *self)
{
  return mien_join_new (self->path, self->by, self->on);
}

void
mien_join_free (MienJoin *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->by);
  g_free (self->on);
  g_free (self);
}

GPtrArray *
mien_joins_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mien_join_free);
}

GPtrArray *
mien_joins_copy (GPtrArray *joins)
{
  GPtrArray *copy = mien_joins_new ();

  for (guint i = 0; i < joins->len; i++)
    g_ptr_array_add (copy, mien_join_copy (g_ptr_array_index (joins, i)));
  return copy;
}

void
mien_join_outcome_clear (MienJoinOutcome *outcome)
{
  g_clear_pointer (&outcome->by, g_free);
  g_clear_pointer (&outcome->on, g_free);
  g_clear_pointer (&outcome->columns, g_strfreev);
}

/* What is joined with what. */
typedef struct {
  MienDataset *dataset;
  const MienJoinTable *table;
  guint by;
  const MienColumn *on; /* (nullable): the paths */
} Pair;

static gboolean
fail_no_key (const MienJoinTable *table, const char *by, GError **error)
{
  g_ptr_array_add (table->header, NULL);

  g_autofree char *list = g_strjoinv (", ", (char **) table->header->pdata);

  if (by != NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s has no column “%s”; it has %s",
                 table->source, by, list);
  else
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s has no column that says which face a row is about; one named path, file or "
                 "image was looked for, or one that the data set has too; it has %s",
                 table->source, list);
  return FALSE;
}

static gboolean
find_key (Pair *pair, const MienJoin *join, GError **error)
{
  const MienJoinTable *table = pair->table;
  int by = join->by != NULL ? mien_join_table_find (table, join->by)
                            : mien_table_find_pictures (table->header);

  for (guint i = 0; join->by == NULL && by < 0 && i < table->header->len; i++)
    if (mien_dataset_get_column (pair->dataset, g_ptr_array_index (table->header, i)) != NULL)
      by = (int) i;
  if (by < 0)
    return fail_no_key (table, join->by, error);
  pair->by = (guint) by;
  return TRUE;
}

static gboolean
find_other_key (Pair *pair, const MienJoin *join, GError **error)
{
  const char *by = g_ptr_array_index (pair->table->header, pair->by);

  if (join->on != NULL && !g_str_equal (join->on, PATH)) {
    pair->on = mien_dataset_get_column (pair->dataset, join->on);
    if (pair->on == NULL)
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "%s has no column “%s” to add %s by; name one of its columns, or path",
                   pair->dataset->location, join->on, pair->table->source);
    return pair->on != NULL;
  }
  if (join->on == NULL)
    pair->on = mien_dataset_get_column (pair->dataset, by);
  return TRUE;
}

static gboolean
fail_no_match (const Pair *pair, GError **error)
{
  char **row = g_ptr_array_index (pair->table->rows, 0);
  g_autofree char *face =
      pair->on != NULL ? mien_column_format (pair->on, 0) : g_strdup (pair->dataset->ids[0]);

  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "No row of %s is about a face of %s: its “%s” says “%s” in the first row, the first "
               "face's %s is “%s”; choose another column to add it by",
               pair->table->source, pair->dataset->location,
               (char *) g_ptr_array_index (pair->table->header, pair->by), row[pair->by],
               pair->on != NULL ? pair->on->name : PATH, face);
  return FALSE;
}

/* Names of what is added, without the key; NULL-terminated, not owned. */
static GPtrArray *
list_names (const Pair *pair)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < pair->table->header->len; i++)
    if (i != pair->by)
      g_ptr_array_add (names, g_ptr_array_index (pair->table->header, i));
  g_ptr_array_add (names, NULL);
  return names;
}

/* (transfer full): the name under which @name is added */
static char *
free_name (MienDataset *dataset, const char *name, const char *source)
{
  g_autofree char *longer = g_strdup_printf ("%s (%s)", name, source);

  if (mien_dataset_get_column (dataset, name) == NULL)
    return g_strdup (name);
  for (guint i = 2; mien_dataset_get_column (dataset, longer) != NULL; i++) {
    g_free (longer);
    longer = g_strdup_printf ("%s (%s %u)", name, source, i);
  }
  return g_steal_pointer (&longer);
}

/* The types that are asked for, by the names that the table itself uses. */
static GHashTable *
own_types (const Pair *pair, GPtrArray *names, GHashTable *types)
{
  GHashTable *own = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; types != NULL && i + 1 < names->len; i++) {
    char *name = g_ptr_array_index (names, i);
    g_autofree char *added = free_name (pair->dataset, name, pair->table->source);
    gpointer kind;

    if (g_hash_table_lookup_extended (types, added, NULL, &kind))
      g_hash_table_insert (own, name, kind);
  }
  return own;
}

/* One row for every face of the data set, empty where the table says nothing. */
static void
append_rows (const Pair *pair, const MienJoinMatch *match, MienTable *out)
{
  guint n = pair->table->header->len;
  g_autofree const char **empty = g_new (const char *, n);
  g_autofree const char **cells = g_new (const char *, n);

  for (guint i = 0; i < n; i++)
    empty[i] = "";
  for (guint i = 0; i < pair->dataset->n_samples; i++) {
    int row = match->row_of[i];
    char **found = row >= 0 ? g_ptr_array_index (pair->table->rows, row) : NULL;
    guint number = row >= 0 ? g_array_index (pair->table->numbers, guint, row) : 0;

    for (guint c = 0, k = 0; found != NULL && c < n; c++)
      if (c != pair->by)
        cells[k++] = found[c];
    mien_table_append (out, pair->dataset->ids[i], found != NULL ? cells : empty, number);
  }
}

/* The table's columns as a data set of the same faces. */
static MienDataset *
build (const Pair *pair, const MienJoinMatch *match, GHashTable *types)
{
  MienDataset *dataset = pair->dataset;
  MienDatasetBuilder *builder = mien_dataset_builder_new (dataset->location, dataset->layout);
  g_autoptr (GPtrArray) names = list_names (pair);
  g_autoptr (GHashTable) own = own_types (pair, names, types);
  g_autoptr (MienTable) table =
      mien_table_new (pair->table->source, (const char *const *) names->pdata);

  mien_dataset_builder_borrow_pictures (builder, dataset);
  for (guint i = 0; i < dataset->n_samples; i++)
    mien_dataset_builder_add_sample (builder, dataset->ids[i], MIEN_PART_NONE);
  append_rows (pair, match, table);
  mien_table_build (table, own, builder);
  return mien_dataset_builder_end (builder);
}

static void
take_columns (MienDataset *joined, MienDataset *added, const Pair *pair, GPtrArray *names)
{
  for (guint i = 0; i < added->columns->len; i++) {
    MienColumn *column = mien_column_copy (g_ptr_array_index (added->columns, i));
    char *name = free_name (pair->dataset, column->name, pair->table->source);

    g_free (column->name);
    column->name = name;
    g_ptr_array_add (joined->owned, column);
    g_ptr_array_add (joined->columns, column);
    g_ptr_array_add (names, g_strdup (name));
  }
  for (guint i = 0; i < added->problems->len; i++)
    g_ptr_array_add (joined->problems, mien_problem_copy (g_ptr_array_index (added->problems, i)));
  for (guint i = 0; added->has_parts && !joined->has_parts && i < added->n_samples; i++)
    joined->parts[i] = added->parts[i];
  joined->has_parts |= added->has_parts;
}

/* (transfer full): by what rows and faces were matched */
static char *
describe_way (const Pair *pair, const MienJoinMatch *match)
{
  return pair->on != NULL ? g_strdup_printf ("the column “%s”", pair->on->name)
                          : g_strdup (match->how);
}

static void
add_example (GString *examples, const char *text, guint n)
{
  if (n < N_EXAMPLES)
    g_string_append_printf (examples, "%s“%s”", n > 0 ? ", " : "", text);
  else if (n == N_EXAMPLES)
    g_string_append (examples, ", …");
}

static char *
explain_rows (const MienJoinMatch *match)
{
  GString *why = g_string_new (NULL);

  if (match->n_shared > 0)
    g_string_append_printf (why, "; %u give a name that several faces have", match->n_shared);
  if (match->n_repeated > 0)
    g_string_append_printf (why, "; %u repeat an earlier row", match->n_repeated);
  return g_string_free (why, FALSE);
}

static void
tell_rows (MienDataset *joined, const Pair *pair, const MienJoinMatch *match, guint n_left)
{
  g_autoptr (GString) examples = g_string_new (NULL);
  g_autofree char *way = describe_way (pair, match);
  g_autofree char *why = explain_rows (match);
  guint told = 0;

  for (guint r = 0; r < pair->table->rows->len; r++)
    if (!match->used[r])
      add_example (examples, ((char **) g_ptr_array_index (pair->table->rows, r))[pair->by],
                   told++);
  if (n_left > 0)
    g_ptr_array_add (
        joined->problems,
        mien_problem_new (pair->table->source,
                          "%u of its %u rows are about no face of the data set, by %s, and are "
                          "left out: %s%s",
                          n_left, pair->table->rows->len, way, examples->str, why));
}

static void
tell_faces (MienDataset *joined, const Pair *pair, const MienJoinMatch *match)
{
  g_autoptr (GString) examples = g_string_new (NULL);
  g_autofree char *way = describe_way (pair, match);
  guint n = pair->dataset->n_samples, told = 0;
  MienProblem *problem;

  if (match->n_joined == n)
    return;
  for (guint i = 0; i < n; i++)
    if (match->row_of[i] < 0)
      add_example (examples, pair->dataset->ids[i], told++);
  problem = mien_problem_new (pair->table->source,
                              "%u of %u faces have no row in it, by %s; what it says is missing "
                              "for them: %s",
                              n - match->n_joined, n, way, examples->str);
  for (guint i = 0; i < n; i++)
    if (match->row_of[i] < 0)
      mien_problem_add_sample (problem, i);
  g_ptr_array_add (joined->problems, problem);
}

static void
tell_faults (MienDataset *joined, const MienJoinTable *table)
{
  g_autoptr (GString) examples = g_string_new (NULL);

  for (guint i = 0; i < table->faults->len; i++)
    add_example (examples, g_ptr_array_index (table->faults, i), i);
  if (table->faults->len > 0)
    g_ptr_array_add (joined->problems,
                     mien_problem_new (table->source,
                                       "%u rows have more or fewer cells than the header and are "
                                       "left out: %s; look for a comma or quotation mark too many "
                                       "or missing",
                                       table->faults->len, examples->str));
}

static void
tell_outcome (MienJoinOutcome *outcome,
              const Pair *pair,
              const MienJoinMatch *match,
              guint n_used,
              GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  outcome->by = g_strdup (g_ptr_array_index (pair->table->header, pair->by));
  outcome->on = g_strdup (pair->on != NULL ? pair->on->name : PATH);
  outcome->how = pair->on == NULL ? match->how : NULL;
  outcome->n_rows = pair->table->rows->len;
  outcome->n_used = n_used;
  outcome->n_faces = pair->dataset->n_samples;
  outcome->n_joined = match->n_joined;
  outcome->columns = g_strdupv ((char **) names->pdata);
}

static MienDataset *
join_pair (const Pair *pair, GHashTable *types, MienJoinOutcome *outcome, GError **error)
{
  g_auto (MienJoinMatch) match = {0};
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_used = 0;

  mien_join_match (pair->dataset, pair->table, pair->by, pair->on, &match);
  if (match.n_joined == 0) {
    fail_no_match (pair, error);
    return NULL;
  }
  for (guint r = 0; r < pair->table->rows->len; r++)
    n_used += match.used[r];

  g_autoptr (MienDataset) added = build (pair, &match, types);
  MienDataset *joined = mien_dataset_derive (pair->dataset);

  take_columns (joined, added, pair, names);
  tell_rows (joined, pair, &match, pair->table->rows->len - n_used);
  tell_faces (joined, pair, &match);
  tell_faults (joined, pair->table);
  if (outcome != NULL)
    tell_outcome (outcome, pair, &match, n_used, names);
  return joined;
}

MienDataset *
mien_dataset_join (MienDataset *self,
                   const MienJoin *join,
                   GHashTable *types,
                   MienJoinOutcome *outcome,
                   GError **error)
{
  g_autoptr (MienJoinTable) table = mien_join_table_read (join->path, error);
  Pair pair = {.dataset = self, .table = table};

  if (table == NULL || !find_key (&pair, join, error) || !find_other_key (&pair, join, error))
    return NULL;
  return join_pair (&pair, types, outcome, error);
}
