#include "engine/samples/split.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"

#include <string.h>

#define TEST_FOLDS_WHEN_NONE 5 /* a fifth is the test part */

static const char *const kind_names[] = {
    [MIEN_SPLIT_RANDOM] = "random",
    [MIEN_SPLIT_SUBJECT] = "subject",
    [MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT] = "leave-one-subject-out",
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

/* What the kinds work on: the usable samples, and who and what they show. */
typedef struct {
  const MienSplitSettings *settings;
  MienDataset *dataset;
  guint n;
  gboolean *use;
  const MienColumn *subject;  /* (nullable) */
  const MienColumn *stratify; /* (nullable) */
  gint8 *parts;
} Split;

static gboolean
is_by_subject (MienSplitKind kind)
{
  return kind == MIEN_SPLIT_SUBJECT || kind == MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT;
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
  else if (settings->fold < 0 || (settings->kind != MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT &&
                                  settings->fold >= MAX (settings->folds, 1)))
    what = "The fold counts from 0 to one less than the number of folds";
  else if (!(settings->validation >= 0.0 && settings->validation <= 0.5))
    what = "The validation share lies between 0 and 0.5";
  else if (is_by_subject (settings->kind) && settings->subject == NULL)
    what = "A split by subject needs the column that says who is shown; name it or split at random";
  if (what != NULL)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE, what);
  return what == NULL;
}

static gboolean
split_init (Split *self, const gboolean *use, GError **error)
{
  const MienSplitSettings *settings = self->settings;

  if (!check_settings (settings, error) ||
      (settings->stratify != NULL &&
       !find_class_column (self->dataset, settings->stratify, &self->stratify, error)) ||
      (is_by_subject (settings->kind) &&
       !find_class_column (self->dataset, settings->subject, &self->subject, error)))
    return FALSE;
  for (guint i = 0; i < self->n; i++) {
    self->use[i] = (use == NULL || use[i]) && !mien_dataset_is_excluded (self->dataset, i) &&
                   (self->subject == NULL || !mien_column_is_missing (self->subject, i));
    self->parts[i] = MIEN_PART_NONE;
  }
  return TRUE;
}

/* Whether a sample is still to be handed out. */
static gboolean
is_candidate (const Split *self, guint sample, MienPart from)
{
  return self->use[sample] && self->parts[sample] == (gint8) from;
}

/* 0 for missing labels, which are spread like a class of their own. */
static guint
stratum_of (const Split *self, guint sample)
{
  return self->stratify != NULL ? (guint) (mien_column_get_class (self->stratify, sample) + 1) : 0;
}

static guint
count_strata (const Split *self)
{
  return self->stratify != NULL ? g_strv_length (self->stratify->names) + 1 : 1;
}

/* The samples of each stratum in random order, one stratum behind the other. */
static GArray *
shuffled_by_stratum (const Split *self, MienPart from, guint use_number)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_strata = count_strata (self);
  g_autofree GArray **strata = g_new (GArray *, n_strata);

  for (guint k = 0; k < n_strata; k++)
    strata[k] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->n; i++)
    if (is_candidate (self, i, from))
      g_array_append_val (strata[stratum_of (self, i)], i);
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
deal_test (Split *self)
{
  guint folds = self->settings->folds > 0 ? (guint) self->settings->folds : TEST_FOLDS_WHEN_NONE;
  g_autoptr (GArray) order = shuffled_by_stratum (self, MIEN_PART_NONE, 0);

  for (guint i = 0; i < order->len; i++) {
    guint sample = g_array_index (order, guint, i);

    self->parts[sample] =
        i % folds == (guint) self->settings->fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  }
}

/* The validation share of the training part, evenly along the row of strata. */
static void
deal_validation (Split *self)
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

/* A person with the number of samples that show them. */
typedef struct {
  guint subject;
  guint count;
} Person;

