/* Splits that keep the samples of a group together: of a person, a film, a session. */
#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/samples/split-private.h"

#include <string.h>

/* Groups that are weighed against each other for validation, so that tens of thousands stay quick.
 */
#define N_LOOKED_AT 64

/* A group with what is in it: the number of its samples, then those of each stratum. */
typedef struct {
  guint name; /* index into the column's names */
  const guint *counts;
} Group;

/* The groups that have samples in one part. */
typedef struct {
  GArray *groups; /* of Group */
  guint n_counts;
  guint *counts; /* [names,n_counts] */
  guint *totals; /* [n_counts] */
} Groups;

static void
groups_clear (Groups *groups)
{
  g_array_unref (groups->groups);
  g_free (groups->counts);
  g_free (groups->totals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Groups, groups_clear)

static void
count_samples (const MienSplit *self, MienPart from, Groups *groups)
{
  for (guint i = 0; i < self->n; i++) {
    if (!mien_split_is_candidate (self, i, from))
      continue;

    guint stratum = 1 + mien_split_stratum_of (self, i);
    gsize row = (gsize) mien_column_get_class (self->group, i) * groups->n_counts;

    groups->counts[row]++;
    groups->counts[row + stratum]++;
    groups->totals[0]++;
    groups->totals[stratum]++;
  }
}

/* Groups with samples in @from, in random order. */
static Groups
list_groups (const MienSplit *self, MienPart from, guint use_number)
{
  guint n_names = g_strv_length (self->group->names);
  g_autofree guint *order = g_new (guint, n_names + 1);
  MienRng rng = mien_rng_keyed (self->settings->seed, MIEN_STREAM_SPLIT, use_number, 0);
  Groups groups = {.groups = g_array_new (FALSE, FALSE, sizeof (Group)),
                   .n_counts = 1 + mien_split_count_strata (self)};

  groups.counts = g_new0 (guint, (gsize) (n_names + 1) * groups.n_counts);
  groups.totals = g_new0 (guint, groups.n_counts);
  count_samples (self, from, &groups);
  for (guint k = 0; k < n_names; k++)
    order[k] = k;
  mien_rng_shuffle (&rng, order, n_names);
  for (guint k = 0; k < n_names; k++) {
    Group group = {order[k], groups.counts + (gsize) order[k] * groups.n_counts};

    if (group.counts[0] > 0)
      g_array_append_val (groups.groups, group);
  }
  return groups;
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  guint x = ((const Group *) a)->counts[0], y = ((const Group *) b)->counts[0];

  return x > y ? -1 : x < y;
}

/* [names] of MienPart: where each group goes; %MIEN_PART_NONE leaves them where they are. */
static gint8 *
new_sides (const MienSplit *self)
{
  gsize n = g_strv_length (self->group->names) + 1;
  gint8 *sides = g_malloc (n);

  memset (sides, MIEN_PART_NONE, n);
  return sides;
}

static void
take_sides (MienSplit *self, const gint8 *sides)
{
  for (guint i = 0; i < self->n; i++) {
    int group = self->use[i] ? mien_column_get_class (self->group, i) : -1;

    if (group >= 0 && sides[group] != MIEN_PART_NONE)
      self->parts[i] = sides[group];
  }
}

/* How much @fold already has of what @group would bring, each stratum in shares of its total. */
static double
measure_overlap (const Groups *groups, const Group *group, const guint *fold)
{
  double overlap = 0.0;

  for (guint k = 0; k < groups->n_counts; k++)
    if (group->counts[k] > 0)
      overlap += (double) group->counts[k] / groups->totals[k] * fold[k] / groups->totals[k];
  return overlap;
}

static guint
find_fold (const Groups *groups, const Group *group, const guint *folds, guint n_folds)
{
  double least = measure_overlap (groups, group, folds);
  guint best = 0;

  for (guint f = 1; f < n_folds; f++) {
    double overlap = measure_overlap (groups, group, folds + (gsize) f * groups->n_counts);

    if (overlap < least) {
      least = overlap;
      best = f;
    }
  }
  return best;
}

static gboolean
fail_few_groups (const MienSplit *self, guint n_groups, guint n_folds, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "“%s” names %u %s, too few for %u folds; ask for fewer folds or split at random",
               self->group->name, n_groups,
               mien_split_kind_is_by_subject (self->settings->kind) ? "persons" : "groups",
               n_folds);
  return FALSE;
}

/* The largest group left goes to the fold that has least of what is in it, which minimises the sum
 * of the folds' squared shares of all samples and of each class: folds of about the same size with
 * about the same classes. An empty fold has nothing of it, so every fold gets a group. */
gboolean
mien_split_deal_groups (MienSplit *self, GError **error)
{
  g_auto (Groups) groups = list_groups (self, MIEN_PART_NONE, 0);
  guint n_groups = groups.groups->len;
  guint n_folds = self->settings->folds > 0 ? (guint) self->settings->folds
                                            : CLAMP (n_groups, 2, MIEN_SPLIT_FOLDS_WHEN_NONE);
  g_autofree gint8 *sides = new_sides (self);

  if (n_groups < n_folds)
    return fail_few_groups (self, n_groups, n_folds, error);

  g_autofree guint *folds = g_new0 (guint, (gsize) n_folds * groups.n_counts);

  g_array_sort (groups.groups, compare_sizes); /* stable: equals stay in random order */
  for (guint i = 0; i < n_groups; i++) {
    const Group *group = &g_array_index (groups.groups, Group, i);
    guint fold = find_fold (&groups, group, folds, n_folds);

    for (guint k = 0; k < groups.n_counts; k++)
      folds[(gsize) fold * groups.n_counts + k] += group->counts[k];
    sides[group->name] = fold == (guint) self->settings->fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  }
  take_sides (self, sides);
  return TRUE;
}

