/* Which columns of several data sets are one, and the values of those that are. */
#include "engine/samples/union-private.h"

#include <math.h>
#include <string.h>

/* How much wider the values of one data set may spread than another's before it is told. */
#define MUCH_WIDER 4.0

/* Columns that become one. */
typedef struct {
  char *name;
  const char *key;      /* columns of the same key are the same, whatever they are called */
  MienColumn **columns; /* [n] (nullable elements) */
  MienColumn *first;
} Joint;

static void
joint_free (gpointer data)
{
  Joint *joint = data;

  g_free (joint->name);
  g_free (joint->columns);
  g_free (joint);
}

/* Persons are persons and expressions expressions under any of the usual names, unless the data set
 * has another column of the plain name. */
static const char *
key_of (MienDataset *dataset, const MienColumn *column)
{
  const char *plain = NULL;

  if (column->kind == MIEN_KIND_CLASS && mien_union_is_person_name (column->name))
    plain = "person";
  else if (column->kind == MIEN_KIND_CLASS && mien_union_is_expression_name (column->name) &&
           mien_union_has_expressions (column))
    plain = "expression";
  if (plain == NULL)
    return column->name;

  const MienColumn *other = mien_dataset_get_column (dataset, plain);

  return other == NULL || other == column ? plain : column->name;
}

static gboolean
goes_with (const Joint *joint, const MienColumn *column)
{
  return joint->first->kind == column->kind &&
         (column->kind != MIEN_KIND_POINTS || joint->first->width == column->width);
}

/* The sentence names both data sets and how to make one column of the two. */
static void
tell_apart (const MienUnionParts *parts,
            const Joint *joint,
            guint set,
            const MienColumn *column,
            MienDatasetBuilder *builder)
{
  guint other = 0;
  g_autofree char *what = NULL;

  while (joint->columns[other] == NULL)
    other++;
  if (joint->first->kind != column->kind)
    what = g_strdup_printf (
        "“%s” is of type %s in %s but of type %s in %s, so it stays two columns; to join them, "
        "say what it is in both (--column %s=%s)",
        column->name, mien_kind_name (joint->first->kind), parts->names[other],
        mien_kind_name (column->kind), parts->names[set], column->name,
        mien_kind_name (joint->first->kind));
  else
    what = g_strdup_printf (
        "“%s” has %d points in %s but %d in %s, so it stays two columns; learn one of the two",
        column->name, joint->first->width / 2, parts->names[other], column->width / 2,
        parts->names[set]);
  mien_dataset_builder_tell (builder, column->name, NULL, what);
}

static gboolean
is_free (GPtrArray *joints, const char *name)
{
  for (guint i = 0; i < joints->len; i++)
    if (g_str_equal (((Joint *) g_ptr_array_index (joints, i))->name, name))
      return FALSE;
  return TRUE;
}

static void
add_column (const MienUnionParts *parts,
            guint set,
            MienColumn *column,
            GPtrArray *joints,
            MienDatasetBuilder *builder)
{
  const char *key = key_of (parts->datasets[set], column);
  Joint *apart = NULL;

  for (guint i = 0; i < joints->len; i++) {
    Joint *joint = g_ptr_array_index (joints, i);

    if (joint->columns[set] != NULL || g_ascii_strcasecmp (joint->key, key) != 0)
      continue;
    if (goes_with (joint, column)) {
      joint->columns[set] = column;
      return;
    }
    apart = joint;
  }
  if (apart != NULL)
    tell_apart (parts, apart, set, column, builder);

  Joint *joint = g_new0 (Joint, 1);

  joint->name = is_free (joints, column->name)
                    ? g_strdup (column->name)
                    : g_strdup_printf ("%s (%s)", column->name, parts->names[set]);
  joint->key = key;
  joint->columns = g_new0 (MienColumn *, parts->n);
  joint->columns[set] = joint->first = column;
  g_ptr_array_add (joints, joint);
}

static void
copy_named (const MienColumn *from, guint sample, const guint *map, MienColumn *to, float *values)
{
  const float *source = from->values + (gsize) sample * (gsize) from->width;

  if (to->kind == MIEN_KIND_CLASS) {
    values[0] = (float) map[(int) source[0]];
    return;
  }
  /* A flag that a data set has no name for stays missing; a class that nobody could vote for got
   * no vote. */
  for (int k = 0; to->kind == MIEN_KIND_DISTRIBUTION && k < to->width; k++)
    values[k] = 0.0f;
  for (int k = 0; k < from->width; k++) {
    float *value = &values[map[k]];

    if (to->kind == MIEN_KIND_DISTRIBUTION)
      *value += source[k];
    else
      *value = isnan (*value) ? source[k] : MAX (*value, source[k]);
  }
}

