#include "engine/study/study-private.h"
#include "engine/study/words-private.h"

#include <math.h>

static void
say_size (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *metric = g_strdelimit (g_strdup (self->metric), "_", ' ');
  g_autofree char *difference = mien_study_tell_figure (self, comparison->difference, TRUE);

  g_string_append_printf (text, "“%s” against “%s”: %s %s%s", comparison->b, comparison->a,
                          difference, mien_study_tells_shares (self) ? "points of " : "in ",
                          metric);
}

/* Holm's family: all that has a p value */
static guint
count_tests (const MienStudy *self)
{
  guint n = self->knowledge != NULL && !isnan (self->knowledge->p) ? 1 : 0;

  for (guint i = 0; i < self->comparisons->len; i++)
    n += isnan (((MienComparison *) g_ptr_array_index (self->comparisons, i))->p) ? 0 : 1;
  return n;
}

static void
say_test (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *low = mien_study_tell_figure (self, comparison->low, FALSE);
  g_autofree char *high = mien_study_tell_figure (self, comparison->high, FALSE);
  g_autofree char *p = mien_tell_p (comparison->p);

  g_string_append_printf (text, ", 95 %% interval [%s, %s], %u paired runs, %s, %s", low, high,
                          comparison->pairs, comparison->test, p);
  if (count_tests (self) > 1) {
    g_autofree char *holm = mien_tell_p (comparison->p_holm);

    g_string_append_printf (text, " (Holm's %s)", holm);
  }
}

/* What is claimed rests on the p value that stands beside the study's other comparisons. */
static void
say_verdict (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  gboolean claimed =
      comparison->verdict == MIEN_VERDICT_GAIN || comparison->verdict == MIEN_VERDICT_LOSS;

  if (comparison->verdict == MIEN_VERDICT_FEW)
    g_string_append_printf (text,
                            ": too few pairs to claim anything, whatever p says (%d at least).\n",
                            MIEN_FEWEST_PAIRS);
  else if (claimed)
    g_string_append_printf (
        text, ": a %s%s.\n", mien_verdict_name (comparison->verdict),
        comparison->alike > 0.5 ? ", though probably too small to matter in practice" : "");
  else if (comparison->p < 0.05)
    g_string_append_printf (text, ": no difference can be claimed, as %u comparisons were made.\n",
                            count_tests (self));
  else
    g_string_append_printf (
        text, ": no difference can be claimed%s.\n",
        comparison->verdict == MIEN_VERDICT_ALIKE ? "; in practice the two are the same" : "");
}

/* A headline, and what else is known. */
static void
say_comparison (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  if (comparison->pairs == 0) {
    g_string_append_printf (text, "“%s” and “%s” have no pair of finished runs%s.\n", comparison->b,
                            comparison->a,
                            comparison->unlike > 0 ? " that were tested on the same faces" : "");
    return;
  }
  say_size (text, self, comparison);
  if (comparison->pairs == 1) {
    g_string_append (text,
                     " in a single pair of runs, which says nothing about chance: no winner.\n");
  } else if (isnan (comparison->p)) {
    g_string_append_printf (text,
                            " in each of %u paired runs alike, so that their chance cannot be "
                            "judged: no winner.\n",
                            comparison->pairs);
  } else {
    say_test (text, self, comparison);
    say_verdict (text, self, comparison);
  }
  mien_study_say_details (text, self, comparison);
}

/* What knowing nothing comes to, beside shares that are right. */
static void
say_majority (GString *text, const MienStudy *self)
{
  const MienArmResult *arm = self->arms->len > 0 ? g_ptr_array_index (self->arms, 0) : NULL;
  g_autofree char *share = arm != NULL ? mien_tell_decimals (100.0 * arm->majority, 1) : NULL;
  g_autofree char *chance =
      self->classes > 0 ? mien_tell_decimals (100.0 / self->classes, 1) : NULL;

  if (arm == NULL || isnan (arm->majority) || !mien_study_tells_shares (self))
    return;
  g_string_append_printf (text,
                          "Always saying the commonest class would be right for %s %% of the "
                          "test faces",
                          share);
  if (chance != NULL)
    g_string_append_printf (text, ", a balanced accuracy of %s %% where all %u classes occur",
                            chance, self->classes);
  g_string_append (text, ".\n");
}

/* (nullable): what picked the epochs of all arms */
static const char *
find_picked (const MienStudy *self)
{
  const char *picked = NULL;

  for (guint a = 0; a < self->arms->len; a++) {
    const MienArmResult *arm = g_ptr_array_index (self->arms, a);

    if (arm->picked_by == NULL || (picked != NULL && !g_str_equal (picked, arm->picked_by)))
      return NULL;
    picked = arm->picked_by;
  }
  return picked;
}

static void
say_picked (GString *text, const MienStudy *self)
{
  const char *picked = find_picked (self);

  if (g_strcmp0 (picked, "validation") == 0)
    g_string_append_printf (
        text,
        "The validation part picked the epochs%s; the test part was asked once, at the end.\n",
        self->searches->len > 0 ? " and the searched weights" : "");
  else if (g_strcmp0 (picked, "train") == 0)
    g_string_append (text, "Without a validation part the training part picked the epochs; the "
                           "test part was asked once, at the end.\n");
  else if (picked != NULL)
    g_string_append (text, "Some runs had no validation part, so that their training part picked "
                           "the epochs.\n");
}

char *
mien_study_find_words (const MienStudy *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->comparisons->len; i++)
    say_comparison (text, self, g_ptr_array_index (self->comparisons, i));
  if (self->knowledge != NULL) {
    g_string_append (text, "What the auxiliary labels are worth beyond having more to learn: ");
    say_comparison (text, self, self->knowledge);
  }
  if (self->done < self->planned)
    g_string_append_printf (text, "%u of %u runs are finished.\n", self->done, self->planned);
  say_majority (text, self);
  say_picked (text, self);
  if (self->folds == 1 && count_tests (self) > 0)
    g_string_append (text,
                     "All runs share one split, so the chance in who is in the test part is not in "
                     "these intervals and p values; folds would bring it in.");
  return g_strchomp (g_strdup (text->str));
}
