#include "engine/core/error.h"
#include "engine/core/json.h"
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

static void
comparison_free (gpointer data)
{
  MienComparison *comparison = data;

  g_free (comparison->a);
  g_free (comparison->b);
  g_free (comparison->test);
  g_array_unref (comparison->differences);
  g_free (comparison);
}

static MienStudy *
study_new (const char *folder)
{
  MienStudy *self = g_new0 (MienStudy, 1);

  self->folder = g_strdup (folder);
  self->arms = g_ptr_array_new_with_free_func (arm_result_free);
  self->comparisons = g_ptr_array_new_with_free_func (comparison_free);
  return self;
}

void
mien_study_free (MienStudy *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->main);
  g_free (self->metric);
  g_free (self->words);
  g_ptr_array_unref (self->arms);
  g_ptr_array_unref (self->comparisons);
  g_free (self);
}

/* The main metric of a planned run; NaN where it is not finished. */
typedef struct {
  const MienPlannedRun *run;
  double value;
} Measured;

static GArray *
measure (MienStudy *self, GPtrArray *plan)
{
  GArray *measured = g_array_new (FALSE, FALSE, sizeof (Measured));

  for (guint i = 0; i < plan->len; i++) {
    Measured item = {.run = g_ptr_array_index (plan, i), .value = NAN};
    g_autoptr (MienRun) run =
        mien_folder_is_run (item.run->folder) ? mien_run_open (item.run->folder, NULL) : NULL;

    if (run != NULL && run->state == MIEN_RUN_FINISHED) {
      item.value = mien_run_get_metric (run, NULL, "test", self->metric);
      self->done++;
    }
    g_array_append_val (measured, item);
  }
  self->planned = plan->len;
  return measured;
}

static void
add_arm (MienStudy *self, const char *name, GArray *measured)
{
  MienArmResult *arm = g_new0 (MienArmResult, 1);

  arm->name = g_strdup (name);
  arm->values = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < measured->len; i++) {
    const Measured *item = &g_array_index (measured, Measured, i);

    if (g_str_equal (item->run->arm, name) && isfinite (item->value))
      g_array_append_val (arm->values, item->value);
  }
  MienInterval interval =
      mien_mean_interval ((const double *) (void *) arm->values->data, arm->values->len);
  arm->mean = interval.mean;
  arm->low = interval.low;
  arm->high = interval.high;
  g_ptr_array_add (self->arms, arm);
}

/* b - a for every fold and seed that both arms have finished. */
static GArray *
find_pairs (GArray *measured, const char *a, const char *b)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < measured->len; i++) {
    const Measured *first = &g_array_index (measured, Measured, i);

    for (guint j = 0; g_str_equal (first->run->arm, a) && j < measured->len; j++) {
      const Measured *second = &g_array_index (measured, Measured, j);
      double difference = second->value - first->value;

      if (g_str_equal (second->run->arm, b) && second->run->fold == first->run->fold &&
          second->run->seed == first->run->seed && isfinite (difference))
        g_array_append_val (differences, difference);
    }
  }
  return differences;
}

static void
add_comparison (MienStudy *self, GArray *measured, const char *a, const char *b, int n_folds)
{
  MienComparison *comparison = g_new0 (MienComparison, 1);
  MienInterval interval;

  comparison->a = g_strdup (a);
  comparison->b = g_strdup (b);
  comparison->differences = find_pairs (measured, a, b);
  comparison->pairs = comparison->differences->len;
  interval = mien_corrected_t ((const double *) (void *) comparison->differences->data,
                               comparison->pairs, n_folds > 1 ? 1.0 / (n_folds - 1) : 0.0);
  comparison->difference = interval.mean;
  comparison->low = interval.low;
  comparison->high = interval.high;
  comparison->p = interval.p;
  comparison->test = g_strdup (comparison->pairs < 2 ? "none"
                               : n_folds > 1         ? "corrected resampled t"
                                                     : "paired t");
  g_ptr_array_add (self->comparisons, comparison);
}

/* Fits the p values for being read side by side. */
static void
adjust (MienStudy *self)
{
  guint n = self->comparisons->len;
  g_autofree double *p = g_new (double, MAX (n, 1));
  g_autofree double *adjusted = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    p[i] = ((MienComparison *) g_ptr_array_index (self->comparisons, i))->p;
  mien_holm (p, n, adjusted);
  for (guint i = 0; i < n; i++)
    ((MienComparison *) g_ptr_array_index (self->comparisons, i))->p_holm = adjusted[i];
}

/* What is compared, and over how many folds, as the first finished run tells: both follow from the
 * data, which collecting does not open. */
static void
find_facts (MienStudy *self, const MienRecipe *recipe, int *n_folds)
{
  g_autofree char *runs = g_build_filename (self->folder, "runs", NULL);
  g_autoptr (GDir) dir = g_dir_open (runs, 0, NULL);
  const char *name;

  *n_folds = MAX (recipe->folds, 1);
  while (self->metric == NULL && dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (runs, name, NULL);
    g_autoptr (MienRun) run = mien_folder_is_run (folder) ? mien_run_open (folder, NULL) : NULL;

    if (run == NULL || run->state != MIEN_RUN_FINISHED)
      continue;
    self->metric = g_strdup (mien_run_get_main_metric (run));
    *n_folds = MAX (1, (int) json_object_get_int_member_with_default (
                           json_node_get_object (run->result), "folds", *n_folds));
  }
  if (self->metric == NULL)
    self->metric = g_strdup (mien_metric_main (MIEN_KIND_CLASS));
}

MienStudy *
mien_study_collect (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, error);
  g_autoptr (MienStudy) self = study_new (folder);
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GArray) measured = NULL;
  int n_folds;

  if (recipe == NULL)
    return NULL;
  if (mien_recipe_get_main (recipe) == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s has no main task", path);
    return NULL;
  }
  find_facts (self, recipe, &n_folds);
  plan = mien_study_plan (recipe, folder, n_folds, error);
  if (plan == NULL)
    return NULL;
  self->main = g_strdup (mien_recipe_get_main (recipe)->column);
  measured = measure (self, plan);
  for (guint a = 0; a < recipe->arms->len; a++)
    add_arm (self, ((MienArm *) g_ptr_array_index (recipe->arms, a))->name, measured);
  for (guint a = 1; a < self->arms->len; a++)
    add_comparison (self, measured, ((MienArmResult *) g_ptr_array_index (self->arms, 0))->name,
                    ((MienArmResult *) g_ptr_array_index (self->arms, a))->name, n_folds);
  adjust (self);
  self->words = mien_study_find_words (self, n_folds);
  return g_steal_pointer (&self);
}

/* study.json is there for other programs; the runs are the truth, and give the same figures again.
 */
MienStudy *
mien_study_open (const char *folder, GError **error)
{
  return mien_study_collect (folder, error);
}