static int
compare_persons (gconstpointer a, gconstpointer b)
{
  const Person *x = a, *y = b;

  return x->count > y->count ? -1 : x->count < y->count;
}

/* Persons with samples in @from, in random order. */
static GArray *
list_persons (const Split *self, MienPart from, guint use_number)
{
  guint n_subjects = g_strv_length (self->subject->names);
  g_autofree guint *counts = g_new0 (guint, n_subjects + 1);
  g_autofree guint *order = g_new (guint, n_subjects + 1);
  GArray *persons = g_array_new (FALSE, FALSE, sizeof (Person));
  MienRng rng = mien_rng_keyed (self->settings->seed, MIEN_STREAM_SPLIT, use_number, 0);

  for (guint i = 0; i < self->n; i++)
    if (is_candidate (self, i, from))
      counts[mien_column_get_class (self->subject, i)]++;
  for (guint k = 0; k < n_subjects; k++)
    order[k] = k;
  mien_rng_shuffle (&rng, order, n_subjects);
  for (guint k = 0; k < n_subjects; k++) {
    Person person = {order[k], counts[order[k]]};

    if (person.count > 0)
      g_array_append_val (persons, person);
  }
  return persons;
}

static void
give_person (Split *self, guint subject, MienPart part)
{
  for (guint i = 0; i < self->n; i++)
    if (self->use[i] && mien_column_get_class (self->subject, i) == (int) subject)
      self->parts[i] = (gint8) part;
}

static guint
smallest (const guint *sizes, guint n)
{
  guint least = 0;

  for (guint k = 1; k < n; k++)
    if (sizes[k] < sizes[least])
      least = k;
  return least;
}

static gboolean
fail_few_persons (const Split *self, guint n_persons, guint n_folds, GError **error)
{
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "“%s” names %u persons, too few for %u folds; ask for fewer folds or split at random",
      self->settings->subject, n_persons, n_folds);
  return FALSE;
}

/* The largest person left goes to the smallest fold, which keeps the folds about the same size. */
static gboolean
deal_persons (Split *self, GError **error)
{
  g_autoptr (GArray) persons = list_persons (self, MIEN_PART_NONE, 0);
  guint folds = self->settings->folds > 0 ? (guint) self->settings->folds
                                          : CLAMP (persons->len, 2, TEST_FOLDS_WHEN_NONE);
  g_autofree guint *sizes = g_new0 (guint, folds);

  if (persons->len < folds)
    return fail_few_persons (self, persons->len, folds, error);
  g_array_sort (persons, compare_persons); /* stable: equals stay in random order */
  for (guint i = 0; i < persons->len; i++) {
    const Person *person = &g_array_index (persons, Person, i);
    guint fold = smallest (sizes, folds);

    sizes[fold] += person->count;
    give_person (self, person->subject,
                 fold == (guint) self->settings->fold ? MIEN_PART_TEST : MIEN_PART_TRAIN);
  }
  return TRUE;
}

/* The persons there are to leave out: [names] whether the one of that name is among them. Samples
 * that cannot be used count too, so that the number of folds does not hang on what could be
 * decoded. */
static gboolean *
find_persons (MienDataset *dataset, const MienColumn *subject, guint *n_persons)
{
  gboolean *there = g_new0 (gboolean, g_strv_length (subject->names) + 1);

  *n_persons = 0;
  for (guint i = 0; i < subject->n_samples; i++) {
    int person = mien_column_get_class (subject, i);

    if (person < 0 || there[person] || mien_dataset_is_excluded (dataset, i))
      continue;
    there[person] = TRUE;
    *n_persons += 1;
  }
  return there;
}

