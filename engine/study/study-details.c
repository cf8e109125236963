#include "engine/study/statistics/power.h"
#include "engine/study/words-private.h"

#include <math.h>

/* So probable that it is taken for decided; as in the verdict. */
#define CERTAIN 0.95
/* Below it nothing is called probable: a toss of a coin is not. */
#define LIKELY 0.75

static void
say_probable (GString *text, double probability, const char *what)
{
  g_autofree char *percent = mien_tell_percent (probability);

  g_string_append_printf (text, "%s (%s) %s",
                          probability >= CERTAIN ? "Almost certainly" : "Probably", percent, what);
}

/* The likeliest first, the other two after it. */
static void
say_practice (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *amount = mien_study_tell_amount (self, comparison->region);
  g_autofree char *better = mien_tell_percent (comparison->better);
  g_autofree char *alike = mien_tell_percent (comparison->alike);
  g_autofree char *worse = mien_tell_percent (comparison->worse);
  g_autofree char *more = g_strconcat ("better by more than ", amount, NULL);
  g_autofree char *less = g_strconcat ("worse by more than ", amount, NULL);

  if (isnan (comparison->alike))
    return;
  g_string_append (text, "  ");
  if (comparison->better >= LIKELY) {
    say_probable (text, comparison->better, more);
    g_string_append_printf (text, "; the same in practice with %s, worse with %s.\n", alike, worse);
  } else if (comparison->worse >= LIKELY) {
    say_probable (text, comparison->worse, less);
    g_string_append_printf (text, "; the same in practice with %s, better with %s.\n", alike,
                            better);
  } else if (comparison->alike >= LIKELY) {
    say_probable (text, comparison->alike, "the same in practice");
    g_string_append_printf (text, ", within %s; better with %s, worse with %s.\n", amount, better,
                            worse);
  } else {
    g_string_append_printf (
        text,
        "In practice undecided: better by more than %s with a probability of %s, "
        "worse with %s, the same with %s.\n",
        amount, better, worse, alike);
  }
}

/* The share that Bouthillier et al. (MLSys 2021) ask for, at their levels. */
static guint
ask_pairs (void)
{
  return mien_noether (0.75, 0.05, 0.95);
}

static void
say_size (GString *text, const MienComparison *comparison)
{
  double better = comparison->wins * comparison->pairs;
  g_autofree char *wins = mien_tell_decimals (better, fmod (better, 1.0) > 0.0 ? 1 : 0);
  g_autofree char *low = mien_tell_percent (comparison->wins_low);
  g_autofree char *high = mien_tell_percent (comparison->wins_high);
  g_autofree char *effect = mien_tell_decimals (comparison->effect, 2);
  g_autofree char *wilcoxon = mien_tell_p (comparison->wilcoxon);

  g_string_append_printf (text,
                          "  Better in %s of %u pairs, ties by half (95 %% interval %s to %s; to "
                          "show three in four, %u pairs are asked for)",
                          wins, comparison->pairs, low, high, ask_pairs ());
  if (!isnan (comparison->effect))
    g_string_append_printf (text, "; effect size %s (Cohen's d_z)", effect);
  g_string_append_printf (text, "; signed ranks (Wilcoxon) %s.\n", wilcoxon);
}

static void
say_seeds (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *worth = mien_study_tell_amount (self, comparison->worth);
  guint seeds = comparison->more / self->folds;

  g_string_append_printf (text, "  About %u more %s (%u pairs) would show a difference of %s%s.\n",
                          seeds, seeds == 1 ? "seed" : "seeds", comparison->more, worth,
                          comparison->verdict == MIEN_VERDICT_FEW
                              ? ", as far as so few pairs can tell"
                              : " four times in five");
}

/* What it would take; or why more of the same would not do. */
static void
say_more (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *worth = mien_study_tell_amount (self, comparison->worth);
  g_autofree char *power = mien_tell_percent (comparison->power);

  if ((comparison->verdict != MIEN_VERDICT_FEW && comparison->verdict != MIEN_VERDICT_OPEN) ||
      isnan (comparison->power))
    return;
  if (comparison->more > 0)
    say_seeds (text, self, comparison);
  else if (comparison->power < 0.8)
    g_string_append_printf (text, "  No number of further seeds would show a difference of %s%s.\n",
                            worth,
                            self->folds > 1 ? " on these folds; more faces, or more folds, might"
                                            : "; more faces might");
  else
    g_string_append_printf (text,
                            "  A difference of %s would be shown by pairs like these with %s: what "
                            "there is, if anything, is probably less.\n",
                            worth, power);
}

static void
say_faces (GString *text, const MienComparison *comparison)
{
  double gain = ((double) comparison->fixed - comparison->broken) / comparison->faces;
  g_autofree char *points = mien_tell_decimals (100.0 * gain, 1);
  g_autofree char *low = mien_tell_decimals (100.0 * comparison->faces_low, 1);
  g_autofree char *high = mien_tell_decimals (100.0 * comparison->faces_high, 1);
  g_autofree char *p = mien_tell_p (comparison->mcnemar);

  if (comparison->faces == 0)
    return;
  g_string_append_printf (text,
                          "  Of %u test faces, each told by an arm's runs together, %u were fixed "
                          "and %u broken (McNemar %s%s): %s%s points of accuracy",
                          comparison->faces, comparison->fixed, comparison->broken, p,
                          comparison->persons > 0 ? ", which takes faces of one person for "
                                                    "independent"
                                                  : "",
                          *points != '-' ? "+" : "", points);
  if (isfinite (comparison->faces_low) && comparison->persons > 0)
    g_string_append_printf (text, ", 95 %% interval [%s, %s] over %u persons", low, high,
                            comparison->persons);
  else if (isfinite (comparison->faces_low))
    g_string_append_printf (text, ", 95 %% interval [%s, %s] over faces", low, high);
  g_string_append (text, ".\n");
}

void
mien_study_say_details (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  if (comparison->unlike > 0)
    g_string_append_printf (text,
                            "  %u %s of runs left out: the two were tested on different faces.\n",
                            comparison->unlike, comparison->unlike == 1 ? "pair is" : "pairs are");
  if (comparison->pairs >= MIEN_FEWEST_PAIRS && !isnan (comparison->p)) {
    say_practice (text, self, comparison);
    say_size (text, comparison);
  }
  say_more (text, self, comparison);
  say_faces (text, comparison);
}
