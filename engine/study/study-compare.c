#include "engine/study/statistics/statistics.h"
#include "engine/study/study-private.h"

#include <math.h>

void
mien_comparison_free (MienComparison *self)
{
  if (self == NULL)
    return;
  g_free (self->a);
  g_free (self->b);
  g_free (self->test);
  g_array_unref (self->differences);
  g_free (self);
}

/* b - a for every fold and seed that both arms have finished. */
static GArray *
find_pairs (GArray *measured, guint task, const char *a, const char *b)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < measured->len; i++) {
    const MienMeasured *first = &g_array_index (measured, MienMeasured, i);

    for (guint j = 0; g_str_equal (first->run->arm, a) && j < measured->len; j++) {
      const MienMeasured *second = &g_array_index (measured, MienMeasured, j);
      double difference = second->values[task] - first->values[task];

      if (g_str_equal (second->run->arm, b) && second->run->fold == first->run->fold &&
          second->run->seed == first->run->seed && isfinite (difference))
        g_array_append_val (differences, difference);
    }
  }
  return differences;
}

MienComparison *
mien_study_compare (GArray *measured, guint task, const char *a, const char *b, int n_folds)
{
  MienComparison *self = g_new0 (MienComparison, 1);
  MienInterval interval;

  self->effect = self->wilcoxon = self->region = self->worth = (double) NAN;
  self->worse = self->alike = self->better = (double) NAN;
  self->mcnemar = self->faces_low = self->faces_high = (double) NAN;
  self->a = g_strdup (a);
  self->b = g_strdup (b);
  self->differences = find_pairs (measured, task, a, b);
  self->pairs = self->differences->len;
  interval = mien_corrected_t ((const double *) (void *) self->differences->data, self->pairs,
                               n_folds > 1 ? 1.0 / (n_folds - 1) : 0.0);
  self->difference = interval.mean;
  self->low = interval.low;
  self->high = interval.high;
  self->p = interval.p;
  self->test = g_strdup (self->pairs < 2 ? "none"
                         : n_folds > 1   ? "corrected resampled t"
                                         : "paired t");
  return self;
}

void
mien_comparisons_adjust (MienComparison **comparisons, guint n)
{
  g_autofree double *p = g_new (double, MAX (n, 1));
  g_autofree double *adjusted = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    p[i] = comparisons[i]->p;
  mien_holm (p, n, adjusted);
  for (guint i = 0; i < n; i++)
    comparisons[i]->p_holm = adjusted[i];
}