gboolean *
mien_split_find_groups (MienDataset *dataset, const MienColumn *group, guint *n_groups)
{
  gboolean *there = g_new0 (gboolean, g_strv_length (group->names) + 1);

  *n_groups = 0;
  for (guint i = 0; i < group->n_samples; i++) {
    int name = mien_column_get_class (group, i);

    if (name < 0 || there[name] || mien_dataset_is_excluded (dataset, i))
      continue;
    there[name] = TRUE;
    *n_groups += 1;
  }
  return there;
}

/* By name, so that fold 3 is the fourth group whatever the seed. */
gboolean
mien_split_leave_one_out (MienSplit *self, GError **error)
{
  guint fold = (guint) self->settings->fold, n_groups, number = 0;
  g_autofree gboolean *there = mien_split_find_groups (self->dataset, self->group, &n_groups);
  g_autofree gint8 *sides = new_sides (self);

  if (n_groups < 2 || fold >= n_groups)
    return fail_few_groups (self, n_groups, MAX (2, fold + 1), error);
  for (guint k = 0; self->group->names[k] != NULL; k++)
    if (there[k])
      sides[k] = number++ == fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  take_sides (self, sides);
  return TRUE;
}

static const Group *
smallest_group (const GArray *groups)
{
  const Group *least = &g_array_index (groups, Group, 0);

  for (guint i = 1; i < groups->len; i++)
    if (g_array_index (groups, Group, i).counts[0] < least->counts[0])
      least = &g_array_index (groups, Group, i);
  return least;
}

/* How far @got and @more together are from @share of all samples and of each class. */
static double
measure_distance (const Groups *groups, const guint *got, const guint *more, double share)
{
  double distance = 0.0;

  for (guint k = 0; k < groups->n_counts; k++)
    if (groups->totals[k] > 0) {
      double off = (double) (got[k] + (more != NULL ? more[k] : 0)) / groups->totals[k] - share;

      distance += off * off;
    }
  return distance;
}

/* The group that brings @got nearest to @share, of the first few that are left; -1 where none does,
 * or where nothing would stay. */
static int
find_nearest (const Groups *groups, const guint *got, double share, guint n_looked_at)
{
  double least = measure_distance (groups, got, NULL, share);
  int best = -1;

  for (guint i = 0; i < MIN (groups->groups->len, n_looked_at); i++) {
    const Group *group = &g_array_index (groups->groups, Group, i);
    double distance = measure_distance (groups, got, group->counts, share);

    if (distance < least && got[0] + group->counts[0] < groups->totals[0]) {
      least = distance;
      best = (int) i;
    }
  }
  return best;
}

static gboolean
take_nearest (const MienSplit *self, Groups *groups, guint *got, guint n_looked_at, gint8 *sides)
{
  int next = find_nearest (groups, got, self->settings->validation, n_looked_at);

  if (next < 0)
    return FALSE;

  const Group *group = &g_array_index (groups->groups, Group, next);

  sides[group->name] = MIEN_PART_VALIDATION;
  for (guint k = 0; k < groups->n_counts; k++)
    got[k] += group->counts[k];
  g_array_remove_index_fast (groups->groups, (guint) next); /* their order is chance anyway */
  return TRUE;
}

/* Whole groups: the first as chance will have it, each further one the nearest. One at least is
 * taken, and one at least stays for training. */
void
mien_split_deal_validation_groups (MienSplit *self)
{
  g_auto (Groups) groups = list_groups (self, MIEN_PART_TRAIN, 1 + (guint) self->settings->fold);
  g_autofree guint *got = g_new0 (guint, groups.n_counts);
  g_autofree gint8 *sides = new_sides (self);

  if (groups.groups->len < 2 || !(self->settings->validation > 0.0))
    return;

  const guint smallest = smallest_group (groups.groups)->name;

  take_nearest (self, &groups, got, 1, sides);
  while (take_nearest (self, &groups, got, N_LOOKED_AT, sides))
    ;
  if (got[0] == 0)
    sides[smallest] = MIEN_PART_VALIDATION;
  take_sides (self, sides);
}

guint
mien_split_count_groups (const MienSplit *self, MienPart from)
{
  g_auto (Groups) groups = list_groups (self, from, 0);

  return groups.groups->len;
}

/* Validation may be of the groups that are learned from, where they are few. */
static gint8
side_of (const MienSplit *self, guint sample)
{
  gint8 part = self->parts[sample];

  return part == MIEN_PART_VALIDATION && mien_split_kind_is_by_group (self->settings->kind)
             ? (gint8) MIEN_PART_TRAIN
             : part;
}

gboolean
mien_split_check_groups (const MienSplit *self, GError **error)
{
  g_autofree gint8 *sides = new_sides (self);

  for (guint i = 0; i < self->n; i++) {
    if (self->parts[i] == MIEN_PART_NONE)
      continue;

    int group = mien_column_get_class (self->group, i);

    if (group >= 0 && (sides[group] == MIEN_PART_NONE || sides[group] == side_of (self, i))) {
      sides[group] = side_of (self, i);
      continue;
    }
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "The “%s” of %s would be on two sides of the split; check that column",
                 self->group->name, mien_dataset_get_id (self->dataset, i));
    return FALSE;
  }
  return TRUE;
}