/* By name, so that fold 3 is the fourth person whatever the seed. */
static gboolean
leave_one_out (Split *self, GError **error)
{
  guint fold = (guint) self->settings->fold, n_persons, number = 0;
  g_autofree gboolean *there = find_persons (self->dataset, self->subject, &n_persons);

  if (n_persons < 2 || fold >= n_persons)
    return fail_few_persons (self, n_persons, MAX (2, fold + 1), error);
  for (guint k = 0; self->subject->names[k] != NULL; k++)
    if (there[k])
      give_person (self, k, number++ == fold ? MIEN_PART_TEST : MIEN_PART_TRAIN);
  return TRUE;
}

static const Person *
smallest_person (const GArray *persons)
{
  const Person *least = &g_array_index (persons, Person, 0);

  for (guint i = 1; i < persons->len; i++)
    if (g_array_index (persons, Person, i).count < least->count)
      least = &g_array_index (persons, Person, i);
  return least;
}

/* Whole persons, drawn while they bring the part nearer to its share: one at least, and one at
 * least stays for training. */
static void
deal_validation_persons (Split *self)
{
  g_autoptr (GArray) persons =
      list_persons (self, MIEN_PART_TRAIN, 1 + (guint) self->settings->fold);
  double total = 0.0, wanted, got = 0.0;

  for (guint i = 0; i < persons->len; i++)
    total += g_array_index (persons, Person, i).count;
  wanted = total * self->settings->validation;
  if (persons->len < 2 || !(wanted > 0.0))
    return;
  for (guint i = 0; i < persons->len; i++) {
    const Person *person = &g_array_index (persons, Person, i);

    if (got + person->count / 2.0 > wanted || got + person->count >= total)
      continue;
    give_person (self, person->subject, MIEN_PART_VALIDATION);
    got += person->count;
  }
  if (!(got > 0.0))
    give_person (self, smallest_person (persons)->subject, MIEN_PART_VALIDATION);
}

static gboolean
take_official (Split *self, GError **error)
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
count_part (const Split *self, MienPart part)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->parts[i] == (gint8) part;
  return n;
}

static gboolean
assign (Split *self, GError **error)
{
  switch (self->settings->kind) {
  case MIEN_SPLIT_SUBJECT:
    if (!deal_persons (self, error))
      return FALSE;
    deal_validation_persons (self);
    return TRUE;
  case MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT:
    if (!leave_one_out (self, error))
      return FALSE;
    deal_validation_persons (self);
    return TRUE;
  case MIEN_SPLIT_OFFICIAL:
    if (!take_official (self, error))
      return FALSE;
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

/* What the whole split by subject is for; checked however the parts were made. */
static gboolean
check_persons (const Split *self, GError **error)
{
  g_autofree gint8 *sides = g_malloc (g_strv_length (self->subject->names) + 1);

  memset (sides, MIEN_PART_NONE, g_strv_length (self->subject->names) + 1);
  for (guint i = 0; i < self->n; i++) {
    if (self->parts[i] == MIEN_PART_NONE)
      continue;

    int person = mien_column_get_class (self->subject, i);

    if (person >= 0 && (sides[person] == MIEN_PART_NONE || sides[person] == self->parts[i])) {
      sides[person] = self->parts[i];
      continue;
    }
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "Who is shown in %s would be on two sides of the split; check the column “%s”",
                 mien_dataset_get_id (self->dataset, i), self->settings->subject);
    return FALSE;
  }
  return TRUE;
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
  Split self = {.settings = settings, .dataset = dataset, .n = n, .use = usable, .parts = parts};

  if (!split_init (&self, use, error) || !assign (&self, error))
    return NULL;
  if (self.subject != NULL && !check_persons (&self, error))
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
  const MienColumn *subject;
  guint n_persons = 0;

  if (settings->kind != MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT)
    return settings->kind != MIEN_SPLIT_OFFICIAL ? MAX (settings->folds, 1) : 1;
  subject = settings->subject != NULL ? mien_dataset_get_column (dataset, settings->subject) : NULL;
  if (subject != NULL && subject->kind == MIEN_KIND_CLASS)
    g_free (find_persons (dataset, subject, &n_persons));
  return (int) MAX (n_persons, 1);
}
