#include "engine/study/statistics/bayes.h"
#include "engine/study/statistics/counts.h"
#include "engine/study/statistics/power.h"
#include "engine/study/statistics/statistics.h"
#include "engine/study/statistics/wilcoxon.h"
#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

#include <math.h>

/* The usual level, and the usual chance of finding what is there (Cohen 1988, section 2.4). */
#define ALPHA 0.05
#define POWER 0.8
/* So probable that it is taken for decided (Benavoli et al. 2017, section 3.3). */
#define CERTAIN 0.95

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

const char *
mien_verdict_name (MienVerdict verdict)
{
  static const char *const names[] = {"none", "few", "gain", "loss", "alike", "open"};

  return names[verdict];
}

static const double *
get_differences (const MienComparison *self)
{
  return (const double *) (void *) self->differences->data;
}

/* b - a for every fold and seed that both arms have finished. A missing figure is a hole; and what
 * was tested on other faces is no pair. Returns: the mean figure of a */
static double
take_pairs (MienComparison *self, const MienMeasurements *all, guint task)
{
  double sum = 0.0;

  for (guint i = 0; i < all->runs->len; i++) {
    const MienMeasured *first = &g_array_index (all->runs, MienMeasured, i);
    const MienMeasured *second = g_str_equal (first->run->arm, self->a)
                                     ? mien_measurements_find_partner (all, first, self->b)
                                     : NULL;
    double difference = second != NULL ? second->values[task] - first->values[task] : (double) NAN;

    if (!isfinite (difference))
      continue;
    if (!mien_measured_are_alike (first, second)) {
      self->unlike++;
      continue;
    }
    g_array_append_val (self->differences, difference);
    sum += first->values[task];
  }
  self->pairs = self->differences->len;
  return sum / self->pairs;
}

static void
test_pairs (MienComparison *self, int n_folds)
{
  MienInterval interval;

  self->ratio = n_folds > 1 ? 1.0 / (n_folds - 1) : 0.0;
  interval = mien_corrected_t (get_differences (self), self->pairs, self->ratio);
  self->difference = interval.mean;
  self->low = interval.low;
  self->high = interval.high;
  self->p = interval.p;
  self->test = g_strdup (self->pairs < 2 ? "none"
                         : n_folds > 1   ? "corrected resampled t"
                                         : "paired t");
  self->effect = mien_effect_size (get_differences (self), self->pairs);
  self->wilcoxon =
      self->pairs >= 2 ? mien_wilcoxon (get_differences (self), self->pairs).p : (double) NAN;
}

/* A point of a hundred for shares, and as much for what ends at 1 without being one, such as a
 * concordance; of errors, which have a unit, a hundredth of what the first arm errs. */
static double
find_usual_region (const MienComparison *self, double mean)
{
  return self->less_is_better ? 0.01 * fabs (mean) : 0.01;
}

static void
judge_practice (MienComparison *self)
{
  MienPosterior posterior =
      mien_correlated_t (get_differences (self), self->pairs, self->ratio, self->region);

  self->alike = posterior.within;
  self->better = self->less_is_better ? posterior.below : posterior.above;
  self->worse = self->less_is_better ? posterior.above : posterior.below;
}

static void
count_wins (MienComparison *self)
{
  double wins = 0.0;

  self->wins = self->wins_low = self->wins_high = NAN;
  if (self->pairs < 2)
    return;
  for (guint i = 0; i < self->pairs; i++) {
    double gain = get_differences (self)[i] * (self->less_is_better ? -1.0 : 1.0);

    wins += gain > 0.0 ? 1.0 : gain < 0.0 ? 0.0 : 0.5;
  }
  self->wins = wins / self->pairs;
  mien_wilson (self->wins, self->pairs, &self->wins_low, &self->wins_high);
}

MienComparison *
mien_study_compare (const MienMeasurements *all, guint task, const char *a, const char *b)
{
  MienComparison *self = g_new0 (MienComparison, 1);
  const char *metric = all->metrics[task];
  gboolean is_main = task == all->main;
  double usual;

  self->a = g_strdup (a);
  self->b = g_strdup (b);
  self->differences = g_array_new (FALSE, FALSE, sizeof (double));
  self->less_is_better = metric != NULL && mien_metric_is_better (metric, 0.0, 1.0);
  self->p_holm = self->power = NAN;
  self->mcnemar = self->mcnemar_mid = self->faces_low = self->faces_high = NAN;
  usual = find_usual_region (self, take_pairs (self, all, task));
  self->region = is_main && all->recipe->region > 0.0 ? all->recipe->region : usual;
  self->worth = is_main && all->recipe->worth > 0.0 ? all->recipe->worth : usual;
  test_pairs (self, all->n_folds);
  judge_practice (self);
  count_wins (self);
  return self;
}

static MienVerdict
judge (const MienComparison *self)
{
  if (isnan (self->p))
    return MIEN_VERDICT_NONE;
  if (self->pairs < MIEN_FEWEST_PAIRS)
    return MIEN_VERDICT_FEW;
  if (self->p_holm < ALPHA)
    return (self->difference > 0.0) != self->less_is_better ? MIEN_VERDICT_GAIN : MIEN_VERDICT_LOSS;
  return self->alike >= CERTAIN ? MIEN_VERDICT_ALIKE : MIEN_VERDICT_OPEN;
}

/* Holm's first step asks for alpha over their number, which is what is planned for. */
static void
plan_more (MienComparison *self, guint n_tests, int n_folds)
{
  double deviation = mien_standard_deviation (get_differences (self), self->pairs);
  double alpha = ALPHA / n_tests;

  if (!(deviation > 0.0) || !(self->worth > 0.0))
    return;
  self->power = mien_paired_power (self->worth, deviation, self->pairs, self->ratio, alpha);
  guint needed = mien_pairs_needed (self->worth, deviation, self->ratio, alpha, POWER);
  if (needed > 0)
    needed = MAX (needed, MIEN_FEWEST_PAIRS);
  if (needed > self->pairs) {
    guint a_seed = (guint) n_folds;

    self->more = (needed - self->pairs + a_seed - 1) / a_seed * a_seed;
  }
}

void
mien_comparisons_adjust (MienComparison **comparisons, guint n, int n_folds)
{
  g_autofree double *p = g_new (double, MAX (n, 1));
  g_autofree double *adjusted = g_new (double, MAX (n, 1));
  guint n_tests = 0;

  for (guint i = 0; i < n; i++) {
    p[i] = comparisons[i]->p;
    n_tests += isnan (p[i]) ? 0 : 1;
  }
  mien_holm (p, n, adjusted);
  for (guint i = 0; i < n; i++) {
    comparisons[i]->p_holm = adjusted[i];
    comparisons[i]->verdict = judge (comparisons[i]);
    plan_more (comparisons[i], MAX (n_tests, 1), n_folds);
  }
}
