#include "engine/study/search.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

static const char *const methods[MIEN_N_SEARCH_METHODS] = {
    [MIEN_SEARCH_GRID] = "grid",
    [MIEN_SEARCH_RANDOM] = "random",
    [MIEN_SEARCH_HALVING] = "halving",
};

const char *
mien_search_method_name (MienSearchMethod method)
{
  return methods[method];
}

gboolean
mien_search_method_from_name (const char *name, MienSearchMethod *method)
{
  for (int i = 0; i < (int) MIEN_N_SEARCH_METHODS; i++)
    if (g_str_equal (methods[i], name)) {
      *method = (MienSearchMethod) i;
      return TRUE;
    }
  return FALSE;
}

MienSearchSettings
mien_search_settings_usual (void)
{
  return (MienSearchSettings){.method = MIEN_SEARCH_RANDOM,
                              .weights = {0.0, 0.03, 0.1, 0.3, 1.0, 3.0},
                              .n_weights = 6,
                              .trials = 8,
                              .seed = 1};
}

/* --- what is carried out --- */

static guint
count_auxiliaries (const MienRecipe *recipe)
{
  guint n = 0;

  for (guint t = 0; t < recipe->tasks->len; t++)
    n += ((MienRecipeTask *) g_ptr_array_index (recipe->tasks, t))->role != MIEN_ROLE_MAIN;
  return n;
}

/* Of all weights of all auxiliary tasks; no more than one above what can be tried. */
static guint
count_combinations (const MienRecipe *recipe)
{
  guint n = 1;

  for (guint t = count_auxiliaries (recipe); t > 0 && n <= MIEN_SEARCH_MOST_TRIALS; t--)
    n *= recipe->search.n_weights;
  return MIN (n, MIEN_SEARCH_MOST_TRIALS + 1);
}

static gboolean
check (const MienRecipe *recipe, guint combinations, GError **error)
{
  if (mien_recipe_get_main (recipe) == NULL || count_auxiliaries (recipe) == 0)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "study.search: the weights of auxiliary tasks are searched for, but there "
                         "is no auxiliary task; choose one");
  else if (!(recipe->validation > 0.0) && recipe->split != MIEN_SPLIT_OFFICIAL)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "study.search: weights are picked on the validation part, but "
                         "split.validation is 0; 0.15 is usual");
  else if (recipe->search.method == MIEN_SEARCH_GRID && combinations > MIEN_SEARCH_MOST_TRIALS)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "study.search.method: a grid of %u weights for %u auxiliary tasks has more than "
                 "%d combinations; give fewer weights, or choose random or halving",
                 recipe->search.n_weights, count_auxiliaries (recipe), MIEN_SEARCH_MOST_TRIALS);
  else
    return TRUE;
  return FALSE;
}

/* Rung by rung, half as many trials, until there are two. */
static void
add_rungs (MienSearchSchedule *self, guint n, gboolean halving)
{
  for (;;) {
    self->rungs[self->n_rungs].first = self->n_trials;
    self->rungs[self->n_rungs++].n = n;
    self->n_trials += n;
    if (!halving || n <= 2)
      return;
    n = (n + 1) / 2;
  }
}

gboolean
mien_search_schedule (const MienRecipe *recipe, MienSearchSchedule *schedule, GError **error)
{
  const MienSearchSettings *search = &recipe->search;
  guint combinations = count_combinations (recipe);
  guint n = search->method == MIEN_SEARCH_GRID ? combinations : MIN (search->trials, combinations);

  memset (schedule, 0, sizeof *schedule);
  if (!check (recipe, combinations, error))
    return FALSE;
  add_rungs (schedule, n, search->method == MIEN_SEARCH_HALVING);
  for (guint r = 0; r < schedule->n_rungs; r++) {
    double share = ldexp (1.0, -(int) (schedule->n_rungs - 1 - r));

    schedule->rungs[r].epochs = MAX (1, (int) floor (recipe->epochs * share + 0.5));
    schedule->n_epochs += schedule->rungs[r].n * (guint) schedule->rungs[r].epochs;
  }
  return TRUE;
}

