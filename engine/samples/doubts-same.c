/* Doubts about pictures that are in a data set more than once, or are none. */
#include "engine/samples/doubts-private.h"

/* The samples that are one picture, group behind group; a sample alone is no group. */
typedef struct {
  GArray *samples; /* of guint: lowest first in each group */
  GArray *ends;    /* of guint: where each group ends */
} Groups;

static void
groups_clear (Groups *self)
{
  g_array_unref (self->samples);
  g_array_unref (self->ends);
}

/* One group and what is to be known of it. */
typedef struct {
  const guint *samples;
  guint n;
  gboolean divided; /* in several parts */
} Group;

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *first = data;
  guint i = *(const guint *) a, j = *(const guint *) b;

  if (first[i] != first[j])
    return first[i] < first[j] ? -1 : 1;
  return i < j ? -1 : i > j;
}

static void
end_group (Groups *self, guint start)
{
  if (self->samples->len - start < 2)
    g_array_set_size (self->samples, start);
  else
    g_array_append_val (self->ends, self->samples->len);
}

/* @first: [n] the first sample of each one's group */
static void
groups_fill (Groups *self, const MienDoubts *doubts, const guint *first)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint start = 0;

  self->samples = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < doubts->n; i++)
    if (doubts->use[i])
      g_array_append_val (order, i);
  g_qsort_with_data (order->data, (int) order->len, sizeof (guint), compare_groups,
                     (gpointer) first);
  for (guint k = 0; k < order->len; k++) {
    guint i = g_array_index (order, guint, k);

    if (k > 0 && first[i] != first[g_array_index (order, guint, k - 1)]) {
      end_group (self, start);
      start = self->samples->len;
    }
    g_array_append_val (self->samples, i);
  }
  end_group (self, start);
}

static Group
get_group (const Groups *self, const MienDoubts *doubts, guint number)
{
  guint start = number > 0 ? g_array_index (self->ends, guint, number - 1) : 0;
  Group group = {.samples = &g_array_index (self->samples, guint, start),
                 .n = g_array_index (self->ends, guint, number) - start};
  int part = MIEN_PART_NONE;

  for (guint k = 0; doubts->parts != NULL && k < group.n; k++) {
    int other = doubts->parts[group.samples[k]];

    group.divided |= part != MIEN_PART_NONE && other != MIEN_PART_NONE && other != part;
    part = other != MIEN_PART_NONE ? other : part;
  }
  return group;
}

/* Copies alone are told of as copies. */
static gboolean
are_copies (const Group *group, const MienLikeness *likeness)
{
  for (guint k = 1; k < group->n; k++)
    if (likeness->equal[group->samples[k]] != likeness->equal[group->samples[0]])
      return FALSE;
  return TRUE;
}

static void
add_group (MienEvidence *evidence, const Group *group)
{
  for (guint k = 0; k < group->n; k++)
    mien_evidence_add (evidence, group->samples[k]);
}

typedef struct {
  const MienLikeness *likeness;
  gboolean copies; /* else pictures that are alike */
  Groups groups;
} Sameness;

static gboolean
is_of_kind (const Sameness *self, const Group *group)
{
  return self->copies == are_copies (group, self->likeness);
}

static void
tell_groups (MienDoubts *doubts, const Sameness *self, gboolean divided)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint g = 0; g < self->groups.ends->len; g++) {
    Group group = get_group (&self->groups, doubts, g);

    if (group.divided != divided || !is_of_kind (self, &group))
      continue;
    add_group (evidence, &group);
    mien_evidence_show (
        evidence, "%s %s %s", mien_dataset_get_id (doubts->dataset, group.samples[0]),
        self->copies ? "=" : "≈", mien_dataset_get_id (doubts->dataset, group.samples[1]));
  }
  if (evidence->samples->len == 0)
    return;
  mien_doubts_tell (
      doubts, evidence, NULL, "%u pictures in %u %s %s%s: %s", evidence->samples->len,
      evidence->n_examples, evidence->n_examples == 1 ? "group" : "groups",
      self->copies ? "are copies, the same in every pixel"
                   : "hardly differ (saved or resized again, or taken a moment apart)",
      divided
          ? ", and stand in more than one part of the split, which tests what was learned; keep "
            "one of each group, or each group in one part"
          : "; keep one of each group, or they count more than others",
      evidence->examples->str);
}

