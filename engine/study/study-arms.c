#include "engine/study/statistics/bootstrap.h"
#include "engine/study/statistics/statistics.h"
#include "engine/study/study-private.h"

#include <math.h>

enum {
  N_RESAMPLES = 2000
};

void
mien_arm_result_free (MienArmResult *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_array_unref (self->values);
  g_free (self);
}

/* How often each person was shown in each class, and told right, by all runs of an arm. */
typedef struct {
  GHashTable *numbers; /* person → number + 1 */
  guint n_classes;
  GArray *shown, *right; /* double: [n_persons,n_classes] */
} Persons;

static void
persons_clear (Persons *self)
{
  g_hash_table_unref (self->numbers);
  g_array_unref (self->shown);
  g_array_unref (self->right);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Persons, persons_clear)

static guint
find_person (Persons *self, const char *person)
{
  gpointer found = g_hash_table_lookup (self->numbers, person);

  if (found == NULL) {
    found = GUINT_TO_POINTER (g_hash_table_size (self->numbers) + 1);
    g_hash_table_insert (self->numbers, (gpointer) person, found);
    g_array_set_size (self->shown, self->shown->len + self->n_classes);
    g_array_set_size (self->right, self->right->len + self->n_classes);
  }
  return GPOINTER_TO_UINT (found) - 1;
}

/* Returns: %FALSE where somebody is not named, or another run has other classes */
static gboolean
add_answers (Persons *self, const MienAnswers *answers)
{
  if (answers == NULL || answers->classes->len == 0 ||
      (self->n_classes > 0 && answers->classes->len != self->n_classes))
    return FALSE;
  self->n_classes = answers->classes->len;
  for (guint i = 0; i < answers->faces->len; i++) {
    const MienAnswer *answer = &g_array_index (answers->faces, MienAnswer, i);
    int said = mien_answers_get (answers, answer);

    if (answer->label < 0 || said < 0)
      continue;
    if (answer->person == NULL)
      return FALSE;
    guint at = find_person (self, answer->person) * self->n_classes + (guint) answer->label;
    g_array_index (self->shown, double, at) += 1.0;
    g_array_index (self->right, double, at) += said == answer->label ? 1.0 : 0.0;
  }
  return TRUE;
}

/* Mean recall over the classes that occur. */
static double
find_balanced_accuracy (const guint *times, guint n_persons, gconstpointer data)
{
  const Persons *self = data;
  double sum = 0.0;
  guint n = 0;

  for (guint c = 0; c < self->n_classes; c++) {
    double shown = 0.0, right = 0.0;

    for (guint person = 0; person < n_persons; person++) {
      guint at = person * self->n_classes + c;

      shown += times[person] * g_array_index (self->shown, double, at);
      right += times[person] * g_array_index (self->right, double, at);
    }
    if (shown > 0.0) {
      sum += right / shown;
      n++;
    }
  }
  return n > 0 ? sum / n : (double) NAN;
}

static void
find_persons (MienArmResult *self, const MienMeasurements *all)
{
  g_auto (Persons) persons = {.numbers = g_hash_table_new (NULL, NULL),
                              .shown = g_array_new (FALSE, TRUE, sizeof (double)),
                              .right = g_array_new (FALSE, TRUE, sizeof (double))};

  for (guint i = 0; i < all->runs->len; i++) {
    const MienMeasured *item = &g_array_index (all->runs, MienMeasured, i);

    if (item->is_finished && g_str_equal (item->run->arm, self->name) &&
        !add_answers (&persons, item->answers))
      return;
  }
  self->persons = g_hash_table_size (persons.numbers);
  MienBootstrap interval =
      mien_bootstrap (self->persons, N_RESAMPLES, 1, find_balanced_accuracy, &persons);
  self->persons_low = interval.bca_low;
  self->persons_high = interval.bca_high;
}

static void
take_values (MienArmResult *self, const MienMeasurements *all)
{
  double majority = 0.0;
  guint n = 0;

  for (guint i = 0; i < all->runs->len; i++) {
    const MienMeasured *item = &g_array_index (all->runs, MienMeasured, i);

    if (!g_str_equal (item->run->arm, self->name) || !isfinite (item->values[all->main]))
      continue;
    g_array_append_val (self->values, item->values[all->main]);
    if (isfinite (item->majority)) {
      majority += item->majority;
      n++;
    }
    self->picked_by = self->picked_by == NULL || self->picked_by == item->picked_by
                          ? item->picked_by
                          : g_intern_static_string ("several");
  }
  self->majority = n > 0 ? majority / n : (double) NAN;
}

MienArmResult *
mien_arm_result_new (const MienMeasurements *all, const char *arm, const char *metric)
{
  MienArmResult *self = g_new0 (MienArmResult, 1);

  self->name = g_strdup (arm);
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  take_values (self, all);
  MienInterval interval =
      mien_mean_interval ((const double *) (void *) self->values->data, self->values->len);
  self->mean = interval.mean;
  self->low = interval.low;
  self->high = interval.high;
  self->persons_low = self->persons_high = NAN;
  if (g_str_equal (metric, "balanced_accuracy"))
    find_persons (self, all);
  return self;
}
