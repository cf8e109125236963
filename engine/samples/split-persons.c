/* Splits that keep a person's samples together. */
#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/samples/split-private.h"

#include <string.h>

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
list_persons (const MienSplit *self, MienPart from, guint use_number)
{
  guint n_subjects = g_strv_length (self->subject->names);
  g_autofree guint *counts = g_new0 (guint, n_subjects + 1);
  g_autofree guint *order = g_new (guint, n_subjects + 1);
  GArray *persons = g_array_new (FALSE, FALSE, sizeof (Person));
  MienRng rng = mien_rng_keyed (self->settings->seed, MIEN_STREAM_SPLIT, use_number, 0);

  for (guint i = 0; i < self->n; i++)
    if (mien_split_is_candidate (self, i, from))
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

/* [names] of MienPart: where each person goes; %MIEN_PART_NONE leaves them where they are. */
static gint8 *
new_sides (const MienSplit *self)
{
  gsize n = g_strv_length (self->subject->names) + 1;
  gint8 *sides = g_malloc (n);

  memset (sides, MIEN_PART_NONE, n);
  return sides;
}

static void
take_sides (MienSplit *self, const gint8 *sides)
{
  for (guint i = 0; i < self->n; i++) {
    int person = self->use[i] ? mien_column_get_class (self->subject, i) : -1;

    if (person >= 0 && sides[person] != MIEN_PART_NONE)
      self->parts[i] = sides[person];
  }
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
fail_few_persons (const MienSplit *self, guint n_persons, guint n_folds, GError **error)
{
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "“%s” names %u persons, too few for %u folds; ask for fewer folds or split at random",
      self->settings->subject, n_persons, n_folds);
  return FALSE;
}

/* The largest person left goes to the smallest fold, which keeps the folds about the same size. */
gboolean
mien_split_deal_persons (MienSplit *self, GError **error)
{
  g_autoptr (GArray) persons = list_persons (self, MIEN_PART_NONE, 0);
  guint folds = self->settings->folds > 0 ? (guint) self->settings->folds
                                          : CLAMP (persons->len, 2, MIEN_SPLIT_FOLDS_WHEN_NONE);
  g_autofree guint *sizes = g_new0 (guint, folds);
  g_autofree gint8 *sides = new_sides (self);

  if (persons->len < folds)
    return fail_few_persons (self, persons->len, folds, error);
  g_array_sort (persons, compare_persons); /* stable: equals stay in random order */
  for (guint i = 0; i < persons->len; i++) {
    const Person *person = &g_array_index (persons, Person, i);
    guint fold = smallest (sizes, folds);

    sizes[fold] += person->count;
    sides[person->subject] =
        fold == (guint) self->settings->fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  }
  take_sides (self, sides);
  return TRUE;
}

gboolean *
mien_split_find_persons (MienDataset *dataset, const MienColumn *subject, guint *n_persons)
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
gboolean
mien_split_leave_one_out (MienSplit *self, GError **error)
{
  guint fold = (guint) self->settings->fold, n_persons, number = 0;
  g_autofree gboolean *there = mien_split_find_persons (self->dataset, self->subject, &n_persons);
  g_autofree gint8 *sides = new_sides (self);

  if (n_persons < 2 || fold >= n_persons)
    return fail_few_persons (self, n_persons, MAX (2, fold + 1), error);
  for (guint k = 0; self->subject->names[k] != NULL; k++)
    if (there[k])
      sides[k] = number++ == fold ? MIEN_PART_TEST : MIEN_PART_TRAIN;
  take_sides (self, sides);
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
void
mien_split_deal_validation_persons (MienSplit *self)
{
  g_autoptr (GArray) persons =
      list_persons (self, MIEN_PART_TRAIN, 1 + (guint) self->settings->fold);
  g_autofree gint8 *sides = new_sides (self);
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
    sides[person->subject] = MIEN_PART_VALIDATION;
    got += person->count;
  }
  if (!(got > 0.0))
    sides[smallest_person (persons)->subject] = MIEN_PART_VALIDATION;
  take_sides (self, sides);
}

/* What the whole split by subject is for; checked however the parts were made. */
gboolean
mien_split_check_persons (const MienSplit *self, GError **error)
{
  g_autofree gint8 *sides = new_sides (self);

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
