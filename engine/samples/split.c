#include "engine/samples/split.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/samples/split-private.h"

static const char *const kind_names[] = {
    [MIEN_SPLIT_RANDOM] = "random",
    [MIEN_SPLIT_SUBJECT] = "subject",
    [MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT] = "leave-one-subject-out",
    [MIEN_SPLIT_GROUP] = "group",
    [MIEN_SPLIT_LEAVE_ONE_GROUP_OUT] = "leave-one-group-out",
    [MIEN_SPLIT_OFFICIAL] = "official",
};

const char *
mien_split_kind_name (MienSplitKind kind)
{
  return kind_names[kind];
}

gboolean
mien_split_kind_from_name (const char *name, MienSplitKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (name, kind_names[i])) {
      *kind = (MienSplitKind) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
mien_split_kind_is_by_subject (MienSplitKind kind)
{
  return kind == MIEN_SPLIT_SUBJECT || kind == MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT;
}

gboolean
mien_split_kind_is_by_group (MienSplitKind kind)
{
  return kind == MIEN_SPLIT_GROUP || kind == MIEN_SPLIT_LEAVE_ONE_GROUP_OUT;
}

gboolean
mien_split_kind_leaves_one_out (MienSplitKind kind)
{
  return kind == MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT || kind == MIEN_SPLIT_LEAVE_ONE_GROUP_OUT;
}

const char *
mien_leaks_name (MienLeaks leaks)
{
  static const char *const names[MIEN_N_LEAKS] = {"refuse", "allow"};

  return (guint) leaks < MIEN_N_LEAKS ? names[leaks] : NULL;
}

/* The column that the kind keeps together, or NULL. */
static const char *
name_group (const MienSplitSettings *settings)
{
  if (mien_split_kind_is_by_subject (settings->kind))
    return settings->subject;
  return mien_split_kind_is_by_group (settings->kind) ? settings->group : NULL;
}

static gboolean
find_class_column (MienDataset *dataset,
                   const char *name,
                   const MienColumn **column,
                   GError **error)
{
  *column = mien_dataset_get_column (dataset, name);
  if (*column != NULL && (*column)->kind == MIEN_KIND_CLASS)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The split needs the class column “%s”, which the data set does not have; choose "
               "another column or split at random",
               name);
  return FALSE;
}

static gboolean
check_settings (const MienSplitSettings *settings, GError **error)
{
  const char *what = NULL;

  if (settings->folds < 0 || settings->folds == 1)
    what = "The number of folds is 0 for a single split, or 2 and more";
  else if (settings->fold < 0 || (!mien_split_kind_leaves_one_out (settings->kind) &&
                                  settings->fold >= MAX (settings->folds, 1)))
    what = "The fold counts from 0 to one less than the number of folds";
  else if (!(settings->validation >= 0.0 && settings->validation <= 0.5))
    what = "The validation share lies between 0 and 0.5";
  else if (mien_split_kind_is_by_subject (settings->kind) && settings->subject == NULL)
    what = "A split by subject needs the column that says who is shown; name it or split at random";
  else if (mien_split_kind_is_by_group (settings->kind) && settings->group == NULL)
    what = "A split by group needs the column whose groups stay together; name it or split at "
           "random";
  if (what != NULL)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE, what);
  return what == NULL;
}

static gboolean
split_init (MienSplit *self, const gboolean *use, GError **error)
{
  const MienSplitSettings *settings = self->settings;

  if (!check_settings (settings, error) ||
      (settings->stratify != NULL &&
       !find_class_column (self->dataset, settings->stratify, &self->stratify, error)) ||
      (name_group (settings) != NULL &&
       !find_class_column (self->dataset, name_group (settings), &self->group, error)))
    return FALSE;
  for (guint i = 0; i < self->n; i++) {
    self->use[i] = (use == NULL || use[i]) && !mien_dataset_is_excluded (self->dataset, i) &&
                   (self->group == NULL || !mien_column_is_missing (self->group, i));
    self->parts[i] = MIEN_PART_NONE;
  }
  return TRUE;
}

