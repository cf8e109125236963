#include "engine/samples/split-summary.h"

static void
count_clear (gpointer data)
{
  g_free (((MienSplitCount *) data)->name);
}

static GArray *
counts_new (void)
{
  GArray *counts = g_array_new (FALSE, TRUE, sizeof (MienSplitCount));

  g_array_set_clear_func (counts, count_clear);
  return counts;
}

MienSplitSummary *
mien_split_summary_new (void)
{
  MienSplitSummary *self = g_new0 (MienSplitSummary, 1);

  self->classes = counts_new ();
  self->groups = counts_new ();
  return self;
}

void
mien_split_summary_free (MienSplitSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->column);
  g_free (self->group_column);
  g_array_unref (self->classes);
  g_array_unref (self->groups);
  g_free (self);
}

static guint
sum_parts (const MienSplitCount *count)
{
  guint sum = 0;

  for (int part = 0; part < MIEN_N_PARTS; part++)
    sum += count->parts[part];
  return sum;
}

/* One entry a name, and a last one for missing labels; those without a sample in a part go. */
static void
count_column (const MienColumn *column, const gint8 *parts, GArray *counts)
{
  guint n_names = g_strv_length (column->names);
  g_autofree MienSplitCount *all = g_new0 (MienSplitCount, n_names + 1);

  for (guint i = 0; i < column->n_samples; i++) {
    int name = mien_column_get_class (column, i);

    if (parts[i] >= 0)
      all[name >= 0 ? (guint) name : n_names].parts[parts[i]]++;
  }
  for (guint k = 0; k <= n_names; k++) {
    all[k].name = sum_parts (&all[k]) > 0 ? g_strdup (k < n_names ? column->names[k] : "") : NULL;
    if (all[k].name != NULL)
      g_array_append_val (counts, all[k]);
  }
}

static int
first_part (const MienSplitCount *count)
{
  int part = 0;

  while (part < MIEN_N_PARTS - 1 && count->parts[part] == 0)
    part++;
  return part;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  return first_part (a) - first_part (b);
}

static const MienColumn *
find_class (MienDataset *dataset, const char *name)
{
  const MienColumn *column = name != NULL ? mien_dataset_get_column (dataset, name) : NULL;

  return column != NULL && column->kind == MIEN_KIND_CLASS ? column : NULL;
}

MienSplitSummary *
mien_split_summarise (MienDataset *dataset, const MienSplitSettings *settings, const gint8 *parts)
{
  MienSplitSummary *self = mien_split_summary_new ();
  const MienColumn *classes = find_class (dataset, settings->stratify);
  const MienColumn *groups = find_class (
      dataset, mien_split_kind_is_by_group (settings->kind) ? settings->group : settings->subject);

  for (guint i = 0; i < mien_dataset_get_n_samples (dataset); i++) {
    if (parts[i] >= 0)
      self->parts[parts[i]]++;
    else
      self->left_out++;
  }
  if (classes != NULL) {
    self->column = g_strdup (classes->name);
    count_column (classes, parts, self->classes);
  }
  if (groups != NULL) {
    self->group_column = g_strdup (groups->name);
    count_column (groups, parts, self->groups);
    g_array_sort (self->groups, compare_groups); /* stable */
  }
  return self;
}

guint
mien_split_summary_count_groups (const MienSplitSummary *self, MienPart part)
{
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++) {
    const MienSplitCount *group = &g_array_index (self->groups, MienSplitCount, i);

    n += group->parts[part] > 0 && *group->name != '\0';
  }
  return n;
}

guint
mien_split_summary_count_divided (const MienSplitSummary *self)
{
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++) {
    const MienSplitCount *group = &g_array_index (self->groups, MienSplitCount, i);
    guint n_parts = 0;

    for (int part = 0; part < MIEN_N_PARTS; part++)
      n_parts += group->parts[part] > 0;
    n += n_parts > 1 && *group->name != '\0';
  }
  return n;
}
