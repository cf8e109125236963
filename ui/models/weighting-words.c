#include "ui/models/weighting-words.h"

#include "engine/training/weighting/weighting.h"

#include <glib/gi18n.h>

#define COSTS_NOTHING N_ ("Costs no time worth mentioning.")
#define COSTS_BACK N_ ("Costs a way back through the network for each task at every step.")

static const struct {
  const char *name, *title, *summary, *cost;
} methods[] = {
    {"fixed", N_ ("Fixed weights"),
     N_ ("Each task counts as much as you say, from the first step to the last."),
     N_ ("Costs no time, but good weights have to be looked for; well chosen ones are hard to "
         "beat.")},
    {"equal", N_ ("All alike"),
     N_ ("Every task counts as 1; the plain sum that all methods should be held against."),
     COSTS_NOTHING},
    {"uncertainty", N_ ("Uncertainty"),
     N_ ("Learns how noisy each task is, and lets tasks with large losses count less."),
     COSTS_NOTHING},
    {"dwa", N_ ("Dynamic weight average"),
     N_ ("Tasks whose loss falls slowly from epoch to epoch count more."),
     N_ ("Costs no time; begins with the third epoch.")},
    {"gradnorm", N_ ("GradNorm"),
     N_ ("Lets all tasks pull alike on the shared part, and those harder that learn more slowly."),
     COSTS_BACK},
    {"rlw", N_ ("Random weights"),
     N_ ("Draws new weights at every step: what a method should beat before it is believed."),
     COSTS_NOTHING},
    {"gls", N_ ("Geometric mean"),
     N_ ("Makes the geometric mean of the losses small, so that halving any of them is worth the "
         "same."),
     N_ ("Costs no time; a loss close to zero comes to count for very much.")},
    {"stch", N_ ("Smooth Tchebycheff"),
     N_ ("Looks mostly after the task that has improved least since the first epochs."),
     N_ ("Costs no time; the first epochs only take measure.")},
    {"famo", N_ ("FAMO"),
     N_ ("Looks at the losses again after each step, and helps the tasks that fell least."),
     N_ ("Costs a second way forward through the network at every step.")},
    {"pcgrad", N_ ("Gradient surgery (PCGrad)"),
     N_ ("Where two tasks pull against each other, each leaves out the part that harms the "
         "other."),
     COSTS_BACK},
    {"gradvac", N_ ("Gradient vaccine"),
     N_ ("Turns the tasks’ gradients until they agree as much as they usually do."), COSTS_BACK},
    {"cagrad", N_ ("Conflict-averse gradient"),
     N_ ("Stays near the mean of all tasks, in the direction that is best for the one worst off."),
     COSTS_BACK},
    {"mgda", N_ ("Shortest mean (MGDA)"),
     N_ ("Takes a step along which no task gets worse; tasks with small gradients decide most."),
     N_ ("Costs a way back through the network for each task at every step, and often learns "
         "slowly.")},
    {"imtl", N_ ("Impartial"),
     N_ ("Brings the losses to like size and gives every task the same share of each step."),
     COSTS_BACK},
    {"imtl-l", N_ ("Impartial, losses only"),
     N_ ("Learns weights that bring all losses to like size."), COSTS_NOTHING},
    {"imtl-g", N_ ("Impartial, gradients only"),
     N_ ("Takes a step that goes equally far along every task’s own gradient."), COSTS_BACK},
    {"nash-mtl", N_ ("Bargaining (Nash-MTL)"),
     N_ ("Tasks bargain over each step as equals: all gain in the same proportion."), COSTS_BACK},
    {"fairgrad", N_ ("Fair share (FairGrad)"),
     N_ ("Shares each step among the tasks by a measure of fairness that you choose."), COSTS_BACK},
    {"aligned-mtl", N_ ("Aligned gradients"),
     N_ ("Makes the tasks’ gradients independent of each other and alike in length."), COSTS_BACK},
    {"cosine-gate", N_ ("Gate by agreement"),
     N_ ("Auxiliary tasks shape the shared part only in steps where they pull the way that the "
         "main task does."),
     COSTS_BACK},
    {"ol-aux", N_ ("Helpers that prove themselves"),
     N_ ("An auxiliary task’s weight grows while its gradient agrees with the main task’s, and "
         "falls while it does not."),
     COSTS_BACK},
    {"anneal", N_ ("Fading helpers"),
     N_ ("Auxiliary tasks count in full at the start and fade as training goes on."),
     COSTS_NOTHING},
};

