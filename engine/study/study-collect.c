#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/ready-arms.h"
#include "engine/study/statistics.h"
#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

static void
arm_result_free (gpointer data)
{
  MienArmResult *arm = data;

  g_free (arm->name);
  g_array_unref (arm->values);
  g_free (arm);
}

static MienStudy *
study_new (const char *folder)
{
  MienStudy *self = g_new0 (MienStudy, 1);

  self->folder = g_strdup (folder);
  self->arms = g_ptr_array_new_with_free_func (arm_result_free);
  self->comparisons = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_comparison_free);
  self->searches = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_search_free);
  return self;
}

void
mien_study_free (MienStudy *self)
{
  if (self == NULL)
    return;

  mien_recipe_free (self->recipe);
  mien_comparison_free (self->knowledge);
  mien_transfer_free (self->transfer);
  g_ptr_array_unref (self->searches);
  g_free (self->folder);
  g_free (self->main);
  g_free (self->metric);
  g_free (self->words);
  g_ptr_array_unref (self->arms);
  g_ptr_array_unref (self->comparisons);
  g_free (self);
}

static void
measured_clear (gpointer data)
{
  g_free (((MienMeasured *) data)->values);
}

/* What each task of the recipe is judged by, as the finished runs tell; @metrics: [n_tasks] */
static void
measure_run (MienRun *run, const MienRecipe *recipe, char **metrics, double *values)
{
  for (guint t = 0; t < recipe->tasks->len; t++) {
    const char *task = ((MienRecipeTask *) g_ptr_array_index (recipe->tasks, t))->column;

    if (metrics[t] == NULL)
      metrics[t] = g_strdup (mien_run_get_task_metric (run, task));
    values[t] =
        metrics[t] != NULL ? mien_run_get_metric (run, task, "test", metrics[t]) : (double) NAN;
  }
}

/* (element-type MienMeasured) */
static GArray *
measure (MienStudy *self, GPtrArray *plan, char **metrics)
{
  GArray *measured = g_array_new (FALSE, FALSE, sizeof (MienMeasured));

  g_array_set_clear_func (measured, measured_clear);
  for (guint i = 0; i < plan->len; i++) {
    MienMeasured item = {.run = g_ptr_array_index (plan, i),
                         .values = g_new (double, self->recipe->tasks->len)};
    g_autoptr (MienRun) run =
        mien_folder_is_run (item.run->folder) ? mien_run_open (item.run->folder, NULL) : NULL;

    for (guint t = 0; t < self->recipe->tasks->len; t++)
      item.values[t] = NAN;
    if (run != NULL && run->state == MIEN_RUN_FINISHED) {
      measure_run (run, self->recipe, metrics, item.values);
      self->done++;
    }
    g_array_append_val (measured, item);
  }
  self->planned = plan->len;
  return measured;
}

static void
add_arm (MienStudy *self, const char *name, GArray *measured, guint main)
{
  MienArmResult *arm = g_new0 (MienArmResult, 1);

  arm->name = g_strdup (name);
  arm->values = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < measured->len; i++) {
    const MienMeasured *item = &g_array_index (measured, MienMeasured, i);

    if (g_str_equal (item->run->arm, name) && isfinite (item->values[main]))
      g_array_append_val (arm->values, item->values[main]);
  }
  MienInterval interval =
      mien_mean_interval ((const double *) (void *) arm->values->data, arm->values->len);
  arm->mean = interval.mean;
  arm->low = interval.low;
  arm->high = interval.high;
  g_ptr_array_add (self->arms, arm);
}

/* How many folds there are follows from the data, which collecting does not open; any finished run
 * tells. */
static int
find_folds (const char *folder, int usual)
{
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autoptr (GDir) dir = g_dir_open (runs, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (runs, name, NULL);
    g_autoptr (MienRun) run = mien_folder_is_run (path) ? mien_run_open (path, NULL) : NULL;

    if (run != NULL && run->state == MIEN_RUN_FINISHED)
      return MAX (1, (int) json_object_get_int_member_with_default (
                         json_node_get_object (run->result), "folds", usual));
  }
  return usual;
}