/* Two samples of @group that @column labels differently, if there are. */
static gboolean
find_contradiction (const Group *group, const MienColumn *column, guint pair[2])
{
  gboolean found = FALSE;

  for (guint k = 0; k < group->n; k++) {
    guint i = group->samples[k];

    if (mien_column_is_missing (column, i))
      continue;
    if (found && mien_column_get_class (column, i) != mien_column_get_class (column, pair[0])) {
      pair[1] = i;
      return TRUE;
    }
    if (!found)
      pair[0] = i;
    found = TRUE;
  }
  return FALSE;
}

static void
tell_contradictions (MienDoubts *doubts, const Sameness *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint g = 0; g < self->groups.ends->len; g++) {
    Group group = get_group (&self->groups, doubts, g);
    guint pair[2];

    if (!is_of_kind (self, &group) || !find_contradiction (&group, column, pair))
      continue;
    add_group (evidence, &group);
    mien_evidence_show (evidence, "%s %s but %s %s", mien_dataset_get_id (doubts->dataset, pair[0]),
                        column->names[mien_column_get_class (column, pair[0])],
                        mien_dataset_get_id (doubts->dataset, pair[1]),
                        column->names[mien_column_get_class (column, pair[1])]);
  }
  if (evidence->samples->len > 0)
    mien_doubts_tell (doubts, evidence, NULL,
                      "%u %s of pictures that %s have different labels in “%s”: %s; correct those "
                      "that are wrong",
                      evidence->n_examples, evidence->n_examples == 1 ? "group" : "groups",
                      self->copies ? "are copies" : "hardly differ", column->name,
                      evidence->examples->str);
}

/* A column that nearly numbers the samples is bound to differ. */
static gboolean
sorts_samples (const MienDoubts *doubts, const MienColumn *column)
{
  return column->kind == MIEN_KIND_CLASS && g_strv_length (column->names) <= doubts->n / 2;
}

static void
tell_sameness (MienDoubts *doubts, const MienLikeness *likeness, gboolean copies)
{
  GPtrArray *columns = mien_dataset_get_columns (doubts->dataset);
  Sameness self = {.likeness = likeness, .copies = copies};

  groups_fill (&self.groups, doubts, copies ? likeness->equal : likeness->alike);
  for (guint c = 0; c < columns->len; c++)
    if (sorts_samples (doubts, g_ptr_array_index (columns, c)))
      tell_contradictions (doubts, &self, g_ptr_array_index (columns, c));
  tell_groups (doubts, &self, TRUE);
  tell_groups (doubts, &self, FALSE);
  groups_clear (&self.groups);
}

static void
tell_flat (MienDoubts *doubts, const MienLikeness *likeness)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint i = 0; i < doubts->n; i++)
    if (doubts->use[i] && likeness->flat[i]) {
      mien_evidence_add (evidence, i);
      mien_evidence_show (evidence, "%s", mien_dataset_get_id (doubts->dataset, i));
    }
  if (evidence->samples->len > 0)
    mien_doubts_tell (doubts, evidence, NULL,
                      "%u %s of one grey level, as black as a lost picture: %s; leave %s out",
                      evidence->samples->len,
                      evidence->samples->len == 1 ? "picture is" : "pictures are",
                      evidence->examples->str, evidence->samples->len == 1 ? "it" : "them");
}

void
mien_doubts_about_sameness (MienDoubts *self, const MienLikeness *likeness)
{
  tell_flat (self, likeness);
  tell_sameness (self, likeness, TRUE);
  tell_sameness (self, likeness, FALSE);
}
