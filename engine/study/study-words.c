#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

/* Shares are told in points of a hundred, other figures as they are. */
static gboolean
is_share (const char *metric)
{
  return strstr (metric, "accuracy") != NULL || strstr (metric, "f1") != NULL;
}

static char *
figure (const MienStudy *self, double value, gboolean sign)
{
  gboolean share = is_share (self->metric);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, share ? "%.1f" : "%.3f", share ? 100.0 * value : value);
  return g_strconcat (sign && *digits != '-' ? "+" : "", digits, NULL);
}

static void
say_size (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *metric = g_strdelimit (g_strdup (self->metric), "_", ' ');
  g_autofree char *difference = figure (self, comparison->difference, TRUE);

  g_string_append_printf (text, "“%s” against “%s”: %s %s%s", comparison->b, comparison->a,
                          difference, is_share (self->metric) ? "points of " : "in ", metric);
}

static void
say_p (GString *text, double p)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "= %s", g_ascii_formatd (digits, sizeof digits, "%.3f", p));
}

static void
say_test (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *low = figure (self, comparison->low, FALSE);
  g_autofree char *high = figure (self, comparison->high, FALSE);

  g_string_append_printf (text, ", 95 %% interval [%s, %s], %u paired runs, %s, p ", low, high,
                          comparison->pairs, comparison->test);
  if (comparison->p < 0.001)
    g_string_append (text, "< 0.001");
  else
    say_p (text, comparison->p);
}

/* What is claimed rests on the p value that stands beside the study's other comparisons. */
static void
say_verdict (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  gboolean better = mien_metric_is_better (self->metric, comparison->difference, 0.0);

  if (comparison->p_holm < 0.05)
    g_string_append (text, better ? ": a gain.\n" : ": a loss.\n");
  else if (comparison->p < 0.05) {
    g_string_append_printf (
        text, ": no difference can be claimed, as %u comparisons were made (Holm's p ",
        self->comparisons->len + (self->knowledge != NULL));
    say_p (text, comparison->p_holm);
    g_string_append (text, ").\n");
  } else
    g_string_append (text, ": no difference can be claimed.\n");
}

/* A line each. */
static void
say_comparison (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  if (comparison->pairs == 0) {
    g_string_append_printf (text, "“%s” and “%s” have no pair of finished runs.\n", comparison->b,
                            comparison->a);
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
}

static gboolean
has_test (const MienStudy *self)
{
  for (guint i = 0; i < self->comparisons->len; i++)
    if (!isnan (((MienComparison *) g_ptr_array_index (self->comparisons, i))->p))
      return TRUE;
  return FALSE;
}

char *
mien_study_find_words (const MienStudy *self, int n_folds)
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
  if (n_folds == 1 && has_test (self))
    g_string_append (text,
                     "All runs share one split, so the chance in who is in the test part is not in "
                     "these intervals; folds would bring it in.");
  return g_strstrip (g_strdup (text->str));
}