/* A method of NULL is any that has the option. */
static const struct {
  const char *method, *option, *label, *tooltip;
} options[] = {
    {"uncertainty", "start", N_ ("Noise at the start"),
     N_ ("Logarithm of each task’s variance before training; lower lets all losses count more "
         "at first")},
    {"gradnorm", "lr", N_ ("Pace of the weights"),
     N_ ("How fast the weights follow; 0 leaves all tasks alike")},
    {"ol-aux", "lr", N_ ("Pace of the weights"),
     N_ ("How much agreement adds to a weight, as a multiple of the learning rate")},
    {NULL, "lr", N_ ("Pace of the weights"),
     N_ ("Learning rate of what the method itself learns; 0 leaves it as it begins")},
    {"dwa", "temperature", N_ ("Softness"),
     N_ ("Large values keep the weights close to 1, small ones let the slowest task take nearly "
         "all")},
    {"gradnorm", "alpha", N_ ("Pull towards slow tasks"),
     N_ ("0 lets all tasks pull alike; more lets slow tasks pull harder")},
    {"fairgrad", "alpha", N_ ("Fairness"),
     N_ ("1 lets all gain in proportion; more looks after the task that gains least, less after "
         "the sum")},
    {"stch", "mu", N_ ("Softness"),
     N_ ("Small values look after the worst task alone, large ones after all")},
    {"stch", "warm-up", N_ ("Epochs of warm-up"),
     N_ ("Epochs with all tasks alike before the one in which the losses are measured")},
    {"famo", "decay", N_ ("Pull towards equal"),
     N_ ("How strongly the weights are drawn back to equal shares")},
    {"gradvac", "beta", N_ ("Forgetting"),
     N_ ("How quickly the usual agreement follows the newest: 0 never, 1 at once")},
    {"cagrad", "c", N_ ("Distance from the mean"),
     N_ ("How far from the mean gradient a step may go, as a share of its length; 0 is the mean "
         "itself")},
    {"cagrad", "rescale", N_ ("Length of the step"),
     N_ ("0: as it comes out. 1: divided by 1 + distance². 2: divided by 1 + distance")},
    {"mgda", "normalise", N_ ("Normalise gradients"),
     N_ ("0: not at all. 1: by their length. 2: by the loss. 3: by both")},
    {"nash-mtl", "clip", N_ ("Longest step"),
     N_ ("Longest gradient of the shared part; 0 for no limit")},
    {"cosine-gate", "weighted", N_ ("Open by degrees"),
     N_ ("0: a task counts fully or not at all. 1: it counts as much as it agrees")},
    {"ol-aux", "every", N_ ("Steps between changes"),
     N_ ("Over how many steps agreement is summed before the weights change")},
    {"anneal", "end", N_ ("Share at the end"),
     N_ ("What is left of the auxiliary weights in the last step: 0 nothing, 1 all")},
    {"anneal", "power", N_ ("Shape"), N_ ("1 fades evenly; more fades early, less fades late")},
};

/* -1 where unknown */
static int
find_method (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].name, method) == 0)
      return (int) i;
  return -1;
}

static int
find_option (const char *method, const char *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_strcmp0 (options[i].option, option) == 0 &&
        (options[i].method == NULL || g_strcmp0 (options[i].method, method) == 0))
      return (int) i;
  return -1;
}

const char *
mien_weighting_title (const char *method)
{
  int i = find_method (method);

  return i >= 0 ? _ (methods[i].title) : method;
}

MienWeightingGroup
mien_weighting_group (const char *method)
{
  const char *const plain[] = {"fixed", "equal", "rlw", NULL};
  const char *const helpers[] = {"cosine-gate", "ol-aux", "anneal", NULL};
  const MienWeightingMethod *known = mien_weighting_find (method);

  if (g_strv_contains (plain, method))
    return MIEN_WEIGHTING_PLAIN;
  if (g_strv_contains (helpers, method))
    return MIEN_WEIGHTING_HELPERS;
  return known != NULL && known->needs_gradients ? MIEN_WEIGHTING_GRADIENTS : MIEN_WEIGHTING_LOSSES;
}

const char *
mien_weighting_group_words (MienWeightingGroup group)
{
  const char *const words[] = {N_ ("plain"), N_ ("by losses"), N_ ("by gradients"),
                               N_ ("for helpers")};

  return _ (words[group]);
}

const char *
mien_weighting_summary (const char *method)
{
  int i = find_method (method);

  return i >= 0 ? _ (methods[i].summary) : "";
}

const char *
mien_weighting_cost (const char *method)
{
  int i = find_method (method);

  return i >= 0 ? _ (methods[i].cost) : "";
}

const char *
mien_weighting_option_label (const char *method, const char *option)
{
  int i = find_option (method, option);

  return i >= 0 ? _ (options[i].label) : option;
}

const char *
mien_weighting_option_tooltip (const char *method, const char *option)
{
  int i = find_option (method, option);

  return i >= 0 ? _ (options[i].tooltip) : "";
}