gboolean
mien_split_is_candidate (const MienSplit *self, guint sample, MienPart from)
{
  return self->use[sample] && self->parts[sample] == (gint8) from;
}

guint
mien_split_stratum_of (const MienSplit *self, guint sample)
{
  return self->stratify != NULL ? (guint) (mien_column_get_class (self->stratify, sample) + 1) : 0;
}

guint
mien_split_count_strata (const MienSplit *self)
{
  return self->stratify != NULL ? g_strv_length (self->stratify->names) + 1 : 1;
}

/* The samples of each stratum in random order, one stratum behind the other. */
static GArray *
shuffled_by_stratum (const MienSplit *self, MienPart from, guint use_number)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_strata = mien_split_count_strata (self);
  g_autofree GArray **strata = g_new (GArray *, n_strata);

  for (guint k = 0; k < n_strata; k++)
    strata[k] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->n; i++)
    if (mien_split_is_candidate (self, i, from))
      g_array_append_val (strata[mien_split_stratum_of (self, i)], i);
  for (guint k = 0; k < n_strata; k++) {
    MienRng rng = mien_rng_keyed (self->settings->seed, MIEN_STREAM_SPLIT, use_number, k);

    mien_rng_shuffle (&rng, (guint *) (void *) strata[k]->data, strata[k]->len);
    g_array_append_vals (order, strata[k]->data, strata[k]->len);
    g_array_unref (strata[k]);
  }
  return order;
}

/* Dealing out cards: every K-th of the row of strata makes a fold, so that each fold has its share
 * of every stratum, to one sample. */
static void
deal_test (MienSplit *self)
{
  guint folds =
      self->settings->folds > 0 ? (guint) self->settings->folds : MIEN_SPLIT_FOLDS_WHEN_NONE;
  g_autoptr (GArray) order = shuffled_by_stratum (self, MIEN_PART_NONE, 0);

  for (guint i = 0; i < order->len; i++) {
    guint sample = g_array_index (order, guint, i);

    self->parts[sample] =
        i % folds == (guint) self->settings->fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  }
}

/* The validation share of the training part, evenly along the row of strata. */
static void
deal_validation (MienSplit *self)
{
  g_autoptr (GArray) order =
      shuffled_by_stratum (self, MIEN_PART_TRAIN, 1 + (guint) self->settings->fold);
  double owed = 0.5;

  for (guint i = 0; i < order->len; i++) {
    owed += self->settings->validation;
    if (owed >= 1.0) {
      self->parts[g_array_index (order, guint, i)] = MIEN_PART_VALIDATION;
      owed -= 1.0;
    }
  }
}

/* What is left to learn from of @self, and of that what names a person, or what does not: persons
 * who are also tested on stay there. */
static MienSplit
narrow (const MienSplit *self, const MienColumn *subject, gboolean named, gboolean *use)
{
  MienSplit part = *self;

  for (guint i = 0; i < self->n; i++)
    use[i] = mien_split_is_candidate (self, i, MIEN_PART_TRAIN) &&
             (subject != NULL && !mien_column_is_missing (subject, i)) == named;
  part.use = use;
  part.group = named ? subject : NULL;
  return part;
}

static const MienColumn *
find_subject (const MienSplit *self)
{
  const char *name = self->settings->subject;
  const MienColumn *subject = name != NULL ? mien_dataset_get_column (self->dataset, name) : NULL;

  return subject != NULL && subject->kind == MIEN_KIND_CLASS ? subject : NULL;
}

/* Of every group that is learned from, and of other persons where they are known. */
static void
deal_validation_inside (MienSplit *self)
{
  const MienColumn *subject = find_subject (self);
  g_autofree gboolean *use = g_new (gboolean, self->n);
  MienSplit part = narrow (self, subject, FALSE, use);

  deal_validation (&part);
  part = narrow (self, subject, TRUE, use);
  if (subject != NULL)
    mien_split_deal_validation_groups (&part);
}

static void
deal_validation_of_groups (MienSplit *self)
{
  if (mien_split_kind_is_by_group (self->settings->kind) &&
      mien_split_count_groups (self, MIEN_PART_TRAIN) < MIEN_SPLIT_FEW_GROUPS)
    deal_validation_inside (self);
  else
    mien_split_deal_validation_groups (self);
}