static void
copy_values (const MienColumn *from, const guint *map, guint start, MienColumn *to)
{
  for (guint i = 0; i < from->n_samples; i++) {
    float *values = to->values + (gsize) (start + i) * (gsize) to->width;

    if (mien_column_is_missing (from, i))
      continue;
    if (map != NULL)
      copy_named (from, i, map, to, values);
    else
      memcpy (values, from->values + (gsize) i * (gsize) from->width,
              (gsize) from->width * sizeof (float));
  }
}

static MienColumn *
join_named (const MienUnionParts *parts, const Joint *joint)
{
  g_autofree guint **maps = g_new0 (guint *, parts->n);
  guint n_sets = 0;

  for (guint s = 0; s < parts->n; s++)
    n_sets += joint->columns[s] != NULL;

  gboolean persons = mien_union_is_person_name (joint->first->name) && n_sets > 1;
  g_auto (GStrv) names = mien_union_join_names (parts, joint->columns, persons, maps);
  int width = joint->first->kind == MIEN_KIND_CLASS ? 1 : (int) g_strv_length (names);
  MienColumn *column = mien_column_new (
      joint->name, joint->first->kind, (const char *const *) names, width, parts->starts[parts->n]);

  for (guint s = 0; s < parts->n; s++) {
    if (joint->columns[s] != NULL)
      copy_values (joint->columns[s], maps[s], parts->starts[s], column);
    g_free (maps[s]);
  }
  return column;
}

static MienColumn *
join_numbers (const MienUnionParts *parts, const Joint *joint)
{
  MienColumn *column = mien_column_new (joint->name, joint->first->kind, NULL, joint->first->width,
                                        parts->starts[parts->n]);

  for (guint s = 0; s < parts->n; s++)
    if (joint->columns[s] != NULL)
      copy_values (joint->columns[s], NULL, parts->starts[s], column);
  return column;
}

typedef struct {
  double low, high;
} Range;

static Range
find_range (const MienColumn *column)
{
  Range range = {INFINITY, -INFINITY};

  for (guint i = 0; i < column->n_samples; i++)
    if (!mien_column_is_missing (column, i)) {
      range.low = MIN (range.low, (double) column->values[i]);
      range.high = MAX (range.high, (double) column->values[i]);
    }
  return range;
}

/* Valence from -1 to 1 in one data set and from 1 to 9 in another cannot be learned together. */
static void
tell_ranges (const MienUnionParts *parts, const Joint *joint, MienDatasetBuilder *builder)
{
  Range first = find_range (joint->first);
  guint other = 0;

  while (joint->columns[other] != joint->first)
    other++;
  for (guint s = other + 1; s < parts->n; s++) {
    Range range = joint->columns[s] != NULL ? find_range (joint->columns[s]) : first;
    double wide = MAX (range.high - range.low, first.high - first.low);
    double narrow = MIN (range.high - range.low, first.high - first.low);

    if (!(wide > MUCH_WIDER * narrow) && range.low <= first.high && first.low <= range.high)
      continue;

    g_autofree char *what = g_strdup_printf (
        "“%s” goes from %.3g to %.3g in %s but from %.3g to %.3g in %s; where that is not the same "
        "measure, learn it from one of the data sets alone",
        joint->name, first.low, first.high, parts->names[other], range.low, range.high,
        parts->names[s]);

    mien_dataset_builder_tell (builder, joint->name, NULL, what);
  }
}

/* Which data set a sample is from; under another name where a data set has a column of this. */
static MienColumn *
make_source (const MienUnionParts *parts, GPtrArray *joints)
{
  const char *name = is_free (joints, "source") ? "source" : "data set";
  MienColumn *column = mien_column_new (name, MIEN_KIND_CLASS, (const char *const *) parts->names,
                                        1, parts->starts[parts->n]);

  for (guint s = 0; s < parts->n; s++)
    for (guint i = parts->starts[s]; i < parts->starts[s + 1]; i++)
      column->values[i] = (float) s;
  return column;
}

void
mien_union_join_columns (const MienUnionParts *parts, MienDatasetBuilder *builder)
{
  g_autoptr (GPtrArray) joints = g_ptr_array_new_with_free_func (joint_free);

  for (guint s = 0; s < parts->n; s++) {
    GPtrArray *columns = mien_dataset_get_columns (parts->datasets[s]);

    for (guint i = 0; i < columns->len; i++)
      add_column (parts, s, g_ptr_array_index (columns, i), joints, builder);
  }
  for (guint i = 0; i < joints->len; i++) {
    const Joint *joint = g_ptr_array_index (joints, i);

    if (joint->first->kind == MIEN_KIND_SCALAR)
      tell_ranges (parts, joint, builder);
    mien_dataset_builder_take_column (builder, joint->first->names != NULL
                                                   ? join_named (parts, joint)
                                                   : join_numbers (parts, joint));
  }
  mien_dataset_builder_take_column (builder, make_source (parts, joints));
}
