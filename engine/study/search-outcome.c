#include "engine/study/search.h"

#include "engine/training/metrics.h"

#include <math.h>

static void
trial_free (gpointer data)
{
  MienTrial *trial = data;

  g_free (trial->weights);
  g_free (trial);
}

void
mien_search_free (MienSearch *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->tasks);
  g_free (self->metric);
  g_ptr_array_unref (self->trials);
  g_free (self);
}

static char **
list_tasks (const MienRecipe *recipe)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint t = 0; t < recipe->tasks->len; t++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, t);

    if (task->role != MIEN_ROLE_MAIN)
      g_strv_builder_add (names, task->column);
  }
  return g_strv_builder_end (names);
}

static void
add_trial (MienSearch *self, guint number, MienRun *run)
{
  MienTrial *trial = g_new0 (MienTrial, 1);
  const char *metric = mien_run_get_main_metric (run);
  guint n_tasks = g_strv_length (self->tasks);

  if (self->metric == NULL)
    self->metric = g_strdup (metric);
  trial->number = number;
  trial->epochs = run->recipe->epochs;
  trial->value = mien_run_get_metric (run, NULL, "validation", metric);
  trial->weights = g_new0 (double, n_tasks + 1);
  for (guint t = 0; t < n_tasks; t++) {
    const MienRecipeTask *task = mien_recipe_find_task (run->recipe, self->tasks[t]);

    trial->weights[t] = task != NULL ? task->weight : (double) NAN;
  }
  g_ptr_array_add (self->trials, trial);
}

/* Among those that went on longest; of equals the first. */
static void
choose (MienSearch *self, const MienSearchSchedule *schedule)
{
  guint last = schedule->rungs[schedule->n_rungs - 1].first;
  double best = NAN;

  for (guint i = 0; i < self->trials->len; i++) {
    const MienTrial *trial = g_ptr_array_index (self->trials, i);

    if (trial->number < last || isnan (trial->value) ||
        (self->chosen >= 0 && !mien_metric_is_better (self->metric, trial->value, best)))
      continue;
    self->chosen = (int) i;
    best = trial->value;
  }
}

MienSearch *
mien_search_read (const MienRecipe *recipe, const char *folder, int fold)
{
  MienSearch *self = g_new0 (MienSearch, 1);
  MienSearchSchedule schedule;

  self->fold = fold;
  self->chosen = -1;
  self->tasks = list_tasks (recipe);
  self->trials = g_ptr_array_new_with_free_func (trial_free);
  if (!mien_search_schedule (recipe, &schedule, NULL))
    return self;
  for (guint number = 0; number < schedule.n_trials; number++) {
    g_autofree char *path = mien_search_trial_folder (folder, fold, number);
    g_autoptr (MienRun) run = mien_folder_is_run (path) ? mien_run_open (path, NULL) : NULL;

    if (run != NULL && run->state == MIEN_RUN_FINISHED)
      add_trial (self, number, run);
  }
  choose (self, &schedule);
  return self;
}

static JsonObject *
describe_trial (const MienSearch *self, const MienTrial *trial)
{
  JsonObject *object = json_object_new (), *weights = json_object_new ();

  for (guint t = 0; self->tasks[t] != NULL; t++)
    json_object_set_double_member (weights, self->tasks[t], trial->weights[t]);
  json_object_set_int_member (object, "trial", trial->number);
  json_object_set_object_member (object, "weights", weights);
  json_object_set_int_member (object, "epochs", trial->epochs);
  if (isfinite (trial->value))
    json_object_set_double_member (object, "value", trial->value);
  else
    json_object_set_null_member (object, "value");
  return object;
}

JsonObject *
mien_search_to_json (const MienSearch *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *trials = json_array_new ();

  for (guint i = 0; i < self->trials->len; i++)
    json_array_add_object_element (trials,
                                   describe_trial (self, g_ptr_array_index (self->trials, i)));
  json_object_set_int_member (object, "fold", self->fold);
  if (self->chosen >= 0)
    json_object_set_int_member (
        object, "chosen",
        ((MienTrial *) g_ptr_array_index (self->trials, (guint) self->chosen))->number);
  else
    json_object_set_null_member (object, "chosen");
  json_object_set_array_member (object, "trials", trials);
  return object;
}

JsonObject *
mien_searches_to_json (const MienRecipe *recipe, GPtrArray *searches)
{
  JsonObject *object = json_object_new ();
  JsonArray *folds = json_array_new ();
  const MienSearch *first = searches->len > 0 ? g_ptr_array_index (searches, 0) : NULL;
  MienSearchSchedule schedule;

  json_object_set_string_member (object, "method", mien_search_method_name (recipe->search.method));
  if (mien_search_schedule (recipe, &schedule, NULL)) {
    g_autofree char *budget = mien_search_tell_budget (&schedule);

    json_object_set_string_member (object, "budget", budget);
    json_object_set_int_member (object, "epochs", schedule.n_epochs);
  }
  json_object_set_string_member (object, "picked_by", "validation");
  if (first != NULL && first->metric != NULL)
    json_object_set_string_member (object, "metric", first->metric);
  for (guint i = 0; i < searches->len; i++)
    json_array_add_object_element (folds, mien_search_to_json (g_ptr_array_index (searches, i)));
  json_object_set_array_member (object, "folds", folds);
  return object;
}
