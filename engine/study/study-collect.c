#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/ready-arms.h"
#include "engine/study/statistics/counts.h"
#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

static MienStudy *
study_new (const char *folder)
{
  MienStudy *self = g_new0 (MienStudy, 1);

  self->folder = g_strdup (folder);
  self->arms = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_result_free);
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

GPtrArray *
mien_study_list_runs (const MienRecipe *recipe, const char *folder, int *n_folds, GError **error)
{
  *n_folds = find_folds (folder, MAX (recipe->folds, 1));
  return mien_study_plan (recipe, folder, *n_folds, error);
}

/* Of each face, what the arms said of it, beside what the runs came to. */
static MienComparison *
compare (const MienMeasurements *all, const char *a, const char *b)
{
  MienComparison *self = mien_study_compare (all, all->main, a, b);
  g_autoptr (MienChanges) changes = mien_changes_make (all, a, b, NULL);

  if (changes == NULL)
    return self;
  self->faces = changes->all.faces;
  self->fixed = changes->all.fixed;
  self->broken = changes->all.broken;
  self->mcnemar = changes->all.mcnemar;
  self->mcnemar_mid = mien_mcnemar (self->fixed, self->broken, TRUE);
  self->persons = changes->persons->len;
  self->faces_low = changes->low;
  self->faces_high = changes->high;
  return self;
}

/* The recipe's arms by its main task, each against the first. */
static void
compare_arms (MienStudy *self, const MienMeasurements *all)
{
  for (guint a = 0; a < self->recipe->arms->len; a++) {
    const char *name = ((MienArm *) g_ptr_array_index (self->recipe->arms, a))->name;
    const char *first = ((MienArm *) g_ptr_array_index (self->recipe->arms, 0))->name;

    g_ptr_array_add (self->arms, mien_arm_result_new (all, name, self->metric));
    if (a > 0)
      g_ptr_array_add (self->comparisons, compare (all, first, name));
  }
}

/* Whether the labels of the auxiliary tasks help, or only having more to learn. */
static void
compare_knowledge (MienStudy *self, const MienMeasurements *all)
{
  const char *whole = mien_recipe_find_whole_arm (self->recipe);

  if ((self->recipe->controls & 1u << MIEN_READY_SHUFFLED) && whole != NULL)
    self->knowledge = compare (all, mien_ready_arm_title (MIEN_READY_SHUFFLED), whole);
}

/* All that is told side by side. */
static void
adjust (MienStudy *self, int n_folds)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  g_ptr_array_extend (all, self->comparisons, NULL, NULL);
  if (self->knowledge != NULL)
    g_ptr_array_add (all, self->knowledge);
  mien_comparisons_adjust ((MienComparison **) all->pdata, all->len, n_folds);
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
count (MienStudy *self, const MienMeasurements *all)
{
  self->planned = all->runs->len;
  for (guint i = 0; i < all->runs->len; i++) {
    const MienMeasured *item = &g_array_index (all->runs, MienMeasured, i);

    self->done += item->is_finished ? 1 : 0;
    if (item->answers != NULL)
      self->classes = MAX (self->classes, item->answers->classes->len);
  }
}

static void
collect (MienStudy *self, GPtrArray *plan, int n_folds)
{
  g_autoptr (MienMeasurements) all = mien_measurements_new (self->recipe, n_folds);

  for (guint i = 0; i < plan->len; i++)
    mien_measurements_add (all, g_ptr_array_index (plan, i));
  self->folds = (guint) n_folds;
  self->main = g_strdup (mien_recipe_get_main (self->recipe)->column);
  self->metric = g_strdup (all->metrics[all->main] != NULL ? all->metrics[all->main]
                                                           : mien_metric_main (MIEN_KIND_CLASS));
  count (self, all);
  compare_arms (self, all);
  compare_knowledge (self, all);
  adjust (self, n_folds);
  self->transfer = mien_transfer_collect (all);
  read_searches (self, n_folds);
  self->words = mien_study_find_words (self);
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
  plan = mien_study_list_runs (self->recipe, folder, &n_folds, error);
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