static gboolean
take_official (MienSplit *self, GError **error)
{
  if (!mien_dataset_has_parts (self->dataset)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s has no official parts; split at random or by subject",
                 mien_dataset_get_location (self->dataset));
    return FALSE;
  }
  for (guint i = 0; i < self->n; i++)
    if (self->use[i])
      self->parts[i] = (gint8) mien_dataset_get_part (self->dataset, i);
  return TRUE;
}

static guint
count_part (const MienSplit *self, MienPart part)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->parts[i] == (gint8) part;
  return n;
}

/* The labels of some test parts were never published (SFEW, AffectNet); papers then report on what
 * is called validation. */
static void
test_on_validation (MienSplit *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->parts[i] == (gint8) MIEN_PART_VALIDATION)
      self->parts[i] = (gint8) MIEN_PART_TEST;
}

static gboolean
assign (MienSplit *self, GError **error)
{
  switch (self->settings->kind) {
  case MIEN_SPLIT_SUBJECT:
  case MIEN_SPLIT_GROUP:
    if (!mien_split_deal_groups (self, error))
      return FALSE;
    deal_validation_of_groups (self);
    return TRUE;
  case MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT:
  case MIEN_SPLIT_LEAVE_ONE_GROUP_OUT:
    if (!mien_split_leave_one_out (self, error))
      return FALSE;
    deal_validation_of_groups (self);
    return TRUE;
  case MIEN_SPLIT_OFFICIAL:
    if (!take_official (self, error))
      return FALSE;
    if (count_part (self, MIEN_PART_TEST) == 0)
      test_on_validation (self);
    if (count_part (self, MIEN_PART_VALIDATION) == 0)
      deal_validation (self);
    return TRUE;
  case MIEN_SPLIT_RANDOM:
  default:
    deal_test (self);
    deal_validation (self);
    return TRUE;
  }
}

/* What a split by subject or group is for; checked however the parts were made. */
static gboolean
check_sides (const MienSplit *self, GError **error)
{
  const MienSplitSettings *settings = self->settings;
  const MienColumn *subject = find_subject (self);
  gboolean told_apart =
      mien_split_kind_is_by_group (settings->kind) || settings->kind == MIEN_SPLIT_OFFICIAL;

  if (self->group != NULL && !mien_split_check_groups (self, error))
    return FALSE;
  return !told_apart || settings->leaks == MIEN_LEAKS_ALLOW || subject == NULL ||
         mien_split_check_leaks (self, subject, error);
}

gint8 *
mien_split_assign (MienDataset *dataset,
                   const MienSplitSettings *settings,
                   const gboolean *use,
                   GError **error)
{
  guint n = mien_dataset_get_n_samples (dataset);
  g_autofree gint8 *parts = g_new (gint8, n);
  g_autofree gboolean *usable = g_new (gboolean, n);
  MienSplit self = {
      .settings = settings, .dataset = dataset, .n = n, .use = usable, .parts = parts};

  if (!split_init (&self, use, error) || !assign (&self, error) || !check_sides (&self, error))
    return NULL;
  if (count_part (&self, MIEN_PART_TRAIN) == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "The split %s leaves no face to learn from; use more faces, other folds or a "
                 "smaller validation share",
                 mien_split_kind_name (settings->kind));
    return NULL;
  }
  return g_steal_pointer (&parts);
}

int
mien_split_count_folds (MienDataset *dataset, const MienSplitSettings *settings)
{
  const char *name = name_group (settings);
  const MienColumn *group = name != NULL ? mien_dataset_get_column (dataset, name) : NULL;
  guint n_groups = 0;

  if (!mien_split_kind_leaves_one_out (settings->kind))
    return settings->kind != MIEN_SPLIT_OFFICIAL ? MAX (settings->folds, 1) : 1;
  if (group != NULL && group->kind == MIEN_KIND_CLASS)
    g_free (mien_split_find_groups (dataset, group, &n_groups));
  return (int) MAX (n_groups, 1);
}
