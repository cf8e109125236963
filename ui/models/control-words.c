#include "ui/models/control-words.h"

#include "engine/study/search.h"

#include <glib/gi18n.h>

typedef struct {
  const char *words, *explanation;
} Words;

static const Words ready_arms[MIEN_N_READY_ARMS] = {
    [MIEN_READY_EACH_ALONE] = {N_ ("Each task alone"),
                               N_ ("Learns every task by itself too, so that it shows whether the "
                                   "auxiliary tasks gain or "
                                   "lose by being learned together")},
    [MIEN_READY_EQUAL] =
        {N_ ("Equal weights"),
         N_ ("All tasks count alike: what a method that weighs tasks has to beat")},
    [MIEN_READY_SEARCHED] =
        {N_ ("Searched weights"),
         N_ ("Fixed weights that a search finds on the validation faces of each fold. With as much "
             "to spend, such weights often match the methods that adapt them")},
    [MIEN_READY_RLW] = {N_ ("Random weights"), N_ ("Weights drawn anew in each step: where a "
                                                   "clever method does no better, its cleverness "
                                                   "is not what helps")},
    [MIEN_READY_SHUFFLED] =
        {N_ ("Shuffled labels"),
         N_ ("The same auxiliary tasks with labels of other faces. What they still gain is only "
             "that the network has more to do; the rest is knowledge")},
};

static const Words search_methods[MIEN_N_SEARCH_METHODS] = {
    [MIEN_SEARCH_GRID] = {N_ ("Grid"), N_ ("Tries every combination of the weights")},
    [MIEN_SEARCH_RANDOM] = {N_ ("Random"),
                            N_ ("Tries combinations that are drawn, none of them twice")},
    [MIEN_SEARCH_HALVING] =
        {N_ ("Halving"),
         N_ ("Trains many combinations shortly and the better half again, twice as long, until two "
             "are left: more tries for the same time")},
};

const char *
mien_ready_arm_words (MienReadyArm ready)
{
  return _ (ready_arms[ready].words);
}

const char *
mien_ready_arm_explanation (MienReadyArm ready)
{
  return _ (ready_arms[ready].explanation);
}

const char *
mien_search_method_words (MienSearchMethod method)
{
  return _ (search_methods[method].words);
}

const char *
mien_search_method_explanation (MienSearchMethod method)
{
  return _ (search_methods[method].explanation);
}

const char *
mien_transfer_words (void)
{
  return _ ("Transfer table");
}

const char *
mien_transfer_explanation (void)
{
  return _ ("Learns each task alone and each pair of tasks, and tells what every task gains or "
            "loses beside every other one");
}

static void
add_rung (GString *text, guint n_trials, int epochs)
{
  /* Translators: a number of trials ("8 trials"), and of the epochs of each ("20 epochs"). */
  g_autofree char *trials =
      g_strdup_printf (ngettext ("%u trial", "%u trials", n_trials), n_trials);
  g_autofree char *each =
      g_strdup_printf (ngettext ("%d epoch", "%d epochs", (gulong) epochs), epochs);

  g_string_append_printf (text, "%s%s × %s", text->len > 0 ? " + " : "", trials, each);
}

char *
mien_search_budget_words (const MienRecipe *recipe)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MienSearchSchedule schedule;

  if (!mien_search_schedule (recipe, &schedule, &error))
    g_string_append (text, error->message);
  for (guint r = 0; error == NULL && r < schedule.n_rungs; r++)
    add_rung (text, schedule.rungs[r].n, schedule.rungs[r].epochs);
  return g_string_free (text, FALSE);
}
