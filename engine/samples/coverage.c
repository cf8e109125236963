#include "engine/samples/coverage.h"

#include "engine/samples/union.h"

/* (nullable): what tells the data sets of a union apart */
static const MienColumn *
find_source (MienDataset *dataset)
{
  const MienColumn *column = mien_dataset_get_column (dataset, "source");

  if (!g_str_equal (mien_dataset_get_layout (dataset), "several"))
    return NULL;
  if (column == NULL)
    column = mien_dataset_get_column (dataset, "data set");
  return column != NULL && column->kind == MIEN_KIND_CLASS ? column : NULL;
}

static MienPart
get_part (MienDataset *dataset, const gint8 *parts, guint sample)
{
  if (mien_dataset_is_excluded (dataset, sample))
    return MIEN_PART_NONE;
  if (parts != NULL)
    return (MienPart) parts[sample];
  return mien_dataset_has_parts (dataset) ? mien_dataset_get_part (dataset, sample)
                                          : MIEN_PART_TRAIN;
}

static guint
count_sources (const MienCoverage *self)
{
  return g_strv_length (self->sources);
}

static guint *
get_place (const MienCoverage *self, guint column, guint source, MienPart part)
{
  return &self->counts[(column * count_sources (self) + source) * MIEN_N_PARTS + part];
}

static void
count_column (MienCoverage *self,
              guint place,
              const MienColumn *column,
              const gint8 *parts,
              const int *sources)
{
  for (guint i = 0; i < column->n_samples; i++)
    if (parts[i] != MIEN_PART_NONE && sources[i] >= 0 && !mien_column_is_missing (column, i))
      (*get_place (self, place, (guint) sources[i], (MienPart) parts[i]))++;
}

static void
count_samples (MienCoverage *self, guint n, const gint8 *parts, const int *sources)
{
  for (guint i = 0; i < n; i++)
    if (parts[i] != MIEN_PART_NONE && sources[i] >= 0)
      self->samples[sources[i] * MIEN_N_PARTS + parts[i]]++;
}

MienCoverage *
mien_coverage_count (MienDataset *dataset, const gint8 *parts)
{
  static const char *const alone[] = {"", NULL};
  MienCoverage *self = g_new0 (MienCoverage, 1);
  const MienColumn *source = find_source (dataset);
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = mien_dataset_get_n_samples (dataset);
  g_autofree int *sources = g_new0 (int, n + 1);
  g_autofree gint8 *own = g_new (gint8, n + 1);

  for (guint i = 0; i < n; i++) {
    own[i] = (gint8) get_part (dataset, parts, i);
    sources[i] = source != NULL ? mien_column_get_class (source, i) : 0;
  }
  self->sources = g_strdupv (source != NULL ? source->names : (char **) (gpointer) alone);
  self->counts = g_new0 (guint, columns->len * count_sources (self) * MIEN_N_PARTS + 1);
  self->samples = g_new0 (guint, count_sources (self) * MIEN_N_PARTS);
  count_samples (self, n, own, sources);
  for (guint c = 0; c < columns->len; c++) {
    const MienColumn *column = g_ptr_array_index (columns, c);

    if (column == source)
      continue;
    count_column (self, names->len, column, own, sources);
    g_ptr_array_add (names, g_strdup (column->name));
  }
  g_ptr_array_add (names, NULL);
  self->columns = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return self;
}

void
mien_coverage_free (MienCoverage *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->columns);
  g_strfreev (self->sources);
  g_free (self->counts);
  g_free (self->samples);
  g_free (self);
}

guint
mien_coverage_get (const MienCoverage *self, guint column, guint source, MienPart part)
{
  return *get_place (self, column, source, part);
}

guint
mien_coverage_sum (const MienCoverage *self, guint column, MienPart part)
{
  guint sum = 0;

  for (guint s = 0; s < count_sources (self); s++)
    sum += mien_coverage_get (self, column, s, part);
  return sum;
}

/* A data set without any label of a column that another has. */
static gboolean
lacks_one (const MienCoverage *self, guint column)
{
  guint n_without = 0;

  for (guint s = 0; s < count_sources (self); s++) {
    guint labels = 0;

    for (int part = 0; part < MIEN_N_PARTS; part++)
      labels += mien_coverage_get (self, column, s, (MienPart) part);
    n_without += labels == 0;
  }
  return n_without > 0 && n_without < count_sources (self);
}

gboolean
mien_coverage_is_patchy (const MienCoverage *self)
{
  for (guint c = 0; self->columns[c] != NULL; c++)
    if (lacks_one (self, c))
      return TRUE;
  return FALSE;
}