static guint
find_main (const MienRecipe *recipe)
{
  guint t = 0;

  while (g_ptr_array_index (recipe->tasks, t) != mien_recipe_get_main (recipe))
    t++;
  return t;
}

/* Which is not to be seen by the runs. */
static guint
find_ranks (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "study.json", NULL);
  g_autoptr (JsonNode) node = mien_json_load (path, NULL);
  gint64 ranks =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node)
          ? json_object_get_int_member_with_default (json_node_get_object (node), "ranks", 1)
          : 1;

  return (guint) CLAMP (ranks, 1, G_MAXINT);
}

/* The recipe's arms by its main task, each against the first. */
static void
compare_arms (MienStudy *self, GArray *measured, int n_folds)
{
  guint main = find_main (self->recipe);

  for (guint a = 0; a < self->recipe->arms->len; a++) {
    const char *name = ((MienArm *) g_ptr_array_index (self->recipe->arms, a))->name;
    const char *first = ((MienArm *) g_ptr_array_index (self->recipe->arms, 0))->name;

    add_arm (self, name, measured, main);
    if (a > 0)
      g_ptr_array_add (self->comparisons,
                       mien_study_compare (measured, main, first, name, n_folds));
  }
}

/* Whether the labels of the auxiliary tasks help, or only having more to learn. */
static void
compare_knowledge (MienStudy *self, GArray *measured, int n_folds)
{
  const char *whole = mien_recipe_find_whole_arm (self->recipe);

  if ((self->recipe->controls & 1u << MIEN_READY_SHUFFLED) && whole != NULL)
    self->knowledge =
        mien_study_compare (measured, find_main (self->recipe),
                            mien_ready_arm_title (MIEN_READY_SHUFFLED), whole, n_folds);
}

/* All that is told side by side. */
static void
adjust (MienStudy *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  g_ptr_array_extend (all, self->comparisons, NULL, NULL);
  if (self->knowledge != NULL)
    g_ptr_array_add (all, self->knowledge);
  mien_comparisons_adjust ((MienComparison **) all->pdata, all->len);
}

static void
read_searches (MienStudy *self, int n_folds)
{
  if (!(self->recipe->controls & 1u << MIEN_READY_SEARCHED))
    return;
  for (int fold = 0; fold < n_folds; fold++)
    g_ptr_array_add (self->searches, mien_search_read (self->recipe, self->folder, fold));
}

static void
collect (MienStudy *self, GPtrArray *plan, int n_folds)
{
  g_auto (GStrv) metrics = g_new0 (char *, self->recipe->tasks->len + 1);
  g_autoptr (GArray) measured = measure (self, plan, metrics);
  guint main = find_main (self->recipe);

  self->main = g_strdup (mien_recipe_get_main (self->recipe)->column);
  self->metric =
      g_strdup (metrics[main] != NULL ? metrics[main] : mien_metric_main (MIEN_KIND_CLASS));
  compare_arms (self, measured, n_folds);
  compare_knowledge (self, measured, n_folds);
  adjust (self);
  self->transfer = mien_transfer_collect (self->recipe, measured, metrics, n_folds);
  read_searches (self, n_folds);
  self->words = mien_study_find_words (self, n_folds);
}

MienStudy *
mien_study_collect (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienStudy) self = study_new (folder);
  g_autoptr (GPtrArray) plan = NULL;
  int n_folds;

  self->recipe = mien_recipe_load (path, error);
  if (self->recipe == NULL)
    return NULL;
  if (mien_recipe_get_main (self->recipe) == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s has no main task", path);
    return NULL;
  }
  self->ranks = find_ranks (folder);
  n_folds = find_folds (folder, MAX (self->recipe->folds, 1));
  plan = mien_study_plan (self->recipe, folder, n_folds, error);
  if (plan == NULL)
    return NULL;
  collect (self, plan, n_folds);
  return g_steal_pointer (&self);
}

/* study.json is there for other programs; the runs are the truth, and give the same figures again.
 */
MienStudy *
mien_study_open (const char *folder, GError **error)
{
  return mien_study_collect (folder, error);
}