char *
mien_search_tell_budget (const MienSearchSchedule *schedule)
{
  GString *text = g_string_new (NULL);

  for (guint r = 0; r < schedule->n_rungs; r++)
    g_string_append_printf (text, "%s%u trial%s × %d epoch%s", r > 0 ? " + " : "",
                            schedule->rungs[r].n, schedule->rungs[r].n == 1 ? "" : "s",
                            schedule->rungs[r].epochs, schedule->rungs[r].epochs == 1 ? "" : "s");
  return g_string_free (text, FALSE);
}

char *
mien_search_trial_folder (const char *folder, int fold, guint number)
{
  g_autofree char *name = g_strdup_printf ("search-%d-%u", fold, number);

  return g_build_filename (folder, "runs", name, NULL);
}

/* --- which weights are tried --- */

/* One of the combinations, each digit a weight of one auxiliary task. */
static void
draw_combination (const MienSearchSettings *search, MienRng *rng, guint8 *digits, guint n_tasks)
{
  for (guint t = 0; t < n_tasks; t++)
    digits[t] = (guint8) mien_rng_below (rng, search->n_weights);
}

static gboolean
is_among (const guint8 *all, guint n, const guint8 *digits, guint n_tasks)
{
  for (guint i = 0; i < n; i++)
    if (memcmp (all + i * n_tasks, digits, n_tasks) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full): [n,n_tasks] the combinations that the first rung tries, all different: the grid
 * in order where it is tried in full, else drawn */
static guint8 *
list_candidates (const MienRecipe *recipe, guint n)
{
  const MienSearchSettings *search = &recipe->search;
  guint n_tasks = count_auxiliaries (recipe);
  gboolean all = n == count_combinations (recipe);
  MienRng rng = mien_rng_keyed (search->seed, MIEN_STREAM_SEARCH, 0, 0);
  guint8 *digits = g_new (guint8, n * n_tasks);

  for (guint i = 0; i < n; i++) {
    guint8 *own = digits + i * n_tasks;
    guint rest = i;

    for (guint t = n_tasks; t-- > 0; rest /= search->n_weights)
      own[t] = (guint8) (rest % search->n_weights);
    do
      if (!all)
        draw_combination (search, &rng, own, n_tasks);
    while (!all && is_among (digits, i, own, n_tasks));
  }
  return digits;
}

/* The main task's figure on the validation part; NaN where the trial is not finished. */
static double
measure_trial (const char *folder, int fold, guint number, char **metric)
{
  g_autofree char *path = mien_search_trial_folder (folder, fold, number);
  g_autoptr (MienRun) run = mien_folder_is_run (path) ? mien_run_open (path, NULL) : NULL;

  if (run == NULL || run->state != MIEN_RUN_FINISHED)
    return NAN;
  if (metric != NULL && *metric == NULL)
    *metric = g_strdup (mien_run_get_main_metric (run));
  return mien_run_get_metric (run, NULL, "validation", mien_run_get_main_metric (run));
}

/* Better ones first; of equals the one that was tried first. */
typedef struct {
  guint candidate;
  double value;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b, gpointer data)
{
  const Ranked *x = a, *y = b;
  const char *metric = data;

  if (isnan (x->value) || isnan (y->value))
    return isnan (x->value) - isnan (y->value);
  if (metric != NULL && mien_metric_is_better (metric, x->value, y->value))
    return -1;
  return metric != NULL && mien_metric_is_better (metric, y->value, x->value) ? 1 : 0;
}

/* (element-type Ranked): the candidates of @rung, best first */
static GArray *
rank (const MienSearchSchedule *schedule,
      GArray *candidates,
      const char *folder,
      int fold,
      guint rung)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autofree char *metric = NULL;

  for (guint i = 0; i < schedule->rungs[rung].n; i++) {
    Ranked item = {.candidate = g_array_index (candidates, guint, i)};

    item.value = measure_trial (folder, fold, schedule->rungs[rung].first + i, &metric);
    g_array_append_val (ranked, item);
  }
  /* GLib's sort with data is a merge sort: equals keep their order. */
  g_array_sort_with_data (ranked, compare_ranked, metric);
  return ranked;
}

/* (element-type guint): which candidates the trials of @rung train */
static GArray *
find_candidates (const MienSearchSchedule *schedule, const char *folder, int fold, guint rung)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < schedule->rungs[0].n; i++)
    g_array_append_val (candidates, i);
  for (guint r = 0; r < rung; r++) {
    g_autoptr (GArray) ranked = rank (schedule, candidates, folder, fold, r);

    g_array_set_size (candidates, 0);
    for (guint i = 0; i < schedule->rungs[r + 1].n; i++)
      g_array_append_val (candidates, g_array_index (ranked, Ranked, i).candidate);
  }
  return candidates;
}

static void
put_weights (MienRecipe *to, const MienRecipe *recipe, guint n_first, guint candidate)
{
  g_autofree guint8 *digits = list_candidates (recipe, n_first);
  guint n_tasks = count_auxiliaries (recipe), a = 0;

  for (guint t = 0; t < recipe->tasks->len; t++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, t);
    MienRecipeTask *same = mien_recipe_find_task (to, task->column);

    if (task->role == MIEN_ROLE_MAIN)
      continue;
    if (same != NULL)
      same->weight = recipe->search.weights[digits[candidate * n_tasks + a]];
    a++;
  }
}

MienRecipe *
mien_search_make_trial (const MienRecipe *recipe,
                        const char *folder,
                        int fold,
                        guint number,
                        GError **error)
{
  g_autoptr (JsonObject) set = json_object_new ();
  g_autoptr (MienArm) arm = mien_arm_new ("search", set);
  g_autoptr (MienRecipe) trial = mien_recipe_apply (recipe, arm, error);
  g_autoptr (GArray) candidates = NULL;
  MienSearchSchedule schedule;
  guint rung = 0;

  if (trial == NULL || !mien_search_schedule (recipe, &schedule, error) ||
      !mien_recipe_set (trial, "weighting.method", "fixed", error))
    return NULL;
  while (number >= schedule.rungs[rung].first + schedule.rungs[rung].n)
    rung++;
  candidates = find_candidates (&schedule, folder, fold, rung);
  put_weights (trial, recipe, schedule.rungs[0].n,
               g_array_index (candidates, guint, number - schedule.rungs[rung].first));
  trial->fold = fold;
  trial->seed = recipe->search.seed;
  trial->optimizer.schedule.warmup *= (double) schedule.rungs[rung].epochs / recipe->epochs;
  trial->epochs = schedule.rungs[rung].epochs;
  return g_steal_pointer (&trial);
}

gboolean
mien_search_give_best (const MienRecipe *recipe,
                       const char *folder,
                       MienRecipe *run,
                       GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) ranked = NULL;
  MienSearchSchedule schedule;

  if (!mien_search_schedule (recipe, &schedule, error))
    return FALSE;
  candidates = find_candidates (&schedule, folder, run->fold, schedule.n_rungs - 1);
  ranked = rank (&schedule, candidates, folder, run->fold, schedule.n_rungs - 1);
  if (isnan (g_array_index (ranked, Ranked, 0).value)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "No trial of the search in fold %d came to an end with a figure on the validation "
                 "part, so there are no weights to take",
                 run->fold);
    return FALSE;
  }
  put_weights (run, recipe, schedule.rungs[0].n, g_array_index (ranked, Ranked, 0).candidate);
  return TRUE;
}
